//! `rollbook item edit`.

use rollbook_application::catalogue::{ItemEdit, edit_item};
use rollbook_domain::catalogue::ItemKind;
use rollbook_domain::text::Title;

use crate::changed::changed;
use crate::values::{YesNo, title};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook item edit ALG-FINAL --title \"Last quiz\" --required no";

/// Change a content item; its code and its course stay.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The item.
    #[arg(value_name = "CODE|ID")]
    item: String,
    /// A new title.
    #[arg(long, value_name = "TITLE", value_parser = title)]
    title: Option<Title>,
    /// Another kind: scorm, quiz, event, file or assignment.
    #[arg(long, value_name = "KIND")]
    kind: Option<ItemKind>,
    /// Whether the course needs it.
    #[arg(long, value_name = "YES|NO", hide_possible_values = true)]
    required: Option<YesNo>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let command = ItemEdit { title: args.title, kind: args.kind, is_required: args.required.map(bool::from) };
    let change = edit_item(&session.desk(), &args.item, command).await?;
    changed(session, &format!("item {}", args.item), &change)
}
