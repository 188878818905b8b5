//! The notice that access ends soon.

use super::Stay;
use super::due::{DueNotice, days};
use crate::catalogue::Course;
use crate::enrollment::EnrollmentState;
use crate::id::CustomerId;
use crate::mail::{DedupeKey, Mail, MailCourse, MailKind};
use crate::time::Instant;

/// One notice of every course whose access ends soon, once for each end and threshold; a threshold is a number of days
/// before the end.
///
/// Of several thresholds that have come the nearest to the end counts, and one from before the access began does not.
pub(super) fn notice(
    customer: CustomerId,
    stays: &[Stay<'_>],
    thresholds: &[u32],
    earlier: &[Mail],
    now: Instant,
) -> Option<DueNotice> {
    let kind = MailKind::ExpiryNotice;
    let ending = stays.iter().filter_map(|stay| ending(stay, thresholds, now));
    let mut courses: Vec<MailCourse> = ending.filter(|course| !is_told(course, earlier)).collect();
    courses.sort_by_key(|course| (course.ends_at, course.course));
    let first = courses.first()?;
    let cause = format_args!(
        "{customer}:{}:{}:{}",
        first.course,
        first.ends_at.map(Instant::as_micros).unwrap_or_default(),
        first.days.unwrap_or_default()
    );
    let dedupe = DedupeKey::new(kind, cause);
    Some(DueNotice { kind, courses, idle_days: None, dedupe })
}

fn ending(stay: &Stay<'_>, thresholds: &[u32], now: Instant) -> Option<MailCourse> {
    let EnrollmentState::Enrolled { since, until: Some(ends_at), .. } = stay.state else { return None };
    let has_come = |threshold: &&u32| {
        ends_at.checked_add_micros(-days(**threshold)).is_ok_and(|at| since <= at && at <= now)
    };
    let nearest = thresholds.iter().filter(has_come).min()?;
    let Course { id: course, title, .. } = stay.course;
    let title = title.as_str().to_owned();
    Some(MailCourse { course: *course, title, ends_at: Some(ends_at), days: Some(*nearest) })
}

fn is_told(course: &MailCourse, earlier: &[Mail]) -> bool {
    let is_same = |told: &MailCourse| {
        (told.course, told.ends_at, told.days) == (course.course, course.ends_at, course.days)
    };
    let told = earlier.iter().filter(|mail| mail.kind == MailKind::ExpiryNotice);
    told.filter_map(|mail| mail.facts.as_ref()).any(|facts| facts.courses.iter().any(is_same))
}
