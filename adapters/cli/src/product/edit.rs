//! `rollbook product edit`.

use rollbook_application::catalogue::{ProductEdit, edit_product};
use rollbook_domain::text::{Message, Title};

use crate::changed::changed;
use crate::values::{message, title};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook product edit ALGEBRA --title \"Algebra for all\"
  rollbook product edit ALGEBRA --expired-message \"Ask your school.\"
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
    /// What its learners are told after signing in once every course of theirs has expired by it; `{{ courses }}` stands for
    /// the titles.
    #[arg(long, value_name = "TEXT", value_parser = message, conflicts_with = "no_expired_message")]
    expired_message: Option<Message>,
    /// Take those words away, so that the tenant's hold.
    #[arg(long)]
    no_expired_message: bool,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let expired_message = if args.no_expired_message { Some(None) } else { args.expired_message.map(Some) };
    let command = ProductEdit {
        title: args.title,
        add_courses: args.add_courses,
        remove_courses: args.remove_courses,
        expired_message,
    };
    let change = edit_product(&session.desk(), &args.product, command).await?;
    changed(session, &format!("product {}", args.product), &change)
}
