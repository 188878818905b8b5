//! Seats, with everything a decision about them rests on.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;
use std::sync::Arc;

use async_trait::async_trait;
use rollbook_domain::customer::{Identity, Profile};
use rollbook_domain::email::EmailKey;
use rollbook_domain::event::StreamId;
use rollbook_domain::id::{CustomerId, OrderId, ProductId, SeatId};
use rollbook_domain::order::OrderStatus;
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{
    Buyer, CustomerKey, Holder, Learner, Page, PageRequest, PoolQuery, PoolRow, ReadResult, SeatKey,
    SeatQuery, SeatReader, SeatRow,
};
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::seat::{Claim, Pool, Seat, SeatCounts};
use rollbook_domain::time::Instant;

use crate::customer::{known, status};
use crate::ledger::Ledger;
use crate::page;
use crate::store::MemoryTenant;
use crate::unique::{invitation_link, registration_code};

#[async_trait]
impl SeatReader for MemoryTenant {
    async fn find_seat(&self, key: &SeatKey) -> ReadResult<Option<SeatRow>> {
        let ledger = self.read();
        let seat = ledger.find_seat(key).and_then(|id| ledger.seats.get(&id));
        Ok(seat.and_then(|seat| ledger.seat_row(seat, &mut HashMap::new())))
    }

    async fn seats(&self, query: &SeatQuery, page: &PageRequest) -> ReadResult<Page<SeatRow>> {
        let after = page::after(page, read_place)?;
        let ledger = self.read();
        let mut known = HashMap::new();
        let from = after.map_or(Bound::Unbounded, |(order, line, _)| Bound::Included((order, line)));
        let is_after = |place: (OrderId, u32, u32)| after.is_none_or(|after| place > after);
        let rows = ledger
            .lines
            .range((from, Bound::Unbounded))
            .flat_map(|(_, seats)| seats.values())
            .filter_map(|id| ledger.seats.get(id))
            .filter(|seat| is_after(place(seat)) && is_wanted(query, seat))
            .filter_map(|seat| ledger.seat_row(seat, &mut known))
            .filter(|row| query.product.is_none_or(|product| product == row.pool.product));
        Ok(page::cut(rows, page, |row| {
            let (order, line, number) = place(&row.seat);
            format!("{order}.{line}.{number}")
        }))
    }

    async fn pools(&self, query: &PoolQuery, now: Instant, page: &PageRequest) -> ReadResult<Page<PoolRow>> {
        let after = page::after(page, |text| {
            let (order, line) = text.split_once('.')?;
            Some((OrderId::parse(order).ok()?, line.parse().ok()?))
        })?;
        let ledger = self.read();
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        let rows = ledger
            .lines
            .range((from, Bound::Unbounded))
            .filter_map(|(_, seats)| ledger.pool_row(seats, now))
            .filter(|row| query.buyer.is_none_or(|buyer| buyer == row.buyer.id))
            .filter(|row| query.order.is_none_or(|order| order == row.pool.order))
            .filter(|row| query.product.is_none_or(|product| product == row.pool.product));
        Ok(page::cut(rows, page, |row| format!("{}.{}", row.pool.order, row.pool.line)))
    }

    async fn learners(&self, emails: &[EmailKey], product: ProductId) -> ReadResult<Vec<Learner>> {
        let ledger = self.read();
        let records = emails.iter().filter_map(|email| ledger.find(&CustomerKey::Email(email.clone())));
        let by_id: BTreeMap<_, _> = records.map(|record| (record.customer.id, record)).collect();
        Ok(by_id.into_values().filter_map(|record| learner(record, product)).collect())
    }

    async fn earlier_learners(&self, buyer: CustomerId, product: ProductId) -> ReadResult<Vec<Learner>> {
        let ledger = self.read();
        let seats = ledger.seats.values().filter(|seat| seat.buyer == buyer);
        let mut claims: Vec<_> =
            seats.flat_map(|seat| seat.claims.iter().map(move |claim| (place(seat), claim))).collect();
        claims.sort_by_key(|(place, claim)| (claim.stamp.recorded_at, *place, claim.stamp.position));
        let last: BTreeMap<CustomerId, &Claim> =
            claims.into_iter().map(|(_, claim)| (claim.holder, claim)).collect();
        let learners = last.into_iter().filter_map(|(id, claim)| {
            let learner = learner(ledger.customers.get(&id)?, product)?;
            Some(Learner { claimed_as: claim.address.clone(), ..learner })
        });
        Ok(learners.collect())
    }

    async fn seats_offered_to(&self, addresses: &[EmailKey]) -> ReadResult<Vec<SeatId>> {
        let ledger = self.read();
        let is_offered = |seat: &&Seat| {
            let mut invited = seat.invitations.iter().filter_map(|invitation| invitation.address.as_ref());
            invited.any(|address| addresses.contains(&address.reveal().key()))
        };
        Ok(ledger.seats.values().filter(is_offered).map(|seat| seat.id).collect())
    }
}

type Known = HashMap<(OrderId, u32), (Arc<Pool>, OrderStatus)>;

fn place(seat: &Seat) -> (OrderId, u32, u32) {
    (seat.order, seat.line, seat.number)
}

fn read_place(text: &str) -> Option<(OrderId, u32, u32)> {
    let mut parts = text.split('.');
    let place =
        (OrderId::parse(parts.next()?).ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    parts.next().is_none().then_some(place)
}

fn is_wanted(query: &SeatQuery, seat: &Seat) -> bool {
    let is_held_by =
        |holders: &Vec<CustomerId>| seat.claim().is_some_and(|claim| holders.contains(&claim.holder));
    let is_invited = |addresses: &Vec<EmailKey>| {
        let standing = seat.invitations.iter().filter(|invitation| invitation.end.is_none());
        let mut invited = standing.filter_map(|invitation| invitation.address.as_ref());
        invited.any(|address| addresses.contains(&address.reveal().key()))
    };
    query.buyer.is_none_or(|buyer| buyer == seat.buyer)
        && query.order.is_none_or(|order| order == seat.order)
        && query.line.is_none_or(|line| line == seat.line)
        && query.holders.as_ref().is_none_or(is_held_by)
        && query.invited.as_ref().is_none_or(is_invited)
        && query.state.is_none_or(|(state, at)| state == seat.state_at(at))
}

fn profile(record: &CustomerRecord) -> Option<Personal<Profile>> {
    match &record.customer.identity {
        Identity::Known(profile) => Some((**profile).clone()),
        Identity::Erased { .. } => None,
    }
}

fn learner(record: &CustomerRecord, product: ProductId) -> Option<Learner> {
    let grants = record.grants.iter().filter(|grant| grant.product == product);
    Some(Learner {
        account: known(record)?,
        profile: profile(record)?,
        has_password: record.customer.password.set_at.is_some(),
        claimed_as: None,
        grants: grants.cloned().collect(),
    })
}

impl Ledger {
    fn find_seat(&self, key: &SeatKey) -> Option<SeatId> {
        let of_seat = |stream| match stream {
            StreamId::Seat(id) => Some(id),
            _ => None,
        };
        match key {
            SeatKey::Id(id) => Some(*id),
            SeatKey::Invitation(id) => self.invitations.get(id).copied(),
            SeatKey::Link(hash) => self.unique.holder_of(&invitation_link(hash)).and_then(of_seat),
            SeatKey::Code(lookups) => lookups
                .iter()
                .find_map(|lookup| self.unique.holder_of(&registration_code(lookup)).and_then(of_seat)),
        }
    }

    fn pool(&self, order: OrderId, line: u32) -> Option<(Arc<Pool>, OrderStatus)> {
        let record = self.customers.get(self.orders.get(&order)?)?;
        let pool = record.pools.iter().find(|pool| pool.order == order && pool.line == line)?;
        Some((Arc::new(pool.clone()), record.order(order)?.status()))
    }

    fn buyer(&self, id: CustomerId) -> Option<Arc<Buyer>> {
        let record = self.customers.get(&id)?;
        Some(Arc::new(Buyer {
            id,
            revision: record.revision,
            profile: profile(record),
            status: status(record),
            groups: record.customer.memberships.iter().map(|membership| membership.group).collect(),
        }))
    }

    fn seat_row(&self, seat: &Seat, known: &mut Known) -> Option<SeatRow> {
        let line = (seat.order, seat.line);
        let (pool, order_status) = match known.entry(line) {
            Entry::Occupied(found) => found.get().clone(),
            Entry::Vacant(place) => place.insert(self.pool(seat.order, seat.line)?).clone(),
        };
        let holder = seat.claim().and_then(|claim| {
            let record = self.customers.get(&claim.holder)?;
            Some(Holder {
                id: claim.holder,
                revision: record.revision,
                profile: profile(record),
                status: status(record),
                grant: record.grant(claim.grant)?.clone(),
            })
        });
        Some(SeatRow { seat: seat.clone(), pool, order_status, buyer: self.buyer(seat.buyer)?, holder })
    }

    fn pool_row(&self, seats: &BTreeMap<u32, SeatId>, now: Instant) -> Option<PoolRow> {
        let mut seats = seats.values().filter_map(|id| self.seats.get(id)).peekable();
        let first = seats.peek()?;
        let (pool, order_status) = self.pool(first.order, first.line)?;
        let buyer = self.buyer(first.buyer)?;
        let mut counts = SeatCounts::default();
        seats.for_each(|seat| counts.count(seat.state_at(now)));
        Some(PoolRow { pool, order_status, buyer, counts })
    }
}
