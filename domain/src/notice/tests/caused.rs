use super::*;

fn last() -> ItemOpening {
    ItemOpening { after: None, is_final_assessment: true }
}

fn silent() -> CourseMails {
    CourseMails { has_survey: false, tells_locks: false, inactivity_days: None }
}

fn asking() -> CourseMails {
    CourseMails { has_survey: true, ..CourseMails::default() }
}

/// MAIL-12
#[test]
fn an_item_is_unlocked_by_the_entry_that_completes_the_one_before_it() {
    let mut ada = Ada::enrolled();
    let after = Some(ada.item("QUIZ"));
    ada.opens("READ", ItemOpening { after, is_final_assessment: false });
    assert_eq!(ada.records("2026-03-02", "QUIZ", ItemStatus::InProgress), []);
    assert_eq!(ada.records("2026-03-03", "QUIZ", ItemStatus::Failed), []);
    assert_eq!(
        ada.records("2026-03-04", "QUIZ", ItemStatus::Passed),
        only(MailKind::ItemUnlocked, &["READ"])
    );
    // What is open stays so without another word.
    assert_eq!(ada.records("2026-03-05", "QUIZ", ItemStatus::Completed), []);
    let mail = &ada.mails[0];
    assert_eq!(mail.customer, Some(ada.transcript.customer));
    let facts = mail.facts.as_ref().unwrap();
    assert_eq!(facts.courses.iter().map(|course| course.title.as_str()).collect::<Vec<_>>(), ["BBB"]);
    assert_eq!(facts.email.as_deref(), Some("ada@example.org"));
}

/// MAIL-12
#[test]
fn several_items_unlocked_at_once_are_one_mail() {
    let mut ada = Ada::enrolled();
    let mut second = ada.course.items[1].clone();
    second.id = ItemId::next(&ada.ids);
    second.terms.title = crate::text::Title::parse("Epilogue").unwrap();
    ada.course.items.push(second);
    let after = Some(ada.item("QUIZ"));
    for item in &mut ada.course.items[1..] {
        item.terms.opening.after = after;
    }
    let said = ada.records("2026-03-04", "QUIZ", ItemStatus::Passed);
    assert_eq!(said, only(MailKind::ItemUnlocked, &["READ", "Epilogue"]));
}

/// MAIL-12
#[test]
fn an_item_that_is_done_already_is_not_told_of() {
    let mut ada = Ada::enrolled();
    let after = Some(ada.item("QUIZ"));
    ada.opens("READ", ItemOpening { after, is_final_assessment: false });
    ada.records("2026-03-02", "READ", ItemStatus::Completed);
    assert_eq!(ada.records("2026-03-04", "QUIZ", ItemStatus::Passed), []);
}

/// MAIL-10
#[test]
fn the_final_assessment_opens_with_the_last_of_the_other_required_items() {
    let mut ada = Ada::enrolled();
    ada.opens("QUIZ", last());
    assert_eq!(ada.records("2026-03-02", "READ", ItemStatus::InProgress), []);
    let said = ada.records("2026-03-03", "READ", ItemStatus::Completed);
    assert_eq!(said, only(MailKind::FinalAssessmentUnlocked, &["QUIZ"]));
}

/// MAIL-09, MAIL-10
#[test]
fn the_final_assessment_is_locked_when_the_attempts_are_used_up_and_opens_when_one_is_given_back() {
    let mut ada = Ada::enrolled();
    ada.opens("QUIZ", last());
    ada.records("2026-03-03", "READ", ItemStatus::Completed);
    let (first, said) = ada.fails("2026-03-04", "QUIZ");
    assert_eq!(said, []);
    let (_, said) = ada.fails("2026-03-05", "QUIZ");
    assert_eq!(said, only(MailKind::FinalAssessmentLocked, &["QUIZ"]));
    let said = ada.happens("2026-03-06", &[TranscriptEvent::SubmissionRemoved { submission: first }]);
    assert_eq!(said, only(MailKind::FinalAssessmentUnlocked, &["QUIZ"]));
    // A second lock is a mail of its own.
    let (_, said) = ada.fails("2026-03-07", "QUIZ");
    assert_eq!(said, only(MailKind::FinalAssessmentLocked, &["QUIZ"]));
    let keys: std::collections::BTreeSet<_> =
        ada.mails.iter().map(|mail| mail.dedupe.as_str().to_owned()).collect();
    assert_eq!(keys.len(), ada.mails.len());
}

/// MAIL-09
#[test]
fn who_passes_with_the_last_attempt_is_not_told_of_a_lock() {
    let mut ada = Ada::enrolled();
    ada.opens("QUIZ", last());
    ada.records("2026-03-03", "READ", ItemStatus::Completed);
    ada.fails("2026-03-04", "QUIZ");
    let submission = SubmissionId::next(&ada.ids);
    let mut events = vec![TranscriptEvent::AttemptSubmitted {
        submission,
        item: ada.item("QUIZ"),
        course: ada.course.id,
        version: 1,
        submitted_at: at("2026-03-05"),
        score: None,
        is_passed: Some(true),
        is_synthetic: false,
        started_at: None,
        is_in_grace: false,
        edition: None,
        answers: None,
    }];
    let result = ItemResult { status: ItemStatus::Passed, ..ItemResult::not_attempted(RecordedBy::Learner) };
    events.extend(record_item(&ada.transcript, &ada.course, 1, ada.item("QUIZ"), result, at("2026-03-05")));
    assert_eq!(ada.happens("2026-03-05", &events), []);
}

/// MAIL-08
#[test]
fn the_survey_goes_with_the_first_completion_of_a_course_that_asks() {
    let complete = |ada: &mut Ada| {
        ada.records("2026-03-02", "READ", ItemStatus::Completed);
        ada.records("2026-03-03", "QUIZ", ItemStatus::Passed)
    };
    let mut ada = Ada::enrolled().with_mails(asking());
    assert_eq!(complete(&mut ada), only(MailKind::EndOfCourseSurvey, &[]));
    // It is complete a second time, and was asked about.
    ada.records("2026-03-04", "QUIZ", ItemStatus::InProgress);
    assert_eq!(ada.records("2026-03-05", "QUIZ", ItemStatus::Passed), []);
    assert_eq!(complete(&mut Ada::enrolled()), []);
}

/// MAIL-08
#[test]
fn a_course_marked_complete_by_hand_is_asked_about_too() {
    let mut ada = Ada::enrolled().with_mails(asking());
    let waived = TranscriptEvent::CourseWaived { course: ada.course.id, version: 1 };
    assert_eq!(ada.happens("2026-03-02", &[waived]), only(MailKind::EndOfCourseSurvey, &[]));
}

/// MAIL-09, MAIL-10, MAIL-12
#[test]
fn a_course_that_tells_no_locks_queues_none() {
    let mut ada = Ada::enrolled().with_mails(silent());
    ada.opens("QUIZ", last());
    assert_eq!(ada.records("2026-03-03", "READ", ItemStatus::Completed), []);
    ada.fails("2026-03-04", "QUIZ");
    assert_eq!(ada.fails("2026-03-05", "QUIZ").1, []);
}

/// MAIL-08, ENR-14
#[test]
fn a_completion_of_an_earlier_version_causes_the_mails_of_that_version() {
    let mut ada = Ada::enrolled().with_mails(asking());
    ada.story.unenroll("2026-03-05", "BBB");
    ada.publishes("2026-03-07");
    ada.story.enroll("2026-03-10", "BBB");
    ada.records("2026-03-11", "READ", ItemStatus::Completed);
    assert_eq!(ada.records("2026-03-12", "QUIZ", ItemStatus::Passed), only(MailKind::EndOfCourseSurvey, &[]));
}
