//! Lists of customers.

use rollbook_domain::customer::{Origin, StatusWord};
use rollbook_domain::port::{CustomerQuery, CustomerSummary, Page, PageRequest};
use rollbook_domain::time::Instant;

use crate::catalogue::get_product;
use crate::group::get_group;
use crate::{Desk, Failure};

/// Which customers are wanted (CUS-06), with groups and products named by id or code.
#[derive(Clone, Default)]
pub struct CustomerFilter {
    /// Only with this text in name or email.
    pub text: Option<String>,
    /// Only with this status.
    pub status: Option<StatusWord>,
    /// Only members of this group.
    pub group: Option<String>,
    /// Only holders of a grant of this product.
    pub product: Option<String>,
    /// Only of this origin.
    pub origin: Option<Origin>,
    /// Only made at or after this instant.
    pub created_from: Option<Instant>,
    /// Only made before this instant.
    pub created_before: Option<Instant>,
}

/// Customers in order of id (CUS-05, CUS-06).
///
/// # Errors
/// [`Failure::Missing`] for a group or product that does not exist, [`Failure::Store`].
pub async fn list_customers(
    desk: &Desk<'_>,
    filter: CustomerFilter,
    page: &PageRequest,
) -> Result<Page<CustomerSummary>, Failure> {
    let group = match &filter.group {
        Some(key) => Some(get_group(desk, key).await?.id),
        None => None,
    };
    let product = match &filter.product {
        Some(key) => Some(get_product(&desk.store.catalogue().await?, key)?.id),
        None => None,
    };
    let CustomerFilter { text, status, origin, created_from, created_before, .. } = filter;
    let customers = None;
    let query =
        CustomerQuery { status, group, product, origin, created_from, created_before, text, customers };
    Ok(desk.store.list_customers(&query, page).await?)
}
