//! `rollbook customer groups`.

use rollbook_application::customer::{GroupChanges, change_customer_groups, get_customer};
use rollbook_application::group::list_groups;
use rollbook_domain::port::CustomerKey;

use super::view::{GroupLine, group_lines};
use crate::values::{PageOptions, customer_key};
use crate::{CliError, Column, Session};
use rollbook_domain::time::in_words;

const EXAMPLES: &str = "\
Examples:
  rollbook customer groups ada@example.org
  rollbook customer groups ada@example.org --add acme --add faculty
  rollbook customer groups konrad@example.org --add faculty --remove acme";

/// Show or change the groups of a customer; what they hold stays.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The customer: email, id or code.
    #[arg(value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
    /// A group to put the customer into; may be given many times.
    #[arg(long, value_name = "CODE|ID")]
    add: Vec<String>,
    /// A group to take the customer out of; may be given many times.
    #[arg(long, value_name = "CODE|ID")]
    remove: Vec<String>,
    #[command(flatten)]
    page: PageOptions,
}

const COLUMNS: &[Column<GroupLine>] = &[
    Column::data("id"),
    Column::new("code", "CODE", |line, _| line.code.clone()),
    Column::new("name", "NAME", |line, _| line.name.clone()),
    Column::new("source", "PUT IN BY", |line, _| line.source.to_string()),
    Column::new("joined_at", "SINCE", |line, zone| in_words(line.joined_at, zone)),
];

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let desk = session.desk();
    if let Some(both) = args.add.iter().find(|added| args.remove.contains(added)) {
        return Err(CliError::usage(format!("group `{both}` is in both --add and --remove; give it once")));
    }
    if !args.add.is_empty() || !args.remove.is_empty() {
        let changes = GroupChanges { add: args.add, remove: args.remove };
        change_customer_groups(&desk, &args.customer, &changes).await?;
    }
    let record = get_customer(&desk, &args.customer).await?;
    let groups = list_groups(&desk).await?;
    session.list(COLUMNS, args.page.cut(session.form(), group_lines(&record.customer, &groups))?).await
}
