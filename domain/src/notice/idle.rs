//! The reminder of a course in which nothing was done for long (MAIL-11).

use super::Stay;
use super::caused::named;
use super::due::{DueNotice, days, is_queued};
use crate::enrollment::EnrollmentState;
use crate::id::CustomerId;
use crate::mail::{DedupeKey, Mail, MailKind};
use crate::time::Instant;

/// The reminder, once for each time that the learner stopped; none for who completed the course.
pub(super) fn reminder(
    customer: CustomerId,
    stay: &Stay<'_>,
    earlier: &[Mail],
    now: Instant,
) -> Option<DueNotice> {
    let course = stay.course;
    let idle_days = course.mails.inactivity_days?;
    let EnrollmentState::Enrolled { since, .. } = stay.state else { return None };
    let is_complete =
        stay.transcript.is_some_and(|transcript| transcript.standing(course.id, stay.version).is_complete());
    let stopped_at = stay.progressed_at().map_or(since, |at| at.max(since));
    let is_due = stopped_at.checked_add_micros(days(idle_days)).is_ok_and(|due_at| due_at <= now);
    let kind = MailKind::Inactivity;
    let dedupe = DedupeKey::new(kind, format_args!("{customer}:{}:{}", course.id, stopped_at.as_micros()));
    (is_due && !is_complete && !is_queued(earlier, &dedupe)).then(|| DueNotice {
        kind,
        courses: vec![named(course)],
        idle_days: Some(idle_days),
        dedupe,
    })
}
