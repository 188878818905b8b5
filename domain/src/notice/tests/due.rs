use super::*;

fn days_of(notices: &[DueNotice]) -> Vec<Option<u32>> {
    let expiring = notices.iter().filter(|notice| notice.kind == MailKind::ExpiryNotice);
    expiring.flat_map(|notice| notice.courses.iter().map(|course| course.days)).collect()
}

fn reminding(days: u32) -> CourseMails {
    CourseMails { inactivity_days: Some(days), ..CourseMails::default() }
}

fn asking() -> CourseMails {
    CourseMails { has_survey: true, ..CourseMails::default() }
}

/// Access ends at the end of 30 March 2026; the thresholds are 30 and 7 days.
/// MAIL-13
#[test]
fn the_end_is_told_once_for_each_threshold_and_from_its_instant_on() {
    let mut ada = Ada::enrolled();
    let ends_at = ada.access().0[0].window.ends_at().unwrap();
    let week = ends_at.checked_add_micros(-7 * 24 * 3_600_000_000).unwrap();
    ada.thresholds = vec![7];
    let just = |micros: i64| week.checked_add_micros(micros).unwrap();
    assert_eq!(days_of(&ada.due_to(StatusWord::Active, just(-1))), []);
    assert_eq!(days_of(&ada.due_to(StatusWord::Active, just(0))), [Some(7)]);
    ada.thresholds = vec![20, 7];
    assert_eq!(ada.pass("2026-03-15", MailKind::ExpiryNotice), 1);
    assert_eq!(ada.pass("2026-03-16", MailKind::ExpiryNotice), 0);
    assert_eq!(days_of(&ada.due("2026-03-27")), [Some(7)]);
    assert_eq!(ada.pass("2026-03-27", MailKind::ExpiryNotice), 1);
    assert_eq!(ada.pass("2026-03-29", MailKind::ExpiryNotice), 0);
    // What is over is not told to come.
    assert_eq!(days_of(&ada.due("2026-04-02")), []);
}

/// MAIL-13
#[test]
fn a_moved_end_is_told_anew_and_one_far_off_is_not() {
    let mut ada = Ada::enrolled();
    assert_eq!(ada.pass("2026-03-27", MailKind::ExpiryNotice), 1);
    ada.story.type_end("2026-03-28", "BBB", "2026-12-31");
    assert_eq!(ada.pass("2026-03-29", MailKind::ExpiryNotice), 0);
    assert_eq!(ada.pass("2026-12-27", MailKind::ExpiryNotice), 1);
}

/// MAIL-13
#[test]
fn of_thresholds_that_came_while_nobody_looked_only_the_nearest_is_told() {
    let mut ada = Ada::enrolled();
    ada.thresholds = vec![20, 14, 7];
    assert_eq!(days_of(&ada.due("2026-03-28")), [Some(7)]);
    ada.pass("2026-03-28", MailKind::ExpiryNotice);
    assert_eq!(days_of(&ada.due("2026-03-29")), []);
}

/// MAIL-13
#[test]
fn an_access_shorter_than_a_threshold_is_not_announced_at_its_very_start() {
    let mut ada = Ada::enrolled();
    ada.thresholds = vec![60];
    assert_eq!(days_of(&ada.due("2026-03-02")), []);
}

/// MAIL-13
#[test]
fn one_notice_names_every_course_that_ends_soon() {
    let ada = Ada::enrolled();
    let (grants, enrollment) = ada.access();
    let now = at("2026-03-27");
    let state = state_at(&grants, &enrollment, now).unwrap();
    let mut other = ada.course.clone();
    other.id = crate::id::CourseId::next(&ada.ids);
    let stays = [&ada.course, &other].map(|course| Stay { course, state, version: 1, transcript: None });
    let notices = decide_due(ada.transcript.customer, StatusWord::Active, &stays, &[7], &[], now);
    assert_eq!((notices.len(), notices[0].courses.len()), (1, 2));
    // A course that joins later is told of alone.
    let mut told = Ada::enrolled();
    told.pass("2026-03-27", MailKind::ExpiryNotice);
    let notices = decide_due(told.transcript.customer, StatusWord::Active, &stays, &[7], &told.mails, now);
    assert_eq!(notices[0].courses.iter().map(|course| course.course).collect::<Vec<_>>(), [other.id]);
}

/// MAIL-11
#[test]
fn who_stops_is_reminded_once_after_the_days_of_the_course() {
    let mut ada = Ada::enrolled().with_mails(reminding(10));
    ada.thresholds = Vec::new();
    assert_eq!(ada.pass("2026-03-10", MailKind::Inactivity), 0);
    assert_eq!(ada.pass("2026-03-11", MailKind::Inactivity), 1);
    assert_eq!(ada.mails[0].facts.as_ref().unwrap().idle_days, Some(10));
    assert_eq!(ada.pass("2026-03-15", MailKind::Inactivity), 0);
    // Getting on starts the days anew.
    ada.records("2026-03-16", "QUIZ", ItemStatus::InProgress);
    assert_eq!(ada.pass("2026-03-25", MailKind::Inactivity), 0);
    assert_eq!(ada.pass("2026-03-26", MailKind::Inactivity), 1);
    assert_eq!(ada.pass("2026-03-29", MailKind::Inactivity), 0);
}

/// MAIL-11
#[test]
fn who_is_done_or_whose_access_is_over_is_not_reminded() {
    let mut ada = Ada::enrolled().with_mails(reminding(3));
    ada.thresholds = Vec::new();
    ada.records("2026-03-02", "QUIZ", ItemStatus::Passed);
    assert_eq!(ada.due("2026-03-06").len(), 1);
    ada.records("2026-03-02", "READ", ItemStatus::Completed);
    assert_eq!(ada.due("2026-03-06"), []);
    let gone = Ada::enrolled().with_mails(reminding(3));
    assert!(gone.due("2026-04-20").is_empty());
    let silent = Ada::enrolled();
    assert!(silent.due("2026-03-20").iter().all(|notice| notice.kind != MailKind::Inactivity));
}

/// MAIL-08
#[test]
fn the_survey_is_due_when_the_access_ends_once_for_each_end() {
    let mut ada = Ada::enrolled().with_mails(asking());
    assert_eq!(ada.pass("2026-03-30", MailKind::EndOfCourseSurvey), 0);
    assert_eq!(ada.pass("2026-04-02", MailKind::EndOfCourseSurvey), 1);
    assert_eq!(ada.pass("2026-04-03", MailKind::EndOfCourseSurvey), 0);
    assert_eq!(ada.due("2026-05-20"), [], "an access that ended long ago is history");
    let (mut silent, mut late) = (Ada::enrolled(), Ada::enrolled().with_mails(asking()));
    assert_eq!(silent.pass("2026-04-02", MailKind::EndOfCourseSurvey), 0);
    assert_eq!(late.pass("2026-05-20", MailKind::EndOfCourseSurvey), 0);
}

/// MAIL-08
#[test]
fn who_was_asked_on_completion_is_not_asked_again_at_the_end() {
    let mut ada = Ada::enrolled().with_mails(asking());
    ada.records("2026-03-02", "READ", ItemStatus::Completed);
    ada.records("2026-03-03", "QUIZ", ItemStatus::Passed);
    assert_eq!(ada.mails.len(), 1);
    assert_eq!(ada.pass("2026-04-02", MailKind::EndOfCourseSurvey), 0);
}

/// MAIL-14, MAIL-15
#[test]
fn nothing_is_due_to_an_inactive_account_or_of_a_course_that_was_left() {
    let mut ada = Ada::enrolled().with_mails(CourseMails { inactivity_days: Some(1), ..asking() });
    let day = at("2026-03-27");
    assert_eq!(ada.due_to(StatusWord::Inactive, day), []);
    assert_eq!(ada.due_to(StatusWord::Locked, day).len(), 2);
    ada.story.unenroll("2026-03-26", "BBB");
    assert_eq!(ada.due_to(StatusWord::Active, day), []);
}
