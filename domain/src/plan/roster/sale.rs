//! What a priced row sells: one seat, by a completed order of its own (IMP-09, IMP-19, IMP-20, Q-32).

use super::columns::{END_DATE, ORDER_DATE, PRICE, START_DATE};
use super::entry::Entry;
use crate::access::{AccessEvent, AccessRefused, GrantOrigin};
use crate::catalogue::{Catalogue, Price};
use crate::id::{GrantId, GroupId, OrderId};
use crate::plan::cells::Cells;
use crate::plan::{Context, Warning};
use crate::record::{AssignProduct, AssignRefused, RecordEvent, give};
use crate::refusal::Refusal;
use crate::time::Instant;

/// A sale that may be made.
pub(super) struct Sale<'facts> {
    pub(super) price: &'facts Price,
    pub(super) ordered_at: Instant,
    pub(super) events: Vec<RecordEvent>,
    pub(super) warning: Option<Warning>,
}

/// The row was refused, and the list of refused rows says why.
pub(super) struct Refused;

/// Decides the sale of a row, or refuses the row; a row without a price sells nothing.
///
/// A price reserved to groups sells to whoever is a member, by then or by this very row (GRP-11).
pub(super) fn sell<'facts>(
    entry: &Entry<'facts>,
    is_member: impl Fn(GroupId) -> bool,
    catalogue: &'facts Catalogue,
    context: &Context<'_>,
    cells: &mut Cells<'_, '_>,
) -> Result<Option<Sale<'facts>>, Refused> {
    let Some(price) = entry.price else { return Ok(None) };
    let Some(product) = catalogue.product(price.product) else {
        cells.refuse(
            PRICE,
            "the price sells a product that is not there",
            AssignRefused::NoPrice(price.code.clone()).rules(),
        );
        return Err(Refused);
    };
    let reserved = &price.terms.reserved_to_groups;
    let joins = |group: GroupId| entry.group.is_some_and(|joined| joined.id == group);
    if !reserved.is_empty() && !reserved.iter().any(|group| joins(*group) || is_member(*group)) {
        let refused = AssignRefused::Reserved(price.code.clone());
        cells.refuse(PRICE, refused.to_string(), refused.rules());
        return Err(Refused);
    }
    let (now, ordered_at) = (context.now, entry.ordered_at.unwrap_or(context.now));
    let command = AssignProduct {
        product,
        price: Some(price),
        order: OrderId::next(context.ids),
        grant: GrantId::next(context.ids),
        origin: GrantOrigin::Import,
        cost: entry.cost,
        ordered_at,
        now,
        dates: entry.dates,
    };
    match give(price, &command, &context.settings.time_zone) {
        Ok(events) => {
            let warning = warning(&events, ordered_at, context);
            Ok(Some(Sale { price, ordered_at, events, warning }))
        }
        Err(refused) => {
            cells.refuse(column_of(&refused, cells), refused.to_string(), refused.rules());
            Err(Refused)
        }
    }
}

fn column_of(refused: &AssignRefused, cells: &Cells<'_, '_>) -> usize {
    let typed = [END_DATE, START_DATE, ORDER_DATE].into_iter().find(|column| !cells.text(*column).is_empty());
    match refused {
        AssignRefused::Access(AccessRefused::EndNotAfterStart { .. } | AccessRefused::Duration(_)) => {
            typed.unwrap_or(PRICE)
        }
        _ => PRICE,
    }
}

fn warning(events: &[RecordEvent], ordered_at: Instant, context: &Context<'_>) -> Option<Warning> {
    let is_over = |event: &RecordEvent| match event {
        RecordEvent::Access(AccessEvent::AccessGranted { window, .. }) => {
            window.is_born_ended(ordered_at, context.now)
        }
        _ => false,
    };
    if events.iter().any(is_over) {
        return Some(Warning::BornEnded);
    }
    let zone = &context.settings.time_zone;
    (ordered_at < zone.start_of(zone.date_at(context.now))).then_some(Warning::BackDated)
}
