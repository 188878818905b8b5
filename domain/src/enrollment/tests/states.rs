use super::super::{
    EndRule, EnrollmentChange, EnrollmentEvent, EnrollmentFact, EnrollmentState, StateWord, UnenrolledBy,
    state_at,
};
use crate::record::story::{Story, at, stamp};
use crate::stamp::Revision;

fn state(story: &Story, when: &str) -> Option<EnrollmentState> {
    state_at(&story.grants("BBB"), &story.enrollment("BBB"), at(when))
}

fn letter(story: &Story, when: &str) -> Option<char> {
    state(story, when).map(|state| state.letter())
}

/// ENR-07, ENR-08, ENR-09, ENR-10
#[test]
fn a_learner_is_e_u_or_x() {
    let mut story = Story::begin();
    assert_eq!(letter(&story, "2026-01-09"), None);
    story.assign("2026-01-10", "BBB-30");
    assert_eq!(letter(&story, "2026-01-09"), None);
    assert_eq!(letter(&story, "2026-01-10"), Some('E'));
    assert_eq!(letter(&story, "2026-02-09"), Some('X'));
    story.unenroll("2026-03-01", "BBB");
    assert_eq!(letter(&story, "2026-03-01"), Some('U'));
}

/// ENR-08, ACC-12
#[test]
fn before_the_first_window_opens_a_learner_is_enrolled_and_scheduled() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "BBB-SPRING");
    let expected = EnrollmentState::Scheduled { opens_at: at("2026-03-01"), grant };
    assert_eq!(state(&story, "2026-01-10"), Some(expected));
    assert_eq!(letter(&story, "2026-01-10"), Some('E'));
    assert_eq!(expected.word(), StateWord::Scheduled);
}

/// ENR-12
#[test]
fn what_is_said_of_one_course_touches_no_other() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BOTH-30");
    story.type_end("2026-01-11", "BBB", "2026-01-12");
    story.unenroll("2026-01-13", "BBB");
    let other = state_at(&story.grants("CCC"), &story.enrollment("CCC"), at("2026-01-20"));
    assert_eq!(other.map(|state| state.letter()), Some('E'));
}

/// ENR-13, ENR-16
#[test]
fn enrolling_again_gives_the_same_window_back() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "BBB-30");
    story.unenroll("2026-01-15", "BBB");
    story.enroll("2026-01-20", "BBB");
    let (since, until) = (at("2026-01-20"), Some(at("2026-02-09")));
    let expected = EnrollmentState::Enrolled { since, until, grant, end_rule: EndRule::Window };
    assert_eq!(state(&story, "2026-01-21"), Some(expected));
    assert_eq!(letter(&story, "2026-01-19"), Some('U'));
    assert_eq!(letter(&story, "2026-01-14"), Some('E'));
}

/// ENR-16, Q-51
#[test]
fn a_purchase_after_an_unenrollment_enrolls_anew() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-30");
    story.unenroll("2026-01-15", "BBB");
    story.assign("2026-01-20", "BBB-30");
    assert_eq!(letter(&story, "2026-01-19"), Some('U'));
    assert_eq!(letter(&story, "2026-01-20"), Some('E'));
}

/// ENR-16
#[test]
fn a_withdrawal_learned_late_is_true_from_its_own_day() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-EVER");
    let fact = EnrollmentEvent::Unenrolled { course: story.course("BBB") };
    story.write("2026-01-13", [fact]);
    assert_eq!(letter(&story, "2026-01-12T23:59:59.999999Z"), Some('E'));
    assert_eq!(letter(&story, "2026-01-13"), Some('U'));
}

/// ENR-16
#[test]
fn of_two_words_the_one_written_last_wins_whatever_time_it_carries() {
    let story = {
        let mut story = Story::begin();
        story.assign("2026-01-10", "BBB-EVER");
        story
    };
    let fact =
        |position, change, when| EnrollmentFact { change, stamp: stamp(Revision::new(position), at(when)) };
    let written = [
        fact(10, EnrollmentChange::Unenrolled, "2026-01-20"),
        fact(11, EnrollmentChange::Enrolled, "2026-01-15"),
    ];
    let at_the_end = state_at(&story.grants("BBB"), &written, at("2026-01-25")).unwrap();
    assert_eq!(at_the_end.letter(), 'E');
}

/// ENR-16, ACC-13, ORD-14
#[test]
fn the_last_grant_taken_away_says_why_the_learner_is_out() {
    let mut story = Story::begin();
    let revoked = story.assign("2026-01-10", "BBB-EVER");
    let suspended = story.assign("2026-01-10", "BBB-EVER");
    story.revoke("2026-01-12", revoked);
    assert_eq!(letter(&story, "2026-01-12"), Some('E'));
    story.cancel_order("2026-01-14", story.order_of(suspended));
    let by = UnenrolledBy::OrderCancelled;
    let expected = EnrollmentState::Unenrolled { since: at("2026-01-14"), by };
    assert_eq!(state(&story, "2026-01-15"), Some(expected));
    story.reinstate_order("2026-01-16", story.order_of(suspended));
    assert_eq!(letter(&story, "2026-01-16"), Some('E'));
}

/// ENR-07
#[test]
fn states_are_read_by_the_words_they_are_printed_with() {
    for word in [StateWord::Enrolled, StateWord::Scheduled, StateWord::Unenrolled, StateWord::Expired] {
        assert_eq!(word.to_string().parse(), Ok(word));
    }
    let refused = "gone".parse::<StateWord>().unwrap_err().to_string();
    assert_eq!(
        refused,
        "`gone` is not a state of an enrollment; give enrolled, scheduled, unenrolled or expired"
    );
}

/// ENR-05, ENR-08, ENR-09, ENR-10, ACC-12, ORD-14
#[test]
fn every_state_names_the_rule_behind_it() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "BBB-SPRING");
    let rule = |story: &Story, when| state(story, when).unwrap().rule().to_string();
    assert_eq!(rule(&story, "2026-01-10"), "ACC-12");
    assert_eq!(rule(&story, "2026-03-10"), "ENR-08");
    assert_eq!(rule(&story, "2026-07-10"), "ENR-10");
    story.type_end("2026-02-01", "BBB", "2026-03-31");
    assert_eq!(rule(&story, "2026-03-10"), "ENR-05");
    assert_eq!(rule(&story, "2026-04-10"), "ENR-05");
    story.unenroll("2026-05-01", "BBB");
    assert_eq!(rule(&story, "2026-05-10"), "ENR-09");
    story.enroll("2026-05-11", "BBB");
    story.cancel_order("2026-05-12", story.order_of(grant));
    assert_eq!(rule(&story, "2026-05-13"), "ORD-14");
}
