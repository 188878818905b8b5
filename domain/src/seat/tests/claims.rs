use super::*;
use crate::access::{Standing, StandingChange};
use crate::refusal::Refusal;
use crate::rule::{CUS_21, ORD_13, Q_04, Q_09, Q_10, Q_11};

fn by(number: u8) -> ClaimBy {
    ClaimBy::Link(link(number))
}

/// REG-17, REG-18, Q-03
#[test]
fn accepting_takes_the_seat_and_gives_the_window_that_was_frozen_at_the_purchase() {
    let mut bench = Bench::new();
    let invitation = bench.invite(1, Some("ada@example.org")).unwrap();
    bench.now = at("2026-03-15");
    let grant = bench.accept(1, 7, "ada@example.org").unwrap();
    assert_eq!(
        (grant.window.starts_at(), grant.window.ends_at()),
        (at("2026-01-01"), Some(at("2027-01-01")))
    );
    assert_eq!(grant.source.seat, Some(bench.seat.id));
    assert_eq!(grant.granted_at(), at("2026-03-15"));
    assert_eq!(bench.seat.state_at(bench.now), SeatState::Claimed);
    assert_eq!(bench.state(invitation), InvitationState::Accepted);
    let claim = bench.seat.claim().unwrap();
    assert_eq!(
        (claim.holder, claim.way, claim.invitation),
        (person(7), ClaimWay::Invitation, Some(invitation))
    );
}

/// REG-24, Q-04, N28
#[test]
fn the_first_to_accept_takes_the_seat_and_the_other_learns_that_it_is_gone_and_not_to_whom() {
    let mut bench = Bench::new();
    bench.invite(1, Some("ada@example.org")).unwrap();
    let other = bench.invite(2, Some("alan@example.org")).unwrap();
    bench.accept(1, 7, "ada@example.org").unwrap();
    let refused = bench.decide(by(2), 8, "alan@example.org", &[]).unwrap_err();
    assert_eq!(refused, ClaimRefused::UsedBySomeoneElse);
    assert_eq!(refused.rules()[0], Q_04);
    assert!(refused.to_string().contains("this invitation was used by someone else"), "{refused}");
    assert!(!refused.to_string().contains("ada") && !refused.to_string().contains(&person(7).to_string()));
    assert_eq!(bench.state(other), InvitationState::Taken);
    // The same link in a second browser, for somebody else.
    assert_eq!(bench.decide(by(1), 8, "alan@example.org", &[]), Err(ClaimRefused::UsedBySomeoneElse));
    assert_eq!(bench.decide(ClaimBy::Code, 8, "alan@example.org", &[]), Err(ClaimRefused::UsedBySomeoneElse));
}

/// N78, REG-39
#[test]
fn the_same_person_who_accepts_again_has_the_same_seat_and_grant() {
    let mut bench = Bench::new();
    bench.invite(1, Some("ada@example.org")).unwrap();
    bench.invite(2, Some("ada@home.example")).unwrap();
    let grant = bench.accept(1, 7, "ada@example.org").unwrap();
    for again in [by(1), ClaimBy::Code] {
        assert_eq!(bench.decide(again, 7, "ada@example.org", &[]), Ok(Claimed::Held(grant.id)));
    }
}

///
#[test]
fn a_dead_link_does_not_tell_who_holds_the_seat() {
    let mut bench = Bench::new();
    bench.invite(1, Some("ada@example.org")).unwrap();
    bench.invite(2, Some("alan@example.org")).unwrap();
    bench.accept(1, 7, "ada@example.org").unwrap();
    for guessed in [(7, "ada@example.org"), (8, "alan@example.org")] {
        let told = bench.decide(by(2), guessed.0, guessed.1, &[]);
        assert_eq!(told, Err(ClaimRefused::UsedBySomeoneElse));
    }
}

///
#[test]
fn only_the_link_in_a_mail_shows_that_its_address_is_the_claimants() {
    let mut bench = Bench::new();
    bench.invite(1, Some("ada@example.org")).unwrap();
    bench.invite(2, None).unwrap();
    let shows = |by, address| shows_address(bench.offer(), by, &email(address));
    assert!(shows(by(1), "ADA@example.org"));
    assert!(!shows(by(1), "alan@example.org"), "a forwarded link");
    assert!(!shows(by(2), "ada@example.org"), "a link handed over");
    assert!(!shows(ClaimBy::Code, "ada@example.org"));
    assert!(!shows(by(3), "ada@example.org"));
}

/// Q-05, N29
#[test]
fn by_default_a_forwarded_link_works_for_another_address_and_both_are_kept() {
    let mut bench = Bench::new();
    let invitation = bench.invite(1, Some("ada@example.org")).unwrap();
    bench.accept(1, 7, "alan@example.org").unwrap();
    let invited = bench.seat.invitation(invitation).unwrap().address.clone();
    let claimed = bench.seat.claim().unwrap().address.clone();
    assert_eq!(
        (invited, claimed),
        (Some(Personal::new(email("ada@example.org"))), Some(Personal::new(email("alan@example.org"))))
    );
}

/// Q-05, N29
#[test]
fn a_strict_price_lets_only_the_invited_address_accept_and_the_seat_stays_pending() {
    let mut bench = Bench::with(InvitationPolicy { must_match_email: true, ..InvitationPolicy::default() });
    bench.invite(1, Some("ada@example.org")).unwrap();
    let refused = bench.decide(by(1), 8, "mallory@example.org", &[]);
    assert_eq!(refused, Err(ClaimRefused::OtherAddress));
    assert_eq!(bench.seat.state_at(bench.now), SeatState::Pending);
    assert!(bench.accept(1, 7, "ADA@example.org").is_ok());
}

/// Q-11, N34
#[test]
fn invitations_of_a_barred_buyer_work_unless_the_price_freezes_them() {
    for status in [StatusWord::Inactive, StatusWord::Locked] {
        let mut lenient = Bench::new();
        lenient.invite(1, Some("ada@example.org")).unwrap();
        lenient.buyer = status;
        assert!(lenient.accept(1, 7, "ada@example.org").is_ok());
        let policy = InvitationPolicy { freezes_with_buyer: true, ..InvitationPolicy::default() };
        let mut frozen = Bench::with(policy);
        frozen.invite(1, Some("ada@example.org")).unwrap();
        frozen.buyer = status;
        for by in [by(1), ClaimBy::Code] {
            let refused = frozen.decide(by, 7, "ada@example.org", &[]).unwrap_err();
            assert_eq!((refused.rules(), refused.word()), (&[Q_11][..], "frozen"));
        }
        frozen.buyer = StatusWord::Active;
        assert!(frozen.accept(1, 7, "ada@example.org").is_ok());
    }
}

/// CUS-21
#[test]
fn an_account_that_may_not_sign_in_takes_no_seat() {
    let mut bench = Bench::new();
    bench.invite(1, Some("ada@example.org")).unwrap();
    let address = email("ada@example.org");
    for status in [StatusWord::Inactive, StatusWord::Locked] {
        let claimant = Claimant { id: person(7), status, grants: &[], address: &address };
        assert_eq!(bench.decide_for(by(1), claimant, false).unwrap_err().rules(), [CUS_21]);
    }
}

///
#[test]
fn a_newer_link_leaves_the_one_before_dead() {
    let mut bench = Bench::new();
    let invitation = bench.invite(1, Some("ada@example.org")).unwrap();
    bench.resend(invitation, 2).unwrap();
    bench.remind(invitation, 3).unwrap();
    for old in [1, 2] {
        let refused = bench.decide(by(old), 7, "ada@example.org", &[]).unwrap_err();
        assert_eq!((refused.rules(), refused.word()), (&[Q_09][..], "newer_link"));
    }
    assert!(bench.accept(3, 7, "ada@example.org").is_ok());
}

///
#[test]
fn an_invitation_is_open_up_to_its_end_and_not_at_it() {
    let mut bench = Bench::new();
    bench.invite(1, Some("ada@example.org")).unwrap();
    bench.now = at("2026-03-31");
    let refused = bench.decide(by(1), 7, "ada@example.org", &[]).unwrap_err();
    assert_eq!(refused, ClaimRefused::Expired { ended_at: at("2026-03-31") });
    bench.now = bench.now.checked_add_micros(-1).unwrap();
    assert!(bench.accept(1, 7, "ada@example.org").is_ok());
}

/// Q-10, N32, REG-30
#[test]
fn a_link_of_a_seat_that_was_taken_back_is_dead_also_once_the_seat_is_given_again() {
    let mut bench = Bench::new();
    bench.invite(1, Some("ada@example.org")).unwrap();
    bench.accept(1, 7, "ada@example.org").unwrap();
    bench.reclaim();
    let refused = bench.decide(by(1), 7, "ada@example.org", &[]).unwrap_err();
    assert_eq!((refused.rules()[0], refused.word()), (Q_10, "reclaimed"));
    bench.invite(2, Some("ada@example.org")).unwrap();
    assert_eq!(bench.decide(by(1), 7, "ada@example.org", &[]), Err(ClaimRefused::Reclaimed));
    assert!(bench.accept(2, 7, "ada@example.org").is_ok());
    assert_eq!(bench.decide(by(1), 8, "alan@example.org", &[]), Err(ClaimRefused::Reclaimed));
}

/// Q-10, REG-22
#[test]
fn a_withdrawn_invitation_and_one_of_a_pending_seat_that_was_taken_back_are_dead() {
    let mut bench = Bench::new();
    let withdrawn = bench.invite(1, Some("ada@example.org")).unwrap();
    bench.invite(2, Some("alan@example.org")).unwrap();
    bench.withdraw(withdrawn).unwrap();
    assert_eq!(bench.decide(by(1), 7, "ada@example.org", &[]), Err(ClaimRefused::Withdrawn));
    bench.reclaim();
    assert_eq!(bench.decide(by(2), 8, "alan@example.org", &[]), Err(ClaimRefused::Withdrawn));
}

/// ORD-13, ORD-14
#[test]
fn a_void_seat_and_an_order_that_is_not_completed_give_nothing() {
    let mut bench = Bench::new();
    bench.invite(1, Some("ada@example.org")).unwrap();
    bench.order_status = OrderStatus::Invoice;
    assert_eq!(bench.decide(by(1), 7, "ada@example.org", &[]).unwrap_err().rules(), [ORD_13]);
    bench.order_status = OrderStatus::Processed;
    bench.write(&SeatEvent::SeatVoided { cause: VoidCause::OrderCancelled });
    assert_eq!(bench.decide(by(1), 7, "ada@example.org", &[]), Err(ClaimRefused::Void));
    // Invitations stay dead when the seat comes back.
    bench.write(&SeatEvent::SeatReinstated { code: Some(sealed(3)) });
    assert_eq!(bench.decide(by(1), 7, "ada@example.org", &[]), Err(ClaimRefused::Void));
    assert!(matches!(bench.decide(ClaimBy::Code, 7, "ada@example.org", &[]), Ok(Claimed::Taken { .. })));
}

/// ORD-14
#[test]
fn the_holder_of_a_void_seat_is_not_told_that_all_is_well() {
    let mut bench = Bench::new();
    bench.invite(1, Some("ada@example.org")).unwrap();
    bench.accept(1, 7, "ada@example.org").unwrap();
    bench.write(&SeatEvent::SeatVoided { cause: VoidCause::OrderCancelled });
    assert_eq!(bench.decide(by(1), 7, "ada@example.org", &[]), Err(ClaimRefused::Void));
}

///
#[test]
fn a_seat_whose_window_is_over_is_not_used_up() {
    let mut bench = Bench::with(InvitationPolicy { life_days: 365, ..InvitationPolicy::default() });
    bench.invite(1, Some("ada@example.org")).unwrap();
    bench.now = at("2027-01-01");
    let refused = bench.decide(by(1), 7, "ada@example.org", &[]);
    assert_eq!(refused, Err(ClaimRefused::WindowOver { ended_at: at("2027-01-01") }));
}

///
#[test]
fn whoever_has_access_already_leaves_the_seat_free_unless_they_want_it_knowingly() {
    let mut other = Bench::new();
    other.invite(1, Some("ada@example.org")).unwrap();
    let held = other.accept(1, 7, "ada@example.org").unwrap();
    let mut bench = Bench::new();
    bench.invite(1, Some("ada@example.org")).unwrap();
    let address = email("ada@example.org");
    let grants = [held];
    let claimant = Claimant { id: person(7), status: StatusWord::Active, grants: &grants, address: &address };
    assert_eq!(bench.decide_for(by(1), claimant, false), Ok(Claimed::HasAccess(grants[0].id)));
    assert!(matches!(bench.decide_for(by(1), claimant, true), Ok(Claimed::Taken { .. })));
}

///
#[test]
fn access_that_was_taken_back_or_is_over_is_none() {
    let mut bench = Bench::new();
    bench.invite(1, Some("ada@example.org")).unwrap();
    let mut grant = bench.accept(1, 7, "ada@example.org").unwrap();
    let product = grant.product;
    let found =
        |grant: &AccessGrant, day: &str| access_to(std::slice::from_ref(grant), product, at(day)).is_some();
    assert!(found(&grant, "2026-06-01") && !found(&grant, "2027-01-01"));
    assert!(access_to(std::slice::from_ref(&grant), ProductId::from_uuid(uuid(77)), bench.now).is_none());
    grant.standings.push(StandingChange { standing: Standing::Revoked, stamp: stamp(2, bench.now) });
    assert!(!found(&grant, "2026-06-01"));
}

/// REG-24, Q-17
#[test]
fn a_code_takes_a_seat_that_others_are_invited_to_and_buyers_may_take_their_own() {
    let mut bench = Bench::new();
    let invitation = bench.invite(1, Some("ada@example.org")).unwrap();
    let Ok(Claimed::Taken { seat, .. }) = bench.decide(ClaimBy::Code, 1, "buyer@example.org", &[]) else {
        panic!("not taken");
    };
    bench.write(&seat);
    assert_eq!(bench.seat.claim().unwrap().way, ClaimWay::Code);
    assert_eq!(bench.seat.claim().unwrap().holder, bench.seat.buyer);
    assert_eq!(bench.state(invitation), InvitationState::Taken);
}

/// N31
#[test]
fn a_link_of_another_seat_opens_nothing_here() {
    let bench = Bench::new();
    assert_eq!(bench.decide(by(5), 7, "ada@example.org", &[]), Err(ClaimRefused::UnknownLink));
}

/// INV-02, N37
#[test]
fn looking_at_a_seat_says_what_taking_it_would_say() {
    let mut bench = Bench::new();
    bench.invite(1, Some("ada@example.org")).unwrap();
    let look = |bench: &Bench, by| may_claim(bench.offer(), bench.buyer, by, bench.now, &Zone::utc());
    assert_eq!(look(&bench, by(1)).unwrap().window.ends_at(), Some(at("2027-01-01")));
    assert!(look(&bench, ClaimBy::Code).is_ok());
    bench.accept(1, 7, "ada@example.org").unwrap();
    for by in [by(1), ClaimBy::Code] {
        assert_eq!(look(&bench, by), Err(ClaimRefused::UsedBySomeoneElse));
    }
}

/// N35
#[test]
fn no_refusal_tells_a_name_an_address_or_a_secret() {
    let refusals = [
        ClaimRefused::UnknownLink,
        ClaimRefused::UnknownCode,
        ClaimRefused::NewerLink,
        ClaimRefused::UsedBySomeoneElse,
        ClaimRefused::Withdrawn,
        ClaimRefused::Reclaimed,
        ClaimRefused::Void,
        ClaimRefused::NotGranting,
        ClaimRefused::Frozen,
        ClaimRefused::OtherAddress,
        ClaimRefused::Barred,
        ClaimRefused::NeedsName,
        ClaimRefused::Expired { ended_at: at("2026-03-31") },
        ClaimRefused::WindowOver { ended_at: at("2027-01-01") },
    ];
    let words: std::collections::BTreeSet<&str> = refusals.iter().map(ClaimRefused::word).collect();
    assert_eq!(words.len(), refusals.len() - 1, "each has its own word, but for what is unknown");
    for refused in refusals {
        let said = format!("{refused} {refused:?}");
        assert!(!said.contains('@') && !said.contains("cus_") && !said.contains("seat_"), "{said}");
        assert!(!refused.rules().is_empty(), "{said}");
    }
}

/// GRP-10
#[test]
fn only_groups_marked_so_pass_on_in_the_order_the_buyer_joined_them() {
    use crate::group::{AddGroup, Group, add};
    use crate::text::{Code, Title};
    let group = |number: u128, is_inherited| {
        let command = AddGroup {
            code: Code::parse(&format!("G{number}")).unwrap(),
            name: Title::parse("Group").unwrap(),
            is_inherited,
        };
        let events = add(command, None).unwrap();
        Group::from_first(crate::id::GroupId::from_uuid(uuid(number)), &events[0]).unwrap()
    };
    let groups = [group(1, true), group(2, false), group(3, true), group(4, true)];
    let id = |place: usize| groups[place].id;
    assert_eq!(inherited_groups(&[id(2), id(1), id(0)], &groups), [id(2), id(0)]);
}
