//! `rollbook init`.

use crate::CliError;
use crate::start::Start;

/// Its arguments.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) async fn run(_args: Args, start: Start) -> Result<(), CliError> {
    start.create().await.map(|_| ())
}
