use proptest::prelude::*;

use super::super::{
    CustomerEvent, EditProfile, FirstCredentials, LinkPurpose, LinkTried, LinkUsed, MOST_LINKS_AN_HOUR,
    SendLinkRefused, Status, UseLinkRefused, edit, end_late_link, give_credentials, lock_automatically,
    may_ask_for_password_link, send_password_link, send_unlock_link, set_password, set_password_by_link,
    unlock_by_link,
};
use super::*;
use crate::refusal::{Outcome, Refusal};
use crate::rule::{MAIL_06, MAIL_07, X_10};
use crate::secret::{LinkHash, PasswordHash};

const NOON: &str = "2026-03-01T12:00:00Z";

fn hash() -> PasswordHash {
    PasswordHash::from_stored("hash")
}

fn link(number: u8) -> LinkHash {
    LinkHash::from_stored([number; 32])
}

fn later(from: &str, micros: i64) -> Instant {
    instant(from).checked_add_micros(micros).unwrap()
}

fn set(customer: &Customer, number: u8, now: Instant) -> Result<LinkUsed, UseLinkRefused> {
    set_password_by_link(customer, &link(number), hash(), now)
}

/// The customer after an event at that instant.
fn after(customer: Customer, event: CustomerEvent, at: Instant) -> Customer {
    with(customer, &[event], &at.to_string())
}

fn with_password(customer: Customer) -> Customer {
    let events = set_password(&customer, hash(), false).unwrap();
    with(customer, &events, "2026-02-01T00:00:00Z")
}

/// Somebody with a password who was sent link 1 at noon.
fn linked() -> Customer {
    let customer = with_password(active());
    let new = send_password_link(&customer, link(1), instant(NOON)).unwrap();
    after(customer, new.event, instant(NOON))
}

fn locked() -> Customer {
    let status = Status::Locked { automatic: Some("LOCK-02".to_owned()) };
    with(active(), &[CustomerEvent::StatusChanged { status }], "2026-02-01T00:00:00Z")
}

fn stopped(status: Status) -> Customer {
    with(locked(), &[CustomerEvent::StatusChanged { status }], "2026-02-02T00:00:00Z")
}

/// MAIL-06, X-15
#[test]
fn a_first_password_may_be_set_for_seven_days_and_a_new_one_for_thirty_minutes() {
    let now = instant(NOON);
    let first = send_password_link(&active(), link(1), now).unwrap();
    assert_eq!(
        (first.purpose, first.expires_at.to_string().as_str()),
        (LinkPurpose::SetPassword, "2026-03-08T12:00:00Z")
    );
    let reset = send_password_link(&with_password(active()), link(1), now).unwrap();
    assert_eq!(
        (reset.purpose, reset.expires_at.to_string().as_str()),
        (LinkPurpose::ResetPassword, "2026-03-01T12:30:00Z")
    );
    assert_eq!(send_password_link(&erased(), link(1), now), Err(SendLinkRefused::Erased(id(1))));
}

///
#[test]
fn first_credentials_are_a_link_or_a_password_that_must_be_changed() {
    let now = instant(NOON);
    let by_link = after(active(), give_credentials(FirstCredentials::Link(link(1)), now), now);
    assert_eq!((by_link.password.set_at, by_link.links[0].purpose), (None, LinkPurpose::SetPassword));
    let by_password = after(active(), give_credentials(FirstCredentials::Generated(hash()), now), now);
    assert!(by_password.password.is_due_at(now) && by_password.links.is_empty());
}

/// MAIL-06, N21
#[test]
fn a_link_sets_the_password_once_and_every_older_link_ends_with_it() {
    let now = later(NOON, 1);
    let customer = linked();
    let other = send_password_link(&customer, link(2), now).unwrap();
    let customer = after(customer, other.event, now);
    let Ok(LinkUsed::Done(events)) = set(&customer, 1, now) else { panic!("the link is open") };
    assert!(events.contains(&CustomerEvent::AccountLinkEnded { link: link(1) }));
    let customer = with(customer, &events, "2026-03-01T12:05:00Z");
    assert_eq!(customer.password.set_at, Some(instant("2026-03-01T12:05:00Z")));
    assert!(!customer.password.is_due_at(now));
    for number in [1, 2] {
        assert_eq!(set(&customer, number, now), Err(UseLinkRefused::Ended), "link {number}");
    }
    assert_eq!(UseLinkRefused::Ended.rules(), [MAIL_06]);
}

/// MAIL-06, CUS-10
#[test]
fn what_was_sent_to_an_address_opens_nothing_once_the_account_has_another() {
    let edited = |command: EditProfile| {
        let customer = linked();
        let events = edit(&customer, command, None, None).unwrap().1;
        with(customer, &events, NOON)
    };
    let now = instant(NOON);
    let moved = edited(EditProfile { email: Some(email("ada@elsewhere.example")), ..EditProfile::default() });
    assert_eq!(set(&moved, 1, now), Err(UseLinkRefused::Ended));
    let same = edited(EditProfile { email: Some(email("ADA@example.org")), ..EditProfile::default() });
    assert!(set(&same, 1, now).is_ok(), "the same address in another case is the same mailbox");
    let renamed = edited(EditProfile { first_name: Some(name("Augusta")), ..EditProfile::default() });
    assert!(set(&renamed, 1, now).is_ok());
}

/// MAIL-06, N22: the instant at which it is over is no more within its time, and a clock set back changes nothing.
#[test]
fn a_link_tried_too_late_is_dead_even_when_the_clock_goes_back() {
    let customer = linked();
    let end = instant("2026-03-01T12:30:00Z");
    assert!(matches!(set(&customer, 1, later("2026-03-01T12:30:00Z", -1)), Ok(LinkUsed::Done(_))));
    let Ok(LinkUsed::TooLate(event, refused)) = set(&customer, 1, end) else { panic!("it is over") };
    assert_eq!(refused, UseLinkRefused::Expired(end));
    let customer = after(customer, event.clone(), end);
    assert_eq!(set(&customer, 1, instant(NOON)), Err(UseLinkRefused::Ended));
    assert_eq!(end_late_link(&linked(), &link(1), end), Ok(LinkUsed::TooLate(event, refused)));
    assert_eq!(end_late_link(&linked(), &link(1), instant(NOON)), Err(UseLinkRefused::Ended));
}

/// N37
#[test]
fn looking_at_a_link_leaves_it_open() {
    let customer = linked();
    for _ in 0..3 {
        assert!(matches!(customer.try_link(&link(1), later(NOON, 1)), Ok(LinkTried::Open(_))));
    }
}

/// N23, N24
#[test]
fn a_link_of_somebody_else_or_of_somebody_erased_is_not_known() {
    assert_eq!(set(&linked(), 2, instant(NOON)), Err(UseLinkRefused::Unknown));
    let gone = Customer { identity: erased().identity, ..linked() };
    assert_eq!(set(&gone, 1, instant(NOON)), Err(UseLinkRefused::Unknown));
    assert!(UseLinkRefused::Unknown.is_missing());
}

/// MAIL-06, MAIL-07
#[test]
fn a_link_does_what_it_is_for_and_nothing_else() {
    let now = instant(NOON);
    let to_unlock = send_unlock_link(&locked(), link(1), now).unwrap();
    let customer = after(locked(), to_unlock.event, now);
    assert_eq!(set(&customer, 1, now), Err(UseLinkRefused::OtherPurpose(LinkPurpose::Unlock)));
    let refused = unlock_by_link(&linked(), &link(1), now).unwrap_err();
    assert_eq!(refused, UseLinkRefused::OtherPurpose(LinkPurpose::ResetPassword));
}

/// MAIL-06, N25
#[test]
fn no_more_than_three_links_are_sent_within_an_hour() {
    let mut customer = with_password(active());
    for number in 0..MOST_LINKS_AN_HOUR {
        let at = later(NOON, 60_000_000 * i64::try_from(number).unwrap());
        let new = send_password_link(&customer, link(u8::try_from(number).unwrap()), at).unwrap();
        customer = after(customer, new.event, at);
    }
    let next_at = instant("2026-03-01T13:00:00Z");
    for at in [later(NOON, 120_000_000), later("2026-03-01T13:00:00Z", -1)] {
        let refused = send_password_link(&customer, link(9), at).unwrap_err();
        assert_eq!(refused, SendLinkRefused::TooMany { customer: id(1), most: 3, next_at });
        assert!(refused.rules().contains(&MAIL_06));
    }
    let new = send_password_link(&customer, link(9), next_at).unwrap();
    let customer = after(customer, new.event, next_at);
    assert!(send_password_link(&customer, link(10), next_at).is_err(), "the second fills the next hour");
}

/// MAIL-15
#[test]
fn a_stranger_brings_about_no_mail_to_an_account_that_was_switched_off() {
    let now = instant(NOON);
    assert!(may_ask_for_password_link(&active(), now) && may_ask_for_password_link(&locked(), now));
    assert!(!may_ask_for_password_link(&stopped(Status::Inactive), now));
}

/// MAIL-07, X-10
#[test]
fn who_was_locked_automatically_unlocks_once_and_the_other_links_to_unlock_end() {
    let now = instant(NOON);
    let mut customer = locked();
    for number in [1, 2] {
        let new = send_unlock_link(&customer, link(number), now).unwrap();
        customer = after(customer, new.event, now);
    }
    let Ok(LinkUsed::Done(events)) = unlock_by_link(&customer, &link(1), now) else { panic!("open") };
    let customer = with(customer, &events, NOON);
    assert_eq!(*customer.status_at(now), Status::Active);
    for number in [1, 2] {
        assert_eq!(unlock_by_link(&customer, &link(number), now), Err(UseLinkRefused::Ended));
    }
    assert_eq!(send_unlock_link(&customer, link(3), now), Err(SendLinkRefused::NotLocked(id(1))));
}

///
#[test]
fn what_an_administrator_stopped_no_link_brings_back() {
    let now = instant(NOON);
    let new = send_unlock_link(&locked(), link(1), instant("2026-03-01T11:00:00Z")).unwrap();
    let linked = after(locked(), new.event, instant("2026-03-01T11:00:00Z"));
    for status in [Status::Inactive, Status::Locked { automatic: None }] {
        let refused = send_unlock_link(&stopped(status.clone()), link(1), now).unwrap_err();
        assert_eq!((refused, refused.rules()), (SendLinkRefused::StoppedByHand(id(1)), &[X_10][..]));
        let change = CustomerEvent::StatusChanged { status: status.clone() };
        let customer = with(linked.clone(), &[change], "2026-03-01T11:30:00Z");
        assert_eq!(unlock_by_link(&customer, &link(1), now), Err(UseLinkRefused::StoppedByHand));
    }
}

/// X-10, MAIL-16: a lock that a link may lift never takes the place of one that no link may lift.
#[test]
fn an_automatic_lock_comes_over_active_accounts_alone() {
    let now = instant(NOON);
    let done = lock_automatically(&active(), "LOCK-02", link(1), now).unwrap();
    assert_eq!((done.outcome, done.events.len()), (Outcome::Applied, 2));
    let customer = with(active(), &done.events, NOON);
    assert!(matches!(unlock_by_link(&customer, &link(1), now), Ok(LinkUsed::Done(_))));
    for customer in [locked(), stopped(Status::Inactive), stopped(Status::Locked { automatic: None })] {
        let done = lock_automatically(&customer, "LOCK-01", link(1), now).unwrap();
        assert_eq!((done.outcome, done.events, done.link), (Outcome::Unchanged, Vec::new(), None));
    }
    assert!(lock_automatically(&erased(), "LOCK-02", link(1), now).is_err());
}

/// MAIL-07
#[test]
fn an_account_is_locked_even_when_too_many_instructions_were_sent() {
    let now = instant(NOON);
    let mut customer = locked();
    for number in 1..=3 {
        let new = send_unlock_link(&customer, link(number), now).unwrap();
        customer = after(customer, new.event, now);
    }
    let refused = send_unlock_link(&customer, link(4), now).unwrap_err();
    assert!(refused.rules().contains(&MAIL_07));
    let customer = with(customer, &[CustomerEvent::StatusChanged { status: Status::Active }], NOON);
    let done = lock_automatically(&customer, "LOCK-02", link(4), now).unwrap();
    assert_eq!((done.outcome, done.events.len(), done.link), (Outcome::Applied, 1, None));
}

proptest! {
    /// MAIL-06, N21, N22: whatever is tried in whichever order, also with the clock going back, no link works twice, and
    /// none works once a password was set or the link was tried too late.
    #[test]
    fn no_link_ever_works_twice(steps in prop::collection::vec((0_u8..3, 0_u8..4, -3600_i64..7200), 1..40)) {
        let mut customer = with_password(active());
        let mut dead = std::collections::BTreeSet::new();
        let mut made = 0_u8;
        for (act, number, seconds) in steps {
            let now = later(NOON, seconds * 1_000_000);
            if act == 0 {
                if let Ok(new) = send_password_link(&customer, link(made), now) {
                    customer = after(customer, new.event, now);
                    made += 1;
                }
                continue;
            }
            match set(&customer, number, now) {
                Ok(LinkUsed::Done(events)) => {
                    prop_assert!(!dead.contains(&number));
                    customer = with(customer, &events, &now.to_string());
                    dead.extend(0..made);
                }
                Ok(LinkUsed::TooLate(event, _)) => {
                    prop_assert!(!dead.contains(&number));
                    customer = after(customer, event, now);
                    dead.insert(number);
                }
                Err(UseLinkRefused::Ended) => prop_assert!(dead.contains(&number)),
                Err(refused) => prop_assert_eq!((refused, number >= made), (UseLinkRefused::Unknown, true)),
            }
        }
    }
}
