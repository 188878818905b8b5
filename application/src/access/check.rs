//! Asking whether somebody may open something; the hot path.

use rollbook_domain::port::{CustomerKey, SubjectKey};
use rollbook_domain::time::Instant;
use rollbook_domain::verdict::{Verdict, View, decide};

use super::facts::facts;
use crate::{Desk, Failure};

/// Decides whether the customer may open the view of the subject at `at` (ACD-1 to ACD-9), by one read; a new
/// attempt takes a look at those handed in as well.
///
/// # Errors
/// [`Failure::Missing`] for a customer or subject that does not exist, [`Failure::Store`].
pub async fn check_access(
    desk: &Desk<'_>,
    customer: &CustomerKey,
    subject: &SubjectKey,
    view: View,
    at: Instant,
) -> Result<Verdict, Failure> {
    Ok(decide(&facts(desk, customer, subject, view).await?, view, at))
}
