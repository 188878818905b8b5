//! The survey at the end of a course (MAIL-08).

use super::Stay;
use super::caused::named;
use super::due::{DueNotice, days, is_queued};
use crate::enrollment::EnrollmentState;
use crate::id::{CourseId, CustomerId};
use crate::mail::{DedupeKey, Mail, MailKind};
use crate::time::Instant;
use crate::transcript::{CourseChange, Transcript};

/// For how many days after its end an access is asked about; those that ended before are history.
const LOOKS_BACK_DAYS: u32 = 30;

/// Whether the course is complete after and was never before in that version.
pub(super) fn is_completed_first(
    before: &Transcript,
    after: &Transcript,
    course: CourseId,
    version: u32,
) -> bool {
    after.standing(course, version).is_complete() && !was_ever_complete(before, course, version)
}

fn was_ever_complete(transcript: &Transcript, course: CourseId, version: u32) -> bool {
    transcript.marks.iter().any(|mark| {
        mark.course == course
            && mark.version == version
            && matches!(mark.change, CourseChange::Completed { .. } | CourseChange::Waived)
    })
}

/// The key of the survey upon completion.
pub(super) fn on_completion(customer: CustomerId, course: CourseId, version: u32) -> DedupeKey {
    DedupeKey::new(MailKind::EndOfCourseSurvey, format_args!("{customer}:{course}:{version}:completed"))
}

/// The survey when the access has ended without the course having been completed; once for each end.
pub(super) fn at_end(
    customer: CustomerId,
    stay: &Stay<'_>,
    earlier: &[Mail],
    now: Instant,
) -> Option<DueNotice> {
    let course = stay.course;
    let EnrollmentState::Expired { since, .. } = stay.state else { return None };
    let is_long_ago = since.checked_add_micros(days(LOOKS_BACK_DAYS)).is_ok_and(|until| until <= now);
    if !course.mails.has_survey || is_long_ago {
        return None;
    }
    let version = stay.version;
    let is_complete =
        stay.transcript.is_some_and(|transcript| was_ever_complete(transcript, course.id, version));
    let kind = MailKind::EndOfCourseSurvey;
    let dedupe =
        DedupeKey::new(kind, format_args!("{customer}:{}:{version}:{}", course.id, since.as_micros()));
    let is_asked =
        is_queued(earlier, &dedupe) || is_queued(earlier, &on_completion(customer, course.id, version));
    (!is_complete && !is_asked).then(|| DueNotice {
        kind,
        courses: vec![named(course)],
        idle_days: None,
        dedupe,
    })
}
