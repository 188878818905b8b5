//! `rollbook access list`.

use rollbook_application::access::list_access;
use rollbook_domain::access::GrantState;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::time::Moment;

use super::grant_view::{COLUMNS, GrantView};
use crate::values::{PageOptions, customer_key, moment};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook access list --customer ada@example.org
  rollbook access list --customer ada@example.org --state in-force \\
      --at 2025-06-30 --output json";

/// List every access grant a customer was ever given, newest first.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The customer: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
    /// Only in this state.
    #[arg(long, value_name = "STATE")]
    state: Option<TypedState>,
    /// The day or instant that the states are asked for [default: now].
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    at: Option<Moment>,
    #[command(flatten)]
    page: PageOptions,
}

/// A grant's state, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum TypedState {
    /// Its window opens later.
    Scheduled,
    /// Its window is open.
    InForce,
    /// Its window is over.
    Ended,
    /// Its order is cancelled.
    Suspended,
    /// It was taken back.
    Revoked,
}

impl From<TypedState> for GrantState {
    fn from(typed: TypedState) -> Self {
        match typed {
            TypedState::Scheduled => Self::Scheduled,
            TypedState::InForce => Self::InForce,
            TypedState::Ended => Self::Ended,
            TypedState::Suspended => Self::Suspended,
            TypedState::Revoked => Self::Revoked,
        }
    }
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let at = session.instant(args.at).await?;
    let wanted = args.state.map(GrantState::from);
    let grants = list_access(&session.desk(), &args.customer, at).await?.into_iter().map(GrantView::from);
    let grants = grants.filter(|grant| wanted.is_none() || grant.state == wanted).collect();
    session.list(COLUMNS, args.page.cut(session.form(), grants)?).await
}
