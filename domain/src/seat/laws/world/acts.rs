//! What people and buyers do in the world.

use super::terms::price_terms;
use super::{PEOPLE, World};
use crate::access::{AccessEvent, AccessGrant};
use crate::customer::StatusWord;
use crate::id::{CustomerId, GrantId, InvitationId, OrderId, PriceId, SeatId};
use crate::money::{Currency, Money};
use crate::order::{OrderLine, OrderStatus};
use crate::refusal::Outcome;
use crate::seat::{
    AssignSeat, ClaimBy, ClaimWay, Claimant, Claimed, InviteTo, NewClaim, NewSeat, Pool, ReclaimSeat, Seat,
    SeatChange, SeatEvent, SeatState, SeatTerms, VoidCause, assign, buy, claim, hand_over, invite, reclaim,
    reinstate, remind, resend, void_all, void_part, void_with_buyer, withdraw,
};
use crate::secret::SealedCode;
use crate::stamp::Revision;
use crate::time::Zone;

const MOST_ORDERS: usize = 5;

impl World {
    pub(super) fn buy(&mut self, buyer: u8, quantity: u32, policy: u8) {
        if self.orders.len() == MOST_ORDERS {
            return;
        }
        let buyer = self.people[usize::from(buyer) % 2].id;
        let order = OrderId::next(&self.ids);
        let line = OrderLine {
            number: 1,
            product: self.product,
            price: PriceId::next(&self.ids),
            quantity,
            unit_cost: Money::zero(Currency::USD),
        };
        let terms = SeatTerms::of(&price_terms(policy), self.now, &Zone::utc()).unwrap();
        let seats: Vec<NewSeat> =
            (0..quantity).map(|_| NewSeat { id: SeatId::next(&self.ids), code: self.new_code() }).collect();
        let (pool, bought) = buy(buyer, order, &line, terms, &seats).unwrap();
        self.orders.push((order, OrderStatus::Processed));
        let stamp = self.stamp(Revision::new(1));
        self.pools.push(Pool::from_first(buyer, &pool, &stamp).unwrap());
        for (id, event) in bought {
            self.seats.push(Seat::from_first(id, &event, &stamp).unwrap());
            self.logs.insert(id, vec![(event, stamp.clone())]);
        }
    }

    pub(super) fn assign(&mut self, seat: u8, to: u8) {
        let (place, to) = (usize::from(seat) % self.seats.len(), usize::from(to) % PEOPLE);
        let command = AssignSeat {
            holder: self.people[to].id,
            address: Some(&self.addresses[to]),
            grant: GrantId::next(&self.ids),
            way: ClaimWay::Profile,
        };
        if let Ok(assigned) = assign(self.offer(place), &command, self.now, &Zone::utc()) {
            self.taken(place, self.people[to].id, assigned.claimed, &assigned.granted);
        }
    }

    pub(super) fn invite(&mut self, seat: u8, whom: Option<u8>) {
        let place = usize::from(seat) % self.seats.len();
        let command = InviteTo {
            invitation: InvitationId::next(&self.ids),
            link: self.new_link(),
            address: whom.map(|whom| self.addresses[usize::from(whom) % PEOPLE].clone()),
            text: None,
        };
        let (invitation, link) = (command.invitation, command.link);
        if let Ok(event) = invite(self.offer(place), command, self.now, &Zone::utc()) {
            self.links.push((self.seats[place].id, invitation, link));
            self.write(place, event);
        }
    }

    pub(super) fn renew(&mut self, invitation: u8, is_reminder: bool) {
        let Some((place, id)) = self.invitation(invitation) else { return };
        let link = self.new_link();
        let (offer, zone) = (self.offer(place), Zone::utc());
        let renewed = if is_reminder {
            remind(offer, id, link, self.now, &zone)
        } else {
            resend(offer, id, link, self.now, &zone)
        };
        if let Ok(event) = renewed {
            self.kill_links(|(_, of, _)| *of == id);
            self.links.push((self.seats[place].id, id, link));
            self.write(place, event);
        }
    }

    pub(super) fn withdraw(&mut self, invitation: u8) {
        let Some((place, id)) = self.invitation(invitation) else { return };
        if let Ok((outcome, events)) = withdraw(&self.seats[place], id, self.now) {
            assert_eq!(outcome == Outcome::Applied, !events.is_empty());
            self.kill_links(|(_, of, _)| *of == id);
            for event in events {
                self.write(place, event);
            }
        }
    }

    pub(super) fn accept(&mut self, link: u8, who: u8, may_stack: bool) {
        if self.links.is_empty() {
            return;
        }
        let (seat, _, hash) = self.links[usize::from(link) % self.links.len()];
        let place = self.place(seat);
        self.claim(place, ClaimBy::Link(hash), who, may_stack);
    }

    pub(super) fn type_code(&mut self, code: u8, who: u8, may_stack: bool) {
        let lookup = self.codes[usize::from(code) % self.codes.len()];
        if let Some(place) = self.opened_by(lookup) {
            self.claim(place, ClaimBy::Code, who, may_stack);
        }
    }

    fn claim(&mut self, place: usize, by: ClaimBy, who: u8, may_stack: bool) {
        let who = usize::from(who) % PEOPLE;
        let id = self.people[who].id;
        let grants: Vec<AccessGrant> = self
            .grants
            .values()
            .filter(|(holder, _)| *holder == id)
            .map(|(_, grant)| grant.clone())
            .collect();
        let claimant =
            Claimant { id, status: StatusWord::Active, grants: &grants, address: &self.addresses[who] };
        let new = NewClaim { grant: GrantId::next(&self.ids), may_stack };
        let (offer, active) = (self.offer(place), StatusWord::Active);
        if let Ok(Claimed::Taken { seat, access }) =
            claim(offer, active, by, claimant, new, self.now, &Zone::utc())
        {
            if let ClaimBy::Link(hash) = by {
                assert!(!self.dead_links.contains(hash.as_bytes()), "a dead link took a seat");
            }
            self.taken(place, id, seat, &access);
        }
    }

    fn taken(&mut self, place: usize, holder: CustomerId, seat: SeatEvent, access: &AccessEvent) {
        let stamp = self.stamp(Revision::new(1));
        let grant = AccessGrant::from_first(access, &stamp).unwrap();
        assert_ne!(self.seats[place].state_at(self.now), SeatState::Claimed);
        self.grants.insert(grant.id, (holder, grant));
        self.kill_links_of(place);
        self.write(place, seat);
    }

    pub(super) fn reclaim(&mut self, seat: u8) {
        let place = usize::from(seat) % self.seats.len();
        let code = self.new_code();
        let (seat, line) = (&self.seats[place], self.line_of(place));
        let facts = ReclaimSeat {
            seat,
            pool: &self.pools[line],
            grant: self.grant_of(seat),
            is_buyer_erased: false,
            is_completed: false,
            new_code: Some(&code),
        };
        let Ok(reclaimed) = reclaim(facts, self.now) else { return };
        if reclaimed.outcome == Outcome::Unchanged {
            return;
        }
        self.kill_links_of(place);
        self.kill_code_of(place);
        reclaimed.seat.into_iter().for_each(|event| self.write(place, event));
        reclaimed.access.iter().for_each(|event| self.write_access(event));
        if let Some(event) = reclaimed.pool {
            self.pools[line].apply(&event);
            self.has_counted = true;
        }
    }

    pub(super) fn cancel_part(&mut self, line: u8, quantity: u64) {
        let line = usize::from(line) % self.pools.len();
        let of_line: Vec<_> = self.held().filter(|held| held.seat.order == self.pools[line].order).collect();
        if let Ok(plan) = void_part(&of_line, quantity, self.now) {
            let claimed = plan.counts.claimed;
            let confirmed = plan.confirmed((claimed > 0).then_some(claimed)).unwrap();
            assert_eq!(confirmed.len() as u64, quantity);
            self.change(confirmed);
        }
    }

    pub(super) fn cancel(&mut self, order: u8) {
        let place = usize::from(order) % self.orders.len();
        let (order, _) = self.orders[place];
        let of_order: Vec<_> = self.held().filter(|held| held.seat.order == order).collect();
        let changes = void_all(&of_order, VoidCause::OrderCancelled, self.now).changes;
        self.change(changes);
        self.orders[place].1 = OrderStatus::Cancelled;
    }

    pub(super) fn reinstate(&mut self, order: u8) {
        let place = usize::from(order) % self.orders.len();
        let (order, status) = self.orders[place];
        if status != OrderStatus::Cancelled {
            return;
        }
        let codes: Vec<SealedCode> = (0..self.seats.len()).map(|_| self.new_code()).collect();
        let of_order = self.held().zip(&codes).filter(|(held, _)| held.seat.order == order);
        let changes = of_order.filter_map(|(held, code)| reinstate(held, code)).collect();
        self.change(changes);
        self.orders[place].1 = OrderStatus::Processed;
    }

    pub(super) fn hand_over(&mut self, from: u8, to: u8) {
        let (from, to) = (usize::from(from) % PEOPLE, usize::from(to) % PEOPLE);
        if let Ok(changes) = hand_over(self.people[from].id, &self.people[to], &self.seats) {
            self.change(changes);
        }
    }

    pub(super) fn lose_buyer(&mut self, buyer: u8) {
        let buyer = self.people[usize::from(buyer) % PEOPLE].id;
        let own: Vec<_> = self.held().filter(|held| held.seat.buyer == buyer).collect();
        let changes = void_with_buyer(&own, self.now);
        self.change(changes);
    }

    fn change(&mut self, changes: Vec<SeatChange>) {
        for SeatChange { seat, event, access } in changes {
            let place = self.place(seat);
            if matches!(event, SeatEvent::SeatVoided { .. } | SeatEvent::SeatReinstated { .. }) {
                self.kill_links_of(place);
                self.kill_code_of(place);
            }
            self.write(place, event);
            if let Some((_, event)) = access {
                self.write_access(&event);
            }
        }
    }
}
