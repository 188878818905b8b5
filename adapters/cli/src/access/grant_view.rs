//! An access grant, as printed.

use rollbook_domain::access::{GrantOrigin, GrantState};
use rollbook_domain::enrollment::EndRule;
use rollbook_domain::id::{GrantId, OrderId};
use rollbook_domain::time::{Instant, end_in_words, in_words};
use rollbook_domain::verdict::GrantLine;
use serde::Serialize;

use crate::Column;

/// One grant.
#[derive(Serialize)]
pub(super) struct GrantView {
    id: GrantId,
    product: String,
    /// `None` before the order's date.
    pub(super) state: Option<GrantState>,
    origin: GrantOrigin,
    order: OrderId,
    order_line: u32,
    granted_at: Instant,
    recorded_at: Instant,
    starts_at: Instant,
    /// The end that counts.
    ends_at: Option<Instant>,
    is_overridden: bool,
    end_rule: EndRule,
    /// The number of the sales order that it follows.
    sales_order: Option<String>,
    is_beyond_contract: bool,
    window_ends_at: Option<Instant>,
    from_first_launch: Option<String>,
    edits: Vec<EditView>,
}

#[derive(Serialize)]
struct EditView {
    edited_at: Instant,
    actor: String,
    reason: Option<String>,
    old_starts_at: Instant,
    old_ends_at: Option<Instant>,
    new_starts_at: Instant,
    new_ends_at: Option<Instant>,
}

/// The columns of a customer's access history.
pub(super) const COLUMNS: &[Column<GrantView>] = &[
    Column::new("id", "ID", |view, _| view.id.to_string()),
    Column::new("product", "PRODUCT", |view, _| view.product.clone()),
    Column::new("state", "STATE", |view, _| {
        view.state.map_or_else(|| "not given yet".to_owned(), |state| state.to_string())
    }),
    Column::new("starts_at", "STARTS", |view, zone| in_words(view.starts_at, zone)),
    Column::new("ends_at", "ENDS", |view, zone| {
        let by = match (view.end_rule, &view.sales_order) {
            (EndRule::Override, Some(number)) if view.is_beyond_contract => {
                format!(" (typed, beyond {number})")
            }
            (EndRule::Override, _) => " (typed)".to_owned(),
            (EndRule::SalesOrder, Some(number)) => format!(" ({number})"),
            _ => String::new(),
        };
        format!("{}{by}", end_in_words(view.ends_at, zone))
    }),
    Column::data("is_overridden"),
    Column::data("window_ends_at"),
    Column::new("origin", "BY", |view, _| view.origin.to_string()),
    Column::data("order"),
    Column::data("granted_at"),
    Column::data("recorded_at"),
    Column::data("end_rule"),
    Column::data("sales_order"),
    Column::data("is_beyond_contract"),
];

impl From<GrantLine> for GrantView {
    fn from(line: GrantLine) -> Self {
        let is_beyond_contract = line.beyond_contract().is_some();
        let grant = line.grant;
        let edits = grant.edits.iter().map(|edit| EditView {
            edited_at: edit.stamp.recorded_at,
            actor: edit.stamp.actor.to_string(),
            reason: edit.stamp.note.as_ref().map(|note| note.as_str().to_owned()),
            old_starts_at: edit.old.starts_at(),
            old_ends_at: edit.old.ends_at(),
            new_starts_at: edit.new.starts_at(),
            new_ends_at: edit.new.ends_at(),
        });
        Self {
            id: grant.id,
            product: line.product.to_string(),
            state: line.state,
            origin: grant.source.origin,
            order: grant.source.order,
            order_line: grant.source.line,
            granted_at: grant.granted_at(),
            recorded_at: grant.stamp.recorded_at,
            starts_at: grant.window.starts_at(),
            ends_at: line.effective_ends_at,
            is_overridden: line.end_rule == EndRule::Override,
            end_rule: line.end_rule,
            sales_order: line.contract.map(|contract| contract.number.to_string()),
            is_beyond_contract,
            window_ends_at: grant.window.ends_at(),
            from_first_launch: grant.from_first_launch.map(|duration| duration.to_string()),
            edits: edits.collect(),
        }
    }
}
