use super::super::{
    EndRule, Enrollment, EnrollmentEdit, EnrollmentEvent, EnrollmentRefused, EnrollmentState, LinkEnd,
    SeatOf, beyond_contract, edit, end_of, linked_to, seat_of, state_at,
};
use crate::customer::StatusWord;
use crate::record::story::{Story, at};
use crate::refusal::{Outcome, Refusal};
use crate::rule::{ACC_01, ENR_11, ENR_16, X_11};
use crate::time::Instant;

type Decided = Result<(Outcome, Vec<EnrollmentEvent>), EnrollmentRefused>;

fn state(story: &Story, when: Instant) -> EnrollmentState {
    state_at(&story.grants("BBB"), &story.enrollment("BBB"), when).unwrap()
}

fn letter(story: &Story, when: &str) -> char {
    state(story, at(when)).letter()
}

fn linked() -> Story {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-EVER");
    story.contract("SO-1", "2026-03-31");
    story.link("2026-01-11", "BBB", "SO-1");
    story
}

fn try_edit(story: &Story, status: StatusWord, wanted: EnrollmentEdit, when: &str) -> Decided {
    let (grants, facts) = (story.grants("BBB"), story.enrollment("BBB"));
    let (customer, course) = (story.record.customer.id, story.course("BBB"));
    edit(Enrollment { customer, status, course, grants: &grants, facts: &facts }, wanted, at(when))
}

fn end(story: &Story, when: &str) -> (Option<Instant>, EndRule) {
    end_of(&story.grants("BBB"), &story.enrollment("BBB"), at(when)).unwrap()
}

/// ENR-06, X-06, X-19
#[test]
fn who_follows_a_sales_order_expires_with_it_to_the_microsecond() {
    let story = linked();
    let over = at("2026-04-01");
    let near = |by: i64| Instant::from_micros(over.as_micros() + by).unwrap();
    assert_eq!([-1, 0, 1].map(|by| state(&story, near(by)).letter()), ['E', 'X', 'X']);
    assert!(matches!(
        state(&story, near(-1)),
        EnrollmentState::Enrolled { until: Some(until), end_rule: EndRule::SalesOrder, .. } if until == over
    ));
    assert_eq!(state(&story, near(-1)).rule().to_string(), "ENR-06");
    assert_eq!(state(&story, over).rule().to_string(), "ENR-06");
    assert_eq!(end(&story, "2026-02-01"), (Some(over), EndRule::SalesOrder));
}

/// ENR-01, ENR-16, Q-40, Q-41, X-06
#[test]
fn a_contract_that_moves_moves_everybody_who_follows_it_and_brings_them_back() {
    let mut story = linked();
    assert_eq!(letter(&story, "2026-03-15"), 'E');
    story.contract("SO-1", "2026-02-28");
    assert_eq!(letter(&story, "2026-03-15"), 'X');
    let facts = story.enrollment("BBB").len();
    story.contract("SO-1", "2026-12-31");
    assert_eq!(letter(&story, "2026-03-15"), 'E');
    assert_eq!(letter(&story, "2026-12-31"), 'E');
    assert_eq!(story.enrollment("BBB").len(), facts, "nothing is written about the learner");
}

///
#[test]
fn a_sales_order_may_end_before_or_after_the_window_and_decides_either_way() {
    for (contract_end, over) in [("2026-01-20", "2026-01-21"), ("2026-06-30", "2026-07-01")] {
        let mut story = Story::begin();
        story.assign("2026-01-10", "BBB-30");
        story.contract("SO-1", contract_end);
        story.link("2026-01-11", "BBB", "SO-1");
        assert_eq!(end(&story, "2026-01-12"), (Some(at(over)), EndRule::SalesOrder));
        story.unlink("2026-01-12", "BBB");
        assert_eq!(end(&story, "2026-01-12"), (Some(at("2026-02-09")), EndRule::Window));
    }
}

/// ENR-05, Q-42, Q-43, X-06
#[test]
fn a_typed_date_wins_and_is_marked_beyond_the_contract_until_it_is_cleared() {
    let mut story = linked();
    let is_beyond = |story: &Story| {
        let (grants, facts) = (story.grants("BBB"), story.enrollment("BBB"));
        beyond_contract(&grants, &facts).map(|contract| contract.number.to_string())
    };
    story.type_end("2026-01-12", "BBB", "2026-02-15");
    assert_eq!(end(&story, "2026-01-12"), (Some(at("2026-02-16")), EndRule::Override));
    assert_eq!(is_beyond(&story), None);
    story.type_end("2026-01-13", "BBB", "2026-03-31");
    assert_eq!(is_beyond(&story), None, "it ends with the contract");
    story.type_end("2026-01-13", "BBB", "2026-04-01");
    assert_eq!(is_beyond(&story).as_deref(), Some("SO-1"));
    assert_eq!(letter(&story, "2026-04-01T12:00:00Z"), 'E');
    story.clear_end("2026-01-14", "BBB");
    assert_eq!(end(&story, "2026-01-14"), (Some(at("2026-04-01")), EndRule::SalesOrder));
    assert_eq!((is_beyond(&story), letter(&story, "2026-04-01T12:00:00Z")), (None, 'X'));
}

/// X-06, ENR-16
#[test]
fn a_purchase_after_the_link_does_not_follow_the_contract() {
    let mut story = linked();
    story.assign("2026-03-20", "BBB-30");
    assert_eq!(letter(&story, "2026-04-10"), 'E');
    assert_eq!(letter(&story, "2026-04-19"), 'X');
    story.link("2026-04-19", "BBB", "SO-1");
    assert_eq!(letter(&story, "2026-04-10"), 'X', "now the purchase follows it too");
}

/// ENR-17, ENR-04
#[test]
fn a_bulk_edit_sets_sales_order_and_date_together_or_leaves_the_date_alone() {
    let mut story = linked();
    story.contract("SO-2", "2026-05-31");
    let kinds = |decided: Decided| -> Vec<&'static str> {
        decided
            .unwrap()
            .1
            .into_iter()
            .map(|event| crate::event::Event::Customer(story.record.customer.id, event.into()).kind())
            .collect()
    };
    let ends_at = at("2026-05-01");
    let attempt = |end| try_edit(&story, StatusWord::Active, story.linking("SO-2", end), "2026-02-01");
    assert_eq!(kinds(attempt(LinkEnd::Keep)), ["sales_order_linked"]);
    assert_eq!(kinds(attempt(LinkEnd::At(ends_at))), ["sales_order_linked", "enrollment_override_set"]);
    assert_eq!(kinds(attempt(LinkEnd::Follow)), ["sales_order_linked"], "no date is there to take away");
    let mut typed = linked();
    typed.type_end("2026-01-12", "BBB", "2026-02-15");
    let attempt = |end| try_edit(&typed, StatusWord::Active, typed.linking("SO-1", end), "2026-02-01");
    assert_eq!(attempt(LinkEnd::Keep).unwrap().0, Outcome::Unchanged);
    assert_eq!(kinds(attempt(LinkEnd::Follow)), ["enrollment_override_cleared"]);
    assert_eq!(attempt(LinkEnd::At(at("2026-02-16"))).unwrap().0, Outcome::Unchanged);
}

/// ENR-11, X-11, ENR-16, ACC-01
#[test]
fn who_is_inactive_unenrolled_or_never_had_access_is_not_linked() {
    let mut story = linked();
    story.contract("SO-2", "2026-05-31");
    let attempt = |story: &Story, status| {
        try_edit(story, status, story.linking("SO-2", LinkEnd::Keep), "2026-02-01").unwrap_err()
    };
    assert_eq!(attempt(&story, StatusWord::Inactive).rules(), [ENR_11, X_11]);
    story.unenroll("2026-01-20", "BBB");
    let refused = attempt(&story, StatusWord::Active);
    assert_eq!(refused.rules(), [ENR_16]);
    assert!(
        refused.to_string().ends_with("a sales order does not bring them back; enroll first"),
        "{refused}"
    );
    let mut nobody = Story::begin();
    nobody.contract("SO-2", "2026-05-31");
    assert_eq!(attempt(&nobody, StatusWord::Active).rules(), [ACC_01]);
}

/// ENR-01
#[test]
fn an_unenrolled_learner_leaves_the_seat_and_takes_it_again_on_coming_back() {
    let mut story = linked();
    let id = linked_to(&story.enrollment("BBB")).unwrap().0;
    let seat = |story: &Story, when: &str| seat_of(&story.enrollment("BBB"), at(when));
    assert_eq!(seat(&story, "2026-01-12"), SeatOf::Taken(id));
    story.unenroll("2026-02-01", "BBB");
    assert_eq!(seat(&story, "2026-01-31"), SeatOf::Taken(id), "until the day comes");
    assert_eq!(seat(&story, "2026-02-01"), SeatOf::LeftFree(id));
    story.assign("2026-02-02", "BBB-30");
    assert_eq!(seat(&story, "2026-02-03"), SeatOf::LeftFree(id), "that access was bought");
    story.enroll_by_name("2026-02-10", "BBB");
    assert_eq!(seat(&story, "2026-02-03"), SeatOf::Taken(id), "it is taken ahead of the day");
    story.unlink("2026-02-11", "BBB");
    assert_eq!(seat(&story, "2026-02-11"), SeatOf::None);
    assert_eq!(
        try_edit(&story, StatusWord::Active, EnrollmentEdit::Unlink, "2026-02-12").unwrap().0,
        Outcome::Unchanged
    );
}
