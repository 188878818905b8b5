//! `rollbook customer logins`.

use std::net::IpAddr;

use rollbook_application::login::list_logins;
use rollbook_domain::id::LoginId;
use rollbook_domain::login::{Login, LoginMeans, LoginOutcome};
use rollbook_domain::port::{CustomerKey, Page};
use rollbook_domain::time::{Instant, in_words};
use serde::Serialize;

use crate::values::{PageOptions, customer_key};
use crate::{CliError, Column, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook customer logins ada@example.org
  rollbook customer logins ada@example.org --all --output csv";

/// Show when and from where a customer signed in, the newest first.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The customer: email, id or code.
    #[arg(value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
    #[command(flatten)]
    page: PageOptions,
}

#[derive(Serialize)]
struct Line {
    id: LoginId,
    at: Instant,
    address: IpAddr,
    outcome: LoginOutcome,
    means: LoginMeans,
}

const COLUMNS: &[Column<Line>] = &[
    Column::data("id"),
    Column::new("at", "WHEN", |line, zone| in_words(line.at, zone)),
    Column::new("address", "FROM", |line, _| line.address.to_string()),
    Column::new("outcome", "OUTCOME", |line, _| line.outcome.to_string()),
    Column::new("means", "BY", |line, _| line.means.to_string().replace('_', " ")),
];

pub(super) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let (desk, customer) = (&session.desk(), &args.customer);
    let read = async |request| list_logins(desk, customer, &request).await;
    let page = args.page.read(session.form(), read).await?;
    session.list(COLUMNS, Page { items: page.items.iter().map(line).collect(), next: page.next }).await
}

fn line(login: &Login) -> Line {
    let Login { id, at, outcome, means, .. } = *login;
    Line { id, at, address: *login.address.reveal(), outcome, means }
}
