//! `rollbook price show`.

use rollbook_application::catalogue::{get_price, read_catalogue};
use rollbook_application::group::list_groups;

use super::view::{page, view};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook price show ALG-MONTH";

/// Show a price.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The price.
    #[arg(value_name = "CODE|ID")]
    price: String,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let desk = session.desk();
    let catalogue = read_catalogue(&desk).await?;
    let groups = list_groups(&desk).await?;
    let view = view(get_price(&catalogue, &args.price)?, &catalogue, &groups);
    session.one(&view, || page(&view))
}
