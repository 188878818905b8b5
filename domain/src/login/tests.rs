use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::id::CountingIds;

const HOUR: i64 = 3_600_000_000;
const RULE: LockRule = LockRule { addresses: 5, hours: 48 };

fn ip(last: u8) -> IpAddr {
    Ipv4Addr::new(203, 0, 113, last).into()
}

fn at(micros: i64) -> Instant {
    Instant::from_micros(micros).unwrap()
}

fn login(micros: i64, last: u8, outcome: LoginOutcome) -> Login {
    let ids = CountingIds::starting_at(u64::try_from(micros).unwrap() * 256 + u64::from(last));
    Login {
        id: LoginId::next(&ids),
        customer: CustomerId::next(&CountingIds::default()),
        at: at(micros),
        address: Personal::new(ip(last)),
        outcome,
        means: LoginMeans::Password,
    }
}

fn succeeded(micros: i64, last: u8) -> Login {
    login(micros, last, LoginOutcome::Succeeded)
}

/// So many sign-ins an hour apart, each from another address.
fn one_an_hour(count: u8) -> Vec<Login> {
    (0..count).map(|number| succeeded(i64::from(number) * HOUR, number)).collect()
}

/// LOCK-01
#[test]
fn five_addresses_in_two_days_are_well_and_the_sixth_is_one_too_many() {
    assert_eq!(first_suspicion(&one_an_hour(5), RULE, None), None);
    let found = first_suspicion(&one_an_hour(9), RULE, None).unwrap();
    assert_eq!((found.since, found.at), (at(0), at(5 * HOUR)));
    assert_eq!(*found.addresses.reveal(), (0..6).map(ip).collect::<Vec<_>>());
}

/// LOCK-01
#[test]
fn an_address_that_signs_in_again_and_again_is_one_address() {
    let logins: Vec<_> =
        (0..200).map(|number| succeeded(i64::from(number), u8::try_from(number % 5).unwrap())).collect();
    assert_eq!(first_suspicion(&logins, RULE, None), None);
    let mapped = Ipv4Addr::new(203, 0, 113, 0).to_ipv6_mapped();
    let mut twice = one_an_hour(5);
    twice.push(Login { address: Personal::new(mapped.into()), ..succeeded(6 * HOUR, 0) });
    assert_eq!(first_suspicion(&twice, RULE, None), None);
    twice.push(Login { address: Personal::new(Ipv6Addr::LOCALHOST.into()), ..succeeded(7 * HOUR, 0) });
    assert_eq!(first_suspicion(&twice, RULE, None).unwrap().at, at(7 * HOUR));
}

/// LOCK-01
#[test]
fn what_lies_exactly_the_hours_back_does_not_count_any_more() {
    let mut logins = one_an_hour(5);
    logins.push(succeeded(48 * HOUR - 1, 77));
    assert_eq!(first_suspicion(&logins, RULE, None).unwrap().at, at(48 * HOUR - 1));
    logins[5] = succeeded(48 * HOUR, 77);
    assert_eq!(first_suspicion(&logins, RULE, None), None);
}

/// LOCK-01
#[test]
fn only_sign_ins_that_succeeded_count() {
    for outcome in [LoginOutcome::Failed, LoginOutcome::Refused] {
        let mut logins = one_an_hour(5);
        logins.push(login(5 * HOUR, 77, outcome));
        assert_eq!(first_suspicion(&logins, RULE, None), None);
    }
}

/// LOCK-01: an account that was unlocked is not locked again for what was forgiven.
#[test]
fn what_was_before_the_last_unlocking_does_not_count_any_more() {
    let logins = one_an_hour(9);
    assert_eq!(first_suspicion(&logins, RULE, Some(at(2 * HOUR))).unwrap().at, at(8 * HOUR));
    assert_eq!(first_suspicion(&logins, RULE, Some(at(3 * HOUR))), None);
}

/// LOCK-01
#[test]
fn the_evidence_names_the_addresses_and_stays_within_a_note() {
    let found = first_suspicion(&one_an_hour(6), RULE, None).unwrap();
    let evidence = found.evidence().unwrap();
    assert!(
        evidence.as_str().starts_with("sign-ins from 6 addresses between 1970-01-01T00:00:00Z"),
        "{evidence:?}"
    );
    assert!(evidence.as_str().ends_with("203.0.113.4, 203.0.113.5"));
    let rule = LockRule { addresses: 200, hours: 4_000 };
    let many = first_suspicion(&one_an_hour(201), rule, None).unwrap().evidence().unwrap();
    assert!(many.as_str().ends_with("and 181 more"));
    assert!(!format!("{found:?}").contains("203.0"));
}

/// AUD-01
#[test]
fn every_word_is_found_again_and_no_other() {
    for outcome in LoginOutcome::ALL {
        assert_eq!(LoginOutcome::find(outcome.word()), Some(*outcome));
        assert_eq!(serde_json::to_string(outcome).unwrap(), format!("\"{outcome}\""));
    }
    for means in LoginMeans::ALL {
        assert_eq!(LoginMeans::find(means.word()), Some(*means));
        assert_eq!(serde_json::to_string(means).unwrap(), format!("\"{means}\""));
    }
    assert_eq!((LoginOutcome::find("odd"), LoginMeans::find("odd")), (None, None));
}

/// Each sign-in against all others, without a window that moves.
fn by_force(logins: &[Login], rule: LockRule, after: Option<Instant>) -> Option<(Instant, BTreeSet<IpAddr>)> {
    let counts = |login: &&Login| {
        login.outcome == LoginOutcome::Succeeded && after.is_none_or(|after| login.at > after)
    };
    logins.iter().enumerate().filter(|(_, login)| counts(login)).find_map(|(place, login)| {
        let length = i64::from(rule.hours) * HOUR;
        let near = logins[..=place].iter().filter(counts);
        let near = near.filter(|earlier| login.at.as_micros() - earlier.at.as_micros() < length);
        let addresses: BTreeSet<IpAddr> = near.map(|near| *near.address.reveal()).collect();
        (addresses.len() > rule.addresses as usize).then_some((login.at, addresses))
    })
}

proptest! {
    /// LOCK-01
    #[test]
    fn a_window_that_moves_finds_what_looking_at_every_pair_finds(
        steps in vec((0_i64..4, 0_u8..9, 0_u8..8), 0..60),
        addresses in 1_u32..6,
        hours in 1_u32..12,
        after in proptest::option::of(0_i64..40),
    ) {
        let rule = LockRule { addresses, hours };
        let mut now = 0;
        let logins: Vec<Login> = steps
            .into_iter()
            .map(|(wait, address, outcome)| {
                // Whole hours, so that ends of windows are met often.
                now += wait * HOUR;
                let outcome = if outcome == 0 { LoginOutcome::Failed } else { LoginOutcome::Succeeded };
                login(now, address, outcome)
            })
            .collect();
        let after = after.map(|hours| at(hours * HOUR));
        let found = first_suspicion(&logins, rule, after);
        let found = found.map(|found| (found.at, found.addresses.reveal().iter().copied().collect()));
        prop_assert_eq!(found, by_force(&logins, rule, after));
    }
}
