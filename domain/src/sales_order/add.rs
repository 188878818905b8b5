//! Entering a sales order (ENR-02).

use super::{SalesOrder, SalesOrderEvent, SalesOrderRefused, SalesOrderTerms};
use crate::text::Code;

/// A new sales order's facts.
#[derive(Debug, Clone)]
pub struct AddSalesOrder {
    /// Unique in the tenant.
    pub number: Code,
    /// What was agreed.
    pub terms: SalesOrderTerms,
}

/// Enters a sales order; `holders` are the sales orders that have the number or the external id now.
///
/// # Errors
/// [`SalesOrderRefused::NumberTaken`] and [`SalesOrderRefused::ExternalIdTaken`] (ENR-02);
/// [`SalesOrderRefused::NoCourse`] and [`SalesOrderRefused::NoSeats`] (ENR-01).
pub fn add(
    command: AddSalesOrder,
    holders: &[SalesOrder],
) -> Result<Vec<SalesOrderEvent>, SalesOrderRefused> {
    let AddSalesOrder { number, terms } = command;
    let folded = number.folded();
    if holders.iter().any(|holder| holder.number.folded() == folded) {
        return Err(SalesOrderRefused::NumberTaken(number));
    }
    check(&terms, holders.iter())?;
    Ok(vec![SalesOrderEvent::SalesOrderAdded { number, terms: Box::new(terms) }])
}

/// What holds for terms, new or changed.
pub(super) fn check<'a>(
    terms: &SalesOrderTerms,
    mut others: impl Iterator<Item = &'a SalesOrder>,
) -> Result<(), SalesOrderRefused> {
    if terms.courses.is_empty() {
        return Err(SalesOrderRefused::NoCourse);
    }
    if terms.seats == Some(0) {
        return Err(SalesOrderRefused::NoSeats);
    }
    let Some(external_id) = &terms.external_id else { return Ok(()) };
    match others.find(|other| other.terms.external_id.as_ref() == Some(external_id)) {
        None => Ok(()),
        Some(holder) => Err(SalesOrderRefused::ExternalIdTaken {
            external_id: external_id.clone(),
            number: holder.number.clone(),
        }),
    }
}
