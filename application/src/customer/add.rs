//! Making an account.

use rollbook_domain::customer::{AddCustomer, add};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::CustomerId;
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::Note;

use super::holders::holders;
use crate::{Desk, Failure};

/// Makes an account (CUS-26).
///
/// # Errors
/// What [`add`] refuses: an email (CUS-29) or customer code that belongs to somebody; and [`Failure::Missing`] while
/// the tenant does not exist.
pub async fn add_customer(
    desk: &Desk<'_>,
    command: AddCustomer,
    note: Option<Note>,
) -> Result<CustomerId, Failure> {
    desk.tenant().await?;
    let id = CustomerId::next(desk.ids);
    let mut tries = desk.tries();
    loop {
        let profile = &command.profile;
        let holders = holders(desk, Some(&profile.email), profile.code.as_ref()).await?;
        let events = add(command.clone(), holders.email, holders.code)?;
        let mut commit = desk.new_commit(desk.now());
        commit.expect(StreamId::Customer(id), Revision::NONE);
        for event in events {
            commit.push(Event::Customer(id, event.into()), note.clone());
        }
        if tries.commit(commit).await? {
            return Ok(id);
        }
    }
}
