//! Making a group.

use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::group::{AddGroup, add};
use rollbook_domain::id::GroupId;
use rollbook_domain::stamp::Revision;

use crate::{Desk, Failure};

/// Makes a group.
///
/// # Errors
/// What [`add`] refuses: a code that is taken; and [`Failure::Missing`] while the tenant does not exist.
pub async fn add_group(desk: &Desk<'_>, command: AddGroup) -> Result<GroupId, Failure> {
    desk.tenant().await?;
    let id = GroupId::next(desk.ids);
    let folded = command.code.folded();
    let mut tries = desk.tries();
    loop {
        let groups = desk.store.groups().await?;
        let holder = groups.iter().find(|group| group.code.folded() == folded);
        let mut commit = desk.new_commit(desk.now());
        commit.expect(StreamId::Group(id), Revision::NONE);
        for event in add(command.clone(), holder)? {
            commit.push(Event::Group(id, event), None);
        }
        if tries.commit(commit).await? {
            return Ok(id);
        }
    }
}
