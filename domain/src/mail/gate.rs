//! Whether a mail may go out, asked right before it does (MAIL-06 to MAIL-15).

use std::fmt;

use super::{MailCourse, MailKind};
use crate::customer::StatusWord;
use crate::enrollment::StateWord;
use crate::id::CourseId;
use crate::rule::{MAIL_08, MAIL_09, MAIL_10, MAIL_11, MAIL_12, MAIL_13, MAIL_14, MAIL_15, RuleId};

/// What the gate says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// The mail goes out.
    Send,
    /// It does not.
    Hold(HeldBack),
}

/// Why a mail does not go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeldBack {
    /// The account is Inactive (MAIL-15).
    Inactive,
    /// The learner's access to the course is over, and the rule says that this kind of mail is not sent then.
    Expired(RuleId),
    /// The learner is not in the course: unenrolled, or never was (MAIL-14).
    NotEnrolled,
}

impl HeldBack {
    /// The rule that holds the mail back.
    pub const fn rule(&self) -> RuleId {
        match self {
            Self::Inactive => MAIL_15,
            Self::Expired(rule) => *rule,
            Self::NotEnrolled => MAIL_14,
        }
    }
}

impl fmt::Display for HeldBack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = match self {
            Self::Inactive => "the account is inactive",
            Self::Expired(_) => "the access to the course is expired",
            Self::NotEnrolled => "the learner is not enrolled in the course",
        };
        write!(f, "{reason} ({})", self.rule())
    }
}

/// Whether a mail of that kind may go to a customer of that status, who is in that state in the course it is about.
///
/// `state` is `None` for a customer who never had access to the course; a mail that is about no course does not look at
/// it. The first that applies decides:
///
/// 1. How to get back into an account goes out whatever else holds (MAIL-06, MAIL-07), and a notice to the administrator
///    is none of the customer's.
/// 2. To an Inactive account goes only what an administrator queued by hand (MAIL-15).
/// 3. Of a course the learner is not in, nothing goes out (MAIL-14), and when the access is over none of the notices that
///    urge them on in it (MAIL-08 to MAIL-12), nor one that it will end: what goes out is about courses they are still
///    enrolled in (MAIL-13).
///
/// A Locked account gets what an Active one does: MAIL-15 names Inactive alone, a lock stops signing in and takes nothing
/// away, and it mostly lasts hours, while what is held back is never sent by itself. By hand lifts only the second step,
/// for a mail of a course that is over is as wrong then as before.
pub fn gate(status: StatusWord, state: Option<StateWord>, kind: MailKind, is_by_hand: bool) -> Gate {
    match (status, kind) {
        (_, MailKind::PasswordLink | MailKind::UnlockInstructions | MailKind::LockNotice) => Gate::Send,
        (StatusWord::Inactive, _) if !is_by_hand => Gate::Hold(HeldBack::Inactive),
        _ if kind.is_about_courses() => of_course(state, kind),
        _ => Gate::Send,
    }
}

fn of_course(state: Option<StateWord>, kind: MailKind) -> Gate {
    match state {
        Some(StateWord::Enrolled | StateWord::Scheduled) => Gate::Send,
        Some(StateWord::Unenrolled) | None => Gate::Hold(HeldBack::NotEnrolled),
        Some(StateWord::Expired) => Gate::Hold(HeldBack::Expired(match kind {
            MailKind::EndOfCourseSurvey => MAIL_08,
            MailKind::FinalAssessmentLocked => MAIL_09,
            MailKind::FinalAssessmentUnlocked => MAIL_10,
            MailKind::Inactivity => MAIL_11,
            MailKind::ItemUnlocked => MAIL_12,
            _ => MAIL_13,
        })),
    }
}

/// Those of a mail's courses for which it may go out; the others are left out of it (MAIL-13).
///
/// A mail that names no course passes by the account alone, unless its kind is about courses.
///
/// # Errors
/// [`HeldBack`] when nothing of it is left, with the reason that the first course gives.
pub fn gate_courses(
    status: StatusWord,
    kind: MailKind,
    courses: &[MailCourse],
    is_by_hand: bool,
    state: impl Fn(CourseId) -> Option<StateWord>,
) -> Result<Vec<&MailCourse>, HeldBack> {
    if courses.is_empty() || !kind.is_about_courses() {
        return match gate(status, None, kind, is_by_hand) {
            Gate::Send => Ok(courses.iter().collect()),
            Gate::Hold(reason) => Err(reason),
        };
    }
    let mut first = None;
    let mut passing = Vec::with_capacity(courses.len());
    for course in courses {
        match gate(status, state(course.course), kind, is_by_hand) {
            Gate::Send => passing.push(course),
            Gate::Hold(reason) => first = first.or(Some(reason)),
        }
    }
    match first {
        Some(reason) if passing.is_empty() => Err(reason),
        _ => Ok(passing),
    }
}
