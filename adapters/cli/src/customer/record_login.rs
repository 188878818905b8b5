//! `rollbook customer record-login`.

use std::net::IpAddr;

use rollbook_application::login::{NewLogin, RecordedLogin, record_login};
use rollbook_domain::id::{CustomerId, LoginId};
use rollbook_domain::login::{LoginMeans, LoginOutcome};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::time::Moment;
use serde::Serialize;

use crate::values::{customer_key, moment};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook customer record-login --customer ada@example.org \\
      --address 203.0.113.9 --means password
  rollbook customer record-login --customer ada@example.org \\
      --address 2001:db8::7 --outcome failed

Sign-ins from more addresses than the settings lock_addresses and lock_hours allow lock the account.";

/// Write a sign-in into a customer's history, for a system that lets people in by itself.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Who: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
    /// From which address, of IP version 4 or 6.
    #[arg(long, value_name = "ADDRESS")]
    address: IpAddr,
    /// What came of it: succeeded, failed or refused.
    #[arg(long, value_name = "OUTCOME", default_value = "succeeded", value_parser = outcome)]
    outcome: LoginOutcome,
    /// By what means: password, link or `single_sign_on`.
    #[arg(long, value_name = "MEANS", default_value = "password", value_parser = means)]
    means: LoginMeans,
    /// When [default: now].
    #[arg(long, value_name = "INSTANT", value_parser = moment)]
    at: Option<Moment>,
}

fn outcome(typed: &str) -> Result<LoginOutcome, String> {
    LoginOutcome::find(typed).ok_or_else(|| "give succeeded, failed or refused".to_owned())
}

fn means(typed: &str) -> Result<LoginMeans, String> {
    LoginMeans::find(typed).ok_or_else(|| "give password, link or single_sign_on".to_owned())
}

#[derive(Serialize)]
struct Done {
    id: LoginId,
    customer: CustomerId,
    is_locked: bool,
    evidence: Option<String>,
}

pub(super) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let at = session.instant(args.at).await?;
    let (outcome, means) = (args.outcome, args.means);
    let new = NewLogin { at, address: Personal::new(args.address), outcome, means };
    let recorded = record_login(&session.desk(), &*session.vault()?, &args.customer, new).await?;
    let RecordedLogin { id, customer, locked } = recorded;
    let evidence = locked.as_ref().and_then(|found| Some(found.evidence()?.as_str().to_owned()));
    let done = Done { id, customer, is_locked: locked.is_some(), evidence };
    session.one(&done, || match &done.evidence {
        Some(evidence) => format!("recorded the sign-in and locked the account ({evidence})"),
        None => format!("recorded the sign-in ({id})"),
    })
}
