//! Placing an order, and giving what a granting order grants: seats or access (REG-03 to REG-06, ORD-13, Q-14 to Q-16).

use super::{AssignRefused, CustomerRecord, RecordEvent};
use crate::access::{AccessEvent, AccessWindow, Dates, GrantOrigin, GrantSource, freeze};
use crate::catalogue::{Catalogue, Price};
use crate::customer::{CustomerEvent, Identity, MembershipSource};
use crate::id::{GrantId, GroupId, IdSource, OrderId, SeatId};
use crate::mail::MailLine;
use crate::order::{OrderEvent, OrderLine, OrderRefused, OrderStatus, PlaceOrder, place};
use crate::seat::{NewSeat, PoolEvent, SeatCountRefused, SeatEvent, SeatTerms, buy, makes_seats};
use crate::time::{Instant, Zone};

/// Places an order for a customer, equal lines merged; it gives nothing yet (ORD-13, Q-14).
///
/// # Errors
/// [`AssignRefused`]: erased record (GDPR-11), a price that does not exist (ORD-09), a cost in another currency than the
/// price's (ORD-08), a price reserved to other groups (GRP-11), and what [`place`] refuses; a status that no order
/// begins with (ORD-13).
pub fn place_order(
    record: &CustomerRecord,
    catalogue: &Catalogue,
    command: PlaceOrder,
) -> Result<OrderEvent, AssignRefused> {
    check_known(record)?;
    for line in &command.lines {
        let price = price_of(catalogue, line)?;
        let (cost, currency) = (line.unit_cost, price.terms.unit_price.currency());
        if cost.currency() != currency {
            return Err(AssignRefused::OtherCurrency { cost, currency });
        }
        check_reserved(record, price)?;
    }
    if matches!(command.status, OrderStatus::Cancelled | OrderStatus::Abandoned) {
        return Err(OrderRefused::NotBegunWith(command.status).into());
    }
    Ok(place(command)?)
}

/// What is given for an order that has come to grant access.
#[derive(Clone, Copy)]
pub struct GiveOrder<'a> {
    /// The order.
    pub order: OrderId,
    /// Its lines.
    pub lines: &'a [OrderLine],
    /// The order's date, which windows count from.
    pub ordered_at: Instant,
    /// When it is given.
    pub now: Instant,
    /// Where the ids of grants come from.
    pub ids: &'a dyn IdSource,
    /// As many new seats as [`seats_needed`] says.
    pub seats: &'a [NewSeat],
}

/// What an order gave.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Given {
    /// For the customer's stream.
    pub events: Vec<RecordEvent>,
    /// The first event of every new seat's stream.
    pub seats: Vec<(SeatId, SeatEvent)>,
}

/// How many seats the lines become (REG-03 to REG-05).
///
/// # Errors
/// [`AssignRefused::UnknownPrice`] (ORD-09).
pub fn seats_needed(lines: &[OrderLine], catalogue: &Catalogue) -> Result<usize, AssignRefused> {
    let mut sum = 0_usize;
    for line in lines {
        if makes_seats(&price_of(catalogue, line)?.terms, line.quantity) {
            sum = sum.saturating_add(usize::try_from(line.quantity).unwrap_or(usize::MAX));
        }
    }
    Ok(sum)
}

/// Gives what the order grants: every line of two or more units at a price with the switch on becomes exactly as many
/// seats and no access of the buyer's own; every other line, whatever its quantity, gives the buyer one grant. The buyer
/// joins the groups of the prices.
///
/// # Errors
/// [`AssignRefused`]: erased record (GDPR-11), a price that does not exist (ORD-09), other than the number of seats needed
/// (REG-05), and what freezing the windows refuses.
pub fn give_order(
    record: &CustomerRecord,
    catalogue: &Catalogue,
    command: GiveOrder<'_>,
    zone: &Zone,
) -> Result<Given, AssignRefused> {
    check_known(record)?;
    let GiveOrder { order, lines, ordered_at, now, ids, seats } = command;
    let needed = seats_needed(lines, catalogue)?;
    if needed != seats.len() {
        return Err(SeatCountRefused { units: needed as u64, seats: seats.len() as u64 }.into());
    }
    let mut given = Given::default();
    let mut groups: Vec<GroupId> = Vec::new();
    let mut left = seats;
    for line in lines {
        let price = price_of(catalogue, line)?;
        groups.extend(&price.terms.adds_to_groups);
        if makes_seats(&price.terms, line.quantity) {
            let count = usize::try_from(line.quantity).unwrap_or(usize::MAX).min(left.len());
            let (new, rest) = left.split_at(count);
            left = rest;
            let terms = SeatTerms::of(&price.terms, ordered_at, zone)?;
            let (pool, bought) = buy(record.customer.id, order, line, terms, new)?;
            given.events.push(pool.into());
            given.seats.extend(bought);
        } else {
            let frozen = freeze(&price.terms, ordered_at, now, Dates::default(), zone)?;
            let granted = AccessEvent::AccessGranted {
                grant: GrantId::next(ids),
                product: line.product,
                source: GrantSource { origin: GrantOrigin::Order, order, line: line.number, seat: None },
                window: frozen.window,
                from_first_launch: frozen.from_first_launch,
            };
            given.events.push(granted.into());
        }
    }
    given.events.extend(joining(record, &groups).map(RecordEvent::from));
    Ok(given)
}

/// The lines of an order as its confirmation tells them; `events` are what the order gave.
pub fn mail_lines(lines: &[OrderLine], catalogue: &Catalogue, events: &[RecordEvent]) -> Vec<MailLine> {
    let line = |line: &OrderLine| MailLine {
        product: catalogue.product(line.product).map_or_else(String::new, |known| known.title.to_string()),
        quantity: line.quantity,
        unit_cost: line.unit_cost,
        is_seats: events.iter().any(|event| became_seats(event, line)),
        window: events.iter().find_map(|event| own_window(event, line)),
    };
    lines.iter().map(line).collect()
}

fn became_seats(event: &RecordEvent, line: &OrderLine) -> bool {
    matches!(event, RecordEvent::Pool(PoolEvent::SeatsBought { line: number, .. }) if *number == line.number)
}

fn own_window(event: &RecordEvent, line: &OrderLine) -> Option<AccessWindow> {
    match event {
        // A window that begins to count with the first launch has no end to tell yet.
        RecordEvent::Access(AccessEvent::AccessGranted { source, window, from_first_launch, .. })
            if source.line == line.number && from_first_launch.is_none() =>
        {
            Some(*window)
        }
        _ => None,
    }
}

pub(super) fn check_known(record: &CustomerRecord) -> Result<(), AssignRefused> {
    match record.customer.identity {
        Identity::Erased { .. } => Err(AssignRefused::Erased(record.customer.id)),
        Identity::Known(_) => Ok(()),
    }
}

pub(super) fn check_reserved(record: &CustomerRecord, price: &Price) -> Result<(), AssignRefused> {
    let reserved = &price.terms.reserved_to_groups;
    if reserved.is_empty() || reserved.iter().any(|group| record.customer.is_member_of(*group)) {
        return Ok(());
    }
    Err(AssignRefused::Reserved(price.code.clone()))
}

/// The groups that the customer is not in yet, each joined once.
pub(super) fn joining(record: &CustomerRecord, groups: &[GroupId]) -> impl Iterator<Item = CustomerEvent> {
    let is_new = |(place, group): &(usize, &GroupId)| {
        !record.customer.is_member_of(**group) && !groups[..*place].contains(group)
    };
    let source = MembershipSource::Price;
    let join = move |(_, group): (usize, &GroupId)| CustomerEvent::GroupJoined { group: *group, source };
    groups.iter().enumerate().filter(is_new).map(join).collect::<Vec<_>>().into_iter()
}

fn price_of<'a>(catalogue: &'a Catalogue, line: &OrderLine) -> Result<&'a Price, AssignRefused> {
    catalogue.price(line.price).ok_or(AssignRefused::UnknownPrice(line.price))
}

#[cfg(test)]
mod tests;
