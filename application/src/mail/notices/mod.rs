//! Queueing the notices that time alone brings about: a pass over all enrollments.

mod learners;
mod some;

use rollbook_domain::catalogue::Course;
use rollbook_domain::id::CustomerId;
use rollbook_domain::mail::MailKind;
use rollbook_domain::time::Instant;

use crate::{Desk, Failure};
use learners::Learners;

/// How many learners are looked at, and committed for, at once.
const AT_ONCE: usize = 500;

/// What a pass did, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoticesReport {
    /// How many learners were looked at.
    pub learners: usize,
    /// Notices that access ends soon.
    pub expiry_notices: usize,
    /// Reminders of courses in which nothing was done for long.
    pub reminders: usize,
    /// Surveys of accesses that ended.
    pub surveys: usize,
    /// The notices in the order queued, where it is a rehearsal.
    pub planned: Vec<PlannedNotice>,
}

/// A notice that would be queued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedNotice {
    /// To whom.
    pub customer: CustomerId,
    /// The address it goes to.
    pub email: String,
    /// Its kind.
    pub kind: MailKind,
    /// The titles of the courses it names.
    pub courses: Vec<String>,
    /// The first end it tells, for a notice of that.
    pub ends_at: Option<Instant>,
}

impl NoticesReport {
    fn count(&mut self, kind: MailKind) {
        match kind {
            MailKind::ExpiryNotice => self.expiry_notices += 1,
            MailKind::Inactivity => self.reminders += 1,
            _ => self.surveys += 1,
        }
    }

    /// How many notices there are.
    pub fn queued(&self) -> usize {
        self.expiry_notices + self.reminders + self.surveys
    }
}

/// Looks at everybody in a course and queues what is due: access that ends soon, reminders of courses in which nothing
/// was done, surveys of accesses that ended. With `is_rehearsal` nothing is queued.
///
/// Each notice is queued once, so a pass that was broken off, or is run twice at a time, goes on where it stood. Only so
/// many learners are held in memory at a time.
///
/// # Errors
/// [`Failure::Missing`] while the tenant does not exist, [`Failure::Store`], [`Failure::Conflict`].
pub async fn queue_notices(desk: &Desk<'_>, is_rehearsal: bool) -> Result<NoticesReport, Failure> {
    let thresholds = desk.tenant().await?.settings.expiry_notice_days;
    let catalogue = desk.store.catalogue().await?;
    let tells = |course: &&Course| {
        !thresholds.is_empty() || course.mails.has_survey || course.mails.inactivity_days.is_some()
    };
    let courses: Vec<&Course> = catalogue.courses().iter().filter(tells).collect();
    let mut learners = Learners::of(&courses);
    let mut report = NoticesReport::default();
    loop {
        let some = learners.next(desk, AT_ONCE).await?;
        if some.is_empty() {
            return Ok(report);
        }
        report.learners += some.len();
        some::queue(desk, some, &thresholds, is_rehearsal, &mut report).await?;
    }
}
