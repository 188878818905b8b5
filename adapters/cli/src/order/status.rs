//! `rollbook order status`.

use rollbook_application::order::{GivenByOrder, change_order_status};
use rollbook_domain::id::{GrantId, OrderId};
use rollbook_domain::order::OrderStatus;
use rollbook_domain::refusal::Outcome;
use rollbook_domain::text::Note;
use serde::Serialize;

use super::mail_options::MailOptions;
use super::order_id;
use super::place::{gave, warn_if_over};
use super::typed_status::TypedStatus;
use super::vault::vault;
use crate::changed::word;
use crate::values::note;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook order status ord_01jgyxhdfrefebggrg3vzjwanr processed
  rollbook order status ord_01jgyxhdfrefebggrg3vzjwanr processed --hold-mail

An order that becomes processed or purchase-order-granted gives its seats and access then, counted from the
order's date. To cancel an order or to bring it back, use `rollbook order cancel` and
`rollbook order reinstate`.";

/// Move an open order on: paid, invoiced, abandoned.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The order.
    #[arg(value_name = "ID", value_parser = order_id)]
    order: OrderId,
    /// The new status.
    #[arg(value_name = "STATUS")]
    status: TypedStatus,
    #[command(flatten)]
    mail: MailOptions,
    /// Why, for the activity log.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    reason: Option<Note>,
}

#[derive(Serialize)]
struct Done {
    id: OrderId,
    status: OrderStatus,
    seats: u64,
    grants: Vec<GrantId>,
    outcome: &'static str,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let to = OrderStatus::from(args.status);
    let vault = vault(session);
    let moved =
        change_order_status(&session.desk(), &*vault, args.order, to, args.mail.into(), args.reason).await?;
    warn_if_over(session, moved.order, &moved.given);
    let GivenByOrder { seats, grants, .. } = moved.given;
    let id = moved.order;
    let sentence = match moved.outcome {
        Outcome::Unchanged => format!("nothing to change, order was {to} before ({id})"),
        Outcome::Applied if seats == 0 && grants.is_empty() => format!("{to} order ({id})"),
        Outcome::Applied => format!("{to} order ({id}): {}", gave(seats, grants.len())),
    };
    let done = Done { id, status: to, seats, grants, outcome: word(moved.outcome) };
    session.one(&done, || sentence)
}
