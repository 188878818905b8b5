use super::super::{CourseLine, Role, course_lines};
use crate::enrollment::{EndRule, EnrollmentState, StateWord, state_at};
use crate::record::story::{Story, at};
use crate::time::Instant;
use crate::transcript::Transcript;

fn lines_at(story: &Story, role: Role, at: Instant) -> Vec<CourseLine> {
    let record = &story.record;
    let nothing = Transcript::empty(record.customer.id);
    course_lines(&story.catalogue, &record.grants, &record.enrollments, &nothing, role, at)
}

/// The codes of the courses, with the letter of each.
fn letters(story: &Story, role: Role, when: &str) -> Vec<(String, char)> {
    let lines = lines_at(story, role, at(when));
    let code = |line: &CourseLine| story.catalogue.course(line.course).unwrap().code.to_string();
    lines.iter().map(|line| (code(line), line.state.letter())).collect()
}

fn letter(course: &str, letter: char) -> (String, char) {
    (course.to_owned(), letter)
}

/// VIEW-03, VIEW-05, VIEW-07, VIEW-08
#[test]
fn every_course_ever_given_has_a_line_with_its_letter_as_far_as_the_role_sees_it() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BOTH-30");
    story.assign("2026-01-12", "CARD-30");
    let (bbb, ccc) = (|one| letter("BBB", one), |one| letter("CCC", one));
    assert_eq!(letters(&story, Role::Manager, "2026-01-09"), []);
    assert_eq!(letters(&story, Role::Manager, "2026-01-11"), [bbb('E'), ccc('E')]);
    story.unenroll("2026-01-20", "BBB");
    for role in Role::ALL {
        let before = [bbb('E'), ccc('E')];
        assert_eq!(letters(&story, role, "2026-01-19"), before, "{role}");
    }
    assert_eq!(letters(&story, Role::Administrator, "2026-01-20"), [bbb('U'), ccc('E')]);
    assert_eq!(letters(&story, Role::ClientAdministrator, "2026-01-20"), [ccc('E')]);
    assert_eq!(letters(&story, Role::Manager, "2026-02-09"), [bbb('U'), ccc('X')]);
    assert_eq!(letters(&story, Role::ClientAdministrator, "2026-02-09"), [ccc('X')]);
}

/// VIEW-06: at the instant of the end, and the microsecond before and after it.
#[test]
fn a_line_says_when_access_ends_and_when_it_ended() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-30");
    let end = at("2026-02-09");
    for (micros, word) in [(-1, StateWord::Enrolled), (0, StateWord::Expired), (1, StateWord::Expired)] {
        let lines = lines_at(&story, Role::Administrator, end.checked_add_micros(micros).unwrap());
        assert_eq!((lines[0].state.word(), lines[0].ends_at), (word, Some(end)), "{micros}");
    }
    story.type_end("2026-01-20", "BBB", "2026-01-25");
    let typed = lines_at(&story, Role::Administrator, at("2026-01-21"));
    assert_eq!(typed[0].ends_at, story.enrollment("BBB").first().map(|_| typed_end(&story)));
}

fn typed_end(story: &Story) -> Instant {
    match state_at(&story.grants("BBB"), &story.enrollment("BBB"), at("2026-01-21")) {
        Some(EnrollmentState::Enrolled { until: Some(until), .. }) => until,
        other => panic!("{other:?}"),
    }
}

/// VIEW-06
#[test]
fn a_line_says_the_end_of_a_window_to_come_and_none_where_there_is_none() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-SPRING");
    let line = lines_at(&story, Role::Learner, at("2026-02-01"))[0];
    assert_eq!((line.state.word(), line.ends_at), (StateWord::Scheduled, Some(at("2026-07-01"))));
    story.unenroll("2026-02-02", "BBB");
    assert_eq!(lines_at(&story, Role::Manager, at("2026-02-02"))[0].ends_at, None);
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-EVER");
    let line = lines_at(&story, Role::Learner, at("2026-02-01"))[0];
    assert_eq!((line.state.word(), line.ends_at), (StateWord::Enrolled, None));
}

/// VIEW-06, ENR-06: windows that join on to one another are one, and a contract's end is the one that counts.
#[test]
fn what_is_still_to_come_ends_where_it_will_end_once_it_is_open() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-SPRING");
    let ends = |story: &Story| lines_at(story, Role::Manager, at("2026-02-01"))[0].ends_at;
    story.contract("SO-1", "2026-05-31");
    story.link("2026-01-11", "BBB", "SO-1");
    assert_eq!(ends(&story), Some(at("2026-06-01")));
    story.contract("SO-1", "2026-09-30");
    assert_eq!(ends(&story), Some(at("2026-10-01")));
    story.unlink("2026-01-12", "BBB");
    story.assign("2026-01-13", "BBB-EVER");
    assert_eq!(ends(&story), None);
}

/// Q-42, VIEW-06
#[test]
fn a_line_says_what_decides_the_end_and_whether_that_is_beyond_the_contract() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-SPRING");
    let marks = |story: &Story, when: &str| {
        let line = lines_at(story, Role::Manager, at(when))[0];
        (line.end_rule, line.is_beyond_contract)
    };
    assert_eq!(marks(&story, "2026-02-01"), (Some(EndRule::Window), false));
    story.contract("SO-1", "2026-05-31");
    story.link("2026-01-11", "BBB", "SO-1");
    assert_eq!(marks(&story, "2026-02-01"), (Some(EndRule::SalesOrder), false));
    story.type_end("2026-01-12", "BBB", "2026-05-31");
    assert_eq!(marks(&story, "2026-02-01"), (Some(EndRule::Override), false), "before the contract ends");
    story.type_end("2026-01-13", "BBB", "2026-06-15");
    for when in ["2026-02-01", "2026-05-01", "2026-07-01"] {
        assert_eq!(marks(&story, when), (Some(EndRule::Override), true), "{when}");
    }
    story.unenroll("2026-05-02", "BBB");
    assert_eq!(marks(&story, "2026-05-02").0, None);
}

/// VIEW-03, VIEW-05: a line's state is the enrollment's own, whatever other courses the grants open.
#[test]
fn a_line_has_the_state_that_the_enrollment_has() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BOTH-30");
    story.assign("2026-02-20", "BBB-30");
    story.type_end("2026-01-15", "CCC", "2026-01-16");
    for when in ["2026-01-10", "2026-01-16", "2026-01-18", "2026-02-09", "2026-02-20", "2026-03-30"] {
        for line in lines_at(&story, Role::Administrator, at(when)) {
            let code = story.catalogue.course(line.course).unwrap().code.to_string();
            let expected = state_at(&story.grants(&code), &story.enrollment(&code), at(when));
            assert_eq!(Some(line.state), expected, "{code} {when}");
        }
    }
}
