//! Looking an impersonation up.

use rollbook_domain::id::ImpersonationId;
use rollbook_domain::impersonation::Impersonation;

use crate::{Desk, Failure, What};

/// The impersonation with this id.
///
/// # Errors
/// [`Failure::Missing`] when there is none, [`Failure::Store`].
pub async fn get_impersonation(desk: &Desk<'_>, id: ImpersonationId) -> Result<Impersonation, Failure> {
    let found = desk.store.find_impersonation(id).await?;
    found.ok_or_else(|| Failure::missing(What::Impersonation, id.to_string()))
}
