//! One group.

use rollbook_domain::group::Group;
use rollbook_domain::id::GroupId;
use rollbook_domain::text::Code;

use crate::{Desk, Failure, What};

/// The group that `key`, an id or a code in any letter case, names.
///
/// # Errors
/// [`Failure::Missing`] when there is none, [`Failure::Store`].
pub async fn get_group(desk: &Desk<'_>, key: &str) -> Result<Group, Failure> {
    let groups = desk.store.groups().await?;
    named(groups, key.trim()).ok_or_else(|| Failure::missing(What::Group, key))
}

fn named(groups: Vec<Group>, key: &str) -> Option<Group> {
    if let Ok(id) = GroupId::parse(key) {
        return groups.into_iter().find(|group| group.id == id);
    }
    let folded = Code::parse(key).ok()?.folded();
    groups.into_iter().find(|group| group.code.folded() == folded)
}
