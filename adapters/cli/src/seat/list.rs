//! `rollbook seat list`.

use rollbook_application::catalogue::{get_product, read_catalogue};
use rollbook_application::seat::{SeatFilter, count_seats, list_seats};
use rollbook_domain::id::OrderId;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::seat::SeatState;

use super::find::customer_id;
use super::view::{COLUMNS, line};
use crate::values::{PageOptions, customer_key};
use crate::{CliError, OutputForm, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook seat list --buyer office@acme.example
  rollbook seat list --buyer office@acme.example --state pending
  rollbook seat list --buyer office@acme.example --product SCIENCE --output json";

/// List a buyer's seats with who holds them or is invited, by the addresses the buyer knows them by.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Whose seats: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    buyer: CustomerKey,
    /// Only of this product.
    #[arg(long, value_name = "CODE|ID")]
    product: Option<String>,
    /// Only of this order.
    #[arg(long, value_name = "ID", value_parser = order_id)]
    order: Option<OrderId>,
    /// Only in this state.
    #[arg(long, value_name = "STATE")]
    state: Option<TypedState>,
    #[command(flatten)]
    page: PageOptions,
}

/// The states, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum TypedState {
    /// To be given out.
    Available,
    /// Somebody is invited.
    Pending,
    /// Somebody holds it.
    Claimed,
    /// Out of use.
    Void,
}

impl From<TypedState> for SeatState {
    fn from(typed: TypedState) -> Self {
        match typed {
            TypedState::Available => Self::Available,
            TypedState::Pending => Self::Pending,
            TypedState::Claimed => Self::Claimed,
            TypedState::Void => Self::Void,
        }
    }
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let desk = &session.desk();
    let buyer = customer_id(&args.buyer, session).await?;
    let catalogue = read_catalogue(desk).await?;
    let product =
        args.product.map(|key| get_product(&catalogue, &key).map(|product| product.id)).transpose()?;
    let filter = SeatFilter { product, order: args.order, state: args.state.map(Into::into) };
    let now = session.now();
    let page = args
        .page
        .read(session.form(), async |request| list_seats(desk, buyer, filter, now, &request).await)
        .await?;
    session.list(COLUMNS, page.map(|seat| line(&seat, &catalogue))).await?;
    if session.form() == OutputForm::Table {
        let counts = count_seats(desk, buyer, filter, now).await?;
        session.done(&format!(
            "{} seats: {} available, {} pending, {} claimed, {} void.",
            counts.sum(),
            counts.available,
            counts.pending,
            counts.claimed,
            counts.void
        ));
    }
    Ok(())
}

fn order_id(typed: &str) -> Result<OrderId, String> {
    OrderId::parse(typed.trim()).map_err(|error| error.to_string())
}
