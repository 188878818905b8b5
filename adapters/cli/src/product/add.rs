//! `rollbook product add`.

use rollbook_application::catalogue::{NewProduct, add_product};
use rollbook_domain::text::{Code, Title};

use crate::changed::added;
use crate::values::{code, title};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook product add NUMBERS --title \"All about numbers\" \\
      --course ALGEBRA --course STATISTICS";

/// Make a product.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The code that people call it by.
    #[arg(value_name = "CODE", value_parser = code)]
    code: Code,
    /// The title shown.
    #[arg(long, value_name = "TITLE", value_parser = title)]
    title: Title,
    /// A course it opens; may be given many times.
    #[arg(long = "course", value_name = "CODE|ID")]
    courses: Vec<String>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let what = format!("product {}", args.code);
    let command = NewProduct { code: args.code, title: args.title, courses: args.courses };
    let id = add_product(&session.desk(), command).await?;
    added(session, &what, id)
}
