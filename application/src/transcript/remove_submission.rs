//! Taking a submission out.

use rollbook_domain::id::SubmissionId;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::text::Note;
use rollbook_domain::transcript::Transcript;
use rollbook_domain::transcript::attempt::{AttemptRefused, remove_submission as decide};

use super::item_work::ItemWork;
use crate::customer::get_customer;
use crate::{Changed, Desk, Failure};

/// Takes a submission out, or says what would happen.
///
/// # Errors
/// [`AttemptRefused::NoSubmission`] (TRN-11), and [`Failure::Missing`] for a customer that does not exist.
pub async fn remove_submission(
    desk: &Desk<'_>,
    customer: &CustomerKey,
    submission: SubmissionId,
    reason: Option<Note>,
    is_dry_run: bool,
) -> Result<Changed<SubmissionId>, Failure> {
    let mut tries = desk.tries();
    loop {
        let id = get_customer(desk, customer).await?.customer.id;
        let transcript = desk.store.find_transcript(id).await?.unwrap_or_else(|| Transcript::empty(id));
        let held = transcript.submissions.iter().find(|held| held.id == submission);
        let item = held.ok_or(AttemptRefused::NoSubmission(submission))?.item;
        let work = ItemWork::load(desk, &CustomerKey::Id(id), &item.to_string()).await?;
        work.must_not_be_erased()?;
        let now = desk.now();
        let (outcome, events) = decide(&work.transcript, &work.course, submission, now)?;
        let changed = Changed { id: submission, outcome };
        if is_dry_run || tries.commit(work.commit(desk, now, events, reason.as_ref())).await? {
            return Ok(changed);
        }
    }
}
