use super::super::{ItemLock, lock_of};
use super::*;

impl Ada {
    fn lock(&self, code: &str) -> Option<ItemLock> {
        let item = self.course.items.iter().find(|item| item.code.as_str() == code).unwrap();
        lock_of(&self.course, 1, item, &self.transcript)
    }
}

/// MAIL-12
#[test]
fn an_item_is_locked_until_the_one_it_opens_after_is_complete() {
    let mut ada = Ada::enrolled();
    let first = ada.item("QUIZ");
    ada.opens("READ", ItemOpening { after: Some(first), is_final_assessment: false });
    assert_eq!((ada.lock("QUIZ"), ada.lock("READ")), (None, Some(ItemLock::After(first))));
    ada.records("2026-03-02", "QUIZ", ItemStatus::Passed);
    assert_eq!(ada.lock("READ"), None);
}

/// MAIL-12
#[test]
fn what_the_version_does_not_have_is_not_waited_for() {
    let mut ada = Ada::enrolled();
    let after = Some(ada.item("QUIZ"));
    ada.opens("READ", ItemOpening { after, is_final_assessment: false });
    ada.course.items[0].until_version = Some(1);
    ada.course.items[0].since_version = 2;
    assert_eq!(ada.lock("READ"), None);
}

/// MAIL-09, MAIL-10
#[test]
fn the_final_assessment_is_locked_while_other_required_items_wait_and_once_the_attempts_are_used_up() {
    let mut ada = Ada::enrolled();
    ada.opens("QUIZ", ItemOpening { after: None, is_final_assessment: true });
    assert_eq!(ada.lock("QUIZ"), Some(ItemLock::NotReady));
    ada.records("2026-03-02", "READ", ItemStatus::Completed);
    assert_eq!(ada.lock("QUIZ"), None);
    ada.fails("2026-03-03", "QUIZ");
    assert_eq!(ada.lock("QUIZ"), None);
    ada.fails("2026-03-04", "QUIZ");
    assert_eq!(ada.lock("QUIZ"), Some(ItemLock::AttemptsUsedUp));
    ada.records("2026-03-05", "QUIZ", ItemStatus::Passed);
    assert_eq!(ada.lock("QUIZ"), None);
}

/// MAIL-09, X-17
#[test]
fn what_an_administrator_added_uses_no_attempt_up_and_locks_nothing() {
    let mut ada = Ada::enrolled();
    ada.opens("QUIZ", ItemOpening { after: None, is_final_assessment: true });
    ada.records("2026-03-02", "READ", ItemStatus::Completed);
    for day in ["2026-03-03", "2026-03-04"] {
        let (_, said) = ada.fails_by(day, "QUIZ", true);
        assert_eq!((ada.lock("QUIZ"), said), (None, Vec::new()), "{day}");
    }
    ada.fails("2026-03-05", "QUIZ");
    assert_eq!(ada.lock("QUIZ"), None);
    ada.fails("2026-03-06", "QUIZ");
    assert_eq!(ada.lock("QUIZ"), Some(ItemLock::AttemptsUsedUp));
}
