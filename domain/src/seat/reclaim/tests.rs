use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::access::{AccessWindow, GrantOrigin, GrantSource};
use crate::catalogue::SeatPolicy;
use crate::id::{CustomerId, GrantId, InvitationId, OrderId, PriceId, ProductId};
use crate::seat::{Channel, ClaimWay, SeatTerm, SeatTerms, VoidCause};
use crate::secret::{CodeLookup, KeyNumber, LinkHash, Sealed};
use crate::stamp::{Revision, Stamp};
use crate::time::AccessDuration;

fn at(day: &str) -> Instant {
    Instant::parse(&format!("{day}T00:00:00Z")).unwrap()
}

fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn code(number: u8) -> SealedCode {
    let sealed = Sealed { key: KeyNumber(1), ciphertext: Box::new([number]) };
    SealedCode { sealed, lookup: CodeLookup([number; 32]) }
}

fn stamp(position: u64) -> Stamp {
    let at = at("2026-03-01");
    Stamp {
        position: Revision::new(position),
        effective_at: at,
        recorded_at: at,
        actor: "ada".into(),
        note: None,
    }
}

/// A seat of a line of four, open from March 2026 for a year, and the grant that its claim gives.
struct Bought {
    seat: Seat,
    pool: Pool,
    grant: AccessGrant,
    is_completed: bool,
}

impl Bought {
    fn with(reclaim: ReclaimPolicy) -> Self {
        let (buyer, order) = (CustomerId::from_uuid(uuid(1)), OrderId::from_uuid(uuid(2)));
        let seat = SeatId::from_uuid(uuid(3));
        let bought = SeatEvent::SeatBought { buyer, order, line: 1, number: 1, code: Some(code(1)) };
        let window = AccessWindow::parse(at("2026-03-01"), Some(at("2027-03-01"))).unwrap();
        let terms = SeatTerms {
            term: SeatTerm::Purchase { window, from_first_launch: None },
            policy: SeatPolicy { reclaim, ..SeatPolicy::default() },
        };
        let product = ProductId::from_uuid(uuid(4));
        let pool = PoolEvent::SeatsBought {
            order,
            line: 1,
            product,
            price: PriceId::from_uuid(uuid(5)),
            quantity: 4,
            terms: Box::new(terms),
        };
        let granted = AccessEvent::AccessGranted {
            grant: GrantId::from_uuid(uuid(6)),
            product,
            source: GrantSource { origin: GrantOrigin::RegistrationCode, order, line: 1, seat: Some(seat) },
            window,
            from_first_launch: None,
        };
        Self {
            seat: Seat::from_first(seat, &bought, &stamp(1)).unwrap(),
            pool: Pool::from_first(buyer, &pool, &stamp(2)).unwrap(),
            grant: AccessGrant::from_first(&granted, &stamp(1)).unwrap(),
            is_completed: false,
        }
    }

    fn held_with(reclaim: ReclaimPolicy) -> Self {
        let mut bought = Self::with(reclaim);
        bought.claim();
        bought
    }

    fn claim(&mut self) {
        self.write(&SeatEvent::SeatClaimed {
            holder: CustomerId::from_uuid(uuid(7)),
            grant: self.grant.id,
            way: ClaimWay::Profile,
            invitation: None,
            address: None,
        });
    }

    fn invite(&mut self, link: u8, expires_at: Instant) {
        self.write(&SeatEvent::InvitationSent {
            invitation: InvitationId::from_uuid(uuid(100 + u128::from(link))),
            channel: Channel::Link,
            link: LinkHash::from_stored([link; 32]),
            expires_at,
            address: None,
            text: None,
        });
    }

    fn write(&mut self, event: &SeatEvent) {
        let position = self.seat.revision.next().get();
        self.seat.apply(event, &stamp(position));
    }

    fn reclaim(&self, day: &str) -> Result<Reclaimed, ReclaimRefused> {
        let facts = ReclaimSeat {
            is_buyer_erased: false,
            seat: &self.seat,
            pool: &self.pool,
            grant: self.seat.claim().map(|_| &self.grant),
            is_completed: self.is_completed,
            new_code: Some(&code(2)),
        };
        reclaim(facts, at(day))
    }

    /// Takes the seat back and folds what that writes.
    fn take_back(&mut self, day: &str) -> Result<Outcome, ReclaimRefused> {
        let reclaimed = self.reclaim(day)?;
        reclaimed.seat.iter().for_each(|event| self.write(event));
        reclaimed.access.iter().for_each(|event| self.grant.apply(event, &stamp(9)));
        reclaimed.pool.iter().for_each(|event| self.pool.apply(event));
        Ok(reclaimed.outcome)
    }
}

/// REG-29, REG-30, ACC-13
#[test]
fn a_held_seat_is_free_again_and_the_grant_of_its_claim_is_revoked() {
    let mut bought = Bought::held_with(ReclaimPolicy::Always);
    let reclaimed = bought.reclaim("2026-04-01").unwrap();
    assert_eq!(reclaimed.access, [AccessEvent::AccessRevoked { grant: bought.grant.id }]);
    assert_eq!(reclaimed.pool, None, "nothing is counted where nothing is capped");
    bought.take_back("2026-04-01").unwrap();
    assert_eq!(bought.seat.state_at(at("2026-04-01")), SeatState::Available);
    assert_eq!(bought.seat.claims.len(), 1);
    assert!(bought.seat.claims[0].reclaimed.is_some());
}

///
#[test]
fn a_seat_that_was_taken_back_has_another_code() {
    let mut bought = Bought::held_with(ReclaimPolicy::Always);
    assert_eq!(bought.seat.code, Some(code(1)));
    bought.take_back("2026-04-01").unwrap();
    assert_eq!(bought.seat.code, Some(code(2)));
}

/// Q-10, REG-26
#[test]
fn every_invitation_to_a_pending_seat_ends_when_it_is_taken_back() {
    let mut bought = Bought::with(ReclaimPolicy::Never);
    bought.invite(1, at("2026-05-01"));
    bought.invite(2, at("2026-03-15"));
    let reclaimed = bought.reclaim("2026-04-01").unwrap();
    assert_eq!((reclaimed.access, reclaimed.pool), (Vec::new(), None));
    assert_eq!(bought.take_back("2026-04-01"), Ok(Outcome::Applied));
    assert!(bought.seat.invitations.iter().all(|invitation| invitation.end.is_some()));
    assert_eq!(bought.seat.code, Some(code(2)));
}

/// REG-30
#[test]
fn an_available_seat_stays_as_it_is() {
    let mut bought = Bought::with(ReclaimPolicy::Always);
    assert_eq!(bought.take_back("2026-04-01"), Ok(Outcome::Unchanged));
    bought.invite(1, at("2026-03-15"));
    assert_eq!(bought.take_back("2026-04-01"), Ok(Outcome::Unchanged), "its only invitation is over");
    assert_eq!(bought.seat.code, Some(code(1)));
}

/// REG-38, Q-13
#[test]
fn a_void_seat_is_not_taken_back() {
    let mut bought = Bought::held_with(ReclaimPolicy::Always);
    bought.write(&SeatEvent::SeatVoided { cause: VoidCause::OrderCancelled });
    let refused = bought.take_back("2026-04-01").unwrap_err();
    assert_eq!(refused, ReclaimRefused::Void { seat: bought.seat.id });
    assert_eq!(refused.rules(), [REG_38, ORD_14, Q_13]);
}

///
#[test]
fn a_price_may_let_no_held_seat_be_taken_back() {
    let mut bought = Bought::held_with(ReclaimPolicy::Never);
    let refused = bought.take_back("2026-04-01").unwrap_err();
    assert_eq!(refused, ReclaimRefused::Never { seat: bought.seat.id });
    assert_eq!(refused.rules(), [Q_02]);
}

///
#[test]
fn a_seat_that_goes_back_only_before_its_start_stays_from_the_very_start_on() {
    let mut bought = Bought::held_with(ReclaimPolicy::BeforeStart);
    let starts_at = bought.grant.window.starts_at();
    let seat = bought.seat.id;
    assert_eq!(bought.reclaim("2026-03-01"), Err(ReclaimRefused::Started { seat, starts_at }));
    bought.take_back("2026-02-28").unwrap();
    assert_eq!(bought.seat.state_at(at("2026-02-28")), SeatState::Available);
}

///
#[test]
fn the_start_that_counts_is_the_one_the_holder_has_now() {
    let mut bought = Bought::held_with(ReclaimPolicy::BeforeStart);
    let old = bought.grant.window;
    let new = AccessWindow::parse(at("2026-09-01"), old.ends_at()).unwrap();
    let edited = AccessEvent::AccessWindowEdited { grant: bought.grant.id, old, new };
    bought.grant.apply(&edited, &stamp(2));
    assert_eq!(bought.take_back("2026-04-01"), Ok(Outcome::Applied));
}

///
#[test]
fn a_seat_that_counts_from_the_first_launch_has_not_started_before_it() {
    let mut bought = Bought::held_with(ReclaimPolicy::BeforeStart);
    bought.grant.from_first_launch = Some(AccessDuration::parse("30 days").unwrap());
    assert!(bought.reclaim("2026-04-01").is_ok());
    let launched = AccessEvent::AccessFirstLaunched { grant: bought.grant.id, window: bought.grant.window };
    bought.grant.apply(&launched, &stamp(2));
    assert!(matches!(bought.reclaim("2026-04-01"), Err(ReclaimRefused::Started { .. })));
}

///
#[test]
fn a_seat_that_goes_back_only_before_completion_stays_with_who_completed() {
    let mut bought = Bought::held_with(ReclaimPolicy::BeforeCompletion);
    assert!(bought.reclaim("2026-04-01").is_ok());
    bought.is_completed = true;
    assert_eq!(bought.reclaim("2026-04-01"), Err(ReclaimRefused::Completed { seat: bought.seat.id }));
    bought.pool.terms.policy.reclaim = ReclaimPolicy::Always;
    assert!(bought.reclaim("2026-04-01").is_ok(), "completion matters only where the terms say so");
}

///
#[test]
fn no_more_held_seats_go_back_than_the_percentage_rounded_down() {
    let mut bought = Bought::held_with(ReclaimPolicy::Capped(70));
    for _ in 0..2 {
        assert_eq!(bought.take_back("2026-04-01"), Ok(Outcome::Applied));
        bought.claim();
    }
    let seat = bought.seat.id;
    let refused = bought.take_back("2026-04-01").unwrap_err();
    let expected = ReclaimRefused::CapReached { seat, quantity: 4, taken_back: 2, most: 2, percent: 70 };
    assert_eq!(refused, expected);
    assert_eq!(
        refused.to_string(),
        format!(
            "2 held seats of the 4 bought were taken back, and the price lets 2 be: 70% of them; {seat} stays with \
             its holder"
        )
    );
}

///
#[test]
fn a_pending_seat_counts_nothing_and_is_never_capped() {
    let mut bought = Bought::with(ReclaimPolicy::Capped(0));
    for link in 1..=3 {
        bought.invite(link, at("2026-05-01"));
        assert_eq!(bought.take_back("2026-04-01"), Ok(Outcome::Applied));
    }
    assert_eq!(bought.pool.reclaims, 0);
}

///
#[test]
fn the_end_of_its_window_does_not_bring_a_seat_back() {
    let bought = Bought::held_with(ReclaimPolicy::Never);
    assert_eq!(bought.seat.state_at(at("2029-01-01")), SeatState::Claimed);
    assert!(bought.reclaim("2029-01-01").is_err());
}

/// ACC-13
#[test]
fn a_grant_that_was_revoked_by_hand_is_not_revoked_twice() {
    let mut bought = Bought::held_with(ReclaimPolicy::Always);
    let revoked = AccessEvent::AccessRevoked { grant: bought.grant.id };
    bought.grant.apply(&revoked, &stamp(2));
    let reclaimed = bought.reclaim("2026-04-01").unwrap();
    assert_eq!((reclaimed.outcome, reclaimed.access), (Outcome::Applied, Vec::new()));
    assert_eq!(reclaimed.seat.len(), 1);
}

/// ACC-13, ORD-14
#[test]
fn a_grant_that_is_only_suspended_is_revoked_so_that_nothing_brings_it_back() {
    let mut bought = Bought::held_with(ReclaimPolicy::Always);
    let suspended = AccessEvent::AccessSuspended { grant: bought.grant.id };
    bought.grant.apply(&suspended, &stamp(2));
    let reclaimed = bought.reclaim("2026-04-01").unwrap();
    assert_eq!(reclaimed.access, [AccessEvent::AccessRevoked { grant: bought.grant.id }]);
}

proptest! {
    ///
    #[test]
    fn however_often_it_is_tried_a_cap_is_never_exceeded(
        quantity in 1..5_000_u32,
        percent in 0..=100_u8,
        tries in 0..50_u32,
    ) {
        let mut bought = Bought::held_with(ReclaimPolicy::Capped(percent));
        bought.pool.quantity = quantity;
        let most = quantity * u32::from(percent) / 100;
        bought.pool.reclaims = most.saturating_sub(20);
        for _ in 0..tries {
            if bought.take_back("2026-04-01").is_ok() {
                bought.claim();
            }
            prop_assert!(bought.pool.reclaims <= most);
        }
        prop_assert!(tries <= 20 || bought.pool.reclaims == most);
    }
}
