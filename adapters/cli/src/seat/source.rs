//! Which seats of a buyer a command is about.

use rollbook_application::seat::SeatSource;
use rollbook_domain::id::{OrderId, SeatId};

/// The seats, named in one of three ways.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
pub(crate) struct SourceArgs {
    /// The buyer's available seats of this product.
    #[arg(long, value_name = "CODE|ID")]
    product: Option<String>,
    /// The buyer's available seats of one order line: the order's id, a colon and the line.
    #[arg(long, value_name = "ORDER:LINE", value_parser = order_line)]
    order_line: Option<(OrderId, u32)>,
    /// This seat, available or pending.
    #[arg(long, value_name = "ID", value_parser = seat_id)]
    seat: Option<SeatId>,
}

impl SourceArgs {
    /// What was named.
    pub(crate) fn source(self) -> SeatSource {
        match (self.seat, self.order_line) {
            (Some(seat), _) => SeatSource::Seat(seat),
            (None, Some((order, line))) => SeatSource::Line { order, line },
            (None, None) => SeatSource::Product(self.product.unwrap_or_default()),
        }
    }
}

/// Reads a seat's id.
pub(crate) fn seat_id(typed: &str) -> Result<SeatId, String> {
    SeatId::parse(typed.trim()).map_err(|error| error.to_string())
}

fn order_line(typed: &str) -> Result<(OrderId, u32), String> {
    let form = || "it names no order line; give an order's id, a colon and the line, such as ord_01jgyxhdfrefebggrg3vzjwanr:1";
    let (order, line) = typed.trim().rsplit_once(':').ok_or_else(form)?;
    let order = OrderId::parse(order).map_err(|error| error.to_string())?;
    let line = line.parse().ok().filter(|line| *line >= 1).ok_or_else(form)?;
    Ok((order, line))
}
