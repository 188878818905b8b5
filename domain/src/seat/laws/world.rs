//! A world of seats that folds what the decisions give, and knows for itself which secrets must be dead.

use std::collections::{BTreeMap, BTreeSet};

use super::act::Act;
use crate::access::{AccessEvent, AccessGrant, Standing};
use crate::catalogue::{Anchor, InvitationPolicy, PriceTerms, ReclaimPolicy, SeatPolicy};
use crate::customer::{AddCustomer, Customer, Origin, Profile, StatusWord};
use crate::email::EmailAddress;
use crate::id::{CountingIds, CustomerId, GrantId, InvitationId, OrderId, PriceId, ProductId, SeatId};
use crate::money::{Currency, Money};
use crate::order::{OrderLine, OrderStatus};
use crate::refusal::Outcome;
use crate::seat::{
    AssignSeat, ClaimBy, ClaimWay, Claimant, Claimed, HeldSeat, InviteTo, NewClaim, NewSeat, Offer, Pool,
    ReclaimSeat, Seat, SeatChange, SeatCounts, SeatEvent, SeatState, SeatTerms, VoidCause, assign, buy,
    claim, hand_over, invite, may_claim, reclaim, reinstate, remind, resend, void_all, void_part,
    void_with_buyer, withdraw,
};
use crate::secret::{CodeLookup, KeyNumber, LinkHash, Sealed, SealedCode};
use crate::stamp::{Revision, Stamp};
use crate::text::{PersonName, Title};
use crate::time::{AccessDuration, Instant, Zone};

const PEOPLE: usize = 6;
const MOST_ORDERS: usize = 5;
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

    fn buy(&mut self, buyer: u8, quantity: u32, policy: u8) {
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

    fn assign(&mut self, seat: u8, to: u8) {
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

    fn invite(&mut self, seat: u8, whom: Option<u8>) {
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

    fn renew(&mut self, invitation: u8, is_reminder: bool) {
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

    fn withdraw(&mut self, invitation: u8) {
        let Some((place, id)) = self.invitation(invitation) else { return };
        if let Ok((outcome, events)) = withdraw(&self.seats[place], id, self.now) {
            assert_eq!(outcome == Outcome::Applied, !events.is_empty());
            self.kill_links(|(_, of, _)| *of == id);
            for event in events {
                self.write(place, event);
            }
        }
    }

    fn accept(&mut self, link: u8, who: u8, may_stack: bool) {
        if self.links.is_empty() {
            return;
        }
        let (seat, _, hash) = self.links[usize::from(link) % self.links.len()];
        let place = self.place(seat);
        self.claim(place, ClaimBy::Link(hash), who, may_stack);
    }

    fn type_code(&mut self, code: u8, who: u8, may_stack: bool) {
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

    fn reclaim(&mut self, seat: u8) {
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

    fn cancel_part(&mut self, line: u8, quantity: u64) {
        let line = usize::from(line) % self.pools.len();
        let of_line: Vec<_> = self.held().filter(|held| held.seat.order == self.pools[line].order).collect();
        if let Ok(plan) = void_part(&of_line, quantity, self.now) {
            let claimed = plan.counts.claimed;
            let confirmed = plan.confirmed((claimed > 0).then_some(claimed)).unwrap();
            assert_eq!(confirmed.len() as u64, quantity);
            self.change(confirmed);
        }
    }

    fn cancel(&mut self, order: u8) {
        let place = usize::from(order) % self.orders.len();
        let (order, _) = self.orders[place];
        let of_order: Vec<_> = self.held().filter(|held| held.seat.order == order).collect();
        let changes = void_all(&of_order, VoidCause::OrderCancelled, self.now).changes;
        self.change(changes);
        self.orders[place].1 = OrderStatus::Cancelled;
    }

    fn reinstate(&mut self, order: u8) {
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

    fn hand_over(&mut self, from: u8, to: u8) {
        let (from, to) = (usize::from(from) % PEOPLE, usize::from(to) % PEOPLE);
        if let Ok(changes) = hand_over(self.people[from].id, &self.people[to], &self.seats) {
            self.change(changes);
        }
    }

    fn lose_buyer(&mut self, buyer: u8) {
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

/// What the world is asked.
impl World {
    fn offer(&self, place: usize) -> Offer<'_> {
        let seat = &self.seats[place];
        let order = self.orders.iter().find(|(order, _)| *order == seat.order).unwrap();
        Offer { seat, pool: &self.pools[self.line_of(place)], order_status: order.1 }
    }

    fn line_of(&self, place: usize) -> usize {
        self.pools.iter().position(|pool| pool.order == self.seats[place].order).unwrap()
    }

    fn place(&self, seat: SeatId) -> usize {
        self.seats.iter().position(|known| known.id == seat).unwrap()
    }

    fn held(&self) -> impl Iterator<Item = HeldSeat<'_>> {
        self.seats.iter().map(|seat| HeldSeat { seat, grant: self.grant_of(seat) })
    }

    fn grant_of(&self, seat: &Seat) -> Option<&AccessGrant> {
        seat.claim().map(|claim| &self.grants[&claim.grant].1)
    }

    fn invitation(&self, number: u8) -> Option<(usize, InvitationId)> {
        let all: Vec<_> = self
            .seats
            .iter()
            .enumerate()
            .flat_map(|(place, seat)| seat.invitations.iter().map(move |invitation| (place, invitation.id)))
            .collect();
        (!all.is_empty()).then(|| all[usize::from(number) % all.len()])
    }

    /// The seat that a code opens, as a store finds it.
    fn opened_by(&self, lookup: CodeLookup) -> Option<usize> {
        self.seats.iter().position(|seat| seat.code.as_ref().is_some_and(|code| code.lookup == lookup))
    }

    fn stamp(&self, position: Revision) -> Stamp {
        let (effective_at, recorded_at) = (self.now, self.now);
        Stamp { position, effective_at, recorded_at, actor: "tester".into(), note: None }
    }
}

/// What changes the world.
impl World {
    fn write(&mut self, place: usize, event: SeatEvent) {
        let stamp = self.stamp(self.seats[place].revision.next());
        self.seats[place].apply(&event, &stamp);
        self.logs.get_mut(&self.seats[place].id).unwrap().push((event, stamp));
    }

    fn write_access(&mut self, event: &AccessEvent) {
        let stamp = self.stamp(Revision::new(2));
        self.grants.get_mut(&event.grant()).unwrap().1.apply(event, &stamp);
    }

    fn new_secret(&mut self) -> [u8; 32] {
        self.secrets += 1;
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&self.secrets.to_be_bytes());
        bytes
    }

    fn new_code(&mut self) -> SealedCode {
        let lookup = CodeLookup(self.new_secret());
        self.codes.push(lookup);
        SealedCode { sealed: Sealed { key: KeyNumber(1), ciphertext: Box::new([]) }, lookup }
    }

    fn new_link(&mut self) -> LinkHash {
        LinkHash::from_stored(self.new_secret())
    }

    fn kill_links_of(&mut self, place: usize) {
        let seat = self.seats[place].id;
        self.kill_links(|(of, _, _)| *of == seat);
    }

    fn kill_links(&mut self, are_theirs: impl Fn(&(SeatId, InvitationId, LinkHash)) -> bool) {
        let theirs = self.links.iter().filter(|link| are_theirs(link)).map(|(_, _, hash)| *hash.as_bytes());
        self.dead_links.extend(theirs);
    }

    fn kill_code_of(&mut self, place: usize) {
        self.dead_codes.extend(self.seats[place].code.as_ref().map(|code| code.lookup));
    }
}

/// The laws.
impl World {
    pub(super) fn check_every_law(&self) {
        self.check_the_sum();
        self.check_the_holders();
        self.check_the_secrets();
        self.check_the_logs();
    }

    fn check_the_sum(&self) {
        for pool in &self.pools {
            let mut counts = SeatCounts::default();
            let of_line = self.seats.iter().filter(|seat| seat.order == pool.order);
            of_line.for_each(|seat| counts.count(seat.state_at(self.now)));
            assert_eq!(counts.sum(), u64::from(pool.quantity), "{counts:?}");
            if let ReclaimPolicy::Capped(percent) = pool.terms.policy.reclaim {
                assert!(pool.reclaims <= pool.quantity * u32::from(percent) / 100);
            }
        }
    }

    fn check_the_holders(&self) {
        for seat in &self.seats {
            let held: Vec<_> = seat.claims.iter().filter(|claim| claim.reclaimed.is_none()).collect();
            assert!(held.len() <= 1, "{} has {} holders", seat.id, held.len());
            let standing =
                |grant: &AccessGrant| grant.standings.last().map_or(Standing::Held, |change| change.standing);
            let of_seat = self.grants.values().filter(|(_, grant)| grant.source.seat == Some(seat.id));
            let open: Vec<_> = of_seat.filter(|(_, grant)| standing(grant) != Standing::Revoked).collect();
            match seat.state_at(self.now) {
                SeatState::Available | SeatState::Pending => {
                    assert!(open.is_empty(), "a free seat gives access");
                }
                SeatState::Claimed => {
                    assert_eq!(open.len(), 1);
                    assert_eq!((open[0].0, open[0].1.id), (held[0].holder, held[0].grant));
                    assert_eq!(standing(&open[0].1), Standing::Held);
                }
                SeatState::Void => {
                    assert!(open.len() <= 1);
                    assert!(open.iter().all(|(_, grant)| standing(grant) == Standing::Suspended));
                }
            }
        }
    }

    fn check_the_secrets(&self) {
        let codes: Vec<CodeLookup> =
            self.seats.iter().filter_map(|seat| seat.code.as_ref()).map(|code| code.lookup).collect();
        assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len(), "two seats have one code");
        assert!(codes.iter().all(|code| !self.dead_codes.contains(code)), "a dead code came back to life");
        for (place, seat) in self.seats.iter().enumerate() {
            assert_eq!(seat.code.is_none(), seat.state_at(self.now) == SeatState::Void);
            for (_, _, hash) in self.links.iter().filter(|(of, _, _)| *of == seat.id) {
                if self.dead_links.contains(hash.as_bytes()) {
                    let by = ClaimBy::Link(*hash);
                    let opened = may_claim(self.offer(place), StatusWord::Active, by, self.now, &Zone::utc());
                    assert!(opened.is_err(), "a dead link came back to life");
                }
            }
        }
    }

    fn check_the_logs(&self) {
        for seat in &self.seats {
            let log = &self.logs[&seat.id];
            assert_eq!(seat.revision, Revision::new(log.len() as u64));
            let (first, rest) = log.split_first().unwrap();
            let mut folded = Seat::from_first(seat.id, &first.0, &first.1).unwrap();
            for (event, stamp) in rest {
                folded.apply(event, stamp);
            }
            assert_eq!(folded, *seat);
        }
    }

    /// Notes what there is to see, by name.
    pub(super) fn look_around(&self, seen: &mut BTreeSet<String>) {
        for seat in &self.seats {
            seen.insert(seat.state_at(self.now).to_string());
            let open = seat.invitations.iter().filter(|invitation| invitation.end.is_none());
            if open.count() > 1 {
                seen.insert("several_invited".to_owned());
            }
            if seat.voided().is_some() && seat.claim().is_some() {
                seen.insert("void_and_held".to_owned());
            }
        }
        for (event, _) in self.logs.values().flatten() {
            let payload = serde_json::to_value(event).unwrap();
            seen.insert(payload["kind"].as_str().unwrap().to_owned());
        }
        let marks = [
            (self.has_counted, "reclaims_counted"),
            (!self.dead_links.is_empty(), "link_opens_nothing"),
            (!self.dead_codes.is_empty(), "code_opens_nothing"),
        ];
        seen.extend(marks.iter().filter(|(is_so, _)| *is_so).map(|(_, mark)| (*mark).to_owned()));
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

fn price_terms(policy: u8) -> PriceTerms {
    let reclaim = [
        ReclaimPolicy::Always,
        ReclaimPolicy::Capped(50),
        ReclaimPolicy::BeforeStart,
        ReclaimPolicy::Never,
        ReclaimPolicy::BeforeCompletion,
    ][usize::from(policy) % 5];
    let anchor = [Anchor::OrderDate, Anchor::Redemption][usize::from(policy) / 5 % 2];
    PriceTerms {
        title: Title::parse("A price").unwrap(),
        unit_price: Money::zero(Currency::USD),
        duration: AccessDuration::parse("365 days").unwrap(),
        anchor,
        makes_registration_codes: true,
        seats: SeatPolicy {
            reclaim,
            invitations: InvitationPolicy {
                must_match_email: policy / 10 % 3 == 2,
                ..InvitationPolicy::default()
            },
        },
        adds_to_groups: Vec::new(),
        reserved_to_groups: Vec::new(),
    }
}
