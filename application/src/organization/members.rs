//! Putting customers into organizations and taking them out, many in one commit; and listing people.

use rollbook_domain::customer::Customer;
use rollbook_domain::organization::{join, leave};
use rollbook_domain::port::{Audience, Page, PageRequest, PersonRow};
use rollbook_domain::refusal::Outcome;

use super::get::{get_organization, organizations};
use crate::group::{Members, MembershipReport, change_members};
use crate::{Desk, Failure};

/// Puts customers into the organization that `key` names (VIEW-06), out of the one each was in, in one commit.
///
/// # Errors
/// [`Failure::Missing`] for an organization that does not exist; what is wrong with a customer stands in their row.
pub async fn join_organization(
    desk: &Desk<'_>,
    key: &str,
    members: &Members<'_>,
) -> Result<MembershipReport, Failure> {
    let organization = get_organization(&organizations(desk).await?, key)?.id;
    change_members(desk, members, &[], |customer: &Customer| join(customer, organization)).await
}

/// Takes customers out of the organization that `key` names, in one commit.
///
/// # Errors
/// [`Failure::Missing`] for an organization that does not exist; what is wrong with a customer stands in their row.
pub async fn leave_organization(
    desk: &Desk<'_>,
    key: &str,
    members: &Members<'_>,
) -> Result<MembershipReport, Failure> {
    let organization = get_organization(&organizations(desk).await?, key)?.id;
    let decide = |customer: &Customer| leave(customer, organization).map(|events| (Outcome::Applied, events));
    change_members(desk, members, &[], decide).await
}

/// The people of an audience.
///
/// # Errors
/// [`Failure::Store`].
pub async fn list_people(
    desk: &Desk<'_>,
    audience: &Audience,
    page: &PageRequest,
) -> Result<Page<PersonRow>, Failure> {
    Ok(desk.store.people(audience, page).await?)
}
