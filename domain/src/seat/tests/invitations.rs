use super::*;
use crate::refusal::{Outcome, Refusal};
use crate::rule::{IMP_23, INV_01, ORD_13, ORD_14, Q_03, Q_05, REG_22, REG_24, REG_39};

/// REG-14, REG-17, REG-21, Q-09
#[test]
fn an_invited_seat_is_pending_for_thirty_days_and_then_available_by_itself() {
    let mut bench = Bench::new();
    assert_eq!(bench.seat.state_at(bench.now), SeatState::Available);
    let invitation = bench.invite(1, Some("ada@example.org")).unwrap();
    assert_eq!(bench.seat.state_at(bench.now), SeatState::Pending);
    let end = bench.seat.invitation(invitation).unwrap().expires_at;
    assert_eq!(end, at("2026-03-31"));
    let before = end.checked_add_micros(-1).unwrap();
    assert_eq!(bench.seat.state_at(before), SeatState::Pending);
    assert_eq!(bench.seat.state_at(end), SeatState::Available);
}

/// INV-01
#[test]
fn the_price_says_how_long_an_invitation_lives() {
    let mut bench = Bench::with(InvitationPolicy { life_days: 7, ..InvitationPolicy::default() });
    let invitation = bench.invite(1, Some("ada@example.org")).unwrap();
    assert_eq!(bench.seat.invitation(invitation).unwrap().expires_at, at("2026-03-08"));
}

/// REG-22, REG-23, REG-24, REG-26
#[test]
fn a_pending_seat_may_be_offered_to_others_by_mail_and_by_link() {
    let mut bench = Bench::new();
    let first = bench.invite(1, Some("ada@example.org")).unwrap();
    let second = bench.invite(2, Some("alan@example.org")).unwrap();
    let handed_over = bench.invite(3, None).unwrap();
    for invitation in [first, second, handed_over] {
        assert_eq!(bench.state(invitation), InvitationState::Open);
    }
    assert_eq!(bench.seat.invitation(first).unwrap().channel, Channel::Mail);
    assert_eq!(bench.seat.invitation(handed_over).unwrap().channel, Channel::Link);
}

/// REG-24
#[test]
fn an_address_is_invited_to_a_seat_once_as_long_as_the_invitation_is_open() {
    let mut bench = Bench::new();
    let first = bench.invite(1, Some("ada@example.org")).unwrap();
    let refused = bench.invite(2, Some("ADA@Example.org")).unwrap_err();
    assert_eq!(refused.rules(), [REG_24]);
    assert!(refused.to_string().contains(&first.to_string()), "{refused}");
    bench.now = at("2026-04-15");
    assert!(bench.invite(2, Some("ada@example.org")).is_ok(), "the first one is over by then");
}

/// REG-39, ORD-13, ORD-14, Q-03
#[test]
fn nobody_is_invited_to_a_seat_that_is_held_or_would_open_nothing() {
    let mut held = Bench::new();
    held.invite(1, Some("ada@example.org")).unwrap();
    held.accept(1, 7, "ada@example.org").unwrap();
    assert_eq!(held.invite(2, Some("alan@example.org")).unwrap_err().rules(), [REG_39, REG_22]);
    let mut unpaid = Bench::new();
    unpaid.order_status = OrderStatus::New;
    assert_eq!(unpaid.invite(1, Some("ada@example.org")).unwrap_err().rules()[0], ORD_13);
    let mut void = Bench::new();
    void.write(&SeatEvent::SeatVoided { cause: VoidCause::OrderCancelled });
    assert_eq!(void.invite(1, Some("ada@example.org")).unwrap_err().rules()[0], ORD_14);
    let mut over = Bench::new();
    over.now = at("2027-01-01");
    assert_eq!(over.invite(1, Some("ada@example.org")).unwrap_err().rules()[0], Q_03);
    over.now = over.now.checked_add_micros(-1).unwrap();
    assert!(over.invite(1, Some("ada@example.org")).is_ok());
}

///
#[test]
fn where_only_the_invited_address_may_accept_no_link_without_an_address_is_made() {
    let mut bench = Bench::with(InvitationPolicy { must_match_email: true, ..InvitationPolicy::default() });
    assert_eq!(bench.invite(1, None).unwrap_err().rules(), [Q_05]);
    assert!(bench.invite(1, Some("ada@example.org")).is_ok());
}

/// Q-09, INV-01
#[test]
fn an_invitation_sent_again_keeps_its_seat_and_gets_a_new_life_also_when_it_had_expired() {
    for day in ["2026-03-20", "2026-06-01"] {
        let mut bench = Bench::new();
        let invitation = bench.invite(1, Some("ada@example.org")).unwrap();
        bench.now = at(day);
        bench.resend(invitation, 2).unwrap();
        let known = bench.seat.invitation(invitation).unwrap();
        assert_eq!(known.expires_at, bench.now.checked_add_micros(30 * 86_400_000_000).unwrap(), "{day}");
        assert_eq!(bench.seat.invitations.len(), 1);
        assert!(known.is_newest_link(&link(2)) && !known.is_newest_link(&link(1)));
    }
}

/// INV-01
#[test]
fn a_reminder_has_a_newer_link_and_the_same_end() {
    let mut bench = Bench::new();
    let invitation = bench.invite(1, Some("ada@example.org")).unwrap();
    bench.now = at("2026-03-20");
    bench.remind(invitation, 2).unwrap();
    let known = bench.seat.invitation(invitation).unwrap();
    assert_eq!(known.expires_at, at("2026-03-31"));
    assert_eq!(known.renewals, [Renewal::Reminded]);
    assert!(known.is_newest_link(&link(2)));
}

/// INV-01
#[test]
fn nobody_is_reminded_who_accepted_or_whose_invitation_is_over() {
    let mut bench = Bench::new();
    let taken = bench.invite(1, Some("ada@example.org")).unwrap();
    let accepted = bench.invite(2, Some("alan@example.org")).unwrap();
    let withdrawn = bench.invite(3, Some("grace@example.org")).unwrap();
    bench.withdraw(withdrawn).unwrap();
    bench.accept(2, 7, "alan@example.org").unwrap();
    for invitation in [taken, accepted, withdrawn] {
        assert_eq!(bench.remind(invitation, 9).unwrap_err().rules()[0], INV_01, "{invitation}");
        assert_eq!(bench.resend(invitation, 9).unwrap_err().rules()[0], INV_01, "{invitation}");
    }
    let mut late = Bench::new();
    let expired = late.invite(1, Some("ada@example.org")).unwrap();
    late.now = at("2026-03-31");
    assert_eq!(late.remind(expired, 2).unwrap_err().rules(), [INV_01]);
    late.now = late.now.checked_add_micros(-1).unwrap();
    assert!(late.remind(expired, 2).is_ok());
}

/// REG-22
#[test]
fn a_link_that_was_handed_over_is_not_sent_again() {
    let mut bench = Bench::new();
    let invitation = bench.invite(1, None).unwrap();
    assert_eq!(bench.resend(invitation, 2).unwrap_err().rules(), [REG_22]);
    assert_eq!(bench.remind(invitation, 2).unwrap_err().rules(), [REG_22]);
}

/// REG-22, REG-26
#[test]
fn one_invitation_is_taken_back_and_the_others_stay_open() {
    let mut bench = Bench::new();
    let first = bench.invite(1, Some("ada@example.org")).unwrap();
    let second = bench.invite(2, Some("alan@example.org")).unwrap();
    bench.withdraw(first).unwrap();
    assert_eq!(
        (bench.state(first), bench.state(second)),
        (InvitationState::Withdrawn, InvitationState::Open)
    );
    assert_eq!(withdraw(&bench.seat, first, bench.now), Ok((Outcome::Unchanged, Vec::new())));
    bench.accept(2, 7, "alan@example.org").unwrap();
    assert_eq!(bench.withdraw(second).unwrap_err().rules(), [REG_24]);
    let nobodys = InvitationId::from_uuid(uuid(99));
    assert!(bench.withdraw(nobodys).unwrap_err().is_missing());
    assert!(bench.resend(nobodys, 9).unwrap_err().is_missing());
}

#[test]
fn very_many_reminders_are_confirmed_by_their_number() {
    assert_eq!(may_remind_all(100, None, 100), Ok(()));
    assert_eq!(may_remind_all(101, None, 100).unwrap_err().rules(), [IMP_23]);
    assert_eq!(may_remind_all(101, Some(101), 100), Ok(()));
    assert_eq!(may_remind_all(5, Some(4), 100).unwrap_err().rules(), [IMP_23]);
}
