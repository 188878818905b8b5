//! `rollbook group members`.

use rollbook_application::customer::{CustomerFilter, list_customers};
use rollbook_application::group::{MembershipRow, RowOutcome, join_group, leave_group};
use rollbook_domain::customer::MembershipSource;
use rollbook_domain::port::CustomerKey;

use crate::customer::line::{COLUMNS, Line};
use crate::values::{PageOptions, customer_key};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook group members NIGHT
  rollbook group members NIGHT --add ada@example.org --add grace@example.org
  rollbook group members NIGHT --remove ada@example.org";

/// Show or change who is in a group.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The group.
    #[arg(value_name = "CODE|ID")]
    group: String,
    /// A customer to put in: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    add: Vec<CustomerKey>,
    /// A customer to take out.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    remove: Vec<CustomerKey>,
    #[command(flatten)]
    page: PageOptions,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let desk = session.desk();
    let source = MembershipSource::Administrator;
    let mut rows = Vec::new();
    if !args.add.is_empty() {
        rows.extend(join_group(&desk, &args.group, &args.add, source, None).await?);
    }
    if !args.remove.is_empty() {
        rows.extend(leave_group(&desk, &args.group, &args.remove, None).await?);
    }
    let mut left_out = 0;
    for row in &rows {
        left_out += u32::from(tell(row, session));
    }
    let filter = &CustomerFilter { group: Some(args.group), ..CustomerFilter::default() };
    let desk = &desk;
    let page = args.page.read(async |request| list_customers(desk, filter.clone(), &request).await).await?;
    session.list(COLUMNS, page.map(Line::from)).await?;
    if left_out > 0 { Err(CliError::Said(crate::exit::REFUSED)) } else { Ok(()) }
}

/// Warns about a customer who was left out.
fn tell(row: &MembershipRow, session: &Session) -> bool {
    let why = match &row.outcome {
        RowOutcome::Applied(_) | RowOutcome::Unchanged(_) => return false,
        RowOutcome::Refused(refused) => refused.to_string(),
        RowOutcome::Missing => "there is no such customer".to_owned(),
    };
    let who = match &row.customer {
        CustomerKey::Id(id) => id.to_string(),
        CustomerKey::Email(email) => email.as_str().to_owned(),
        CustomerKey::Code(code) => code.to_string(),
    };
    session.warn(&format!("{who} was left out: {why}"));
    true
}
