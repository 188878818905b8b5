//! `rollbook item list`.

use rollbook_application::catalogue::{get_course, read_catalogue};

use super::view::{COLUMNS, view};
use crate::values::PageOptions;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook item list --course ALGEBRA
  rollbook item list --all --output csv";

/// List content items, course by course in code order, as they were added.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Only of this course.
    #[arg(long, value_name = "CODE|ID")]
    course: Option<String>,
    #[command(flatten)]
    page: PageOptions,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let catalogue = read_catalogue(&session.desk()).await?;
    let courses = match &args.course {
        Some(key) => std::slice::from_ref(get_course(&catalogue, key)?),
        None => catalogue.courses(),
    };
    let items = courses.iter().flat_map(|course| &course.items).map(|item| view(item, &catalogue));
    session.list(COLUMNS, args.page.cut(session.form(), items.collect())?).await
}
