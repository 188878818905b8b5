//! One of the two stores, with a clock and ids of its own that run alike.

use std::fmt::Debug;
use std::future::Future;
use std::sync::{Mutex, PoisonError};

use pollster::block_on;
use rollbook_application::{Desk, Failure};
use rollbook_domain::actor::{Actor, Channel};
use rollbook_domain::id::{CustomerId, GrantId, InvitationId, MailId, OrderId, SalesOrderId};
use rollbook_domain::mail::Mail;
use rollbook_domain::port::{
    Clock, CountingVault, CustomerKey, CustomerQuery, MailQuery, OrderQuery, OrderRow, PageRequest,
    SalesOrderKey, SeatQuery, SeatRow,
};
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::time::{Instant, Moment, Zone};
use uuid::Uuid;

use super::pools::{CUSTOMER_CODES, EMAILS, pick};
use crate::Fixture;
use crate::words::{code, email, later, start};

/// An id that nothing has.
const NOTHING: Uuid = Uuid::nil();

const DAY: i64 = 86_400_000_000;

/// A clock that stands until it is moved.
pub(super) struct MovedClock(Mutex<Instant>);

impl Clock for MovedClock {
    fn now(&self) -> Instant {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A store, and what commands are given at.
pub(super) struct World {
    pub(super) fixture: Fixture,
    pub(super) vault: CountingVault,
    clock: MovedClock,
}

/// How a command names a customer.
#[derive(Debug, Clone, Copy)]
pub(super) enum Who {
    Nth(u8),
    Email(u8),
    Code(u8),
}

impl Who {
    /// Whether the number in it is even.
    pub(super) fn is_even(self) -> bool {
        let (Self::Nth(number) | Self::Email(number) | Self::Code(number)) = self;
        number.is_multiple_of(2)
    }
}

/// When something is said to be true, seen from now.
#[derive(Debug, Clone, Copy)]
pub(super) enum When {
    /// The whole day so many days from now.
    Date(i8),
    /// So many days from now, to the microsecond.
    Instant(i8, i8),
}

impl World {
    pub(super) fn new(fixture: Fixture) -> Self {
        Self { fixture, vault: CountingVault::default(), clock: MovedClock(Mutex::new(start())) }
    }

    pub(super) fn desk(&self) -> Desk<'_> {
        Desk {
            store: &*self.fixture.tenant,
            clock: &self.clock,
            ids: &self.fixture.ids,
            actor: Actor::administrator("grace", Channel::Cli),
        }
    }

    pub(super) fn now(&self) -> Instant {
        self.clock.now()
    }

    pub(super) fn wait(&self, micros: i64) {
        let later = later(self.now(), micros);
        *self.clock.0.lock().unwrap_or_else(PoisonError::into_inner) = later;
    }

    pub(super) fn customers(&self) -> Vec<CustomerId> {
        let (query, all) = (CustomerQuery::default(), PageRequest::everything());
        let page = block_on(self.fixture.tenant.list_customers(&query, &all)).unwrap();
        page.items.into_iter().map(|summary| summary.id).collect()
    }

    pub(super) fn key(&self, who: Who) -> CustomerKey {
        match who {
            Who::Nth(nth) => {
                let found = nth_of(&self.customers(), nth).copied();
                CustomerKey::Id(found.unwrap_or(CustomerId::from_uuid(NOTHING)))
            }
            Who::Email(index) => CustomerKey::Email(email(pick(EMAILS, index)).key()),
            Who::Code(index) => CustomerKey::Code(code(pick(CUSTOMER_CODES, index))),
        }
    }

    /// An order that is there, when one is.
    pub(super) fn order(&self, nth: u8) -> OrderId {
        let (query, all) = (OrderQuery::default(), PageRequest::everything());
        let rows: Vec<OrderRow> = block_on(self.fixture.tenant.list_orders(&query, &all)).unwrap().items;
        nth_of(&rows, nth).map_or(OrderId::from_uuid(NOTHING), |row| row.order.id)
    }

    /// A grant of the customer, when there is one.
    pub(super) fn grant(&self, key: &CustomerKey, nth: u8) -> GrantId {
        let record: Option<CustomerRecord> = block_on(self.fixture.tenant.find_customer(key)).unwrap();
        let grants = record.map(|record| record.grants).unwrap_or_default();
        nth_of(&grants, nth).map_or(GrantId::from_uuid(NOTHING), |grant| grant.id)
    }

    /// The sales order of that number, when there is one.
    pub(super) fn sales_order(&self, number: &str) -> SalesOrderId {
        let key = SalesOrderKey::Number(code(number));
        let found = block_on(self.fixture.tenant.find_sales_order(&key)).unwrap();
        found.map_or(SalesOrderId::from_uuid(NOTHING), |found| found.id)
    }

    pub(super) fn seats(&self) -> Vec<SeatRow> {
        let (query, all) = (SeatQuery::default(), PageRequest::everything());
        block_on(self.fixture.tenant.seats(&query, &all)).unwrap().items
    }

    /// A seat that is there, when one is.
    pub(super) fn seat(&self, nth: u8) -> Option<SeatRow> {
        nth_of(&self.seats(), nth).cloned()
    }

    /// An invitation that was ever made, when one was.
    pub(super) fn invitation(&self, nth: u8) -> InvitationId {
        let seats = self.seats();
        let ids: Vec<_> = seats.iter().flat_map(|row| &row.seat.invitations).map(|known| known.id).collect();
        nth_of(&ids, nth).copied().unwrap_or(InvitationId::from_uuid(NOTHING))
    }

    pub(super) fn mails(&self) -> Vec<Mail> {
        let (query, all) = (MailQuery::default(), PageRequest::everything());
        block_on(self.fixture.tenant.mails(&query, &all)).unwrap().items
    }

    /// A mail that is there, when one is.
    pub(super) fn mail(&self, nth: u8) -> MailId {
        nth_of(&self.mails(), nth).map_or(MailId::from_uuid(NOTHING), |mail| mail.id)
    }

    pub(super) fn instant(&self, days: i8, micros: i8) -> Instant {
        later(self.now(), i64::from(days) * DAY + i64::from(micros))
    }

    pub(super) fn moment(&self, when: When) -> Moment {
        match when {
            When::Date(days) => Moment::Date(Zone::utc().date_at(self.instant(days, 0))),
            When::Instant(days, micros) => Moment::Instant(self.instant(days, micros)),
        }
    }
}

/// What a use case answers, in words that can be compared: a refusal with its rules.
pub(super) fn told<Answer: Debug>(answer: impl Future<Output = Result<Answer, Failure>>) -> String {
    match block_on(answer) {
        Ok(answer) => format!("{answer:?}"),
        Err(failure) => format!("refused: {failure} {:?}", failure.rules()),
    }
}

pub(super) fn nth_of<Item>(items: &[Item], nth: u8) -> Option<&Item> {
    items.get(usize::from(nth) % items.len().max(1))
}
