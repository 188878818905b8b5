//! `rollbook group show`.

use rollbook_application::group::get_group;

use super::view::View;
use crate::page::{Page, yes_no};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook group show acme";

/// Show a group.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The group.
    #[arg(value_name = "CODE|ID")]
    group: String,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let view = View::from(get_group(&session.desk(), &args.group).await?);
    session.one(&view, || {
        let mut page = Page::new(&format!("Group {}", view.code));
        page.facts(vec![
            ("Id", view.id.to_string()),
            ("Name", view.name.clone()),
            ("Passes to claimants of a member's seats", yes_no(view.is_inherited)),
        ]);
        page.into_text()
    })
}
