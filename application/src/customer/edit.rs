//! Editing a profile.

use rollbook_domain::customer::{EditProfile, edit};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::text::Note;

use super::get_customer;
use super::holders::holders;
use crate::{Changed, Desk, Failure};

/// Edits a profile (CUS-10, CUS-27).
///
/// # Errors
/// What [`edit`] refuses: an email (CUS-29, Q-38) or customer code of somebody else, an erased record (GDPR-11).
pub async fn edit_customer(
    desk: &Desk<'_>,
    key: &CustomerKey,
    command: EditProfile,
    note: Option<Note>,
) -> Result<Changed<CustomerId>, Failure> {
    let mut tries = desk.tries();
    loop {
        let record = get_customer(desk, key).await?;
        let id = record.customer.id;
        let code = command.code.as_ref().and_then(Option::as_ref);
        let holders = holders(desk, command.email.as_ref(), code).await?;
        let (outcome, events) = edit(&record.customer, command.clone(), holders.email, holders.code)?;
        let mut commit = desk.new_commit(desk.now());
        commit.expect(StreamId::Customer(id), record.revision);
        for event in events {
            commit.push(Event::Customer(id, event.into()), note.clone());
        }
        if tries.commit(commit).await? {
            return Ok(Changed { id, outcome });
        }
    }
}
