//! `rollbook customer delete`.

use std::collections::BTreeMap;

use rollbook_application::privacy::{Deletion, delete_customer, plan_deletion};
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::CustomerKey;
use serde::Serialize;

use crate::page::Page;
use crate::values::customer_key;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook customer delete --customer tycho@example.org --dry-run
  rollbook customer delete --customer tycho@example.org --yes

Who may be deleted is set by delete_rule: with `neither`, only a customer with neither a placed order nor access in
force or to come; with `either`, one who lacks one of the two, and the placed orders go as well. The status does not
matter. Of the log the id stays, and nothing about the person.";

/// Delete a customer with everything that hangs on them, for good.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The customer: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
    /// Show what would go, and change nothing.
    #[arg(long)]
    dry_run: bool,
}

#[derive(Serialize)]
struct Done {
    id: CustomerId,
    outcome: &'static str,
    rows: BTreeMap<&'static str, u64>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let desk = session.desk();
    let planned = plan_deletion(&desk, &args.customer).await?;
    if args.dry_run {
        return tell(session, planned, "planned");
    }
    session.confirm("delete this customer with everything that hangs on them? It cannot be undone.")?;
    tell(session, delete_customer(&desk, &args.customer).await?, "applied")
}

fn tell(session: &Session, deletion: Deletion, outcome: &'static str) -> Result<(), CliError> {
    let done = Done { id: deletion.customer, outcome, rows: deletion.rows };
    session.one(&done, || {
        let verb = if done.outcome == "planned" { "would delete" } else { "deleted" };
        let mut page = Page::new(&format!("{verb} customer ({})", done.id));
        let rows = done.rows.iter().map(|(subject, rows)| vec![(*subject).to_owned(), rows.to_string()]);
        page.section(if done.outcome == "planned" { "Would be gone" } else { "Gone" }, rows.collect());
        page.into_text()
    })
}
