//! A sales order as printed.

use rollbook_domain::id::SalesOrderId;
use rollbook_domain::sales_order::{SalesOrder, TermState};
use rollbook_domain::time::{Instant, end_in_words, in_words};
use serde::Serialize;

use crate::Column;

#[derive(Serialize)]
pub(super) struct View {
    pub(super) id: SalesOrderId,
    pub(super) number: String,
    pub(super) external_id: Option<String>,
    pub(super) client: String,
    pub(super) state: TermState,
    pub(super) starts_at: Instant,
    pub(super) ends_at: Instant,
    pub(super) seats: Option<u32>,
    pub(super) revision: u64,
}

pub(super) const COLUMNS: &[Column<View>] = &[
    Column::data("id"),
    Column::new("number", "NUMBER", |view, _| view.number.clone()),
    Column::data("external_id"),
    Column::new("client", "CLIENT", |view, _| view.client.clone()),
    Column::new("state", "TERM", |view, _| view.state.to_string()),
    Column::new("starts_at", "STARTS", |view, zone| in_words(view.starts_at, zone)),
    Column::new("ends_at", "ENDS", |view, zone| end_in_words(Some(view.ends_at), zone)),
    Column::new("seats", "SEATS", |view, _| seats(view.seats)),
    Column::data("revision"),
];

/// A number of seats, for people.
pub(super) fn seats(seats: Option<u32>) -> String {
    seats.map_or_else(|| "any number".to_owned(), |seats| seats.to_string())
}

impl View {
    pub(super) fn of(sales_order: &SalesOrder, now: Instant) -> Self {
        let terms = &sales_order.terms;
        Self {
            id: sales_order.id,
            number: sales_order.number.to_string(),
            external_id: terms.external_id.as_ref().map(ToString::to_string),
            client: terms.client.to_string(),
            state: terms.term.state_at(now),
            starts_at: terms.term.starts_at(),
            ends_at: terms.term.ends_at(),
            seats: terms.seats,
            revision: sales_order.revision.get(),
        }
    }
}
