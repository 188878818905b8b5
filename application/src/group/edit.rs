//! Editing a group.

use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::group::{EditGroup, edit};
use rollbook_domain::id::GroupId;

use super::get_group;
use crate::{Changed, Desk, Failure};

/// Edits the group that `key` names; those who inherited it keep it.
///
/// # Errors
/// [`Failure::Missing`] for a group that does not exist.
pub async fn edit_group(desk: &Desk<'_>, key: &str, command: EditGroup) -> Result<Changed<GroupId>, Failure> {
    let mut tries = desk.tries();
    loop {
        let group = get_group(desk, key).await?;
        let (outcome, events) = edit(&group, command.clone());
        let mut commit = desk.new_commit(desk.now());
        commit.expect(StreamId::Group(group.id), group.revision);
        for event in events {
            commit.push(Event::Group(group.id, event), None);
        }
        if tries.commit(commit).await? {
            return Ok(Changed { id: group.id, outcome });
        }
    }
}
