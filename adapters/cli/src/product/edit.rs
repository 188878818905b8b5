//! `rollbook product edit`.

use rollbook_application::catalogue::{ProductEdit, edit_product};
use rollbook_domain::text::Title;

use crate::changed::changed;
use crate::values::title;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook product edit ALGEBRA --title \"Algebra for all\"
  rollbook product edit SCIENCE --add-course SAFETY --remove-course STATISTICS";

/// Change a product, for those who have it too.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The product.
    #[arg(value_name = "CODE|ID")]
    product: String,
    /// A new title.
    #[arg(long, value_name = "TITLE", value_parser = title)]
    title: Option<Title>,
    /// A course it opens besides; may be given many times.
    #[arg(long = "add-course", value_name = "CODE|ID")]
    add_courses: Vec<String>,
    /// A course it opens no longer; may be given many times.
    #[arg(long = "remove-course", value_name = "CODE|ID")]
    remove_courses: Vec<String>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let command =
        ProductEdit { title: args.title, add_courses: args.add_courses, remove_courses: args.remove_courses };
    let change = edit_product(&session.desk(), &args.product, command).await?;
    changed(session, &format!("product {}", args.product), &change)
}
