use super::super::{CustomerRefused, expire_passwords_after, set_password};
use super::*;
use crate::refusal::Outcome;
use crate::secret::PasswordHash;

fn hash() -> PasswordHash {
    PasswordHash::from_stored("$argon2id$v=19$m=32768,t=2,p=1$c2FsdA$aGFzaA")
}

fn due(customer: &Customer) -> Option<String> {
    customer.password.due_from().map(|due| due.to_string())
}

fn with_password(customer: Customer, must_change: bool, at: &str) -> Customer {
    let events = set_password(&customer, hash(), must_change).unwrap();
    with(customer, &events, at)
}

fn expiring(customer: Customer, after_days: Option<u32>) -> Customer {
    let (_, events) = expire_passwords_after(&customer, after_days).unwrap();
    with(customer, &events, "2026-01-15T00:00:00Z")
}

/// CUS-11
#[test]
fn a_password_is_set_and_the_log_keeps_no_hash_of_it() {
    let events = set_password(&active(), hash(), false).unwrap();
    let payload = serde_json::to_string(&events[0]).unwrap();
    assert!(!payload.contains("argon2"), "{payload}");
    let customer = with(active(), &events, "2026-02-01T00:00:00Z");
    assert_eq!(customer.password.set_at, Some(instant("2026-02-01T00:00:00Z")));
    assert_eq!(due(&customer), None);
}

/// CUS-12, ACD-3
#[test]
fn a_password_is_due_exactly_as_many_days_after_it_was_set_as_the_rule_says() {
    let customer = expiring(with_password(active(), false, "2026-02-01T00:00:00Z"), Some(30));
    let end = instant("2026-03-03T00:00:00Z");
    assert!(!customer.password.is_due_at(end.checked_add_micros(-1).unwrap()));
    assert!(customer.password.is_due_at(end));
    assert_eq!(due(&expiring(customer, None)), None);
}

/// CUS-12
#[test]
fn a_rule_for_expiry_says_nothing_while_there_is_no_password() {
    assert_eq!(due(&expiring(active(), Some(1))), None);
}

/// IMP-14
#[test]
fn an_account_made_with_a_demand_to_change_is_due_from_the_start_until_a_password_is_set() {
    let customer = account(AddCustomer { must_change_password: true, ..new_account(ada()) });
    assert_eq!(due(&customer).as_deref(), Some("2026-01-01T00:00:00Z"));
    assert_eq!(due(&with_password(customer, false, "2026-02-01T00:00:00Z")), None);
}

///
#[test]
fn of_a_demand_and_an_expiry_the_stricter_decides() {
    let demanded = expiring(with_password(active(), true, "2026-02-01T00:00:00Z"), Some(30));
    assert_eq!(due(&demanded).as_deref(), Some("2026-02-01T00:00:00Z"));
    let mut later = demanded;
    later.password.must_change_since = Some(instant("2027-01-01T00:00:00Z"));
    assert_eq!(due(&later).as_deref(), Some("2026-03-03T00:00:00Z"));
}

/// CUS-12, Q-37
#[test]
fn an_expiry_past_the_last_year_is_never_due() {
    let customer = expiring(with_password(active(), false, "2026-02-01T00:00:00Z"), Some(u32::MAX));
    assert_eq!(due(&customer), None);
}

/// CUS-12
#[test]
fn saying_the_same_expiry_twice_changes_nothing() {
    let customer = expiring(active(), Some(90));
    assert_eq!(customer.password.expires_after_days, Some(90));
    assert_eq!(expire_passwords_after(&customer, Some(90)), Ok((Outcome::Unchanged, Vec::new())));
    assert_eq!(expire_passwords_after(&active(), None), Ok((Outcome::Unchanged, Vec::new())));
}

/// CUS-11, CUS-12, GDPR-11
#[test]
fn an_erased_record_takes_no_password_and_no_expiry() {
    assert_eq!(set_password(&erased(), hash(), false), Err(CustomerRefused::Erased(id(1))));
    assert_eq!(expire_passwords_after(&erased(), Some(9)), Err(CustomerRefused::Erased(id(1))));
}
