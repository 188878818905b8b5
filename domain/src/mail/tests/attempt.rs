use proptest::prelude::*;
use uuid::Uuid;

use crate::id::MailId;
use crate::mail::{Attempt, Delivery, FEWEST_ATTEMPTS, LONGEST_WAIT, MailerError, PATIENCE};
use crate::time::Instant;

const MINUTE: i64 = 60_000_000;

fn attempt(number: u32) -> Attempt {
    Attempt {
        mail: MailId::from_uuid(Uuid::from_u128(77)),
        number,
        queued_at: Instant::EPOCH,
        now: Instant::EPOCH,
    }
}

fn transient() -> MailerError {
    MailerError::Transient("451 try later".to_owned())
}

fn waited(attempt: Attempt, error: &MailerError) -> i64 {
    match attempt.failed(error) {
        Delivery::Retry { due_at, .. } => due_at.as_micros() - attempt.now.as_micros(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_wait_is_twice_the_one_before_less_a_quarter_at_most_and_never_above_six_hours() {
    let longest = [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360];
    for (number, minutes) in (1..).zip(longest) {
        let waited = waited(attempt(number), &transient());
        assert!(waited <= minutes * MINUTE, "attempt {number} waits {waited}");
        assert!(waited >= minutes * MINUTE * 3 / 4, "attempt {number} waits {waited}");
    }
    assert!(waited(attempt(u32::MAX), &transient()) <= LONGEST_WAIT);
}

#[test]
fn two_mails_that_failed_together_are_not_tried_again_together() {
    let other = Attempt { mail: MailId::from_uuid(Uuid::from_u128(78)), ..attempt(9) };
    assert_ne!(waited(attempt(9), &transient()), waited(other, &transient()));
    assert_eq!(waited(attempt(9), &transient()), waited(attempt(9), &transient()));
}

#[test]
fn a_mail_is_given_up_after_three_days_and_not_before() {
    let at = |number, micros| Attempt { number, now: Instant::from_micros(micros).unwrap(), ..attempt(1) };
    assert!(matches!(at(FEWEST_ATTEMPTS, PATIENCE - 1).failed(&transient()), Delivery::Retry { .. }));
    let Delivery::Dead { problem, suppresses } = at(FEWEST_ATTEMPTS, PATIENCE).failed(&transient()) else {
        panic!("it is not given up");
    };
    assert_eq!(problem, "given up after 15 attempts in 3 days; not taken for now: 451 try later");
    assert!(!suppresses);
}

#[test]
fn a_mail_that_was_held_for_a_week_still_has_all_its_attempts() {
    let released = Attempt { now: Instant::from_micros(3 * PATIENCE).unwrap(), ..attempt(1) };
    assert!(matches!(released.failed(&transient()), Delivery::Retry { .. }));
    assert!(matches!(
        Attempt { number: FEWEST_ATTEMPTS - 1, ..released }.failed(&transient()),
        Delivery::Retry { .. }
    ));
}

#[test]
fn a_refused_address_is_given_up_for_good_and_a_refused_mail_only_itself() {
    let dead = |error: &MailerError| match attempt(1).failed(error) {
        Delivery::Dead { suppresses, .. } => suppresses,
        other => panic!("{other:?}"),
    };
    assert!(dead(&MailerError::AddressRefused("550 no such user".to_owned())));
    assert!(!dead(&MailerError::MailRefused("554 looks like spam".to_owned())));
}

#[test]
fn a_mail_never_dies_of_a_server_that_cannot_be_used() {
    let old = Attempt { number: 500, now: Instant::from_micros(30 * PATIENCE).unwrap(), ..attempt(1) };
    assert_eq!(waited(old, &MailerError::Unusable("535 wrong password".to_owned())), 15 * MINUTE);
    assert!(waited(attempt(1), &MailerError::Unusable("535 wrong password".to_owned())) <= MINUTE);
}

#[test]
fn a_mail_that_may_have_been_taken_is_not_tried_again_at_once() {
    let unknown = MailerError::Unknown("the connection broke".to_owned());
    assert_eq!(waited(attempt(1), &unknown), 15 * MINUTE);
    assert!(waited(attempt(9), &unknown) > 15 * MINUTE);
    let old = Attempt { now: Instant::from_micros(PATIENCE).unwrap(), ..attempt(FEWEST_ATTEMPTS) };
    assert!(matches!(old.failed(&unknown), Delivery::Dead { .. }));
}

#[test]
fn what_the_server_says_is_kept_on_one_line_of_five_hundred_characters() {
    let long = MailerError::MailRefused(format!("554 no\r\nX-Forged: yes {}", "ü".repeat(900)));
    let Delivery::Dead { problem, .. } = attempt(1).failed(&long) else { panic!("it is not given up") };
    assert!(problem.starts_with("the mail is refused: 554 no X-Forged: yes"), "{problem}");
    assert_eq!(problem.chars().count(), 500);
}

proptest! {
    #[test]
    fn a_mail_tried_again_is_due_later_and_within_six_hours(
        bits: u128, number in 1_u32.., age in 0..PATIENCE * 10, since in 0..i64::from(u32::MAX),
    ) {
        let queued_at = Instant::from_micros(since).unwrap();
        let now = Instant::from_micros(since + age).unwrap();
        let attempt = Attempt { mail: MailId::from_uuid(Uuid::from_u128(bits)), number, queued_at, now };
        for error in [
            transient(),
            MailerError::Unknown(String::new()),
            MailerError::Unusable(String::new()),
        ] {
            if let Delivery::Retry { due_at, .. } = attempt.failed(&error) {
                prop_assert!(due_at > now);
                prop_assert!(due_at.as_micros() <= now.as_micros() + LONGEST_WAIT);
            }
        }
    }
}
