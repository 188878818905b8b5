//! Activating, deactivating, locking and unlocking an account.

use rollbook_domain::customer::{Status, change_status};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::refusal::Outcome;
use rollbook_domain::text::Note;

use super::get_customer;
use super::lock::notice;
use crate::{Changed, Desk, Failure};

/// Sets the status; grants stay as they are (CUS-18 to CUS-20). An automatic lock is told to the administrator (MAIL-16).
///
/// # Errors
/// What [`change_status`] refuses: an erased record (GDPR-11).
pub async fn change_customer_status(
    desk: &Desk<'_>,
    key: &CustomerKey,
    to: Status,
    reason: Option<Note>,
) -> Result<Changed<CustomerId>, Failure> {
    let is_automatic = matches!(to, Status::Locked { automatic: Some(_) });
    let settings = if is_automatic { Some(desk.tenant().await?.settings) } else { None };
    let mut tries = desk.tries();
    loop {
        let record = get_customer(desk, key).await?;
        let (customer, now) = (&record.customer, desk.now());
        let (outcome, events) = change_status(customer, to.clone(), now)?;
        let mut commit = desk.new_commit(now);
        commit.expect(StreamId::Customer(customer.id), record.revision);
        for event in events {
            commit.push(Event::Customer(customer.id, event.into()), reason.clone());
        }
        if let Some(settings) = settings.as_ref().filter(|_| outcome == Outcome::Applied) {
            commit.mails.extend(notice(desk, settings, customer, &to, reason.as_ref()));
        }
        if tries.commit(commit).await? {
            return Ok(Changed { id: customer.id, outcome });
        }
    }
}
