//! `rollbook audit head`.

use rollbook_application::audit::take_anchor;

use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook audit head
  rollbook audit head --output json >> anchors.jsonl

Keep the line where whoever can write to the database cannot write.";

/// Show where the log ends, to be kept elsewhere as an anchor.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {}

pub(super) async fn run(_args: Args, session: &Session) -> Result<(), CliError> {
    let anchor = take_anchor(&session.desk(), &session.options.tenant).await?;
    session.one(&anchor, || {
        format!("The log of tenant {} ends with event {}\n{}\n", anchor.tenant, anchor.sequence, anchor.chain)
    })
}
