use pollster::block_on;
use rollbook_domain::access::{EditWindow, GrantState, NewEnd};
use rollbook_domain::id::{CountingIds, GrantId};
use rollbook_domain::port::{AccessLookup, SubjectKey};
use rollbook_domain::refusal::Outcome;
use rollbook_domain::rule::{ACC_13, ACD_6};
use rollbook_domain::text::Note;
use rollbook_domain::time::Moment;
use rollbook_domain::verdict::{AccessFacts, SubjectKind, View};

use super::*;
use crate::testing::faults::{
    Act, an_outage_at_each_step_ends_it, conflicts_are_tried_again_and_then_given_up,
};
use crate::testing::learner::grant_id;
use crate::testing::world::{ADA, Fault, ada, by_email, catalogue, world};
use crate::testing::{MockPorts, Room, code, new_tenant, now, outage};
use crate::{Failure, What};

fn reason() -> Note {
    Note::parse("was ill").unwrap()
}

fn until_june() -> EditWindow {
    let end = Moment::parse("2026-06-30").unwrap();
    EditWindow { starts: None, ends: Some(NewEnd::At(end)) }
}

const ACTS: [(&str, Act); 3] = [
    ("edit", |desk| {
        block_on(edit_access(desk, &by_email(ADA), grant_id(), until_june(), reason())).map(|_| ())
    }),
    ("revoke", |desk| block_on(revoke_access(desk, &by_email(ADA), grant_id(), None)).map(|_| ())),
    ("launch", |desk| block_on(launch_access(desk, &by_email(ADA), grant_id())).map(|_| ())),
];

#[test]
fn an_outage_at_any_step_ends_the_command_and_nothing_is_committed() {
    for (name, act) in ACTS {
        an_outage_at_each_step_ends_it(name, act);
    }
}

#[test]
fn a_command_starts_over_when_others_were_faster_and_gives_up_after_sixteen_tries() {
    for (name, act) in ACTS {
        conflicts_are_tried_again_and_then_given_up(name, act);
    }
}

/// ACC-13
#[test]
fn a_grant_of_somebody_else_is_not_found() {
    let (ports, tally) = world(Fault::Nothing);
    let room = Room::with(ports);
    let other = GrantId::next(&CountingIds::starting_at(99));
    let failure = block_on(revoke_access(&room.desk(), &by_email(ADA), other, None)).unwrap_err();
    let Failure::Refused(refusal) = &failure else { panic!("{failure:?}") };
    assert!(refusal.is_missing());
    assert_eq!(failure.rules(), &[ACC_13]);
    assert_eq!(tally.commits(), 0);
}

/// ACC-14
#[test]
fn an_edit_to_the_same_end_is_unchanged_and_not_committed() {
    let (ports, tally) = world(Fault::Nothing);
    let room = Room::with(ports);
    let same = EditWindow { starts: None, ends: Some(NewEnd::Open) };
    let change = block_on(edit_access(&room.desk(), &by_email(ADA), grant_id(), same, reason())).unwrap();
    assert_eq!((change.outcome, tally.commits()), (Outcome::Unchanged, 0));
}

fn subject() -> SubjectKey {
    SubjectKey::CourseCode(code("alg"))
}

fn answering(answer: impl Fn() -> AccessLookup + Send + 'static) -> Room {
    let mut ports = MockPorts::new();
    ports.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    ports.expect_access_facts().times(1).returning(move |_, _| Ok(answer()));
    Room::with(ports)
}

/// ACD-6, WHY-01
#[test]
fn a_check_is_one_read_and_an_explanation_agrees_with_it() {
    let found = || {
        let course = SubjectKind::Course(catalogue().courses()[0].id);
        AccessLookup::Found(Box::new(AccessFacts::of(&ada(), &catalogue(), course).unwrap()))
    };
    let key = by_email(ADA);
    let room = answering(found);
    let verdict = block_on(check_access(&room.desk(), &key, &subject(), View::Content, now())).unwrap();
    assert_eq!((verdict.is_allowed, verdict.rules()[0]), (true, ACD_6));
    let room = answering(found);
    let asked = block_on(explain_access(&room.desk(), &key, &subject(), View::Content, now()));
    assert_eq!(asked.unwrap().1.verdict, verdict);
}

#[test]
fn a_question_about_nobody_or_nothing_says_which() {
    let key = by_email(ADA);
    for (answer, what, named) in
        [(AccessLookup::NoCustomer, What::Customer, ADA), (AccessLookup::NoSubject, What::Course, "alg")]
    {
        let room = answering(move || answer.clone());
        let failure =
            block_on(check_access(&room.desk(), &key, &subject(), View::Content, now())).unwrap_err();
        let Failure::Missing { what: missing, key } = failure else { panic!("{failure:?}") };
        assert_eq!((missing, key.as_str()), (what, named));
    }
}

#[test]
fn a_store_that_is_gone_gives_no_verdict() {
    let mut ports = MockPorts::new();
    ports.expect_access_facts().returning(|_, _| Err(outage()));
    let room = Room::with(ports);
    let asked = block_on(check_access(&room.desk(), &by_email(ADA), &subject(), View::Content, now()));
    assert!(matches!(asked, Err(Failure::Store(_))));
}

/// ACC-06, X-04
#[test]
fn the_history_holds_every_grant_with_its_state() {
    let (ports, _) = world(Fault::Nothing);
    let room = Room::with(ports);
    let lines = block_on(list_access(&room.desk(), &by_email(ADA), now())).unwrap();
    let mut states: Vec<_> = lines.iter().map(|line| line.state).collect();
    states.sort();
    assert_eq!(states, [Some(GrantState::InForce), Some(GrantState::Suspended)]);
    assert!(lines.iter().all(|line| line.product == code("ALGEBRA")));
}
