//! `rollbook customer lock-replay`.

use std::net::IpAddr;

use rollbook_application::login::{WouldLock, replay_lock_rule};
use rollbook_domain::id::CustomerId;
use rollbook_domain::login::LockRule;
use rollbook_domain::port::{CustomerKey, Page};
use rollbook_domain::time::{Instant, in_words};
use serde::Serialize;

use crate::values::customer_key;
use crate::{CliError, Column, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook customer lock-replay
  rollbook customer lock-replay --addresses 3 --hours 24 --output csv";

/// Show who would have been locked by which rule, and when; nothing is changed.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// So many addresses are well; one more would have locked [default: the setting `lock_addresses`].
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..=1000))]
    addresses: Option<u32>,
    /// Within so many hours [default: the setting `lock_hours`].
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..=8760))]
    hours: Option<u32>,
    /// Only this customer: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: Option<CustomerKey>,
}

#[derive(Serialize)]
struct Line {
    customer: CustomerId,
    at: Instant,
    since: Instant,
    addresses: Vec<IpAddr>,
}

const COLUMNS: &[Column<Line>] = &[
    Column::new("customer", "CUSTOMER", |line, _| line.customer.to_string()),
    Column::new("at", "LOCKED", |line, zone| in_words(line.at, zone)),
    Column::new("since", "COUNTED FROM", |line, zone| in_words(line.since, zone)),
    Column::new("addresses", "ADDRESSES", |line, _| {
        line.addresses.iter().map(IpAddr::to_string).collect::<Vec<_>>().join(" ")
    }),
];

pub(super) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let settings = session.settings().await?;
    let rule = LockRule {
        addresses: args.addresses.unwrap_or(settings.lock_addresses),
        hours: args.hours.unwrap_or(settings.lock_hours),
    };
    let found = replay_lock_rule(&session.desk(), rule, args.customer.as_ref()).await?;
    session.list(COLUMNS, Page { items: found.into_iter().map(line).collect(), next: None }).await
}

fn line(found: WouldLock) -> Line {
    let WouldLock { customer, suspicion } = found;
    let addresses = suspicion.addresses.into_inner();
    Line { customer, at: suspicion.at, since: suspicion.since, addresses }
}
