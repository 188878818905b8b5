use std::collections::BTreeSet;

use super::super::{Gate, HeldBack, MailCourse, MailKind, gate, gate_courses};
use crate::customer::StatusWord;
use crate::enrollment::StateWord;
use crate::id::CourseId;

const STATUSES: [StatusWord; 3] = [StatusWord::Active, StatusWord::Inactive, StatusWord::Locked];

const STATES: [Option<StateWord>; 5] = [
    None,
    Some(StateWord::Scheduled),
    Some(StateWord::Enrolled),
    Some(StateWord::Expired),
    Some(StateWord::Unenrolled),
];

/// For each kind: what the gate says to an Active or Locked account in each of [`STATES`], and to an Inactive one; `+`
/// goes out, and a number is the rule of the area that holds the mail back.
const TABLE: [(MailKind, [&str; 5], &str); 16] = [
    (MailKind::OrderConfirmation, ["+", "+", "+", "+", "+"], "15"),
    (MailKind::Welcome, ["+", "+", "+", "+", "+"], "15"),
    (MailKind::SignInDetails, ["+", "+", "+", "+", "+"], "15"),
    (MailKind::SeatInvitation, ["+", "+", "+", "+", "+"], "15"),
    (MailKind::SeatReminder, ["+", "+", "+", "+", "+"], "15"),
    (MailKind::ConfirmationResent, ["+", "+", "+", "+", "+"], "15"),
    (MailKind::PasswordLink, ["+", "+", "+", "+", "+"], "+"),
    (MailKind::UnlockInstructions, ["+", "+", "+", "+", "+"], "+"),
    (MailKind::LockNotice, ["+", "+", "+", "+", "+"], "+"),
    (MailKind::EndOfCourseSurvey, ["14", "+", "+", "08", "14"], "15"),
    (MailKind::FinalAssessmentLocked, ["14", "+", "+", "09", "14"], "15"),
    (MailKind::FinalAssessmentUnlocked, ["14", "+", "+", "10", "14"], "15"),
    (MailKind::Inactivity, ["14", "+", "+", "11", "14"], "15"),
    (MailKind::ItemUnlocked, ["14", "+", "+", "12", "14"], "15"),
    (MailKind::ExpiryNotice, ["14", "+", "+", "13", "14"], "15"),
    (MailKind::AccessReturned, ["14", "+", "+", "13", "14"], "15"),
];

fn said(gate: Gate) -> String {
    match gate {
        Gate::Send => "+".to_owned(),
        Gate::Hold(reason) => reason.rule().as_str().trim_start_matches("MAIL-").to_owned(),
    }
}

/// MAIL-06, MAIL-07, MAIL-08, MAIL-09, MAIL-10, MAIL-11, MAIL-12, MAIL-13, MAIL-14, MAIL-15
#[test]
fn the_gate_says_what_the_table_says_for_every_status_state_and_kind() {
    let kinds: BTreeSet<MailKind> = TABLE.iter().map(|(kind, ..)| *kind).collect();
    assert_eq!(kinds, MailKind::ALL.into_iter().collect());
    for (kind, by_state, inactive) in TABLE {
        for (state, expected) in STATES.into_iter().zip(by_state) {
            for status in STATUSES {
                let named = format!("{status} {state:?} {kind}");
                let usual = if status == StatusWord::Inactive { inactive } else { expected };
                assert_eq!(said(gate(status, state, kind, false)), usual, "{named}");
                // By hand the account's status says nothing, and the course still does.
                assert_eq!(said(gate(status, state, kind, true)), expected, "{named} by hand");
            }
        }
    }
}

fn course(number: u128) -> MailCourse {
    let course = CourseId::from_uuid(uuid::Uuid::from_u128(number));
    MailCourse { course, title: format!("Course {number}"), ends_at: None, days: None }
}

/// Course 1 is Enrolled, 2 Expired, 3 Unenrolled, all others unknown.
fn state(id: CourseId) -> Option<StateWord> {
    let of = |number| course(number).course == id;
    [(1, StateWord::Enrolled), (2, StateWord::Expired), (3, StateWord::Unenrolled)]
        .into_iter()
        .find_map(|(number, word)| of(number).then_some(word))
}

/// MAIL-13, MAIL-14
#[test]
fn a_mail_about_several_courses_goes_out_for_those_the_learner_is_in() {
    let passing = |courses: &[MailCourse]| {
        let passing = gate_courses(StatusWord::Active, MailKind::ExpiryNotice, courses, false, state)
            .map(|passing| passing.into_iter().map(|course| course.title.clone()).collect::<Vec<_>>());
        passing.map_err(|reason| reason.rule().as_str())
    };
    assert_eq!(passing(&[course(3), course(1), course(2), course(4)]), Ok(vec!["Course 1".to_owned()]));
    assert_eq!(passing(&[course(2), course(3)]), Err("MAIL-13"));
    assert_eq!(passing(&[course(4), course(2)]), Err("MAIL-14"));
    assert_eq!(passing(&[]), Err("MAIL-14"));
}

/// MAIL-15
#[test]
fn a_mail_about_no_course_asks_the_account_alone() {
    let ask = |status, kind| gate_courses(status, kind, &[], false, |_| None).map(|courses| courses.len());
    assert_eq!(ask(StatusWord::Active, MailKind::OrderConfirmation), Ok(0));
    assert_eq!(ask(StatusWord::Inactive, MailKind::OrderConfirmation), Err(HeldBack::Inactive));
    assert_eq!(ask(StatusWord::Inactive, MailKind::PasswordLink), Ok(0));
}

#[test]
fn a_reason_says_what_holds_a_mail_back_and_by_which_rule() {
    let reason = |status, state| match gate(status, state, MailKind::ItemUnlocked, false) {
        Gate::Send => String::new(),
        Gate::Hold(reason) => reason.to_string(),
    };
    assert_eq!(reason(StatusWord::Inactive, None), "the account is inactive (MAIL-15)");
    assert_eq!(
        reason(StatusWord::Active, Some(StateWord::Expired)),
        "the access to the course is expired (MAIL-12)"
    );
    assert_eq!(
        reason(StatusWord::Active, Some(StateWord::Unenrolled)),
        "the learner is not enrolled in the course (MAIL-14)"
    );
}
