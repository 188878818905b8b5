mod access;
mod whom;

use uuid::Uuid;

use super::*;
use crate::access::{AccessWindow, GrantOrigin, GrantSource};
use crate::catalogue::{ReclaimPolicy, SeatPolicy};
use crate::id::{GrantId, PriceId, ProductId};
use crate::plan::ApplyOptions;
use crate::rule::{IMP_23, Q_02, Q_28};
use crate::seat::{ClaimWay, SeatTerm, SeatTerms};
use crate::secret::{CodeLookup, KeyNumber, Sealed};
use crate::settings::Settings;
use crate::stamp::Stamp;

fn now() -> Instant {
    Instant::parse("2026-04-01T00:00:00Z").unwrap()
}

fn email(name: &str) -> EmailAddress {
    EmailAddress::parse(&format!("{name}@example.org")).unwrap()
}

fn stamp(position: u64) -> Stamp {
    let position = Revision::new(position);
    Stamp { position, effective_at: now(), recorded_at: now(), actor: "ada".into(), note: None }
}

fn code(number: u8) -> SealedCode {
    let sealed = Sealed { key: KeyNumber(1), ciphertext: Box::new([number]) };
    SealedCode { sealed, lookup: CodeLookup([number; 32]) }
}

/// A seat with everything beside it.
struct Given {
    seat: Seat,
    holder: Option<(CustomerId, EmailAddress, AccessGrant)>,
}

/// Grace's seats: two lines of one order, of which the first lets half of its seats be taken back.
struct Class {
    lines: [Pool; 2],
    seats: Vec<Given>,
}

impl Class {
    fn of(capped: u32, open: u32) -> Self {
        let line = |line, quantity, reclaim| {
            let window = AccessWindow::unending_from(now());
            let terms = SeatTerms {
                term: SeatTerm::Purchase { window, from_first_launch: None },
                policy: SeatPolicy { reclaim, ..SeatPolicy::default() },
            };
            let bought = PoolEvent::SeatsBought {
                order: OrderId::from_uuid(Uuid::from_u128(1)),
                line,
                product: ProductId::from_uuid(Uuid::from_u128(2)),
                price: PriceId::from_uuid(Uuid::from_u128(3)),
                quantity,
                terms: Box::new(terms),
            };
            Pool::from_first(grace(), &bought, &stamp(3)).unwrap()
        };
        let lines = [line(1, capped, ReclaimPolicy::Capped(50)), line(2, open, ReclaimPolicy::Always)];
        let numbers = (1..=capped).map(|number| (1, number)).chain((1..=open).map(|number| (2, number)));
        let seats = numbers.map(|(line, number)| Given { seat: seat(line, number), holder: None }).collect();
        Self { lines, seats }
    }

    /// Gives the seat at this place to somebody, who may have another address by now.
    fn give(&mut self, place: usize, customer: u128, claimed_with: &str, address_now: &str) {
        let given = &mut self.seats[place];
        let (holder, line) = (CustomerId::from_uuid(Uuid::from_u128(customer)), given.seat.line);
        let grant = GrantId::from_uuid(Uuid::from_u128(500 + place as u128));
        let claimed = SeatEvent::SeatClaimed {
            holder,
            grant,
            way: ClaimWay::Profile,
            invitation: None,
            address: Some(Personal::new(email(claimed_with))),
        };
        given.seat.apply(&claimed, &stamp(2));
        let granted = crate::access::AccessEvent::AccessGranted {
            grant,
            product: self.lines[0].product,
            source: GrantSource {
                origin: GrantOrigin::RegistrationCode,
                order: given.seat.order,
                line,
                seat: Some(given.seat.id),
            },
            window: AccessWindow::unending_from(now()),
            from_first_launch: None,
        };
        let grant = AccessGrant::from_first(&granted, &stamp(2)).unwrap();
        given.holder = Some((holder, email(address_now), grant));
    }

    fn known(&self) -> Vec<KnownSeat<'_>> {
        self.seats.iter().map(|given| self.known_seat(given)).collect()
    }

    fn known_seat<'a>(&'a self, given: &'a Given) -> KnownSeat<'a> {
        let holder = given.holder.as_ref().map(|(id, email, grant)| SeatHolder {
            id: *id,
            revision: Revision::new(7),
            email: Some(email),
            grant,
        });
        KnownSeat {
            seat: &given.seat,
            pool: &self.lines[given.seat.line as usize - 1],
            placed_by: Revision::new(40),
            holder,
            is_buyer_erased: false,
            is_completed: false,
        }
    }

    fn plan(&self, named: &[&str]) -> ReclaimPlan {
        let named: Vec<NamedHolder> = (1..)
            .zip(named)
            .map(|(line, typed)| NamedHolder { line, typed: Personal::new((*typed).to_owned()) })
            .collect();
        let known = self.known();
        plan(select(Some(&named), &known), &known, now())
    }

    fn plan_all(&self) -> ReclaimPlan {
        let known = self.known();
        plan(select(None, &known), &known, now())
    }
}

fn grace() -> CustomerId {
    CustomerId::from_uuid(Uuid::from_u128(10))
}

fn seat(line: u32, number: u32) -> Seat {
    let id = SeatId::from_uuid(Uuid::from_u128(u128::from(line) * 1_000 + u128::from(number)));
    let order = OrderId::from_uuid(Uuid::from_u128(1));
    let bought = SeatEvent::SeatBought { buyer: grace(), order, line, number, code: Some(code(1)) };
    Seat::from_first(id, &bought, &stamp(1)).unwrap()
}

fn results(plan: &ReclaimPlan) -> Vec<&'static str> {
    let word = |row: &ReclaimRow| match &row.result {
        ReclaimResult::Reclaimed => "reclaimed",
        ReclaimResult::Unchanged => "unchanged",
        ReclaimResult::Duplicate => "duplicate",
        ReclaimResult::Refused { rules, .. } => rules[0].as_str(),
    };
    plan.rows.iter().map(word).collect()
}

/// REG-29, REG-30, REG-33
#[test]
fn every_seat_is_freed_and_exactly_its_own_grant_is_revoked() {
    let mut class = Class::of(2, 3);
    class.give(2, 20, "ada", "ada");
    class.give(3, 21, "bob", "bob");
    let plan = class.plan(&["ada@example.org", "bob@example.org"]);
    assert_eq!(results(&plan), ["reclaimed", "reclaimed"]);
    assert_eq!(plan.touched(), 2);
    let grants: Vec<_> =
        class.seats.iter().filter_map(|given| given.holder.as_ref()).map(|holder| holder.2.id).collect();
    let revoked: Vec<RecordEvent> =
        plan.customers.events.iter().map(|planned| planned.event.clone()).collect();
    let expected: Vec<RecordEvent> = grants
        .iter()
        .map(|grant| crate::access::AccessEvent::AccessRevoked { grant: *grant }.into())
        .collect();
    assert_eq!(revoked, expected);
    assert_eq!(plan.customers.expected.len(), 2);
    assert_eq!(plan.seats_without_code(), [class.seats[2].seat.id, class.seats[3].seat.id]);
}

///
#[test]
fn every_seat_gets_its_own_new_code() {
    let mut class = Class::of(2, 2);
    class.give(2, 20, "ada", "ada");
    class.give(3, 21, "bob", "bob");
    let mut plan = class.plan_all();
    assert_eq!(results(&plan), ["unchanged", "unchanged", "reclaimed", "reclaimed"]);
    plan.set_codes(vec![code(8), code(9)]);
    let codes: Vec<_> = plan.seats.events.iter().map(|planned| planned.event.clone()).collect();
    assert_eq!(
        codes,
        [8, 9].map(|number| SeatEvent::SeatReclaimed { code: Some(code(number)) }),
        "in the order in which they were asked for"
    );
}

///
#[test]
fn what_one_list_takes_back_counts_against_the_cap_of_its_line() {
    let mut class = Class::of(4, 2);
    for place in 0..6 {
        class.give(place, 20 + place as u128, &format!("p{place}"), &format!("p{place}"));
    }
    let plan = class.plan_all();
    assert_eq!(results(&plan), ["reclaimed", "reclaimed", "Q-02", "Q-02", "reclaimed", "reclaimed"]);
    let counted: Vec<_> = plan
        .customers
        .events
        .iter()
        .filter(|planned| planned.id == grace())
        .map(|planned| planned.event.clone())
        .collect();
    let order = class.lines[0].order;
    assert_eq!(counted, [PoolEvent::ReclaimsCounted { order, line: 1, count: 2 }.into()]);
    assert!(plan.customers.expected.contains(&(grace(), Revision::new(40))), "so that two lists cannot both");
}

///
#[test]
fn a_buyer_who_holds_a_seat_of_their_own_is_named_once() {
    let mut class = Class::of(4, 0);
    class.give(0, 10, "grace", "grace");
    class.give(1, 10, "grace", "grace");
    let plan = class.plan_all();
    assert_eq!(results(&plan)[..2], ["reclaimed", "reclaimed"]);
    assert_eq!(plan.customers.expected, [(grace(), Revision::new(7))]);
    assert_eq!(plan.customers.events.len(), 3);
}

///
#[test]
fn one_refused_row_keeps_every_seat_unless_it_is_left_out() {
    let mut class = Class::of(0, 2);
    class.give(0, 20, "ada", "ada");
    let plan = class.plan(&["ada@example.org", "nobody@example.org"]);
    assert_eq!(results(&plan), ["reclaimed", "REG-29"]);
    let settings = Settings::initial();
    let refused = plan.may_apply(ApplyOptions::default(), &settings).unwrap_err();
    assert_eq!((refused, refused.rules()), (ReclaimSeatsRefused::RowsRefused(1), &[Q_28][..]));
    let leaving_out = ApplyOptions { skip_bad: true, confirm: None };
    assert_eq!(plan.may_apply(leaving_out, &settings), Ok(()));
}

/// IMP-23
#[test]
fn more_seats_than_the_guard_lets_pass_are_confirmed_by_their_number() {
    let mut class = Class::of(0, 3);
    (0..3).for_each(|place| class.give(place, 20 + place as u128, "ada", "ada"));
    let plan = class.plan_all();
    let settings = Settings { guard_threshold: 2, ..Settings::initial() };
    let confirmed = |confirm| plan.may_apply(ApplyOptions { skip_bad: false, confirm }, &settings);
    let refused = confirmed(None).unwrap_err();
    assert_eq!(refused, ReclaimSeatsRefused::Unconfirmed { touched: 3, threshold: 2 });
    assert_eq!(refused.rules(), [IMP_23]);
    assert_eq!(confirmed(Some(2)), Err(ReclaimSeatsRefused::OtherCount { touched: 3, confirmed: 2 }));
    assert_eq!(confirmed(Some(3)), Ok(()));
}

///
#[test]
fn a_row_says_which_policy_keeps_its_seat() {
    let mut class = Class::of(1, 0);
    class.give(0, 20, "ada", "ada");
    let plan = class.plan(&["ada@example.org"]);
    let ReclaimResult::Refused { reason, rules } = &plan.rows[0].result else { panic!("{:?}", plan.rows) };
    assert!(reason.contains("the price lets 0 be: 50% of them"), "{reason}");
    assert_eq!(*rules, [Q_02]);
    assert_eq!((plan.rows[0].seat, plan.touched()), (Some(class.seats[0].seat.id), 0));
}
