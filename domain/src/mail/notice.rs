//! The mails about a learner's courses (MAIL-08 to MAIL-13).

use super::{DedupeKey, MailCourse, MailFacts, MailKind, NewMail};
use crate::customer::Profile;
use crate::id::{CustomerId, MailId};
use crate::personal::Personal;

/// What a notice tells.
#[derive(Debug, Clone)]
pub struct CourseNotice<'a> {
    /// The mail's new id.
    pub id: MailId,
    /// Its kind, one that is about courses.
    pub kind: MailKind,
    /// The learner.
    pub customer: CustomerId,
    /// The learner's profile; the mail goes to its address.
    pub profile: &'a Profile,
    /// The courses.
    pub courses: Vec<MailCourse>,
    /// The titles of the parts of the course it is about.
    pub items: Vec<String>,
    /// For how many days nothing was done, for a notice that says so.
    pub idle_days: Option<u32>,
    /// What it is queued for once.
    pub dedupe: DedupeKey,
}

/// The notice.
pub fn course_notice(told: CourseNotice<'_>) -> NewMail {
    let CourseNotice { id, kind, customer, profile, courses, items, idle_days, dedupe } = told;
    NewMail {
        id,
        kind,
        to: Personal::new(profile.email.clone()),
        customer: Some(customer),
        facts: MailFacts {
            first_name: Some(profile.first_name.as_str().to_owned()),
            last_name: Some(profile.last_name.as_str().to_owned()),
            email: Some(profile.email.as_typed().to_owned()),
            courses,
            items,
            idle_days,
            ..MailFacts::default()
        },
        secret: None,
        dedupe,
        is_held: false,
    }
}
