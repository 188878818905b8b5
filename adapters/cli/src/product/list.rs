//! `rollbook product list`.

use rollbook_application::catalogue::read_catalogue;

use super::view::{COLUMNS, view};
use crate::values::PageOptions;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook product list
  rollbook product list --all --output json";

/// List the products.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    page: PageOptions,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let catalogue = read_catalogue(&session.desk()).await?;
    let products = catalogue.products().iter().map(|product| view(product, &catalogue)).collect();
    session.list(COLUMNS, args.page.cut(session.form(), products)?).await
}
