use std::sync::{Arc, Mutex};

use pollster::block_on;
use rollbook_domain::catalogue::{Catalogue, Course};
use rollbook_domain::commit::Commit;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CountingIds, CourseId, CustomerId};
use rollbook_domain::mail::{Mail, MailKind, OutboxEvent};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{CommitError, Committed, Conflict, Cursor, EnrollmentRow, Page, TenantState};
use rollbook_domain::stamp::Revision;

use crate::Failure;
use crate::mail::{NoticesReport, queue_notices};
use crate::testing::world::{catalogue, profile};
use crate::testing::{MockPorts, Room, learner, new_tenant, now, outage};

type Written = Arc<Mutex<Vec<Commit>>>;

fn customer(number: u64) -> CustomerId {
    CustomerId::next(&CountingIds::starting_at(number))
}

fn geometry() -> CourseId {
    CourseId::next(&CountingIds::starting_at(2))
}

/// Algebra and Geometry, which both remind after 10 days.
fn reminding() -> Catalogue {
    let known = catalogue();
    let mut algebra = known.courses()[0].clone();
    algebra.mails.inactivity_days = Some(10);
    let second = Course { id: geometry(), code: crate::testing::code("GEO"), ..algebra.clone() };
    Catalogue::new(known.products().to_vec(), known.prices().to_vec(), vec![algebra, second])
}

fn row(number: u64) -> EnrollmentRow {
    let email = format!("c{number}@example.org");
    EnrollmentRow {
        customer: customer(number),
        profile: Some(Personal::new(profile(&email))),
        ..learner::enrollment()
    }
}

/// Customers 1, 2 and 3 are in Algebra, which comes in two pages, and 2 and 4 in Geometry.
fn school(written: &Written) -> MockPorts {
    let mut store = MockPorts::new();
    store.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    store.expect_catalogue().returning(|| Ok(reminding()));
    store.expect_enrollments().returning(|query, page| {
        let page_of = |numbers: &[u64], next: Option<&str>| Page {
            items: numbers.iter().copied().map(row).collect(),
            next: next.map(Cursor::new),
        };
        if let Some(customers) = &query.customers {
            // Customer 3 was erased meanwhile.
            let mut again = page_of(&[1, 2, 3, 4], None);
            again.items.retain(|row| customers.contains(&row.customer));
            again
                .items
                .iter_mut()
                .filter(|row| row.customer == customer(3))
                .for_each(|row| row.profile = None);
            return Ok(again);
        }
        Ok(match (query.course == geometry(), &page.after) {
            (true, _) => page_of(&[2, 4], None),
            (false, None) => page_of(&[1], Some("1")),
            (false, Some(_)) => page_of(&[2, 3], None),
        })
    });
    store.expect_transcripts().returning(|_, _| Ok(Page { items: Vec::new(), next: None }));
    store.expect_outbox_revision().returning(|| Ok(Revision::new(5)));
    let written = Arc::clone(written);
    store.expect_mails_to().returning(move |customers, kinds| {
        assert!(kinds.contains(&MailKind::Inactivity));
        let commits = written.lock().unwrap();
        let mails = commits.iter().flat_map(|commit| commit.mails.clone());
        let to_them = mails.filter(|mail| mail.customer.is_some_and(|to| customers.contains(&to)));
        Ok(to_them.map(|mail| Mail::queued(mail, now())).collect())
    });
    store
}

fn keeping(store: &mut MockPorts, written: &Written) {
    let written = Arc::clone(written);
    store.expect_commit().returning(move |commit| {
        written.lock().unwrap().push(commit);
        Ok(Committed { last_sequence: 1 })
    });
}

/// MAIL-11
#[test]
fn everybody_in_any_course_is_looked_at_once_and_what_is_due_is_queued_in_one_commit() {
    let written = Written::default();
    let mut store = school(&written);
    keeping(&mut store, &written);
    let room = Room::with(store);
    let report = block_on(queue_notices(&room.desk(), false)).unwrap();
    assert_eq!(report, NoticesReport { learners: 4, reminders: 5, ..NoticesReport::default() });
    assert_eq!(report.queued(), 5);
    {
        let commits = written.lock().unwrap();
        let [commit] = &commits[..] else { panic!("one commit") };
        let to: Vec<_> = commit.mails.iter().map(|mail| mail.customer.unwrap()).collect();
        assert_eq!(to, [1, 2, 2, 3, 4].map(customer));
        assert_eq!(commit.mails[0].to.reveal().as_typed(), "c1@example.org");
        let ids = commit.mails.iter().map(|mail| mail.id).collect();
        assert_eq!(commit.events[0].event, Event::Outbox(OutboxEvent::NoticesQueued { mails: ids }));
        assert_eq!(
            (commit.expected[0].stream, commit.expected[0].revision),
            (StreamId::Outbox, Revision::new(5))
        );
    }
    // A second pass finds them, and commits nothing.
    let report = block_on(queue_notices(&room.desk(), false)).unwrap();
    assert_eq!((report.learners, report.queued()), (4, 0));
    assert_eq!(written.lock().unwrap().len(), 1);
}

/// MAIL-11
#[test]
fn a_rehearsal_says_who_would_get_what_and_writes_nothing() {
    let room = Room::with(school(&Written::default()));
    let report = block_on(queue_notices(&room.desk(), true)).unwrap();
    assert_eq!((report.reminders, report.planned.len()), (5, 5));
    assert_eq!(
        (report.planned[4].customer, report.planned[4].email.as_str()),
        (customer(4), "c4@example.org")
    );
    assert_eq!(report.planned[4].courses, ["Algebra"]);
}

/// MAIL-11
#[test]
fn what_another_pass_queued_meanwhile_is_not_queued_twice() {
    let written = Written::default();
    let mut store = school(&written);
    let other = Arc::clone(&written);
    store.expect_commit().once().returning(move |commit| {
        other.lock().unwrap().push(commit);
        Err(CommitError::Conflict(Conflict::Moved { stream: StreamId::Outbox, expected: Revision::new(5) }))
    });
    let room = Room::with(store);
    let report = block_on(queue_notices(&room.desk(), false)).unwrap();
    assert_eq!((report.learners, report.queued()), (4, 0));
}

/// MAIL-11, X-05
#[test]
fn who_was_erased_while_the_pass_decided_is_told_nothing() {
    let written = Written::default();
    let mut store = school(&written);
    let mut is_first = true;
    let kept = Arc::clone(&written);
    store.expect_commit().times(2).returning(move |commit| {
        if std::mem::take(&mut is_first) {
            let stream = StreamId::Customer(customer(3));
            return Err(CommitError::Conflict(Conflict::Moved { stream, expected: Revision::new(2) }));
        }
        kept.lock().unwrap().push(commit);
        Ok(Committed { last_sequence: 1 })
    });
    let room = Room::with(store);
    let report = block_on(queue_notices(&room.desk(), false)).unwrap();
    assert_eq!(report.reminders, 4);
    let written = written.lock().unwrap();
    assert!(written[0].mails.iter().all(|mail| mail.customer != Some(customer(3))));
}

#[test]
fn a_tenant_whose_courses_send_nothing_is_not_read_through() {
    let mut store = MockPorts::new();
    store.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    store.expect_catalogue().returning(|| Ok(catalogue()));
    let report = block_on(queue_notices(&Room::with(store).desk(), false)).unwrap();
    assert_eq!(report, NoticesReport::default());
}

#[test]
fn an_outage_ends_the_pass() {
    let mut store = MockPorts::new();
    let settings = new_tenant().settings;
    store
        .expect_tenant_state()
        .returning(move || Ok(Some(TenantState { settings: settings.clone(), revision: Revision::new(1) })));
    store.expect_catalogue().returning(|| Ok(reminding()));
    store.expect_enrollments().returning(|_, _| Err(outage()));
    let failure = block_on(queue_notices(&Room::with(store).desk(), false)).unwrap_err();
    assert!(matches!(failure, Failure::Store(_)), "{failure}");
}
