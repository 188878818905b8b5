//! All groups.

use rollbook_domain::group::Group;

use crate::{Desk, Failure};

/// All groups in code order.
///
/// # Errors
/// [`Failure::Store`].
pub async fn list_groups(desk: &Desk<'_>) -> Result<Vec<Group>, Failure> {
    Ok(desk.store.groups().await?)
}
