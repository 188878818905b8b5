//! The submissions of a learner to a quiz (TRN-11).

use rollbook_domain::port::CustomerKey;
use rollbook_domain::transcript::Submission;

use super::item_work::ItemWork;
use crate::{Desk, Failure};

/// Every submission of a customer to an item, oldest first, those taken out among them.
///
/// # Errors
/// [`Failure::Missing`] for an item or a customer that does not exist.
pub async fn list_submissions(
    desk: &Desk<'_>,
    customer: &CustomerKey,
    item: &str,
) -> Result<Vec<Submission>, Failure> {
    let work = ItemWork::load(desk, customer, item).await?;
    let item = work.item.id;
    Ok(work.transcript.submissions.into_iter().filter(|held| held.item == item).collect())
}
