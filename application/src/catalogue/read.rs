//! The whole catalogue.

use rollbook_domain::catalogue::Catalogue;

use crate::{Desk, Failure};

/// Every product, price, course and item of the tenant.
///
/// # Errors
/// [`Failure::Store`].
pub async fn read_catalogue(desk: &Desk<'_>) -> Result<Catalogue, Failure> {
    Ok(desk.store.catalogue().await?)
}
