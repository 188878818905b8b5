//! Finding the sales order that a contract of a source is about.

use std::collections::HashMap;

use super::SourceContract;
use crate::id::SalesOrderId;
use crate::sales_order::SalesOrder;
use crate::text::{Code, Title};

/// The known sales orders, by what a source calls them and by number.
pub(super) struct Shelf<'a> {
    by_external_id: HashMap<&'a str, &'a SalesOrder>,
    by_number: HashMap<String, &'a SalesOrder>,
}

impl<'a> Shelf<'a> {
    pub(super) fn of(known: impl Iterator<Item = &'a SalesOrder> + Clone) -> Self {
        let named =
            known.clone().filter_map(|order| Some((order.terms.external_id.as_ref()?.as_str(), order)));
        Self {
            by_external_id: named.collect(),
            by_number: known.map(|order| (order.number.folded(), order)).collect(),
        }
    }

    /// The sales order that the contract names, though nothing else of it may be right.
    pub(super) fn named_by(&self, contract: &SourceContract) -> Option<SalesOrderId> {
        let external_id = contract.external_id.as_deref().map(str::trim);
        let named = external_id.and_then(|id| self.by_external_id.get(id).copied());
        let numbered = || self.by_number.get(&Code::parse(&contract.number).ok()?.folded()).copied();
        named.or_else(numbered).map(|sales_order| sales_order.id)
    }

    /// The sales order that goes by that external id, or else by that number.
    pub(super) fn find(&self, number: &Code, external_id: Option<&Title>) -> Option<&'a SalesOrder> {
        let named = external_id.and_then(|id| self.by_external_id.get(id.as_str()));
        named.or_else(|| self.by_number.get(&number.folded())).copied()
    }
}
