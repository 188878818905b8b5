use rust_decimal::Decimal;

use crate::catalogue::{Catalogue, ItemKind, ItemOpening, ItemTerms};
use crate::plan::ledger::Ledger;
use crate::rule::{MAIL_10, MAIL_12, ORD_09, TRN_02, TRN_12, TRN_13, TRN_16};

const HEADER: &str = "Course Code,Item Code,Kind,Weight,Required,Title,Maximum Score,Attempts";

fn file(rows: &[&str]) -> String {
    std::iter::once(HEADER).chain(rows.iter().copied()).collect::<Vec<_>>().join("\n")
}

fn terms<'a>(catalogue: &'a Catalogue, code: &str) -> &'a ItemTerms {
    &catalogue.item_by_code(code).unwrap().terms
}

/// TRN-13, TRN-02
#[test]
fn items_are_added_to_their_course_and_the_university_words_are_read() {
    let mut ledger = Ledger::filled();
    let text = "Course Code,Item Code,Kind,Weight,Required\n\
                ALGEBRA,TMA-1,TMA,12.5,yes\n\
                algebra,CMA-1,CMA,0,no\n\
                HISTORY,EXAM-1,Exam,100,";
    let plan = ledger.plan_items(text);
    assert_eq!((plan.counts.created, plan.touched), (3, 3));
    assert_eq!(plan.changes.expected.len(), 2);
    ledger.apply_items(text);
    let catalogue = ledger.catalogue();
    let tma = terms(&catalogue, "TMA-1");
    assert_eq!((tma.kind, tma.is_required, tma.title.as_str()), (ItemKind::Assignment, true, "TMA-1"));
    assert_eq!(tma.weight, Some(Decimal::new(125, 1)));
    assert_eq!(
        (terms(&catalogue, "CMA-1").kind, terms(&catalogue, "CMA-1").is_required),
        (ItemKind::Quiz, false)
    );
    assert_eq!(
        (terms(&catalogue, "EXAM-1").kind, terms(&catalogue, "EXAM-1").is_required),
        (ItemKind::Event, false)
    );
    assert_eq!(ledger.plan_items(text).touched, 0);
}

#[test]
fn a_known_item_takes_the_columns_there_are_and_a_blank_cell_clears() {
    let mut ledger = Ledger::filled();
    ledger.apply_items(&file(&["ALGEBRA,QUIZ,quiz,10,yes,Ladders,20,3", "ALGEBRA,TEXT,file,,,,,"]));
    let text = "Course Code,Item Code,Kind,Weight\nALGEBRA,quiz,quiz,\nALGEBRA,TEXT,file,";
    let plan = ledger.plan_items(text);
    assert_eq!((plan.counts.edited, plan.counts.existing), (1, 1));
    ledger.apply_items(text);
    let catalogue = ledger.catalogue();
    let quiz = terms(&catalogue, "QUIZ");
    assert_eq!((quiz.weight, quiz.is_required, quiz.attempt_limit), (None, true, Some(3)));
    assert_eq!((quiz.title.as_str(), quiz.maximum_score), ("Ladders", Some(Decimal::from(20))));
}

#[test]
fn rows_that_will_not_do_are_refused() {
    let mut ledger = Ledger::filled();
    ledger.apply_items(&file(&["HISTORY,ESSAY,assignment,,,,,"]));
    let plan = ledger.plan_items(&file(&[
        "BIOLOGY,Q,quiz,,,,,",
        "ALGEBRA,Q 1,quiz,,,,,",
        "ALGEBRA,Q,video,,,,,",
        "ALGEBRA,Q0,quiz,-1,,,,",
        "ALGEBRA,Q,quiz,1.23456,,,,",
        "ALGEBRA,Q1,quiz,,always,,,",
        "ALGEBRA,Q2,quiz,,,,1e2,",
        "ALGEBRA,Q3,quiz,,,,,0",
        "ALGEBRA,Q4,quiz,,,,,1.5",
        "ALGEBRA,ESSAY,assignment,,,,,",
        "ALGEBRA,Q5,quiz,,,,,",
        "ALGEBRA,q5,quiz,,,,,",
        "ALGEBRA,Q6,quiz,100.5,,,,",
    ]));
    let found: Vec<_> = plan
        .findings
        .refused
        .iter()
        .map(|row| (row.line, row.column.as_deref().unwrap(), row.rules[0]))
        .collect();
    let expected = [
        (2, "Course Code", ORD_09),
        (3, "Item Code", ORD_09),
        (4, "Kind", TRN_13),
        (5, "Weight", TRN_16),
        (6, "Weight", TRN_16),
        (7, "Required", TRN_02),
        (8, "Maximum Score", TRN_16),
        (9, "Attempts", TRN_12),
        (10, "Attempts", TRN_12),
        (11, "Course Code", ORD_09),
        (13, "Item Code", ORD_09),
        (14, "Weight", TRN_16),
    ];
    assert_eq!(found, expected);
    assert_eq!((plan.counts.created, plan.counts.refused), (1, 12));
}

/// MAIL-10, MAIL-12
#[test]
fn items_wait_for_others_of_the_file_or_of_their_course() {
    let mut ledger = Ledger::filled();
    let header = "Course Code,Item Code,Kind,Required,After,Final Assessment";
    let of =
        |rows: &[&str]| std::iter::once(header).chain(rows.iter().copied()).collect::<Vec<_>>().join("\n");
    let text = of(&["ALGEBRA,ONE,file,yes,,", "ALGEBRA,TWO,file,yes,one,no", "ALGEBRA,LAST,quiz,yes,,yes"]);
    ledger.apply_items(&text);
    assert_eq!(ledger.plan_items(&text).touched, 0);
    let catalogue = ledger.catalogue();
    let (one, last) = (catalogue.item_by_code("ONE").unwrap().id, terms(&catalogue, "LAST").opening);
    assert_eq!(
        terms(&catalogue, "TWO").opening,
        ItemOpening { after: Some(one), is_final_assessment: false }
    );
    assert_eq!(last, ItemOpening { after: None, is_final_assessment: true });
    // What a file has no column for stays, and a blank cell clears.
    ledger.apply_items("Course Code,Item Code,Kind\nALGEBRA,TWO,file");
    assert_eq!(terms(&ledger.catalogue(), "TWO").opening.after, Some(one));
    ledger.apply_items("Course Code,Item Code,Kind,After\nALGEBRA,TWO,file,");
    assert_eq!(terms(&ledger.catalogue(), "TWO").opening.after, None);
    let plan = ledger.plan_items(&of(&[
        "ALGEBRA,ONE,file,,two,",
        "ALGEBRA,TWO,file,,one,",
        "ALGEBRA,THREE,file,,NONE,",
        "HISTORY,FOUR,file,,ONE,",
        "ALGEBRA,FIVE,quiz,,,yes",
    ]));
    let found: Vec<_> = plan
        .findings
        .refused
        .iter()
        .map(|row| (row.line, row.column.as_deref().unwrap(), row.rules[0]))
        .collect();
    let expected = [
        (3, "After", MAIL_12),
        (4, "After", MAIL_12),
        (5, "After", MAIL_12),
        (6, "Final Assessment", MAIL_10),
    ];
    assert_eq!(found, expected);
}
