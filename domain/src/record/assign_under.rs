//! Assigning a product under a sales order: access by the contract, ended with it (ENR-03, ENR-06).

use super::{AssignProduct, AssignRefused, CustomerRecord, RecordEvent, assign};
use crate::access::{Dates, GrantOrigin};
use crate::catalogue::Catalogue;
use crate::enrollment::{EnrollmentEvent, follow};
use crate::sales_order::SalesOrder;
use crate::time::{Moment, Zone};

/// Assigns a product and lets every course of it that the sales order covers follow that.
///
/// Without a typed start the access begins with the term, where that is later than the order. A typed end is one of the
/// enrollments, so that it decides before the sales order (ENR-05). The window is the price's all the same: it decides
/// when link and typed end are taken away.
///
/// # Errors
/// What [`assign`] refuses; [`AssignRefused::NotCovered`] (ENR-03) for a product none of whose courses the sales order
/// covers.
pub fn assign_under(
    record: &CustomerRecord,
    catalogue: &Catalogue,
    command: &AssignProduct<'_>,
    sales_order: &SalesOrder,
    zone: &Zone,
) -> Result<Vec<RecordEvent>, AssignRefused> {
    let covered: Vec<_> = command
        .product
        .courses
        .iter()
        .filter(|course| sales_order.terms.courses.contains(course))
        .copied()
        .collect();
    if covered.is_empty() {
        let (product, number) = (command.product.code.clone(), sales_order.number.clone());
        return Err(AssignRefused::NotCovered { product, number });
    }
    let term_starts_at = sales_order.terms.term.starts_at();
    let waits = (term_starts_at > command.ordered_at).then_some(Moment::Instant(term_starts_at));
    let dates = Dates { starts: command.dates.starts.or(waits), ends: None };
    let typed = command.dates.ends.map(|moment| moment.ends_at(zone));
    let command = AssignProduct { origin: GrantOrigin::SalesOrder, dates, ..command.clone() };
    let mut events = assign(record, catalogue, &command, zone)?;
    for course in covered {
        let linked = follow(course, record.enrollment(course), sales_order.id, command.now);
        events.extend(linked.into_iter().map(RecordEvent::from));
        let ended = typed.map(|ends_at| EnrollmentEvent::EnrollmentOverrideSet { course, ends_at });
        events.extend(ended.map(RecordEvent::from));
    }
    Ok(events)
}
