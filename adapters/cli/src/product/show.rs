//! `rollbook product show`.

use rollbook_application::catalogue::{get_product, read_catalogue};

use super::view::view;
use crate::page::{Page, listed};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook product show ALGEBRA";

/// Show a product.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The product.
    #[arg(value_name = "CODE|ID")]
    product: String,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let catalogue = read_catalogue(&session.desk()).await?;
    let view = view(get_product(&catalogue, &args.product)?, &catalogue);
    session.one(&view, || {
        let mut page = Page::new(&format!("Product {}", view.code));
        page.facts(vec![
            ("Id", view.id.to_string()),
            ("Title", view.title.clone()),
            ("Opens", listed(&view.courses)),
            ("Prices", listed(&view.prices)),
            ("Says when expired", view.expired_message.clone().unwrap_or_default()),
        ]);
        page.into_text()
    })
}
