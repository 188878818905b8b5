use super::super::{
    Enrollment, EnrollmentEdit, EnrollmentEvent, EnrollmentRefused, clear_override, edit, enroll, expire,
    extend, guard, state_at, unenroll,
};
use crate::customer::StatusWord;
use crate::record::story::{Story, at};
use crate::refusal::{Outcome, Refusal};
use crate::rule::{ACC_01, ENR_11, ENR_16, X_11};

type Decided = Result<(Outcome, Vec<EnrollmentEvent>), EnrollmentRefused>;

fn try_edit(story: &Story, status: StatusWord, wanted: EnrollmentEdit, when: &str) -> Decided {
    let (grants, facts) = (story.grants("BBB"), story.enrollment("BBB"));
    let enrollment = Enrollment {
        customer: story.record.customer.id,
        status,
        course: story.course("BBB"),
        grants: &grants,
        facts: &facts,
    };
    edit(enrollment, wanted, at(when))
}

fn every_edit() -> [EnrollmentEdit; 5] {
    let ends_at = at("2026-06-01");
    [
        EnrollmentEdit::Enroll,
        EnrollmentEdit::Unenroll,
        EnrollmentEdit::Expire { ends_at },
        EnrollmentEdit::Extend { ends_at },
        EnrollmentEdit::ClearEnd,
    ]
}

fn unchanged() -> (Outcome, Vec<EnrollmentEvent>) {
    (Outcome::Unchanged, Vec::new())
}

fn letter(story: &Story, when: &str) -> char {
    state_at(&story.grants("BBB"), &story.enrollment("BBB"), at(when)).unwrap().letter()
}

/// ENR-11, X-11
#[test]
fn a_bulk_edit_passes_over_an_inactive_customer_and_nobody_else() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-30");
    for wanted in every_edit() {
        let refused = try_edit(&story, StatusWord::Inactive, wanted, "2026-01-15").unwrap_err();
        assert_eq!(refused, EnrollmentRefused::NotActive(story.record.customer.id));
        assert_eq!(refused.rules(), [ENR_11, X_11]);
        for status in [StatusWord::Active, StatusWord::Locked] {
            assert!(try_edit(&story, status, wanted, "2026-01-15").is_ok(), "{wanted:?}");
        }
    }
}

/// ACC-01
#[test]
fn who_never_had_access_can_be_neither_enrolled_nor_expired() {
    let story = Story::begin();
    for wanted in every_edit().into_iter().filter(|wanted| *wanted != EnrollmentEdit::ClearEnd) {
        let refused = try_edit(&story, StatusWord::Active, wanted, "2026-01-15").unwrap_err();
        assert_eq!(refused, EnrollmentRefused::NeverGranted(story.record.customer.id));
        assert_eq!(refused.rules(), [ACC_01]);
    }
}

/// ENR-16
#[test]
fn an_unenrolled_learner_cannot_become_expired() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-30");
    story.unenroll("2026-01-15", "BBB");
    let ends_at = at("2026-01-20");
    for wanted in [EnrollmentEdit::Expire { ends_at }, EnrollmentEdit::Extend { ends_at }] {
        let refused = try_edit(&story, StatusWord::Active, wanted, "2026-01-16").unwrap_err();
        assert_eq!(refused.rules(), [ENR_16]);
        assert!(refused.to_string().contains("is unenrolled; "), "{refused}");
    }
    assert_eq!(letter(&story, "2026-03-01"), 'U');
}

/// ENR-05, ENR-16
#[test]
fn expiring_by_hand_ends_the_access_at_the_typed_instant() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-EVER");
    story.type_end("2026-01-15", "BBB", "2026-01-20");
    assert_eq!(letter(&story, "2026-01-20T23:59:59.999999Z"), 'E');
    assert_eq!(letter(&story, "2026-01-21"), 'X');
}

/// ENR-05, ENR-16
#[test]
fn a_later_end_brings_an_expired_learner_back() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-30");
    assert_eq!(letter(&story, "2026-03-01"), 'X');
    story.type_end("2026-03-01", "BBB", "2026-03-31");
    assert_eq!(letter(&story, "2026-03-01"), 'E');
    assert_eq!(letter(&story, "2026-04-01"), 'X');
}

/// ENR-05, ENR-10
#[test]
fn expiring_who_is_expired_lengthens_nothing_that_has_passed() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-30");
    for ends_at in ["2026-02-09", "2026-03-01"] {
        let wanted = EnrollmentEdit::Expire { ends_at: at(ends_at) };
        let decided = try_edit(&story, StatusWord::Active, wanted, "2026-03-01").unwrap();
        assert_eq!(decided, unchanged(), "{ends_at}");
    }
    story.type_end("2026-03-01", "BBB", "2026-01-20");
    assert_eq!(letter(&story, "2026-01-25"), 'X');
}

///
#[test]
fn clearing_a_typed_end_lets_the_window_decide_again() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-30");
    story.type_end("2026-01-15", "BBB", "2026-01-20");
    story.clear_end("2026-01-25", "BBB");
    assert_eq!(letter(&story, "2026-01-25"), 'E');
    assert_eq!(letter(&story, "2026-02-09"), 'X');
    let again = clear_override(story.course("BBB"), &story.enrollment("BBB"));
    assert_eq!(again, (Outcome::Unchanged, Vec::new()));
}

#[test]
fn the_same_edit_twice_changes_nothing() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-30");
    let ends_at = at("2026-01-21");
    story.type_end("2026-01-15", "BBB", "2026-01-20");
    let active = StatusWord::Active;
    assert_eq!(
        try_edit(&story, active, EnrollmentEdit::Expire { ends_at }, "2026-01-16").unwrap(),
        unchanged()
    );
    assert_eq!(try_edit(&story, active, EnrollmentEdit::Enroll, "2026-01-16").unwrap(), unchanged());
    story.unenroll("2026-01-17", "BBB");
    assert_eq!(try_edit(&story, active, EnrollmentEdit::Unenroll, "2026-01-18").unwrap(), unchanged());
}

/// ENR-05
#[test]
fn the_same_end_binds_a_grant_given_since_it_was_typed() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-EVER");
    story.type_end("2026-01-11", "BBB", "2026-01-20");
    story.assign("2026-01-12", "BBB-EVER");
    assert_eq!(letter(&story, "2026-01-25"), 'E');
    story.type_end("2026-01-13", "BBB", "2026-01-20");
    assert_eq!(letter(&story, "2026-01-25"), 'X');
}

/// ENR-16
#[test]
fn enrolling_gives_no_access_where_the_grants_were_taken_back() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "BBB-30");
    story.revoke("2026-01-12", grant);
    let refused = try_edit(&story, StatusWord::Active, EnrollmentEdit::Enroll, "2026-01-13").unwrap_err();
    assert_eq!(refused.rules(), [ENR_16]);
}

/// ENR-16
#[test]
fn enrolling_takes_back_an_unenrollment_written_for_later() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-EVER");
    story.unenroll("2026-02-01", "BBB");
    assert_eq!(letter(&story, "2026-02-01"), 'U');
    story.enroll("2026-01-20", "BBB");
    assert_eq!(letter(&story, "2026-02-01"), 'E');
}

/// ENR-16
#[test]
fn an_unenrollment_dated_before_an_enrollment_still_takes_the_learner_out() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-EVER");
    story.unenroll("2026-01-11", "BBB");
    story.enroll("2026-01-20", "BBB");
    story.unenroll("2026-01-15", "BBB");
    assert_eq!(letter(&story, "2026-01-25"), 'U');
}

/// ENR-09
#[test]
fn a_single_edit_asks_nothing_of_the_status() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-EVER");
    let (customer, course) = (story.record.customer.id, story.course("BBB"));
    let (grants, facts, now) = (story.grants("BBB"), story.enrollment("BBB"), at("2026-01-12"));
    assert!(enroll(customer, course, &grants, &facts, now).is_ok());
    assert!(unenroll(customer, course, &grants, &facts, now).is_ok());
    assert!(expire(customer, course, &grants, &facts, now, now).is_ok());
    assert!(extend(customer, course, &grants, &facts, now, now).is_ok());
}

///
#[test]
fn more_changes_than_the_threshold_are_confirmed_by_their_number() {
    assert!(guard(10, 10, None).is_ok());
    assert_eq!(guard(11, 10, None), Err(EnrollmentRefused::Unconfirmed { touched: 11, threshold: 10 }));
    assert!(guard(11, 10, Some(11)).is_ok());
    assert_eq!(guard(11, 10, Some(3)), Err(EnrollmentRefused::OtherCount { touched: 11, confirmed: 3 }));
    assert_eq!(guard(3, 10, Some(4)), Err(EnrollmentRefused::OtherCount { touched: 3, confirmed: 4 }));
}
