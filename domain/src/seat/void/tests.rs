use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::access::{AccessGrant, AccessWindow, GrantOrigin, GrantSource};
use crate::id::{CustomerId, GrantId, InvitationId, OrderId, ProductId, SeatId};
use crate::record::story::{at, stamp};
use crate::seat::{
    Channel, ClaimWay, HandOverRefused, InvitationState, comes_back, hand_over, reinstate, void_with_buyer,
};
use crate::secret::{CodeLookup, KeyNumber, LinkHash, Sealed, SealedCode};
use crate::stamp::Revision;

pub(crate) fn code(number: u8) -> SealedCode {
    let sealed = Sealed { key: KeyNumber(1), ciphertext: Box::new([number]) };
    SealedCode { sealed, lookup: CodeLookup([number; 32]) }
}

pub(crate) fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub(crate) fn buyer() -> CustomerId {
    CustomerId::from_uuid(id(1))
}

/// A seat with the grant of whoever holds it.
pub(crate) struct Known {
    pub(crate) seat: Seat,
    pub(crate) grant: Option<AccessGrant>,
}

impl Known {
    pub(crate) fn new(number: u32) -> Self {
        let order = OrderId::from_uuid(id(2));
        let bought = SeatEvent::SeatBought { buyer: buyer(), order, line: 1, number, code: Some(code(1)) };
        let seat = SeatId::from_uuid(id(100 + u128::from(number)));
        let first = stamp(Revision::new(1), at("2026-03-01"));
        Self { seat: Seat::from_first(seat, &bought, &first).unwrap(), grant: None }
    }

    pub(crate) fn write(&mut self, when: &str, event: &SeatEvent) {
        let stamp = stamp(self.seat.revision.next(), at(when));
        self.seat.apply(event, &stamp);
    }

    /// Invites somebody until the end of March 2026.
    pub(crate) fn invited(mut self, when: &str) -> Self {
        let number = u128::from(self.seat.number) * 100 + self.seat.invitations.len() as u128;
        let sent = SeatEvent::InvitationSent {
            invitation: InvitationId::from_uuid(id(number)),
            channel: Channel::Mail,
            link: LinkHash::from_stored([u8::try_from(self.seat.invitations.len()).unwrap(); 32]),
            expires_at: at("2026-04-01"),
            address: None,
            text: None,
        };
        self.write(when, &sent);
        self
    }

    pub(crate) fn claimed(mut self, when: &str) -> Self {
        let (holder, grant) =
            (CustomerId::from_uuid(id(50)), GrantId::from_uuid(self.seat.id.as_uuid().to_owned()));
        let claimed =
            SeatEvent::SeatClaimed { holder, grant, way: ClaimWay::Profile, invitation: None, address: None };
        self.write(when, &claimed);
        let source = GrantSource {
            origin: GrantOrigin::RegistrationCode,
            order: self.seat.order,
            line: 1,
            seat: Some(self.seat.id),
        };
        let granted = AccessEvent::AccessGranted {
            grant,
            product: ProductId::from_uuid(id(3)),
            source,
            window: AccessWindow::unending_from(at(when)),
            from_first_launch: None,
        };
        self.grant = AccessGrant::from_first(&granted, &stamp(Revision::new(1), at(when)));
        self
    }

    pub(crate) fn held(&self) -> HeldSeat<'_> {
        HeldSeat { seat: &self.seat, grant: self.grant.as_ref() }
    }

    /// Writes what was decided about it.
    pub(crate) fn change(&mut self, when: &str, change: &SeatChange) {
        assert_eq!(change.seat, self.seat.id);
        self.write(when, &change.event);
        if let (Some((_, event)), Some(grant)) = (&change.access, &mut self.grant) {
            grant.apply(event, &stamp(Revision::new(9), at(when)));
        }
    }
}

fn held(seats: &[Known]) -> Vec<HeldSeat<'_>> {
    seats.iter().map(Known::held).collect()
}

fn team() -> Vec<Known> {
    vec![
        Known::new(1),
        Known::new(2).invited("2026-03-03").invited("2026-03-04"),
        Known::new(3).invited("2026-03-02"),
        Known::new(4).claimed("2026-03-02"),
        Known::new(5).claimed("2026-03-05"),
        Known::new(6),
        Known::new(7).invited("2026-03-05"),
    ]
}

fn numbers(plan: &VoidPlan, seats: &[Known]) -> Vec<u32> {
    let number = |change: &SeatChange| seats.iter().find(|known| known.seat.id == change.seat).unwrap();
    plan.changes.iter().map(|change| number(change).seat.number).collect()
}

///
#[test]
fn a_part_takes_available_seats_first_then_pending_ones_then_the_newest_claimed() {
    let seats = team();
    let now = at("2026-03-10");
    let order = [6, 1, 7, 3, 2, 5, 4];
    for quantity in 1..=7_usize {
        let plan = void_part(&held(&seats), quantity as u64, now).unwrap();
        assert_eq!(numbers(&plan, &seats), order[..quantity], "{quantity}");
    }
    let plan = void_part(&held(&seats), 6, now).unwrap();
    assert_eq!((plan.counts.available, plan.counts.pending, plan.counts.claimed), (2, 3, 1));
}

///
#[test]
fn a_seat_whose_invitations_are_over_goes_as_an_available_one() {
    let seats = vec![Known::new(1).invited("2026-03-02"), Known::new(2).invited("2026-03-03")];
    let before = void_part(&held(&seats), 1, at("2026-03-31T23:59:59.999999Z")).unwrap();
    assert_eq!((before.counts.available, before.counts.pending), (0, 1));
    let after = void_part(&held(&seats), 1, at("2026-04-01")).unwrap();
    assert_eq!((after.counts.available, after.counts.pending), (1, 0));
}

///
#[test]
fn claimed_seats_go_only_when_their_count_is_confirmed() {
    let seats = team();
    let now = at("2026-03-10");
    let plan = void_part(&held(&seats), 7, now).unwrap();
    let refused = plan.clone().confirmed(None).unwrap_err();
    assert_eq!(refused.rules(), [Q_13]);
    assert_eq!(
        refused.to_string(),
        "2 claimed seats would be cancelled, and whoever holds one loses access; look at it with --dry-run, then \
         give --confirm 2"
    );
    for confirmed in [0, 1, 7] {
        let refused = plan.clone().confirmed(Some(confirmed)).unwrap_err();
        assert_eq!(refused, VoidRefused::OtherCount { claimed: 2, confirmed });
    }
    assert_eq!(plan.confirmed(Some(2)).unwrap().len(), 7);
    let unclaimed = void_part(&held(&seats), 5, now).unwrap();
    assert!(unclaimed.clone().confirmed(Some(1)).is_err(), "a wrong count is a wrong idea");
    assert_eq!(unclaimed.confirmed(None).unwrap().len(), 5);
}

///
#[test]
fn a_part_of_nothing_or_of_more_than_there_is_cannot_be_cancelled() {
    let mut seats = team();
    let now = at("2026-03-10");
    let gone = void_part(&held(&seats), 2, now).unwrap();
    for change in &gone.changes {
        let known = seats.iter_mut().find(|known| known.seat.id == change.seat).unwrap();
        known.change("2026-03-10", change);
    }
    assert_eq!(void_part(&held(&seats), 0, now), Err(VoidRefused::Nothing { left: 5 }));
    assert_eq!(void_part(&held(&seats), 6, now), Err(VoidRefused::TooMany { wanted: 6, left: 5 }));
    let most = u64::MAX;
    assert_eq!(void_part(&held(&seats), most, now), Err(VoidRefused::TooMany { wanted: most, left: 5 }));
    assert_eq!(void_part(&held(&seats), 5, now).unwrap().changes.len(), 5);
}

/// ORD-14, Q-13
#[test]
fn the_holder_of_a_voided_seat_loses_exactly_its_grant_and_one_revoked_before_is_left_alone() {
    let mut seats = vec![Known::new(1).claimed("2026-03-02"), Known::new(2).claimed("2026-03-02")];
    let revoked = AccessEvent::AccessRevoked { grant: seats[1].grant.as_ref().unwrap().id };
    seats[1].grant.as_mut().unwrap().apply(&revoked, &stamp(Revision::new(2), at("2026-03-03")));
    let plan = void_all(&held(&seats), VoidCause::OrderCancelled, at("2026-03-10"));
    let grant = seats[0].grant.as_ref().unwrap().id;
    let suspended = Some((CustomerId::from_uuid(id(50)), AccessEvent::AccessSuspended { grant }));
    assert_eq!(plan.changes[0].access, suspended);
    assert_eq!(plan.changes[1].access, None);
    assert_eq!(plan.counts.claimed, 2);
}

/// ORD-14
#[test]
fn a_seat_comes_back_as_it_was_with_a_new_code_and_without_its_invitations() {
    let mut seats = team();
    let now = at("2026-03-10");
    for known in &mut seats {
        let plan = void_all(&[known.held()], VoidCause::OrderCancelled, now);
        known.change("2026-03-10", &plan.changes[0]);
        assert_eq!((known.seat.state_at(now), &known.seat.code), (SeatState::Void, &None));
        let again = void_all(&[known.held()], VoidCause::OrderCancelled, now);
        assert_eq!(again, VoidPlan::default(), "a void seat goes no second time");
        let back = reinstate(known.held(), &code(9)).unwrap();
        known.change("2026-03-11", &back);
        assert_eq!(known.seat.code, Some(code(9)));
        assert_eq!(reinstate(known.held(), &code(8)), None);
    }
    let states: Vec<_> = seats.iter().map(|known| known.seat.state_at(at("2026-03-12"))).collect();
    let (free, taken) = (SeatState::Available, SeatState::Claimed);
    assert_eq!(states, [free, free, free, taken, taken, free, free]);
    let grant = seats[3].grant.as_ref().unwrap();
    assert_eq!(grant.standing_at(at("2026-03-10")), Standing::Suspended);
    assert_eq!(grant.standing_at(at("2026-03-11")), Standing::Held);
    let ends = seats[1].seat.invitations.iter().map(|one| one.state_at(at("2026-03-12")));
    assert!(ends.eq([InvitationState::Void, InvitationState::Void]));
}

/// ORD-14, Q-13, ACC-13
#[test]
fn what_was_cancelled_as_a_part_or_revoked_does_not_come_back_with_the_order() {
    let mut part = Known::new(1).claimed("2026-03-02");
    let plan = void_part(&[part.held()], 1, at("2026-03-10")).unwrap();
    part.change("2026-03-10", &plan.changes[0]);
    assert!(!comes_back(&part.seat));
    assert_eq!(reinstate(part.held(), &code(9)), None);
    let mut revoked = Known::new(2).claimed("2026-03-02");
    let plan = void_all(&[revoked.held()], VoidCause::OrderCancelled, at("2026-03-10"));
    revoked.change("2026-03-10", &plan.changes[0]);
    let grant = revoked.grant.as_mut().unwrap();
    grant.apply(&AccessEvent::AccessRevoked { grant: grant.id }, &stamp(Revision::new(5), at("2026-03-11")));
    let back = reinstate(revoked.held(), &code(9)).unwrap();
    assert_eq!(back.access, None);
}

///
#[test]
fn a_successor_answers_for_all_seats_and_holders_and_invitations_stay() {
    let mut seats = team();
    let plan = void_part(&held(&seats), 1, at("2026-03-10")).unwrap();
    seats[5].change("2026-03-10", &plan.changes[0]);
    let story = crate::record::story::Story::begin();
    let successor = &story.record.customer;
    let changes = hand_over(buyer(), successor, seats.iter().map(|known| &known.seat)).unwrap();
    assert_eq!(changes.len(), seats.len(), "void ones too, since those may come back");
    let now = at("2026-03-12");
    for (known, change) in seats.iter_mut().zip(&changes) {
        let before = (known.seat.state_at(now), known.seat.claim().cloned(), known.seat.code.clone());
        assert_eq!(change.access, None);
        known.change("2026-03-12", change);
        let after = (known.seat.state_at(now), known.seat.claim().cloned(), known.seat.code.clone());
        assert_eq!((known.seat.buyer, &after), (successor.id, &before));
        assert_eq!(known.seat.hand_overs[0].from, buyer());
    }
    let again = hand_over(buyer(), successor, seats.iter().map(|known| &known.seat)).unwrap();
    assert!(again.is_empty(), "they are another's by now");
}

/// Q-12, GDPR-11
#[test]
fn a_successor_is_another_customer_who_is_known() {
    let seats = team();
    let mut story = crate::record::story::Story::begin();
    let own = story.record.customer.id;
    let same = hand_over(own, &story.record.customer, seats.iter().map(|known| &known.seat)).unwrap_err();
    assert_eq!((same, same.rules()), (HandOverRefused::Same(own), &[crate::rule::Q_12][..]));
    story.record.customer.identity = crate::customer::Identity::Erased { at: at("2026-03-05") };
    let erased =
        hand_over(buyer(), &story.record.customer, seats.iter().map(|known| &known.seat)).unwrap_err();
    assert_eq!(erased, HandOverRefused::Erased(own));
    assert!(erased.rules().contains(&crate::rule::GDPR_11));
}

///
#[test]
fn without_a_successor_what_nobody_holds_is_void_and_claimed_seats_stay() {
    let mut seats = team();
    let now = at("2026-03-10");
    let changes = void_with_buyer(&held(&seats), now);
    assert_eq!(changes.len(), 5);
    for change in &changes {
        assert_eq!(change.access, None, "nobody loses access");
        let known = seats.iter_mut().find(|known| known.seat.id == change.seat).unwrap();
        known.change("2026-03-10", change);
    }
    let counts = |state| seats.iter().filter(|known| known.seat.state_at(now) == state).count();
    assert_eq!((counts(SeatState::Void), counts(SeatState::Claimed)), (5, 2));
    assert!(void_with_buyer(&held(&seats), now).is_empty());
}

fn any_seat(number: u32) -> impl Strategy<Value = Known> {
    (0..4_u8, 1..4_u32, 1..20_u32).prop_map(move |(state, people, day)| {
        let when = format!("2026-03-{day:02}");
        let known = Known::new(number);
        match state {
            0 => known,
            1 => (0..people).fold(known, |known, _| known.invited(&when)),
            2 => known.claimed(&when),
            _ => {
                let mut known = known;
                let plan = void_all(&[known.held()], VoidCause::OrderCancelled, at("2026-03-01"));
                known.change("2026-03-01", &plan.changes[0]);
                known
            }
        }
    })
}

fn any_seats() -> impl Strategy<Value = Vec<Known>> {
    (0..12_u32).prop_flat_map(|count| (1..=count).map(any_seat).collect::<Vec<_>>())
}

impl std::fmt::Debug for Known {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.seat.number, self.seat.state_at(at("2026-03-21")))
    }
}

proptest! {
    /// Q-13, REG-38
    #[test]
    fn a_part_takes_exactly_as_many_and_never_a_dearer_seat_while_a_cheaper_one_is_left(
        mut seats in any_seats(),
        quantity in 0..14_u64,
    ) {
        let now = at("2026-03-21");
        let count = |seats: &[Known]| {
            let mut counts = SeatCounts::default();
            for known in seats {
                counts.count(known.seat.state_at(now));
            }
            counts
        };
        let before = count(&seats);
        let in_use = before.sum() - before.void;
        let Ok(plan) = void_part(&held(&seats), quantity, now) else {
            prop_assert!(quantity == 0 || quantity > in_use);
            return Ok(());
        };
        prop_assert_eq!(plan.counts.sum(), quantity);
        for change in &plan.changes {
            let known = seats.iter_mut().find(|known| known.seat.id == change.seat).unwrap();
            known.change("2026-03-21", change);
        }
        let after = count(&seats);
        prop_assert_eq!(after.sum(), before.sum());
        prop_assert_eq!(after.void, before.void + quantity);
        prop_assert!(plan.counts.pending == 0 || after.available == 0);
        prop_assert!(plan.counts.claimed == 0 || after.available + after.pending == 0);
        for known in &seats {
            let is_open = known.grant.as_ref().is_some_and(|grant| grant.standing_at(now) == Standing::Held);
            prop_assert_eq!(is_open, known.seat.state_at(now) == SeatState::Claimed);
        }
    }
}
