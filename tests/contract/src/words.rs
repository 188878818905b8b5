//! Short ways to say the values that cases are made of.

use rollbook_domain::customer::Profile;
use rollbook_domain::email::EmailAddress;
use rollbook_domain::text::{Code, Note, PersonName, Title};
use rollbook_domain::time::Instant;

/// A Saturday morning, at which most cases begin.
pub(crate) const START: &str = "2026-01-31T09:00:00Z";

pub(crate) fn start() -> Instant {
    at(START)
}

pub(crate) fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

pub(crate) fn days_later(days: i64) -> Instant {
    later(start(), days * 86_400_000_000)
}

pub(crate) fn later(instant: Instant, micros: i64) -> Instant {
    instant.checked_add_micros(micros).unwrap()
}

/// The microsecond before the instant, the instant, and the microsecond after it.
pub(crate) fn around(instant: Instant) -> [Instant; 3] {
    [later(instant, -1), instant, later(instant, 1)]
}

pub(crate) fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

pub(crate) fn title(text: &str) -> Title {
    Title::parse(text).unwrap()
}

pub(crate) fn note(text: &str) -> Note {
    Note::parse(text).unwrap()
}

pub(crate) fn email(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

pub(crate) fn profile(address: &str) -> Profile {
    profile_named("Ada", "Lovelace", address)
}

pub(crate) fn profile_named(first: &str, last: &str, address: &str) -> Profile {
    Profile::new(PersonName::parse(first).unwrap(), PersonName::parse(last).unwrap(), email(address))
}

pub(crate) fn profile_coded(address: &str, customer_code: &str) -> Profile {
    Profile { code: Some(code(customer_code)), ..profile(address) }
}
