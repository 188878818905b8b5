//! What a learner is told after signing in once nothing is open to them any more.

use rollbook_domain::port::CustomerKey;
use rollbook_domain::time::Instant;
use rollbook_domain::transcript::Transcript;
use rollbook_domain::view::{Role, course_lines, expired_message as message};

use super::get_customer;
use crate::settings::show_settings;
use crate::{Desk, Failure};

/// The message for that customer at that instant (VIEW-01, Q-44); `None` while something is open to them or to come, and
/// for who has no course.
///
/// # Errors
/// [`Failure::Missing`] for a customer who does not exist, or while the tenant does not.
pub async fn expired_message(
    desk: &Desk<'_>,
    key: &CustomerKey,
    at: Instant,
) -> Result<Option<String>, Failure> {
    let settings = show_settings(desk).await?;
    let record = get_customer(desk, key).await?;
    let catalogue = desk.store.catalogue().await?;
    let nothing = Transcript::empty(record.customer.id);
    let (grants, facts) = (&record.grants, &record.enrollments);
    let lines = course_lines(&catalogue, grants, facts, &nothing, Role::Learner, at);
    Ok(message(&settings, &catalogue, grants, &lines))
}
