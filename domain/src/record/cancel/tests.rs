use super::*;
use crate::access::{AccessEvent, Standing};
use crate::customer::{Status, change_status};
use crate::id::{CountingIds, GrantId, SeatId};
use crate::order::{OrderEvent, PaymentType, PlaceOrder};
use crate::record::story::{Story, at, stamp};
use crate::record::{GiveOrder, give_order, place_order};
use crate::seat::void::tests::code;
use crate::seat::{ClaimWay, NewSeat, Seat, SeatEvent, SeatState, grant_for};
use crate::stamp::Revision;

/// A buyer with an order of three seats in line 1 and of one unit in line 2; the buyer holds the first seat.
struct Bought {
    story: Story,
    seats: Vec<Seat>,
    order: OrderId,
}

impl Bought {
    fn new() -> Self {
        let mut story = Story::begin();
        let ids = CountingIds::starting_at(7000);
        let mut prices = story.catalogue.prices().to_vec();
        for price in &mut prices {
            price.terms.makes_registration_codes = true;
        }
        let catalogue = crate::catalogue::Catalogue::new(
            story.catalogue.products().to_vec(),
            prices,
            story.catalogue.courses().to_vec(),
        );
        story.catalogue = catalogue;
        let line = |code: &str, quantity| {
            let price = story.catalogue.price_by_code(code).unwrap();
            let (product, price, unit_cost) = (price.product, price.id, price.terms.unit_price);
            crate::order::OrderLine { number: 1, product, price, quantity, unit_cost }
        };
        let order = OrderId::next(&ids);
        let status = OrderStatus::Processed;
        let lines = vec![line("BBB-EVER", 3), line("CARD-30", 1)];
        let command = PlaceOrder { order, payment_type: PaymentType::Import, status, lines };
        let placed = place_order(&story.record, &story.catalogue, command).unwrap();
        let OrderEvent::OrderPlaced { lines, .. } = placed.clone() else { panic!("{placed:?}") };
        let new: Vec<_> =
            (1..4).map(|number| NewSeat { id: SeatId::next(&ids), code: code(number) }).collect();
        let now = at("2026-01-10");
        let command = GiveOrder { order, lines: &lines, ordered_at: now, now, ids: &ids, seats: &new };
        let given = give_order(&story.record, &story.catalogue, command, &story.zone).unwrap();
        story.write("2026-01-10", [placed]);
        story.write("2026-01-10", given.events);
        let first = |(id, event): &(SeatId, SeatEvent)| {
            Seat::from_first(*id, event, &stamp(Revision::new(1), now)).unwrap()
        };
        let mut bought = Self { seats: given.seats.iter().map(first).collect(), story, order };
        let grant = GrantId::next(&ids);
        bought.claim(grant);
        bought
    }

    fn claim(&mut self, grant: GrantId) {
        let holder = self.story.record.customer.id;
        let claimed =
            SeatEvent::SeatClaimed { holder, grant, way: ClaimWay::Profile, invitation: None, address: None };
        let seat = &mut self.seats[0];
        seat.apply(&claimed, &stamp(seat.revision.next(), at("2026-01-12")));
        let pool = &self.story.record.pools[0];
        let granted = grant_for(pool, seat.id, grant, at("2026-01-12"), &self.story.zone).unwrap();
        self.story.write("2026-01-12", [granted]);
    }

    fn order(&self) -> Order {
        self.story.record.order(self.order).unwrap().clone()
    }

    fn held(&self) -> Vec<HeldSeat<'_>> {
        let grant = |seat: &Seat| self.story.record.grant(seat.claim()?.grant);
        self.seats.iter().map(|seat| HeldSeat { seat, grant: grant(seat) }).collect()
    }

    fn write(&mut self, when: &str, events: Vec<RecordEvent>, changes: Vec<SeatChange>) {
        self.story.write(when, events);
        for change in changes {
            let seat = self.seats.iter_mut().find(|seat| seat.id == change.seat).unwrap();
            seat.apply(&change.event, &stamp(seat.revision.next(), at(when)));
            self.story.write(when, change.access.map(|(_, event)| event));
        }
    }

    fn cancel(&mut self, when: &str) {
        let whole = cancel_with_seats(&self.story.record, &self.order(), &self.held(), at(when)).unwrap();
        let changes = whole.seats.clone().confirmed(Some(whole.seats.counts.claimed)).unwrap();
        self.write(when, whole.events, changes);
    }

    fn reinstate(&mut self, when: &str) {
        let coded: Vec<_> = self.held().into_iter().map(|held| (held, code(9))).collect();
        let (events, changes) = reinstate_with_seats(&self.story.record, &self.order(), &coded).unwrap();
        self.write(when, events, changes);
    }

    fn cancel_part(&self, line: u32, quantity: u64) -> Result<VoidPlan, CancelPartRefused> {
        let seats = if line == 1 { self.held() } else { Vec::new() };
        cancel_part(&self.order(), line, quantity, &seats, at("2026-01-20"))
    }

    fn states(&self, when: &str) -> Vec<SeatState> {
        self.seats.iter().map(|seat| seat.state_at(at(when))).collect()
    }

    fn standings(&self, when: &str) -> Vec<Standing> {
        self.story.record.grants.iter().map(|grant| grant.standing_at(at(when))).collect()
    }
}

/// ORD-14, Q-13, Q-17
#[test]
fn cancelling_an_order_voids_its_seats_and_suspends_the_buyers_own_grants_and_those_of_holders_once_each() {
    let mut bought = Bought::new();
    bought.cancel("2026-01-20");
    assert_eq!(bought.states("2026-01-20"), [SeatState::Void; 3]);
    assert_eq!(bought.standings("2026-01-20"), [Standing::Suspended; 2]);
    let changes = bought.story.record.grants.iter().map(|grant| grant.standings.len());
    assert!(changes.eq([1, 1]), "each is suspended once, though the holder is the buyer");
    let again = cancel_with_seats(&bought.story.record, &bought.order(), &bought.held(), at("2026-01-21"));
    let again = again.unwrap();
    assert_eq!(
        (again.outcome, again.events.len(), again.seats),
        (Outcome::Unchanged, 0, VoidPlan::default())
    );
}

/// ORD-14
#[test]
fn reinstating_an_order_brings_its_seats_and_the_same_grants_back() {
    let mut bought = Bought::new();
    bought.cancel("2026-01-20");
    bought.reinstate("2026-01-22");
    let (free, taken) = (SeatState::Available, SeatState::Claimed);
    assert_eq!(bought.states("2026-01-22"), [taken, free, free]);
    assert_eq!(bought.standings("2026-01-22"), [Standing::Held; 2]);
    assert_eq!(bought.story.record.grants.len(), 2);
    assert!(bought.story.ask("course:BBB", "2026-01-22").is_allowed);
}

/// Q-13, REG-38, ORD-14
#[test]
fn a_part_that_was_cancelled_stays_so_when_the_whole_order_goes_and_comes_back() {
    let mut bought = Bought::new();
    let plan = bought.cancel_part(1, 3).unwrap();
    let changes = plan.confirmed(Some(1)).unwrap();
    bought.write("2026-01-20", Vec::new(), changes);
    assert_eq!(bought.order().status(), OrderStatus::Processed);
    assert_eq!((bought.order().lines[0].quantity, bought.story.record.pools[0].quantity), (3, 3));
    bought.cancel("2026-01-21");
    bought.reinstate("2026-01-22");
    assert_eq!(bought.states("2026-01-22"), [SeatState::Void; 3]);
    assert_eq!(bought.standings("2026-01-22"), [Standing::Held, Standing::Suspended]);
    assert!(!bought.story.ask("course:BBB", "2026-01-22").is_allowed);
}

/// Q-13, ORD-13
#[test]
fn a_part_is_of_a_line_with_seats_in_an_order_that_grants() {
    let mut bought = Bought::new();
    let missing = bought.cancel_part(3, 1).unwrap_err();
    assert!(missing.is_missing());
    let single = bought.cancel_part(2, 1).unwrap_err();
    assert_eq!((single.rules(), single.is_missing()), (&[Q_13][..], false));
    assert!(matches!(bought.cancel_part(1, 4), Err(CancelPartRefused::Void(VoidRefused::TooMany { .. }))));
    bought.cancel("2026-01-20");
    assert_eq!(bought.cancel_part(1, 1).unwrap_err().rules(), [ORD_13]);
}

///
#[test]
fn locking_or_deactivating_the_buyer_changes_nothing_for_a_holder() {
    let mut bought = Bought::new();
    let pool = bought.story.record.pools[0].clone();
    let mut holder = Story::begin();
    let seat = bought.seats[1].id;
    let grant = GrantId::next(&CountingIds::starting_at(9000));
    holder.write("2026-01-12", [grant_for(&pool, seat, grant, at("2026-01-12"), &holder.zone).unwrap()]);
    let before = holder.ask("course:BBB", "2026-02-01");
    assert!(before.is_allowed);
    for status in [Status::Inactive, Status::Locked { automatic: None }] {
        let (_, events) = change_status(&bought.story.record.customer, status, at("2026-01-15")).unwrap();
        bought.story.write("2026-01-15", events);
        assert_eq!(holder.ask("course:BBB", "2026-02-01"), before);
    }
    let suspended = [AccessEvent::AccessSuspended { grant }];
    holder.write("2026-01-16", suspended);
    assert!(!holder.ask("course:BBB", "2026-02-01").is_allowed, "only cancelling does");
}
