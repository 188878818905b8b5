//! Changing what a sales order says.

use super::add::check;
use super::{SalesOrder, SalesOrderEvent, SalesOrderRefused, SalesOrderTerms, Term};
use crate::id::CourseId;
use crate::refusal::Outcome;
use crate::text::Title;
use crate::time::{Moment, Zone};

/// What to change; `None` keeps what is there. The number never changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EditSalesOrder {
    /// Another external id; `Some(None)` for none.
    pub external_id: Option<Option<Title>>,
    /// Another name of the client.
    pub client: Option<Title>,
    /// Another start of the term.
    pub starts: Option<Moment>,
    /// Another end of the term; a date means through the end of that day.
    pub ends: Option<Moment>,
    /// Other courses.
    pub courses: Option<Vec<CourseId>>,
    /// Another number of seats; `Some(None)` for any number.
    pub seats: Option<Option<u32>>,
}

impl EditSalesOrder {
    /// What the sales order would say.
    ///
    /// # Errors
    /// [`SalesOrderRefused::EndNotAfterStart`] (ENR-01).
    pub fn over(self, terms: &SalesOrderTerms, zone: &Zone) -> Result<SalesOrderTerms, SalesOrderRefused> {
        let starts_at = self.starts.map_or(terms.term.starts_at(), |moment| moment.starts_at(zone));
        let ends_at = self.ends.map_or(terms.term.ends_at(), |moment| moment.ends_at(zone));
        Ok(SalesOrderTerms {
            external_id: self.external_id.unwrap_or_else(|| terms.external_id.clone()),
            client: self.client.unwrap_or_else(|| terms.client.clone()),
            term: Term::parse(starts_at, ends_at)?,
            courses: self.courses.unwrap_or_else(|| terms.courses.clone()),
            seats: self.seats.unwrap_or(terms.seats),
        })
    }
}

/// Changes what a sales order says; `taken` learners hold its seats, and `holder` has the external id now, if anybody.
///
/// # Errors
/// [`SalesOrderRefused::ExternalIdTaken`] (ENR-02); [`SalesOrderRefused::NoCourse`], [`SalesOrderRefused::NoSeats`] and
/// [`SalesOrderRefused::SeatsBelowTaken`] (ENR-01).
pub fn edit(
    sales_order: &SalesOrder,
    terms: SalesOrderTerms,
    taken: u64,
    holder: Option<&SalesOrder>,
) -> Result<(Outcome, Vec<SalesOrderEvent>), SalesOrderRefused> {
    check(&terms, holder.into_iter().filter(|holder| holder.id != sales_order.id))?;
    if terms == sales_order.terms {
        return Ok((Outcome::Unchanged, Vec::new()));
    }
    match terms.seats {
        Some(seats) if u64::from(seats) < taken => {
            let number = sales_order.number.clone();
            Err(SalesOrderRefused::SeatsBelowTaken { number, seats, taken })
        }
        _ => Ok((Outcome::Applied, vec![SalesOrderEvent::SalesOrderEdited { terms: Box::new(terms) }])),
    }
}
