//! What the ledger knows of a password, and when it is due for a change.

use super::{Customer, CustomerEvent, CustomerRefused, Identity};
use crate::refusal::Outcome;
use crate::secret::PasswordHash;
use crate::time::Instant;

const DAY: i64 = 86_400_000_000;

/// What is known of an account's password; the hash is kept apart.
///
/// It is known as it is now and not as a history: asked about an earlier instant, a demand that has been met since is not
/// seen any more.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PasswordState {
    /// When a password was last set; `None` while there is none.
    pub set_at: Option<Instant>,
    /// Since when a change is demanded before anything else (IMP-14).
    pub must_change_since: Option<Instant>,
    /// Days a password may be used (CUS-12).
    pub expires_after_days: Option<u32>,
}

impl PasswordState {
    /// The instant from which the password is due for a change, the stricter of both rules.
    pub fn due_from(&self) -> Option<Instant> {
        let by_age = self
            .set_at
            .zip(self.expires_after_days)
            .and_then(|(set_at, days)| set_at.checked_add_micros(i64::from(days).checked_mul(DAY)?).ok());
        match (by_age, self.must_change_since) {
            (Some(age), Some(demand)) => Some(age.min(demand)),
            (age, demand) => age.or(demand),
        }
    }

    /// Whether a change is due at `now` (ACD-3).
    pub fn is_due_at(&self, now: Instant) -> bool {
        self.due_from().is_some_and(|due| due <= now)
    }
}

/// Sets a password by its hash (CUS-11).
///
/// # Errors
/// [`CustomerRefused::Erased`] (GDPR-11).
pub fn set_password(
    customer: &Customer,
    hash: PasswordHash,
    must_change: bool,
) -> Result<Vec<CustomerEvent>, CustomerRefused> {
    refuse_erased(customer)?;
    Ok(vec![CustomerEvent::PasswordSet { hash: Some(hash), must_change }])
}

/// Sets after how many days this customer's passwords are due for a change (CUS-12); `None` lifts the rule.
///
/// # Errors
/// [`CustomerRefused::Erased`] (GDPR-11).
pub fn expire_passwords_after(
    customer: &Customer,
    after_days: Option<u32>,
) -> Result<(Outcome, Vec<CustomerEvent>), CustomerRefused> {
    refuse_erased(customer)?;
    if customer.password.expires_after_days == after_days {
        return Ok((Outcome::Unchanged, Vec::new()));
    }
    Ok((Outcome::Applied, vec![CustomerEvent::PasswordExpirySet { after_days }]))
}

fn refuse_erased(customer: &Customer) -> Result<(), CustomerRefused> {
    match customer.identity {
        Identity::Known(_) => Ok(()),
        Identity::Erased { .. } => Err(CustomerRefused::Erased(customer.id)),
    }
}
