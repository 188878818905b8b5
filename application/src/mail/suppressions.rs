//! Addresses to which nothing is sent.

use rollbook_domain::email::EmailAddress;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::mail::{OutboxEvent, Suppression, allow, suppress};
use rollbook_domain::refusal::Outcome;

use crate::{Desk, Failure};

/// Every address to which nothing is sent.
///
/// # Errors
/// [`Failure::Store`].
pub async fn list_suppressions(desk: &Desk<'_>) -> Result<Vec<Suppression>, Failure> {
    Ok(desk.store.suppressions().await?)
}

/// Suppresses an address: mails to it are given up, saying so, instead of being sent.
///
/// # Errors
/// [`Failure::Conflict`], [`Failure::Store`].
pub async fn suppress_address(desk: &Desk<'_>, address: &EmailAddress) -> Result<Outcome, Failure> {
    decide(desk, address, suppress).await
}

/// Allows an address again; what was given up meanwhile is not sent after all.
///
/// # Errors
/// [`Failure::Conflict`], [`Failure::Store`].
pub async fn allow_address(desk: &Desk<'_>, address: &EmailAddress) -> Result<Outcome, Failure> {
    decide(desk, address, allow).await
}

async fn decide(
    desk: &Desk<'_>,
    address: &EmailAddress,
    decision: fn(&[Suppression], EmailAddress) -> (Outcome, Vec<OutboxEvent>),
) -> Result<Outcome, Failure> {
    let mut tries = desk.tries();
    loop {
        let revision = desk.store.outbox_revision().await?;
        let (outcome, events) = decision(&desk.store.suppressions().await?, address.clone());
        let mut commit = desk.new_commit(desk.now());
        commit.expect(StreamId::Outbox, revision);
        for event in events {
            commit.push(Event::Outbox(event), None);
        }
        if tries.commit(commit).await? {
            return Ok(outcome);
        }
    }
}
