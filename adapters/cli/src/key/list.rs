//! `rollbook key list`.

use rollbook_domain::port::Page;
use serde::Serialize;

use crate::output::Column;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook key list
  rollbook key list --output json";

/// List the numbers of the keys; the keys themselves are shown to nobody.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {}

#[derive(Serialize)]
struct Line {
    key: u32,
    is_newest: bool,
}

const COLUMNS: &[Column<Line>] = &[
    Column::new("key", "KEY", |line, _| line.key.to_string()),
    Column::new("is_newest", "SEALS NOW", |line, _| if line.is_newest { "yes" } else { "no" }.to_owned()),
];

pub(super) async fn run(_args: Args, session: &Session) -> Result<(), CliError> {
    let numbers = session.key_place.numbers()?;
    let newest = numbers.last().copied();
    let items = numbers.iter().map(|number| Line { key: number.0, is_newest: Some(*number) == newest });
    session.list(COLUMNS, Page { items: items.collect(), next: None }).await
}
