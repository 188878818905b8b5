//! One organization, or all.

use rollbook_domain::id::OrganizationId;
use rollbook_domain::organization::{Hierarchy, Organization};
use rollbook_domain::text::Code;

use crate::{Desk, Failure, What};

/// All organizations.
///
/// # Errors
/// [`Failure::Store`].
pub async fn organizations(desk: &Desk<'_>) -> Result<Hierarchy, Failure> {
    Ok(Hierarchy::new(desk.store.organizations().await?))
}

/// The organization among `all` that `key`, an id or a code in any letter case, names.
///
/// # Errors
/// [`Failure::Missing`] when there is none.
pub fn get_organization<'all>(all: &'all Hierarchy, key: &str) -> Result<&'all Organization, Failure> {
    let named = match OrganizationId::parse(key.trim()) {
        Ok(id) => all.get(id),
        Err(_) => Code::parse(key).ok().and_then(|code| all.by_code(&code)),
    };
    named.ok_or_else(|| Failure::missing(What::Organization, key))
}
