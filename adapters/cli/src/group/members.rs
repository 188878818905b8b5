//! `rollbook group members`.

use rollbook_application::customer::{CustomerFilter, as_typed, list_customers};
use rollbook_application::group::{Members, MembershipReport, RowOutcome, join_group, leave_group};
use rollbook_application::{Failure, What};
use rollbook_domain::customer::MembershipSource;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::refusal::Refusal;
use rollbook_domain::text::Note;
use serde_json::json;

use crate::customer::line::{COLUMNS, Line};
use crate::values::{PageOptions, customer_key, note};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook group members acme
  rollbook group members acme --add ada@example.org --add grace@example.org
  rollbook group members acme --remove konrad@example.org --reason \"left Acme\"";

/// Show or change who is in a group.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The group.
    #[arg(value_name = "CODE|ID")]
    group: String,
    /// A customer to put in: email, id or code; may be given many times.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key, conflicts_with = "remove")]
    add: Vec<CustomerKey>,
    /// A customer to take out; may be given many times.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    remove: Vec<CustomerKey>,
    /// Leave out those who cannot be put in or taken out; else one of them keeps everything as it is.
    #[arg(long)]
    skip_bad: bool,
    /// Why, for the activity log.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    reason: Option<Note>,
    #[command(flatten)]
    page: PageOptions,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let desk = session.desk();
    let of = |customers| Members { customers, may_leave_out: args.skip_bad, note: args.reason.clone() };
    if !args.add.is_empty() {
        let source = MembershipSource::Administrator;
        tell(&join_group(&desk, &args.group, &of(&args.add), source).await?, session)?;
    }
    if !args.remove.is_empty() {
        tell(&leave_group(&desk, &args.group, &of(&args.remove)).await?, session)?;
    }
    let filter = &CustomerFilter { group: Some(args.group), ..CustomerFilter::default() };
    let desk = &desk;
    let page = args
        .page
        .read(session.form(), async |request| list_customers(desk, filter.clone(), &request).await)
        .await?;
    session.list(COLUMNS, page.map(Line::from)).await
}

/// Warns about those who were left out, or refuses for their sake.
pub(crate) fn tell(report: &MembershipReport, session: &Session) -> Result<(), CliError> {
    let mut bad = Vec::new();
    let mut rules = Vec::new();
    for row in &report.rows {
        let why = match &row.outcome {
            RowOutcome::Applied(_) | RowOutcome::Unchanged(_) => continue,
            RowOutcome::Refused(refused) => {
                rules.extend_from_slice(refused.rules());
                refused.to_string()
            }
            RowOutcome::Missing => "there is no such customer".to_owned(),
        };
        bad.push((as_typed(&row.customer), why));
    }
    if report.is_applied {
        for (who, why) in bad {
            session.warn(&format!("{who} was left out: {why}"));
        }
        return Ok(());
    }
    if let [row] = report.rows.as_slice()
        && matches!(row.outcome, RowOutcome::Missing)
    {
        return Err(Failure::missing(What::Customer, as_typed(&row.customer)).into());
    }
    rules.sort_unstable();
    rules.dedup();
    let said: Vec<_> = bad.iter().map(|(who, why)| format!("{who}: {why}")).collect();
    let message = format!("nothing was changed; {}; --skip-bad leaves them out", said.join("; "));
    let rows: Vec<_> = bad.iter().map(|(who, why)| json!({ "customer": who, "reason": why })).collect();
    Err(CliError::Refused { message, rules, details: json!({ "refused": rows }) })
}
