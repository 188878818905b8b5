use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rollbook_domain::customer::{CustomerEvent, Status};
use rollbook_domain::enrollment::{EnrollmentChange, EnrollmentFact};
use rollbook_domain::id::{CountingIds, CourseId};
use rollbook_domain::mail::{Delivery, Mail, MailCourse, MailFacts, MailKind, MailState};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{AccessLookup, CountingVault, CustomerKey, OutgoingMail, SubjectKey};
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::stamp::{Revision, Stamp};
use rollbook_domain::time::Instant;
use rollbook_domain::verdict::{AccessFacts, SubjectKind};

use super::outdated::dispatched;
use super::queued;
use crate::mail::DispatchReport;
use crate::testing::world::{ADA, ada, ada_id, catalogue, email};
use crate::testing::{MockPorts, now};

fn stamp(at: Instant) -> Stamp {
    let (position, actor) = (Revision::new(9), "tester".into());
    Stamp { position, effective_at: at, recorded_at: at, actor, note: None }
}

/// The one course that Ada has access to.
fn algebra() -> CourseId {
    catalogue().courses()[0].id
}

fn course(id: CourseId, title: &str) -> MailCourse {
    MailCourse { course: id, title: title.to_owned(), ends_at: None, days: None }
}

/// A mail to Ada about these courses.
fn to_ada(kind: MailKind, courses: Vec<MailCourse>) -> Mail {
    let mail = queued(&CountingVault::default(), 1, kind);
    let facts = MailFacts { courses, ..mail.facts.clone().unwrap() };
    let to = Some(Personal::new(email(ADA)));
    Mail { to, customer: Some(ada_id()), facts: Some(facts), secret: None, ..mail }
}

fn inactive() -> CustomerRecord {
    let mut ada = ada();
    ada.customer.apply(&CustomerEvent::StatusChanged { status: Status::Inactive }, &stamp(now()));
    ada
}

/// Ada with something written about her enrollment in Algebra.
fn with_fact(change: EnrollmentChange) -> CustomerRecord {
    let mut ada = ada();
    ada.enrollments.insert(algebra(), vec![EnrollmentFact { change, stamp: stamp(now()) }]);
    ada
}

/// The answers to questions after Ada, as she is.
fn knowing(ada: CustomerRecord) -> impl FnOnce(&mut MockPorts) {
    move |store| {
        let known = ada.clone();
        store.expect_find_customer().returning(move |_| Ok(Some(known.clone())));
        store.expect_access_facts().returning(move |customer, subject| {
            assert_eq!(*customer, CustomerKey::Id(ada_id()));
            let SubjectKey::CourseId(course) = subject else { panic!("{subject:?}") };
            let facts = AccessFacts::of(&ada, &catalogue(), SubjectKind::Course(*course));
            Ok(facts.map_or(AccessLookup::NoSubject, |facts| AccessLookup::Found(Box::new(facts))))
        });
    }
}

/// Why the one mail is held back; `None` for one that is sent.
fn held_back(mail: Mail, ada: CustomerRecord) -> Option<String> {
    let (report, mut deliveries, sent) = dispatched(vec![mail], knowing(ada));
    let report = report.unwrap();
    match deliveries.pop() {
        Some(Delivery::HeldBack { problem }) => {
            assert_eq!(report, DispatchReport { held_back: 1, ..DispatchReport::default() });
            assert!(sent.is_empty());
            Some(problem)
        }
        Some(Delivery::Sent { .. }) => {
            assert_eq!((report.sent, sent.len()), (1, 1));
            None
        }
        other => panic!("{other:?}"),
    }
}

/// MAIL-08, MAIL-09, MAIL-10, MAIL-11, MAIL-12
#[test]
fn a_mail_of_a_course_whose_access_is_over_is_held_back_right_before_it_goes_out() {
    let ends_at = now();
    let expired = || with_fact(EnrollmentChange::OverrideSet { ends_at });
    for (kind, rule) in [
        (MailKind::EndOfCourseSurvey, "MAIL-08"),
        (MailKind::FinalAssessmentLocked, "MAIL-09"),
        (MailKind::FinalAssessmentUnlocked, "MAIL-10"),
        (MailKind::Inactivity, "MAIL-11"),
        (MailKind::ItemUnlocked, "MAIL-12"),
    ] {
        let mail = to_ada(kind, vec![course(algebra(), "Algebra")]);
        assert_eq!(held_back(mail.clone(), ada()), None, "{kind}");
        let reason = held_back(mail, expired()).unwrap();
        assert!(reason.ends_with(&format!("({rule})")), "{kind}: {reason}");
    }
}

/// MAIL-14
#[test]
fn nothing_goes_out_of_a_course_the_learner_is_not_in() {
    let mail = to_ada(MailKind::ItemUnlocked, vec![course(algebra(), "Algebra")]);
    let reason = held_back(mail, with_fact(EnrollmentChange::Unenrolled)).unwrap();
    assert!(reason.contains("MAIL-14"), "{reason}");
    let unknown = CourseId::next(&CountingIds::starting_at(77));
    let reason = held_back(to_ada(MailKind::Inactivity, vec![course(unknown, "Gone")]), ada()).unwrap();
    assert!(reason.contains("MAIL-14"), "{reason}");
}

/// MAIL-13
#[test]
fn a_notice_of_several_courses_names_only_those_the_learner_is_still_in() {
    let other = course(CourseId::next(&CountingIds::starting_at(77)), "Botany");
    let mail = to_ada(MailKind::ExpiryNotice, vec![course(algebra(), "Algebra"), other]);
    let (_, _, sent) = dispatched(vec![mail], knowing(ada()));
    let OutgoingMail { subject, text, .. } = &sent[0];
    assert!(text.reveal().contains("Algebra") && !text.reveal().contains("Botany"), "{}", text.reveal());
    assert!(!subject.reveal().contains("Botany"));
}

/// MAIL-06, MAIL-15
#[test]
fn an_inactive_account_gets_only_what_was_queued_by_hand() {
    let confirmation = to_ada(MailKind::OrderConfirmation, Vec::new());
    assert_eq!(held_back(confirmation.clone(), ada()), None);
    let reason = held_back(confirmation.clone(), inactive()).unwrap();
    assert_eq!(reason, "the account is inactive (MAIL-15)");
    let facts = MailFacts { is_by_hand: true, ..confirmation.facts.clone().unwrap() };
    assert_eq!(held_back(Mail { facts: Some(facts), ..confirmation }, inactive()), None);
    let notice = to_ada(MailKind::ExpiryNotice, vec![course(algebra(), "Algebra")]);
    assert_eq!(held_back(notice.clone(), ada()), None);
    let reason = held_back(notice, inactive()).unwrap();
    assert_eq!(reason, "the account is inactive (MAIL-15)", "though the course is open to her");
}

/// A notice that concerns no customer is not looked up, and a mail that is over is not taken in hand.
#[test]
fn what_passes_whatever_holds_asks_nothing() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    let notice = Mail { customer: None, ..to_ada(MailKind::OrderConfirmation, Vec::new()) };
    let lock_notice = to_ada(MailKind::LockNotice, Vec::new());
    let (report, ..) = dispatched(vec![notice.clone(), lock_notice], move |store| {
        store.expect_find_customer().returning(move |_| {
            counted.fetch_add(1, Ordering::Relaxed);
            Ok(None)
        });
    });
    assert_eq!((report.unwrap().sent, asked.load(Ordering::Relaxed)), (2, 0));
    assert!(!Mail { state: MailState::HeldBack, ..notice }.is_due_at(Instant::MAX));
}

/// GDPR-11
#[test]
fn a_mail_to_somebody_who_is_gone_is_given_up() {
    let confirmation = to_ada(MailKind::OrderConfirmation, Vec::new());
    let notice = to_ada(MailKind::ExpiryNotice, vec![course(algebra(), "Algebra")]);
    for mail in [confirmation, notice] {
        let (report, deliveries, _) = dispatched(vec![mail], |store| {
            store.expect_find_customer().returning(|_| Ok(None));
            store.expect_access_facts().returning(|_, _| Ok(AccessLookup::NoCustomer));
        });
        assert_eq!(report.unwrap().dead, 1);
        assert!(matches!(&deliveries[0], Delivery::Dead { problem, .. } if problem.contains("erased")));
    }
}
