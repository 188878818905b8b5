//! Folding a sales order's events.

use super::{SalesOrder, SalesOrderEvent};
use crate::id::SalesOrderId;
use crate::stamp::Revision;

impl SalesOrder {
    /// Makes the sales order from its first event; any other first event makes none.
    pub fn from_first(id: SalesOrderId, event: &SalesOrderEvent) -> Option<Self> {
        let SalesOrderEvent::SalesOrderAdded { number, terms } = event else { return None };
        Some(Self { id, number: number.clone(), terms: (**terms).clone(), revision: Revision::new(1) })
    }

    /// Folds one more event into the sales order.
    pub fn apply(&mut self, event: &SalesOrderEvent, revision: Revision) {
        self.revision = revision;
        match event {
            SalesOrderEvent::SalesOrderAdded { .. } | SalesOrderEvent::LearnersLinked { .. } => {}
            SalesOrderEvent::SalesOrderEdited { terms } => self.terms = (**terms).clone(),
        }
    }
}
