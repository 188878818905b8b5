use proptest::prelude::*;

use crate::plan::ledger::{Ledger, at};
use crate::record::story::stamp;
use crate::rule::{ACC_01, CUS_29, IMP_04, IMP_23, ORD_09, TRN_04, TRN_05, TRN_14, TRN_16};
use crate::transcript::attempt::{quiz_work, remove_submission};
use crate::transcript::{ItemResult, ItemStatus, OutsideAccess, RecordedBy};

const ROSTER: &str = "First Name,Last Name,Email,Price ID,Order Date\n\
    Ada,Lovelace,ada@example.org,ALGEBRA,2026-01-10\n\
    Alan,Turing,alan@example.org,ALGEBRA,2026-01-10\n\
    Grace,Hopper,grace@example.org,,";

/// Ada and Alan are in `ALGEBRA` from 10 January 2026 on; its essay and its quiz are required, its talk is not.
fn enrolled() -> Ledger {
    let mut ledger = Ledger::filled();
    ledger.apply_roster(ROSTER);
    ledger.apply_items(
        "Course Code,Item Code,Kind,Weight,Required,Maximum Score\n\
         ALGEBRA,ESSAY,TMA,40,yes,20\n\
         ALGEBRA,QUIZ,CMA,60,yes,\n\
         ALGEBRA,TALK,event,,no,\n\
         HISTORY,DATES,quiz,,yes,",
    );
    ledger
}

fn file(rows: &[&str]) -> String {
    let header = "Email,Course Code,Item Code,Date,Score";
    std::iter::once(header).chain(rows.iter().copied()).collect::<Vec<_>>().join("\n")
}

fn points(result: &ItemResult) -> Option<String> {
    result.score.map(|score| score.to_string())
}

fn result(ledger: &Ledger, email: &str, item: &str) -> Option<ItemResult> {
    let item = ledger.catalogue().item_by_code(item).unwrap().id;
    ledger.transcript(email).item(item, 1).map(|record| record.result)
}

/// TRN-04, TRN-16
#[test]
fn a_score_completes_the_item_on_the_day_it_was_handed_in() {
    let mut ledger = enrolled();
    let text = file(&["ADA@example.org,algebra,essay,2026-02-10,17.50"]);
    let plan = ledger.plan_scores(&text);
    assert_eq!((plan.counts.results, plan.counts.completions, plan.touched), (1, 0, 1));
    let course = ledger.catalogue().course_by_code("ALGEBRA").unwrap().clone();
    assert_eq!(plan.changes.courses, [(course.id, course.revision)], "the plan rests on the course's items");
    ledger.apply_scores(&text);
    let result = result(&ledger, "ada@example.org", "ESSAY").unwrap();
    let day = Some(at("2026-02-09T23:00:00Z"));
    assert_eq!((result.status, result.by), (ItemStatus::Completed, RecordedBy::Import));
    assert_eq!((result.completed_at, result.submitted_at, result.outside), (day, day, None));
    let score = result.score.unwrap();
    assert_eq!((score.to_string().as_str(), score.maximum()), ("17.5", Some(20.into())));
}

#[test]
fn a_blank_score_is_work_that_waits_for_one() {
    let mut ledger = enrolled();
    ledger.apply_scores(&file(&["ada@example.org,ALGEBRA,ESSAY,2026-02-10,"]));
    let waiting = result(&ledger, "ada@example.org", "ESSAY").unwrap();
    assert_eq!((waiting.status, waiting.score, waiting.completed_at), (ItemStatus::Submitted, None, None));
    ledger.apply_scores(&file(&["ada@example.org,ALGEBRA,ESSAY,2026-02-10,0"]));
    let scored = result(&ledger, "ada@example.org", "ESSAY").unwrap();
    assert_eq!((scored.status, scored.score.unwrap().to_string().as_str()), (ItemStatus::Completed, "0"));
    let again = ledger.plan_scores(&file(&["ada@example.org,ALGEBRA,ESSAY,2026-02-10,"]));
    assert_eq!((again.touched, again.counts.skipped), (0, 1), "a blank takes no score away");
}

/// TRN-02
#[test]
fn the_last_required_item_completes_the_course_whatever_the_order_of_the_rows() {
    let mut ledger = enrolled();
    let text = file(&[
        "ada@example.org,ALGEBRA,QUIZ,2026-02-20,90",
        "alan@example.org,ALGEBRA,QUIZ,2026-02-20,90",
        "ada@example.org,ALGEBRA,TALK,2026-02-21,",
        "ada@example.org,ALGEBRA,ESSAY,2026-02-10,12",
        "alan@example.org,ALGEBRA,ESSAY,2026-02-10,",
    ]);
    let plan = ledger.plan_scores(&text);
    assert_eq!((plan.counts.results, plan.counts.completions, plan.touched), (5, 1, 2));
    ledger.apply_scores(&text);
    let course = ledger.catalogue().course_by_code("ALGEBRA").unwrap().id;
    let completed_at = |email| ledger.transcript(email).standing(course, 1).completed_at;
    assert_eq!(completed_at("ada@example.org"), Some(at("2026-02-19T23:00:00Z")));
    assert_eq!(completed_at("alan@example.org"), None);
}

/// TRN-02, X-16
#[test]
fn a_course_is_not_complete_before_the_last_of_its_items_is_whatever_row_completes_it() {
    let mut ledger = enrolled();
    ledger.apply_scores(&file(&[
        "ada@example.org,ALGEBRA,QUIZ,2026-02-20,90",
        "ada@example.org,ALGEBRA,ESSAY,2026-02-10,12",
    ]));
    let course = ledger.catalogue().course_by_code("ALGEBRA").unwrap().id;
    let transcript = ledger.transcript("ada@example.org");
    for (when, is_complete) in [("15T00", false), ("19T22", false), ("19T23", true)] {
        assert_eq!(
            transcript.as_of(at(&format!("2026-02-{when}:00:00Z"))).standing(course, 1).is_complete(),
            is_complete,
            "{when}"
        );
    }
}

///
#[test]
fn work_outside_the_learners_access_is_kept_and_marked() {
    let mut ledger = enrolled();
    ledger.apply_withdrawals("Email,Course Code,Date\nada@example.org,ALGEBRA,2026-02-01");
    ledger.apply_roster(
        "First Name,Last Name,Email,Price ID,Order Date\nKurt,Goedel,kurt@example.org,MONTH,2026-01-10",
    );
    ledger.apply_scores(&file(&[
        "ada@example.org,ALGEBRA,ESSAY,2026-01-09,1",
        "ada@example.org,ALGEBRA,QUIZ,2026-02-01,2",
        "ada@example.org,ALGEBRA,TALK,2026-01-31,3",
        "kurt@example.org,ALGEBRA,QUIZ,2026-02-20,4",
    ]));
    let outside = |email, item| result(&ledger, email, item).unwrap().outside;
    assert_eq!(outside("ada@example.org", "ESSAY"), Some(OutsideAccess::Early));
    assert_eq!(outside("ada@example.org", "QUIZ"), Some(OutsideAccess::Unenrolled));
    assert_eq!(outside("ada@example.org", "TALK"), None);
    assert_eq!(outside("kurt@example.org", "QUIZ"), Some(OutsideAccess::Late));
}

/// TRN-12
#[test]
fn a_quiz_handed_in_elsewhere_is_an_attempt_and_an_essay_is_not() {
    let mut ledger = enrolled();
    ledger.apply_scores(&file(&[
        "ada@example.org,ALGEBRA,QUIZ,2026-02-10,",
        "ada@example.org,ALGEBRA,QUIZ,2026-02-10,50",
        "ada@example.org,ALGEBRA,QUIZ,2026-02-12,70",
        "ada@example.org,ALGEBRA,ESSAY,2026-02-12,7",
    ]));
    let attempts = |item: &str| {
        let item = ledger.catalogue().item_by_code(item).unwrap().id;
        ledger.transcript("ada@example.org").submissions_of(item, 1).count()
    };
    assert_eq!((attempts("QUIZ"), attempts("ESSAY")), (2, 0));
}

/// TRN-04, TRN-14
#[test]
fn of_a_quiz_the_best_score_counts_and_of_an_essay_the_last_whatever_the_order_of_the_rows() {
    let rows = [
        "ada@example.org,ALGEBRA,QUIZ,2026-02-10,80",
        "ada@example.org,ALGEBRA,QUIZ,2026-02-12,40",
        "ada@example.org,ALGEBRA,ESSAY,2026-02-10,12",
        "ada@example.org,ALGEBRA,ESSAY,2026-02-12,7",
    ];
    let day = |day| Some(at(&format!("2026-02-{day}T23:00:00Z")));
    for rows in [rows, [rows[1], rows[0], rows[3], rows[2]]] {
        let mut ledger = enrolled();
        ledger.apply_scores(&file(&rows));
        let quiz = result(&ledger, "ada@example.org", "QUIZ").unwrap();
        assert_eq!((quiz.status, points(&quiz)), (ItemStatus::Completed, Some("80".to_owned())));
        assert_eq!((quiz.completed_at, quiz.submitted_at), (day("09"), day("11")));
        let essay = result(&ledger, "ada@example.org", "ESSAY").unwrap();
        assert_eq!((points(&essay), essay.completed_at), (Some("7".to_owned()), day("11")));
    }
}

/// TRN-11, Q-49
#[test]
fn a_score_that_comes_later_is_that_of_the_attempt_and_goes_with_it() {
    let mut ledger = enrolled();
    ledger.apply_scores(&file(&["ada@example.org,ALGEBRA,ESSAY,2026-02-10,20"]));
    ledger.apply_scores(&file(&["ada@example.org,ALGEBRA,QUIZ,2026-02-10,"]));
    ledger.apply_scores(&file(&["ada@example.org,ALGEBRA,QUIZ,2026-02-10,50"]));
    let quiz = ledger.catalogue().item_by_code("QUIZ").unwrap().id;
    let mut transcript = ledger.transcript("ada@example.org").clone();
    let attempts: Vec<_> = transcript
        .submissions_of(quiz, 1)
        .map(|held| (held.id, held.score.map(|score| score.to_string())))
        .collect();
    let [(attempt, Some(score))] = attempts.as_slice() else { panic!("{attempts:?}") };
    assert_eq!(score, "50");
    let course = ledger.catalogue().course_by_code("ALGEBRA").unwrap().clone();
    assert!(transcript.standing(course.id, 1).is_complete());
    let (_, events) = remove_submission(&transcript, &course, *attempt, ledger.now).unwrap();
    for event in events {
        let stamp = stamp(transcript.revision.next(), ledger.now);
        transcript.apply(&event, &stamp);
    }
    assert_eq!(transcript.item(quiz, 1).unwrap().result.status, ItemStatus::NotAttempted);
    assert!(!transcript.standing(course.id, 1).is_complete());
}

/// TRN-14, TRN-02
#[test]
fn work_without_a_score_undoes_no_completion() {
    let mut ledger = enrolled();
    ledger.apply_scores(&file(&[
        "ada@example.org,ALGEBRA,ESSAY,2026-02-10,12",
        "ada@example.org,ALGEBRA,QUIZ,2026-02-10,50",
    ]));
    let later =
        file(&["ada@example.org,ALGEBRA,ESSAY,2026-02-12,", "ada@example.org,ALGEBRA,QUIZ,2026-02-12,"]);
    let plan = ledger.plan_scores(&later);
    let skipped: Vec<_> = plan.findings.skipped.iter().map(|row| (row.line, row.rules)).collect();
    assert_eq!((skipped.as_slice(), plan.counts.results), (&[(2, &[TRN_14][..])][..], 1));
    ledger.apply_scores(&later);
    for item in ["ESSAY", "QUIZ"] {
        assert_eq!(result(&ledger, "ada@example.org", item).unwrap().status, ItemStatus::Completed, "{item}");
    }
    let course = ledger.catalogue().course_by_code("ALGEBRA").unwrap().id;
    assert!(ledger.transcript("ada@example.org").standing(course, 1).is_complete());
    let quiz = ledger.catalogue().item_by_code("QUIZ").unwrap().id;
    assert_eq!(ledger.transcript("ada@example.org").attempts_used(quiz, 1), 2);
    assert_eq!(ledger.plan_scores(&later).touched, 0);
}

/// TRN-04, TRN-14
#[test]
fn a_score_passes_or_fails_a_quiz_with_questions_by_its_pass_mark_and_passed_it_stays() {
    let mut ledger = enrolled();
    ledger.ask("QUIZ", 4);
    let status = |ledger: &Ledger, email| result(ledger, email, "QUIZ").unwrap().status;
    ledger.apply_scores(&file(&[
        "ada@example.org,ALGEBRA,QUIZ,2026-02-10,1.9",
        "alan@example.org,ALGEBRA,QUIZ,2026-02-10,2",
        "ada@example.org,ALGEBRA,ESSAY,2026-02-10,20",
        "alan@example.org,ALGEBRA,ESSAY,2026-02-10,20",
    ]));
    assert_eq!(status(&ledger, "ada@example.org"), ItemStatus::Failed);
    assert_eq!(status(&ledger, "alan@example.org"), ItemStatus::Passed);
    let course = ledger.catalogue().course_by_code("ALGEBRA").unwrap().id;
    let is_complete = |email: &str| ledger.transcript(email).standing(course, 1).completed_at.is_some();
    assert_eq!((is_complete("ada@example.org"), is_complete("alan@example.org")), (false, true));
    let worse = file(&["alan@example.org,ALGEBRA,QUIZ,2026-02-12,1"]);
    assert_eq!(ledger.plan_scores(&worse).counts.results, 1, "it is an attempt");
    ledger.apply_scores(&worse);
    assert_eq!(status(&ledger, "alan@example.org"), ItemStatus::Passed);
    let again = ledger.plan_scores(&worse);
    assert_eq!((again.touched, again.counts.skipped), (0, 1));
}

/// IMP-23
#[test]
fn what_is_on_record_already_or_newer_is_left_alone() {
    let mut ledger = enrolled();
    let text = file(&[
        "ada@example.org,ALGEBRA,ESSAY,2026-02-10,12",
        "ada@example.org,ALGEBRA,ESSAY,2026-02-10,12.0",
        "ada@example.org,ALGEBRA,ESSAY,2026-02-09,20",
    ]);
    let plan = ledger.plan_scores(&text);
    let skipped: Vec<_> = plan.findings.skipped.iter().map(|row| (row.line, row.rules)).collect();
    assert_eq!(skipped, [(3, &[IMP_23][..]), (4, &[IMP_23][..])]);
    ledger.apply_scores(&text);
    assert_eq!(ledger.plan_scores(&text).touched, 0);
    let newer = ledger.plan_scores(&file(&["ada@example.org,ALGEBRA,ESSAY,2026-02-11,3"]));
    assert_eq!(newer.counts.results, 1);
}

/// TRN-04
#[test]
fn two_scores_for_the_same_work_contradict_each_other() {
    let plan = enrolled().plan_scores(&file(&[
        "ada@example.org,ALGEBRA,ESSAY,2026-02-10,",
        "ada@example.org,ALGEBRA,ESSAY,2026-02-10,12",
        "ada@example.org,ALGEBRA,ESSAY,2026-02-10,13",
    ]));
    let [row] = plan.findings.refused.as_slice() else { panic!("{:?}", plan.findings) };
    assert_eq!((row.line, row.column.as_deref(), row.rules), (4, Some("Score"), &[TRN_04][..]));
    assert!(row.reason.contains("line 3 gives 12"), "{}", row.reason);
    assert_eq!(plan.counts.results, 2);
}

/// TRN-16, ACC-01, TRN-05
#[test]
fn rows_that_will_not_do_are_refused_with_their_column() {
    let plan = enrolled().plan_scores(&file(&[
        "nobody@example.org,ALGEBRA,ESSAY,2026-02-10,1",
        "ada@example.org,BIOLOGY,ESSAY,2026-02-10,1",
        "ada@example.org,ALGEBRA,DATES,2026-02-10,1",
        "ada@example.org,ALGEBRA,ESSAY,10.2.2026,1",
        "ada@example.org,ALGEBRA,ESSAY,2026-02-10,21",
        "ada@example.org,ALGEBRA,QUIZ,2026-02-10,-1",
        "ada@example.org,ALGEBRA,QUIZ,2026-02-10,A+",
        "ada@example.org,ALGEBRA,QUIZ,2026-03-02,1",
        "grace@example.org,ALGEBRA,QUIZ,2026-02-10,1",
        "ada@example.org,ALGEBRA,,2026-02-10,1",
        "ada@example.org,ALGEBRA,QUIZ,2026-02-10,1",
    ]));
    let found: Vec<_> = plan
        .findings
        .refused
        .iter()
        .map(|row| (row.line, row.column.as_deref().unwrap(), row.rules[0]))
        .collect();
    let expected = [
        (2, "Email", CUS_29),
        (3, "Course Code", ORD_09),
        (4, "Item Code", ORD_09),
        (5, "Date", IMP_04),
        (6, "Score", TRN_16),
        (7, "Score", TRN_16),
        (8, "Score", TRN_16),
        (9, "Date", TRN_05),
        (10, "Date", ACC_01),
        (11, "Item Code", ORD_09),
    ];
    assert_eq!(found, expected);
    assert_eq!((plan.counts.results, plan.counts.refused), (1, 10));
}

proptest! {
    /// IMP-23, Q-49: whatever the rows and in however many files they come, a second time there is nothing left to do, the
    /// record of a quiz is what its standing attempts come to, and of an essay the score handed in last counts.
    #[test]
    fn scores_are_taken_in_only_once(
        rows in prop::collection::vec((prop::bool::ANY, prop::bool::ANY, 8_u8..=16, prop::option::of(0_u8..=20)), 1..10),
        is_asking in prop::bool::ANY,
        cut in 0_usize..10,
    ) {
        let mut ledger = enrolled();
        if is_asking {
            ledger.ask("QUIZ", 20);
        }
        let mut seen = std::collections::HashSet::new();
        let mut rows = rows;
        rows.retain(|row| row.3.is_none() || seen.insert((row.0, row.1, row.2)));
        let lines: Vec<String> = rows
            .iter()
            .map(|(is_ada, is_quiz, day, score)| {
                let email = if *is_ada { "ada" } else { "alan" };
                let item = if *is_quiz { "QUIZ" } else { "ESSAY" };
                let score = score.map(|score| score.to_string()).unwrap_or_default();
                format!("{email}@example.org,ALGEBRA,{item},2026-01-{day:02},{score}")
            })
            .collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let (first, second) = lines.split_at(cut.min(lines.len()));
        ledger.apply_scores(&file(first));
        ledger.apply_scores(&file(second));
        let quiz = ledger.catalogue().item_by_code("QUIZ").unwrap().id;
        for (is_ada, email) in [(true, "ada@example.org"), (false, "alan@example.org")] {
            let of = |wanted| rows.iter().filter(move |row| (row.0, row.1) == (is_ada, wanted));
            let instant = |day: u8| {
                at(&format!("2026-01-{day:02}T00:00:00Z")).checked_add_micros(-3_600_000_000).unwrap()
            };
            if let Some(last) = of(true).map(|row| row.2).max() {
                let record = result(&ledger, email, "QUIZ").unwrap();
                let work = quiz_work(ledger.transcript(email).submissions_of(quiz, 1));
                prop_assert_eq!(ItemResult { outside: record.outside, ..work }, record);
                prop_assert_eq!(record.by, RecordedBy::Import);
                prop_assert_eq!(record.submitted_at, Some(instant(last)));
                let counts_from = record.completed_at.or(record.submitted_at);
                let early = (counts_from < Some(at("2026-01-09T23:00:00Z"))).then_some(OutsideAccess::Early);
                prop_assert_eq!(record.outside, early);
            }
            let mut essay: Option<(u8, Option<u8>)> = None;
            for row in of(false) {
                let is_newer = essay.is_none_or(|(day, score)| {
                    day <= row.2 && (row.3.is_some() || score.is_none())
                });
                if is_newer {
                    essay = Some((row.2, row.3));
                }
            }
            if let Some((day, score)) = essay {
                let record = result(&ledger, email, "ESSAY").unwrap();
                prop_assert_eq!(record.submitted_at, Some(instant(day)));
                prop_assert_eq!(points(&record), score.map(|score| score.to_string()));
            }
        }
        prop_assert_eq!(ledger.plan_scores(&file(first)).touched, 0);
        prop_assert_eq!(ledger.plan_scores(&file(second)).touched, 0);
    }
}
