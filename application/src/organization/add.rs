//! Making an organization.

use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::OrganizationId;
use rollbook_domain::organization::{AddOrganization, add};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::{Code, Title};

use super::get::{get_organization, organizations};
use crate::{Desk, Failure};

/// A new organization, with its parent named by id or code.
#[derive(Debug, Clone)]
pub struct NewOrganization {
    /// Unique in the tenant.
    pub code: Code,
    /// The title shown.
    pub title: Title,
    /// What it belongs to; `None` for the top.
    pub parent: Option<String>,
}

/// Makes an organization.
///
/// # Errors
/// What [`add`] refuses: a code that is taken; and [`Failure::Missing`] for a parent that does not exist, or while the
/// tenant does not.
pub async fn add_organization(desk: &Desk<'_>, new: NewOrganization) -> Result<OrganizationId, Failure> {
    desk.tenant().await?;
    let id = OrganizationId::next(desk.ids);
    let mut tries = desk.tries();
    loop {
        let all = organizations(desk).await?;
        let mut commit = desk.new_commit(desk.now());
        let parent = match &new.parent {
            Some(key) => Some(get_organization(&all, key)?),
            None => None,
        };
        if let Some(parent) = parent {
            commit.expect(StreamId::Organization(parent.id), parent.revision);
        }
        let (code, title) = (new.code.clone(), new.title.clone());
        let command = AddOrganization { code, title, parent: parent.map(|parent| parent.id) };
        commit.expect(StreamId::Organization(id), Revision::NONE);
        for event in add(command, &all)? {
            commit.push(Event::Organization(id, event), None);
        }
        if tries.commit(commit).await? {
            return Ok(id);
        }
    }
}
