//! `rollbook key rotate`.

use super::reseal::reseal_all;
use crate::CliError;
use crate::start::Start;

const EXAMPLES: &str = "\
Examples:
  rollbook key rotate
  rollbook key rotate --output json";

/// Add a key to the key file, and seal every registration code with it.
///
/// Codes stay as they are and go on working, in every tenant. Older keys stay in the file for mails that wait. Back the
/// key file up again afterwards. What was interrupted is completed by `rollbook key reseal`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {}

pub(super) async fn run(_args: Args, start: Start) -> Result<(), CliError> {
    let (store, session) = start.open_whole().await?;
    let added = session.key_place.add()?;
    reseal_all(&*store, &session, &format!("added key {}", added.0)).await
}
