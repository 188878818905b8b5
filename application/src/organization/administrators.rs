//! Appointing the administrators of an organization and dismissing them, many in one commit.

use rollbook_domain::customer::Customer;
use rollbook_domain::organization::{appoint, dismiss};
use rollbook_domain::refusal::Outcome;

use super::get::{get_organization, organizations};
use crate::group::{Members, MembershipReport, change_members};
use crate::{Desk, Failure};

/// Lets customers see everybody in the organization that `key` names and below it (VIEW-04, VIEW-11).
///
/// # Errors
/// [`Failure::Missing`] for an organization that does not exist; what is wrong with a customer stands in their row.
pub async fn appoint_administrators(
    desk: &Desk<'_>,
    key: &str,
    customers: &Members<'_>,
) -> Result<MembershipReport, Failure> {
    let organization = get_organization(&organizations(desk).await?, key)?.id;
    change_members(desk, customers, &[], |customer: &Customer| appoint(customer, organization)).await
}

/// Takes that away.
///
/// # Errors
/// [`Failure::Missing`] for an organization that does not exist; what is wrong with a customer stands in their row.
pub async fn dismiss_administrators(
    desk: &Desk<'_>,
    key: &str,
    customers: &Members<'_>,
) -> Result<MembershipReport, Failure> {
    let organization = get_organization(&organizations(desk).await?, key)?.id;
    let decide =
        |customer: &Customer| dismiss(customer, organization).map(|events| (Outcome::Applied, events));
    change_members(desk, customers, &[], decide).await
}
