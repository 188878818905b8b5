//! Sending nothing more to an address, and allowing it again.

use super::{OutboxEvent, Suppression};
use crate::email::EmailAddress;
use crate::personal::Personal;
use crate::refusal::Outcome;

/// Suppresses an address, so that nothing more is sent to it.
pub fn suppress(known: &[Suppression], address: EmailAddress) -> (Outcome, Vec<OutboxEvent>) {
    if is_suppressed(known, &address) {
        return (Outcome::Unchanged, Vec::new());
    }
    let address = Some(Personal::new(address));
    (Outcome::Applied, vec![OutboxEvent::AddressSuppressed { address }])
}

/// Allows an address again; what was given up meanwhile stays so.
pub fn allow(known: &[Suppression], address: EmailAddress) -> (Outcome, Vec<OutboxEvent>) {
    if !is_suppressed(known, &address) {
        return (Outcome::Unchanged, Vec::new());
    }
    let address = Some(Personal::new(address));
    (Outcome::Applied, vec![OutboxEvent::AddressAllowed { address }])
}

fn is_suppressed(known: &[Suppression], address: &EmailAddress) -> bool {
    known.iter().any(|suppression| suppression.address.reveal() == address)
}
