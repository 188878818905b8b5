//! A world of seats that folds what the decisions give, and knows for itself which secrets must be dead.

mod acts;
mod asks;
mod laws;
mod terms;
mod writes;

use std::collections::{BTreeMap, BTreeSet};

use super::act::Act;
use crate::access::AccessGrant;
use crate::customer::{AddCustomer, Customer, Origin, Profile};
use crate::email::EmailAddress;
use crate::id::{CountingIds, CustomerId, GrantId, InvitationId, OrderId, ProductId, SeatId};
use crate::order::OrderStatus;
use crate::seat::{Pool, Seat, SeatEvent};
use crate::secret::{CodeLookup, LinkHash};
use crate::stamp::{Revision, Stamp};
use crate::text::PersonName;
use crate::time::Instant;

const PEOPLE: usize = 6;
const DAY: i64 = 86_400_000_000;

/// Six people, of whom the first two buy; anybody may hold.
pub(super) struct World {
    now: Instant,
    ids: CountingIds,
    secrets: u64,
    product: ProductId,
    people: Vec<Customer>,
    addresses: Vec<EmailAddress>,
    orders: Vec<(OrderId, OrderStatus)>,
    pools: Vec<Pool>,
    seats: Vec<Seat>,
    /// Every seat's events, in the order written.
    logs: BTreeMap<SeatId, Vec<(SeatEvent, Stamp)>>,
    grants: BTreeMap<GrantId, (CustomerId, AccessGrant)>,
    /// Every code and link ever made, and those that must open nothing any more.
    codes: Vec<CodeLookup>,
    links: Vec<(SeatId, InvitationId, LinkHash)>,
    dead_codes: BTreeSet<CodeLookup>,
    dead_links: BTreeSet<[u8; 32]>,
    has_counted: bool,
}

impl World {
    pub(super) fn with_two_buyers() -> Self {
        let ids = CountingIds::starting_at(1);
        let now = Instant::parse("2026-03-01T12:00:00Z").unwrap();
        let address = |number| EmailAddress::parse(&format!("person{number}@example.org")).unwrap();
        let addresses: Vec<_> = (0..PEOPLE).map(address).collect();
        let people = addresses.iter().map(|address| person(CustomerId::next(&ids), address, now)).collect();
        let mut world = Self {
            now,
            product: ProductId::next(&ids),
            ids,
            secrets: 0,
            people,
            addresses,
            orders: Vec::new(),
            pools: Vec::new(),
            seats: Vec::new(),
            logs: BTreeMap::new(),
            grants: BTreeMap::new(),
            codes: Vec::new(),
            links: Vec::new(),
            dead_codes: BTreeSet::new(),
            dead_links: BTreeSet::new(),
            has_counted: false,
        };
        world.perform(&Act::Buy { buyer: 0, quantity: 3, policy: 0 });
        world.perform(&Act::Buy { buyer: 1, quantity: 2, policy: 1 });
        world
    }

    pub(super) fn perform(&mut self, act: &Act) {
        match *act {
            Act::Buy { buyer, quantity, policy } => self.buy(buyer, quantity, policy),
            Act::Assign { seat, to } => self.assign(seat, to),
            Act::Invite { seat, whom } => self.invite(seat, Some(whom)),
            Act::Link { seat } => self.invite(seat, None),
            Act::Resend { invitation } => self.renew(invitation, false),
            Act::Remind { invitation } => self.renew(invitation, true),
            Act::Withdraw { invitation } => self.withdraw(invitation),
            Act::Accept { link, who, may_stack } => self.accept(link, who, may_stack),
            Act::TypeCode { code, who, may_stack } => self.type_code(code, who, may_stack),
            Act::Reclaim { seat } => self.reclaim(seat),
            Act::CancelPart { line, quantity } => self.cancel_part(line, quantity),
            Act::Cancel { order } => self.cancel(order),
            Act::Reinstate { order } => self.reinstate(order),
            Act::HandOver { from, to } => self.hand_over(from, to),
            Act::LoseBuyer { buyer } => self.lose_buyer(buyer),
            Act::Pass { days } => {
                self.now = self.now.checked_add_micros(i64::from(days) * DAY).unwrap();
            }
        }
    }
}

fn person(id: CustomerId, address: &EmailAddress, now: Instant) -> Customer {
    let name = |text| PersonName::parse(text).unwrap();
    let profile = Profile::new(name("Ada"), name("Lovelace"), address.clone());
    let command = AddCustomer { profile, origin: Origin::Admin, must_change_password: false };
    let events = crate::customer::add(command, None, None).unwrap();
    let stamp = Stamp {
        position: Revision::new(1),
        effective_at: now,
        recorded_at: now,
        actor: "tester".into(),
        note: None,
    };
    Customer::from_first(id, &events[0], &stamp).unwrap()
}
