//! The mails that a change of a transcript causes.

use std::collections::BTreeSet;

use super::lock::{ItemLock, lock_of};
use super::survey;
use crate::catalogue::{ContentItem, Course};
use crate::customer::Profile;
use crate::id::{IdSource, MailId};
use crate::mail::{CourseNotice, DedupeKey, MailCourse, MailKind, NewMail, course_notice};
use crate::stamp::Stamp;
use crate::time::Instant;
use crate::transcript::{LearnerFacts, Transcript, TranscriptEvent};

/// Whom the mails go to.
#[derive(Debug, Clone, Copy)]
pub struct Learner<'a> {
    /// The profile.
    pub profile: &'a Profile,
    /// What the decision rested on, as it was before.
    pub facts: LearnerFacts<'a>,
}

/// The mails that events of a transcript cause: the survey when the course is completed for the first time (MAIL-08), the
/// final assessment locked or unlocked (MAIL-09, MAIL-10), and the items unlocked, all of them in one mail (MAIL-12).
///
/// They belong into the commit of the events.
pub fn caused(
    learner: Learner<'_>,
    events: &[TranscriptEvent],
    now: Instant,
    ids: &dyn IdSource,
) -> Vec<NewMail> {
    let Learner { profile, facts } = learner;
    let LearnerFacts { transcript: before, course, .. } = facts;
    let waits = || course.items.iter().any(|item| !item.terms.opening.is_at_once());
    if events.is_empty() || !(course.mails.has_survey || (course.mails.tells_locks && waits())) {
        return Vec::new();
    }
    let after = folded(before, events, now);
    let customer = before.customer;
    let told = |kind: MailKind, items: Vec<String>, dedupe: DedupeKey| {
        course_notice(CourseNotice {
            id: MailId::next(ids),
            kind,
            customer,
            profile,
            courses: vec![named(course)],
            items,
            idle_days: None,
            dedupe,
        })
    };
    let mut mails = Vec::new();
    for version in versions(before, events) {
        if course.mails.has_survey && survey::is_completed_first(before, &after, course.id, version) {
            let dedupe = survey::on_completion(customer, course.id, version);
            mails.push(told(MailKind::EndOfCourseSurvey, Vec::new(), dedupe));
        }
        if course.mails.tells_locks {
            for (kind, items) in turned(course, version, before, &after) {
                let cause = format_args!("{customer}:{}:{version}:{}", course.id, after.revision);
                mails.push(told(kind, items, DedupeKey::new(kind, cause)));
            }
        }
    }
    mails
}

/// The versions of the course that the events are about, which need not be the one that the learner takes now.
fn versions(before: &Transcript, events: &[TranscriptEvent]) -> BTreeSet<u32> {
    let version = |event: &TranscriptEvent| match event {
        TranscriptEvent::SubmissionRemoved { submission } => {
            before.submissions.iter().find(|held| held.id == *submission).map(|held| held.version)
        }
        event => event.version(),
    };
    events.iter().filter_map(version).collect()
}

/// The transcript once the events are written.
fn folded(before: &Transcript, events: &[TranscriptEvent], now: Instant) -> Transcript {
    let mut after = before.clone();
    for event in events {
        let position = after.revision.next();
        let stamp = Stamp { position, effective_at: now, recorded_at: now, actor: "".into(), note: None };
        after.apply(event, &stamp);
    }
    after
}

/// What turned, with the titles of the items that did.
fn turned(
    course: &Course,
    version: u32,
    before: &Transcript,
    after: &Transcript,
) -> Vec<(MailKind, Vec<String>)> {
    let (mut unlocked, mut final_unlocked, mut final_locked) = (Vec::new(), Vec::new(), Vec::new());
    let is_done = |item: &ContentItem| {
        after.item(item.id, version).is_some_and(|record| record.result.status.is_complete())
    };
    for item in course.items_of(version).filter(|item| !item.terms.opening.is_at_once()) {
        let was = lock_of(course, version, item, before);
        let is = lock_of(course, version, item, after);
        let into = match (was, is) {
            (Some(_), None) if is_done(item) => continue,
            (Some(_), None) if item.terms.opening.is_final_assessment => &mut final_unlocked,
            (Some(_), None) => &mut unlocked,
            (None, Some(ItemLock::AttemptsUsedUp)) => &mut final_locked,
            _ => continue,
        };
        into.push(item.terms.title.as_str().to_owned());
    }
    [
        (MailKind::ItemUnlocked, unlocked),
        (MailKind::FinalAssessmentUnlocked, final_unlocked),
        (MailKind::FinalAssessmentLocked, final_locked),
    ]
    .into_iter()
    .filter(|(_, items)| !items.is_empty())
    .collect()
}

/// The course as a mail names it.
pub(super) fn named(course: &Course) -> MailCourse {
    MailCourse { course: course.id, title: course.title.as_str().to_owned(), ends_at: None, days: None }
}
