//! The notices that time alone brings about.

use super::{expiring, idle, survey};
use crate::catalogue::Course;
use crate::customer::StatusWord;
use crate::enrollment::EnrollmentState;
use crate::id::CustomerId;
use crate::mail::{DedupeKey, Mail, MailCourse, MailKind};
use crate::time::Instant;
use crate::transcript::Transcript;

/// The kinds of notices that time alone brings about.
pub const NOTICES: [MailKind; 3] =
    [MailKind::ExpiryNotice, MailKind::Inactivity, MailKind::EndOfCourseSurvey];

/// One learner in one course.
#[derive(Debug, Clone, Copy)]
pub struct Stay<'a> {
    /// The course.
    pub course: &'a Course,
    /// The state of the enrollment now.
    pub state: EnrollmentState,
    /// The version that the learner takes.
    pub version: u32,
    /// What is on record of the learner, if anything is.
    pub transcript: Option<&'a Transcript>,
}

impl Stay<'_> {
    /// When the learner last got on in the course: an entry about an item or an attempt handed in, whoever wrote it down.
    pub(super) fn progressed_at(&self) -> Option<Instant> {
        let transcript = self.transcript?;
        let course = self.course.id;
        let items = transcript.items.iter().filter(|record| record.course == course);
        let attempts = transcript.submissions.iter().filter(|held| held.course == course);
        let recorded = items.map(|record| record.stamp.effective_at);
        recorded.chain(attempts.map(|held| held.submitted_at)).max()
    }
}

/// A notice that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueNotice {
    /// Its kind.
    pub kind: MailKind,
    /// The courses it is about.
    pub courses: Vec<MailCourse>,
    /// For how many days nothing was done, for a reminder.
    pub idle_days: Option<u32>,
    /// What it is queued for once.
    pub dedupe: DedupeKey,
}

/// The notices due to a learner at `now`, who is in these courses and got those `earlier` mails of the [`NOTICES`].
///
/// - Access that ends soon: one notice naming every course, once for each end and threshold.
/// - Nothing done for as many days as the course says: once for each time that the learner stopped (MAIL-11).
/// - Access that ended: the survey, where the course has one; the gate holds it back, and it says so (MAIL-08).
///
/// An Inactive account is due nothing (MAIL-15); what is still so once it is Active again is due then.
pub fn due(
    customer: CustomerId,
    status: StatusWord,
    stays: &[Stay<'_>],
    thresholds: &[u32],
    earlier: &[Mail],
    now: Instant,
) -> Vec<DueNotice> {
    if status == StatusWord::Inactive {
        return Vec::new();
    }
    let mut notices: Vec<DueNotice> =
        expiring::notice(customer, stays, thresholds, earlier, now).into_iter().collect();
    for stay in stays {
        notices.extend(idle::reminder(customer, stay, earlier, now));
        notices.extend(survey::at_end(customer, stay, earlier, now));
    }
    notices
}

/// So many days in microseconds.
pub(super) fn days(count: u32) -> i64 {
    i64::from(count) * 24 * 3_600_000_000
}

/// Whether a mail with that key was queued before.
pub(super) fn is_queued(earlier: &[Mail], dedupe: &DedupeKey) -> bool {
    earlier.iter().any(|mail| mail.dedupe == *dedupe)
}
