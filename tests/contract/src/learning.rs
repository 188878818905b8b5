//! What stands beside a transcript: answers to quizzes, and what SCORM modules sent.

use std::collections::BTreeSet;

use pollster::block_on;
use rollbook_domain::catalogue::quiz::{Answers, QuizKey};
use rollbook_domain::customer::CustomerEvent;
use rollbook_domain::event::Event;
use rollbook_domain::id::{CustomerId, ItemId, SubmissionId};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{AnswersQuery, AnswersRow, PageRequest};
use rollbook_domain::scorm::{CmiElements, CmiStandard, Exit, Timespan};
use rollbook_domain::time::Instant;
use rollbook_domain::transcript::TranscriptEvent;
use rollbook_domain::transcript::cmi::{CmiCommit, CmiData};

use crate::Fixture;
use crate::cases::cases;
use crate::facts::Bundle;
use crate::paging::in_pages;
use crate::words::{days_later, start};

cases! { learning:
    nothing_was_answered_and_nothing_sent_at_first,
    answers_come_back_as_they_were_given,
    answers_are_those_to_the_quiz_and_of_the_customer_asked_for,
    answers_are_the_same_in_pages_of_every_size,
    a_submission_taken_out_is_marked_so_and_one_made_by_hand_too,
    what_a_module_sent_is_what_the_domain_folds_it_to,
    commits_of_one_session_in_one_commit_leave_the_last_values,
    modules_and_learners_are_kept_apart,
    cleared_data_is_gone_and_what_comes_later_stands_alone,
    the_largest_values_of_a_module_come_back_whole,
    what_an_erased_person_answered_and_modules_sent_is_gone,
}

fn answers_to(choices: &[(&str, &[&str])]) -> Answers {
    let key = |text: &str| QuizKey::parse(text).unwrap();
    let one = |(question, chosen): &(&str, &[&str])| {
        (key(question), chosen.iter().map(|choice| key(choice)).collect::<BTreeSet<_>>())
    };
    Answers::new(choices.iter().map(one))
}

fn handed_in(
    bundle: Bundle,
    submission: SubmissionId,
    answers: Option<Answers>,
    is_synthetic: bool,
) -> TranscriptEvent {
    TranscriptEvent::AttemptSubmitted {
        submission,
        item: bundle.item,
        course: bundle.course,
        version: 1,
        submitted_at: start(),
        score: None,
        is_passed: Some(false),
        is_synthetic,
        started_at: Some(start()),
        edition: Some(1),
        is_in_grace: false,
        answers: answers.map(|answers| Box::new(Personal::new(answers))),
    }
}

fn hand_in(
    fixture: &Fixture,
    customer: CustomerId,
    bundle: Bundle,
    answers: Option<Answers>,
) -> SubmissionId {
    let id = SubmissionId::next(&fixture.ids);
    fixture.write([Event::Transcript(customer, handed_in(bundle, id, answers, false))]);
    id
}

fn rows(fixture: &Fixture, item: ItemId, customer: Option<CustomerId>) -> Vec<AnswersRow> {
    let query = AnswersQuery { item, customer };
    block_on(fixture.tenant.answers(&query, &PageRequest::everything())).unwrap().items
}

fn cmi(fixture: &Fixture, customer: CustomerId, item: ItemId) -> Option<CmiData> {
    block_on(fixture.tenant.find_cmi(customer, item)).unwrap()
}

fn commit(
    bundle: Bundle,
    (version, attempt): (u32, u32),
    began: Instant,
    pairs: &[(&str, &str)],
) -> CmiCommit {
    let standard = CmiStandard::Scorm2004;
    CmiCommit {
        item: bundle.item,
        course: bundle.course,
        version,
        attempt,
        standard,
        session_began_at: began,
        session_time: Timespan::from_hundredths(0),
        exit: Exit::Normal,
        is_over: false,
        is_late: false,
        elements: Some(CmiElements::parse(standard, pairs.iter().copied()).unwrap()),
    }
}

/// Writes commits, all in one or one by one, and gives what the domain folds them to.
fn send(fixture: &Fixture, customer: CustomerId, commits: &[CmiCommit], at_once: bool) -> CmiData {
    let events: Vec<_> =
        commits.iter().map(|commit| TranscriptEvent::CmiCommitted(Box::new(commit.clone()))).collect();
    let mut folded = CmiData::empty(commits[0].item);
    for event in &events {
        folded.apply(event);
    }
    let written = events.into_iter().map(|event| Event::Transcript(customer, event));
    if at_once {
        fixture.write(written);
    } else {
        for event in written {
            fixture.write([event]);
        }
    }
    folded
}

fn nothing_was_answered_and_nothing_sent_at_first(fixture: &Fixture) {
    let (bundle, ada) = (fixture.bundle("MATH"), fixture.customer("ada@example.org"));
    assert_eq!(rows(fixture, bundle.item, None), []);
    assert_eq!(cmi(fixture, ada, bundle.item), None);
    assert_eq!(cmi(fixture, CustomerId::next(&fixture.ids), ItemId::next(&fixture.ids)), None);
}

/// TRN-10
fn answers_come_back_as_they_were_given(fixture: &Fixture) {
    let (bundle, ada) = (fixture.bundle("MATH"), fixture.customer("ada@example.org"));
    let given = answers_to(&[("q1", &["a"]), ("q2", &["c", "a.b-c_D"]), ("open", &[])]);
    let id = hand_in(fixture, ada, bundle, Some(given.clone()));
    hand_in(fixture, ada, bundle, None);
    let none = hand_in(fixture, ada, bundle, Some(Answers::default()));
    let row = |submission, answers| AnswersRow {
        customer: ada,
        submission,
        edition: Some(1),
        is_synthetic: false,
        is_removed: false,
        answers: Personal::new(answers),
    };
    assert_eq!(rows(fixture, bundle.item, None), [row(id, given), row(none, Answers::default())]);
}

fn answers_are_those_to_the_quiz_and_of_the_customer_asked_for(fixture: &Fixture) {
    let (bundle, other) = (fixture.bundle("MATH"), fixture.bundle("LAW"));
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let given = || Some(answers_to(&[("q1", &["a"])]));
    let first = hand_in(fixture, bob, bundle, given());
    let second = hand_in(fixture, ada, bundle, given());
    let elsewhere = hand_in(fixture, ada, other, given());
    let third = hand_in(fixture, bob, bundle, given());
    let ids =
        |item, customer| rows(fixture, item, customer).iter().map(|row| row.submission).collect::<Vec<_>>();
    assert_eq!(ids(bundle.item, None), [first, second, third]);
    assert_eq!(ids(bundle.item, Some(ada)), [second]);
    assert_eq!(ids(bundle.item, Some(bob)), [first, third]);
    assert_eq!(ids(other.item, None), [elsewhere]);
    assert_eq!(ids(other.item, Some(bob)), []);
}

fn answers_are_the_same_in_pages_of_every_size(fixture: &Fixture) {
    let (bundle, ada) = (fixture.bundle("MATH"), fixture.customer("ada@example.org"));
    for _ in 0..5 {
        hand_in(fixture, ada, bundle, Some(answers_to(&[("q1", &["a"])])));
    }
    let all = rows(fixture, bundle.item, None);
    assert_eq!(all.len(), 5);
    let query = AnswersQuery { item: bundle.item, customer: None };
    for size in 1..=6 {
        let paged = in_pages(size, |page| block_on(fixture.tenant.answers(&query, page)));
        assert_eq!(paged, all, "in pages of {size}");
    }
}

/// X-17, TRN-11
fn a_submission_taken_out_is_marked_so_and_one_made_by_hand_too(fixture: &Fixture) {
    let (bundle, ada) = (fixture.bundle("MATH"), fixture.customer("ada@example.org"));
    let given = || Some(answers_to(&[("q1", &["a"])]));
    let first = hand_in(fixture, ada, bundle, given());
    let second = SubmissionId::next(&fixture.ids);
    fixture.write([
        Event::Transcript(ada, TranscriptEvent::SubmissionRemoved { submission: first }),
        Event::Transcript(ada, handed_in(bundle, second, given(), true)),
    ]);
    let marks: Vec<_> =
        rows(fixture, bundle.item, None).iter().map(|row| (row.is_removed, row.is_synthetic)).collect();
    assert_eq!(marks, [(true, false), (false, true)]);
}

fn what_a_module_sent_is_what_the_domain_folds_it_to(fixture: &Fixture) {
    let (bundle, ada) = (fixture.bundle("MATH"), fixture.customer("ada@example.org"));
    let commits = [
        commit(bundle, (1, 1), days_later(2), &[("cmi.location", "p2"), ("vendor.thing", "kept")]),
        commit(bundle, (1, 1), days_later(1), &[("cmi.location", "p1")]),
        CmiCommit {
            session_time: Timespan::from_hundredths(77),
            exit: Exit::TimeOut,
            is_over: true,
            is_late: true,
            ..commit(bundle, (1, 1), days_later(2), &[("cmi.location", "")])
        },
        CmiCommit {
            session_time: Timespan::from_hundredths(u64::MAX),
            exit: Exit::Logout,
            elements: None,
            ..commit(bundle, (1, 1), days_later(2), &[])
        },
        CmiCommit {
            standard: CmiStandard::Scorm12,
            ..commit(bundle, (1, 2), days_later(3), &[("cmi.core.exit", "suspend")])
        },
    ];
    let folded = send(fixture, ada, &commits, false);
    assert_eq!(cmi(fixture, ada, bundle.item), Some(folded.clone()));
    assert_eq!(folded.attempts.len(), 2);
    let session = folded.attempts[0].session(days_later(2)).unwrap();
    assert!(session.is_late && !session.is_over && session.exit == Exit::Logout);
}

fn commits_of_one_session_in_one_commit_leave_the_last_values(fixture: &Fixture) {
    let (bundle, ada) = (fixture.bundle("MATH"), fixture.customer("ada@example.org"));
    let at = |location| commit(bundle, (1, 1), days_later(1), &[("cmi.location", location)]);
    let folded = send(fixture, ada, &[at("p1"), at("p2"), at("p3")], true);
    assert_eq!(folded.attempts[0].elements.get("cmi.location"), Some("p3"));
    assert_eq!(cmi(fixture, ada, bundle.item), Some(folded));
}

fn modules_and_learners_are_kept_apart(fixture: &Fixture) {
    let (bundle, other) = (fixture.bundle("MATH"), fixture.bundle("LAW"));
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let sent = |bundle, location| [commit(bundle, (1, 1), days_later(1), &[("cmi.location", location)])];
    let adas = send(fixture, ada, &sent(bundle, "a"), false);
    let bobs = send(fixture, bob, &sent(bundle, "b"), false);
    let elsewhere = send(fixture, ada, &sent(other, "c"), false);
    assert_eq!(cmi(fixture, ada, bundle.item), Some(adas));
    assert_eq!(cmi(fixture, bob, bundle.item), Some(bobs));
    assert_eq!(cmi(fixture, ada, other.item), Some(elsewhere));
    assert_eq!(cmi(fixture, bob, other.item), None);
}

/// TRN-07
fn cleared_data_is_gone_and_what_comes_later_stands_alone(fixture: &Fixture) {
    let (bundle, other) = (fixture.bundle("MATH"), fixture.bundle("LAW"));
    let ada = fixture.customer("ada@example.org");
    let sent = |bundle, name| [commit(bundle, (1, 1), days_later(1), &[(name, "x")])];
    send(fixture, ada, &sent(bundle, "cmi.location"), false);
    let elsewhere = send(fixture, ada, &sent(other, "cmi.location"), false);
    let cleared = || Event::Transcript(ada, TranscriptEvent::CmiCleared { item: bundle.item });
    fixture.write([cleared()]);
    assert_eq!(cmi(fixture, ada, bundle.item), None);
    assert_eq!(cmi(fixture, ada, other.item), Some(elsewhere));
    fixture.write([cleared()]);
    let later = commit(bundle, (1, 1), days_later(5), &[("cmi.exit", "")]);
    let event = || Event::Transcript(ada, TranscriptEvent::CmiCommitted(Box::new(later.clone())));
    fixture.write([event(), cleared(), event()]);
    let mut folded = CmiData::empty(bundle.item);
    folded.apply(&TranscriptEvent::CmiCommitted(Box::new(later.clone())));
    assert_eq!(cmi(fixture, ada, bundle.item), Some(folded));
}

fn the_largest_values_of_a_module_come_back_whole(fixture: &Fixture) {
    let (bundle, ada) = (fixture.bundle("MATH"), fixture.customer("ada@example.org"));
    let long = "𝄞'\"\\\n".repeat(64_000 / 5);
    let name = format!("vendor.{}", "n".repeat(248));
    let folded = send(
        fixture,
        ada,
        &[commit(bundle, (1, 1), days_later(1), &[("cmi.suspend_data", &long), (&name, "{}[]")])],
        false,
    );
    assert_eq!(cmi(fixture, ada, bundle.item), Some(folded));
}

/// GDPR-04, GDPR-05
fn what_an_erased_person_answered_and_modules_sent_is_gone(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let sent = [commit(bundle, (1, 1), days_later(1), &[("cmi.suspend_data", "x")])];
    hand_in(fixture, ada, bundle, Some(answers_to(&[("q1", &["a"])])));
    send(fixture, ada, &sent, true);
    let kept = hand_in(fixture, bob, bundle, Some(answers_to(&[("q1", &["a"])])));
    let bobs = send(fixture, bob, &sent, true);
    fixture.write([Event::Customer(ada, CustomerEvent::CustomerErased.into())]);
    assert_eq!(cmi(fixture, ada, bundle.item), None);
    let left: Vec<_> = rows(fixture, bundle.item, None).iter().map(|row| row.submission).collect();
    assert_eq!(left, [kept]);
    assert_eq!(cmi(fixture, bob, bundle.item), Some(bobs));
}
