//! `rollbook price list`.

use rollbook_application::catalogue::{get_product, read_catalogue};
use rollbook_application::group::list_groups;

use super::view::{COLUMNS, view};
use crate::values::PageOptions;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook price list
  rollbook price list --product ALGEBRA --output json";

/// List the prices.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Only of this product.
    #[arg(long, value_name = "CODE|ID")]
    product: Option<String>,
    #[command(flatten)]
    page: PageOptions,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let desk = session.desk();
    let catalogue = read_catalogue(&desk).await?;
    let groups = list_groups(&desk).await?;
    let product = match &args.product {
        Some(key) => Some(get_product(&catalogue, key)?.id),
        None => None,
    };
    let wanted = catalogue.prices().iter().filter(|price| product.is_none_or(|id| id == price.product));
    let prices = wanted.map(|price| view(price, &catalogue, &groups)).collect();
    session.list(COLUMNS, args.page.cut(session.form(), prices)?).await
}
