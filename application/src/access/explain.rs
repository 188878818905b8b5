//! Asking why somebody may or may not open something (WHY-01).

use rollbook_domain::port::{CustomerKey, SubjectKey};
use rollbook_domain::time::Instant;
use rollbook_domain::verdict::{AccessFacts, Explanation, View, explain};

use super::facts::facts;
use crate::{Desk, Failure};

/// Decides and says why, for any past or future instant, with the facts it rests on.
///
/// # Errors
/// [`Failure::Missing`] for a customer or subject that does not exist, [`Failure::Store`].
pub async fn explain_access(
    desk: &Desk<'_>,
    customer: &CustomerKey,
    subject: &SubjectKey,
    view: View,
    at: Instant,
) -> Result<(AccessFacts, Explanation), Failure> {
    let zone = desk.tenant().await?.settings.time_zone;
    let facts = facts(desk, customer, subject, view).await?;
    let explanation = explain(&facts, view, at, &zone);
    Ok((facts, explanation))
}
