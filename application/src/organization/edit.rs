//! Editing an organization, and putting it elsewhere.

use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::OrganizationId;
use rollbook_domain::organization::{place, retitle};
use rollbook_domain::refusal::Outcome;
use rollbook_domain::text::Title;

use super::get::{get_organization, organizations};
use crate::{Changed, Desk, Failure};

/// What to change; `None` keeps what is there. The code never changes.
#[derive(Debug, Clone, Default)]
pub struct EditOrganization {
    /// A new title.
    pub title: Option<Title>,
    /// What it is put below, by id or code; `Some(None)` puts it to the top.
    pub parent: Option<Option<String>>,
}

/// Edits the organization that `key` names; what is below it goes where it goes.
///
/// A move rests on the revision of every organization above, so that two moves at once cannot make a circle together.
///
/// # Errors
/// What [`place`] refuses: a parent that is the organization or is below it; [`Failure::Missing`] for an organization or a
/// parent that does not exist.
pub async fn edit_organization(
    desk: &Desk<'_>,
    key: &str,
    edit: EditOrganization,
) -> Result<Changed<OrganizationId>, Failure> {
    let mut tries = desk.tries();
    loop {
        let all = organizations(desk).await?;
        let organization = get_organization(&all, key)?;
        let id = organization.id;
        let mut commit = desk.new_commit(desk.now());
        commit.expect(StreamId::Organization(id), organization.revision);
        let mut events = Vec::new();
        if let Some(title) = &edit.title {
            events.extend(retitle(organization, title.clone()).1);
        }
        if let Some(parent) = &edit.parent {
            let parent = match parent {
                Some(key) => Some(get_organization(&all, key)?.id),
                None => None,
            };
            let (outcome, placed) = place(organization, parent, &all)?;
            events.extend(placed);
            for above in parent.filter(|_| outcome == Outcome::Applied).iter().flat_map(|id| all.upward(*id))
            {
                commit.expect(StreamId::Organization(above.id), above.revision);
            }
        }
        let outcome = if events.is_empty() { Outcome::Unchanged } else { Outcome::Applied };
        for event in events {
            commit.push(Event::Organization(id, event), None);
        }
        if tries.commit(commit).await? {
            return Ok(Changed { id, outcome });
        }
    }
}
