use super::super::{
    CatalogueRefused, CourseEvent, CourseMails, check_opening, edit_item, publish_course, set_mails,
};
use super::*;
use crate::refusal::{Outcome, Refusal};
use crate::rule::{ENR_14, MAIL_10, MAIL_11, MAIL_12};

/// Course `ALG` with the items `A`, `B` and `C`.
fn algebra() -> Course {
    course(1, "ALG", &[(1, "A"), (2, "B"), (3, "C")])
}

fn named(course: &Course, code: &str) -> ContentItem {
    course.items.iter().find(|item| item.code.as_str() == code).unwrap().clone()
}

fn terms_of(course: &Course, code: &str, opening: ItemOpening) -> ItemTerms {
    ItemTerms { opening, ..named(course, code).terms }
}

fn after(course: &Course, first: &str) -> ItemOpening {
    ItemOpening { after: Some(named(course, first).id), is_final_assessment: false }
}

/// Checks and edits, as the use case does.
fn open(course: &mut Course, code: &str, opening: ItemOpening) -> Result<(), CatalogueRefused> {
    let item = named(course, code);
    let terms = terms_of(course, code, opening);
    check_opening(course, Some(item.id), &terms)?;
    let (_, events) = edit_item(&item, terms)?;
    for event in &events {
        course.apply(event, course.revision.next(), Instant::EPOCH);
    }
    Ok(())
}

/// MAIL-12
#[test]
fn an_item_opens_after_another_one_of_its_course() {
    let mut algebra = algebra();
    let after_a = after(&algebra, "A");
    open(&mut algebra, "B", after_a).unwrap();
    assert_eq!(named(&algebra, "B").terms.opening, after_a);
    assert!(!after_a.is_at_once());
    assert!(named(&algebra, "A").terms.opening.is_at_once());
    open(&mut algebra, "B", ItemOpening::default()).unwrap();
    assert!(named(&algebra, "B").terms.opening.is_at_once());
}

/// MAIL-12
#[test]
fn an_item_that_is_none_of_the_course_s_or_the_item_itself_cannot_be_waited_for() {
    let mut algebra = algebra();
    let other = course(2, "GEO", &[(9, "X")]);
    let refused = open(&mut algebra, "A", after(&other, "X")).unwrap_err();
    assert_eq!((&refused, refused.rules()), (&CatalogueRefused::AfterElsewhere, &[MAIL_12][..]));
    let itself = after(&algebra, "A");
    assert_eq!(open(&mut algebra, "A", itself), Err(CatalogueRefused::AfterElsewhere));
}

/// MAIL-12
#[test]
fn items_do_not_wait_for_one_another_in_a_circle() {
    let mut algebra = algebra();
    let (a, b, c) = (after(&algebra, "A"), after(&algebra, "B"), after(&algebra, "C"));
    open(&mut algebra, "B", a).unwrap();
    open(&mut algebra, "C", b).unwrap();
    assert_eq!(open(&mut algebra, "A", c), Err(CatalogueRefused::AfterItself(code("C"))));
    assert_eq!(open(&mut algebra, "A", b), Err(CatalogueRefused::AfterItself(code("B"))));
}

/// MAIL-10
#[test]
fn a_course_has_one_final_assessment() {
    let mut algebra = algebra();
    let last = ItemOpening { after: None, is_final_assessment: true };
    open(&mut algebra, "C", last).unwrap();
    let refused = open(&mut algebra, "B", last).unwrap_err();
    assert_eq!(refused, CatalogueRefused::SecondFinalAssessment(code("C")));
    assert_eq!(refused.rules(), &[MAIL_10]);
    let new = terms_of(&algebra, "B", last);
    assert!(check_opening(&algebra, None, &new).is_err());
    // The one it is stays it, and it may be handed on.
    open(&mut algebra, "C", last).unwrap();
    open(&mut algebra, "C", ItemOpening::default()).unwrap();
    open(&mut algebra, "B", last).unwrap();
}

/// MAIL-10, ENR-14
#[test]
fn a_final_assessment_that_the_latest_version_is_without_leaves_room_for_another() {
    let mut algebra = algebra();
    let last = ItemOpening { after: None, is_final_assessment: true };
    open(&mut algebra, "C", last).unwrap();
    let events = publish_course(&algebra, &[&named(&algebra, "C")]).unwrap();
    algebra.apply(&events[0], algebra.revision.next(), Instant::EPOCH);
    open(&mut algebra, "B", last).unwrap();
}

/// ENR-14
#[test]
fn a_version_is_published_without_items_of_the_one_before_alone() {
    let mut algebra = algebra();
    let (c, x) = (named(&algebra, "C"), named(&course(2, "GEO", &[(9, "X")]), "X"));
    let refused = publish_course(&algebra, &[&x]).unwrap_err();
    assert!(matches!(&refused, CatalogueRefused::NotInVersion { item, .. } if *item == x.code), "{refused}");
    let events = publish_course(&algebra, &[&c, &c]).unwrap();
    assert_eq!(events, [CourseEvent::CoursePublished { version: 2, without: vec![c.id] }]);
    algebra.apply(&events[0], algebra.revision.next(), Instant::EPOCH);
    let refused = publish_course(&algebra, &[&named(&algebra, "C")]).unwrap_err();
    assert_eq!(refused.rules(), [ENR_14]);
}

/// MAIL-08, MAIL-11
#[test]
fn a_course_sends_the_mails_that_were_set() {
    let mut algebra = algebra();
    assert_eq!(algebra.mails, CourseMails { has_survey: false, tells_locks: true, inactivity_days: None });
    let mails = CourseMails { has_survey: true, tells_locks: false, inactivity_days: Some(14) };
    let (outcome, events) = set_mails(&algebra, mails).unwrap();
    assert_eq!((outcome, &events[..]), (Outcome::Applied, &[CourseEvent::CourseMailsSet { mails }][..]));
    algebra.apply(&events[0], algebra.revision.next(), Instant::EPOCH);
    assert_eq!(algebra.mails, mails);
    assert_eq!(set_mails(&algebra, mails), Ok((Outcome::Unchanged, Vec::new())));
}

/// MAIL-11
#[test]
fn learners_are_reminded_after_a_day_at_least_and_a_year_at_most() {
    let algebra = algebra();
    let set = |days| set_mails(&algebra, CourseMails { inactivity_days: Some(days), ..algebra.mails });
    assert!(set(1).is_ok() && set(365).is_ok());
    for days in [0, 366] {
        let refused = set(days).unwrap_err();
        assert_eq!((&refused, refused.rules()), (&CatalogueRefused::InactivityDays(days), &[MAIL_11][..]));
    }
}
