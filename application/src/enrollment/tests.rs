use std::sync::{Arc, Mutex};

use pollster::block_on;
use rollbook_domain::customer::{Status, StatusChange};
use rollbook_domain::enrollment::{EnrollmentEdit, StateWord};
use rollbook_domain::id::{CountingIds, CustomerId};
use rollbook_domain::port::{Committed, Cursor, CustomerKey, EnrollmentRow, Page, PageRequest, ReadResult};
use rollbook_domain::rule::Q_40;
use rollbook_domain::settings::Settings;
use rollbook_domain::stamp::{Revision, Stamp};
use rollbook_domain::time::{Instant, Moment};

use super::*;
use crate::testing::faults::{
    Act, an_outage_at_each_step_ends_it, conflicts_are_tried_again_and_then_given_up,
};
use crate::testing::learner::enrollment;
use crate::testing::world::{ADA, Fault, ada_id, by_email, catalogue, night, world};
use crate::testing::{MockPorts, Room, instant, new_tenant, now};
use crate::{Failure, What};

fn bulk(edit: EnrollmentEdit, whom: Whom) -> BulkEdit {
    let course = "ALG".to_owned();
    BulkEdit { course, whom, state: None, edit, from: None, reason: None, is_dry_run: false, confirmed: None }
}

fn ada_alone() -> Whom {
    Whom::Customers(vec![by_email(ADA)])
}

const ACTS: [(&str, Act); 4] = [
    ("unenroll", |desk| {
        block_on(edit_enrollments(desk, &bulk(EnrollmentEdit::Unenroll, ada_alone()))).map(|_| ())
    }),
    ("expire", |desk| {
        let edit = EnrollmentEdit::Expire { ends_at: now() };
        block_on(edit_enrollments(desk, &bulk(edit, ada_alone()))).map(|_| ())
    }),
    ("extend", |desk| {
        let edit = EnrollmentEdit::Extend { ends_at: Instant::MAX };
        block_on(edit_enrollments(desk, &bulk(edit, ada_alone()))).map(|_| ())
    }),
    ("a group", |desk| {
        let whom = Whom::Group("night".to_owned());
        block_on(edit_enrollments(desk, &bulk(EnrollmentEdit::Unenroll, whom))).map(|_| ())
    }),
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

fn customer(number: usize) -> CustomerId {
    CustomerId::next(&CountingIds::starting_at(number as u64 + 1))
}

/// A learner who was given access in February, or is given it later.
fn learner(number: usize, is_later: bool) -> EnrollmentRow {
    let mut row = EnrollmentRow { customer: customer(number), ..enrollment() };
    row.grants.truncate(1);
    if is_later {
        row.grants[0].stamp.effective_at = instant("2027-01-01T00:00:00Z");
    }
    row
}

fn inactive(mut row: EnrollmentRow) -> EnrollmentRow {
    let stamp = Stamp {
        position: Revision::new(3),
        effective_at: now(),
        recorded_at: now(),
        actor: "tester".into(),
        note: None,
    };
    row.statuses.push(StatusChange { status: Status::Inactive, stamp });
    row
}

/// A store of these learners, whose pages end after as many rows as asked for.
fn store_of(rows: Vec<EnrollmentRow>) -> (MockPorts, Arc<Mutex<Vec<usize>>>) {
    let limits = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&limits);
    let mut ports = MockPorts::new();
    ports.expect_catalogue().returning(|| Ok(catalogue()));
    ports.expect_groups().returning(|| Ok(vec![night()]));
    ports.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    ports.expect_enrollments().returning(move |_, page| -> ReadResult<Page<EnrollmentRow>> {
        seen.lock().unwrap().push(page.limit);
        let start = page.after.as_ref().map_or(0, |cursor| cursor.as_str().parse().unwrap());
        let end = page.limit.saturating_add(start).min(rows.len());
        let next = (end < rows.len()).then(|| Cursor::new(end.to_string()));
        Ok(Page { items: rows[start..end].to_vec(), next })
    });
    (ports, limits)
}

fn filter(state: Option<StateWord>) -> EnrollmentFilter {
    EnrollmentFilter { course: "alg".to_owned(), group: None, state, at: now() }
}

#[test]
fn a_list_filled_from_many_rows_reads_in_large_steps_and_misses_nobody() {
    // Every third of three thousand has access by now.
    let rows: Vec<_> = (0..3000).map(|number| learner(number, number % 3 != 0)).collect();
    let (ports, limits) = store_of(rows);
    let room = Room::with(ports);
    let (desk, wanted) = (room.desk(), filter(Some(StateWord::Enrolled)));
    let mut found = Vec::new();
    let mut request = PageRequest::first(400);
    let mut pages = 0;
    loop {
        let page = block_on(list_enrollments(&desk, &wanted, &request)).unwrap();
        assert!(page.items.len() <= 400);
        found.extend(page.items.into_iter().map(|listed| listed.customer));
        pages += 1;
        let Some(next) = page.next else { break };
        request = PageRequest::after(next, 400);
    }
    assert_eq!(found, (0..1000).map(|third| customer(third * 3)).collect::<Vec<_>>());
    assert_eq!(pages, 3);
    assert!(limits.lock().unwrap().len() <= 8, "{limits:?}");
}

#[test]
fn a_list_of_a_state_that_nobody_is_in_ends() {
    let (ports, _) = store_of((0..5).map(|number| learner(number, false)).collect());
    let room = Room::with(ports);
    let wanted = filter(Some(StateWord::Unenrolled));
    let page = block_on(list_enrollments(&room.desk(), &wanted, &PageRequest::first(2))).unwrap();
    assert_eq!((page.items.len(), page.next), (0, None));
}

/// ENR-11, X-11, GRP-08
#[test]
fn many_are_edited_in_one_commit_and_the_inactive_are_passed_over() {
    let rows = vec![learner(0, false), inactive(learner(1, false)), learner(2, false)];
    let (mut ports, _) = store_of(rows);
    ports.expect_commit().times(1).returning(|commit| {
        assert_eq!(commit.expected.len(), 2);
        assert_eq!(commit.events.len(), 2);
        assert!(commit.events.iter().all(|new| new.effective_at == instant("2026-02-10T00:00:00Z")));
        Ok(Committed { last_sequence: 9 })
    });
    let room = Room::with(ports);
    let from = Moment::parse("2026-02-10").ok();
    let command = BulkEdit { from, ..bulk(EnrollmentEdit::Unenroll, Whom::Group("NIGHT".to_owned())) };
    let report = block_on(edit_enrollments(&room.desk(), &command)).unwrap();
    assert!(report.is_applied);
    let outcomes: Vec<_> = report.rows.iter().map(|row| row.outcome.clone()).collect();
    assert_eq!(outcomes, [RowOutcome::Applied, RowOutcome::SkippedInactive, RowOutcome::Applied]);
}

/// ENR-16
#[test]
fn who_is_named_twice_is_edited_once_and_who_is_unknown_is_reported() {
    let (ports, tally) = world(Fault::Nothing);
    let room = Room::with(ports);
    let keys = vec![by_email(ADA), CustomerKey::Id(ada_id()), by_email("nobody@example.org")];
    let command = bulk(EnrollmentEdit::Unenroll, Whom::Customers(keys));
    let report = block_on(edit_enrollments(&room.desk(), &command)).unwrap();
    let outcomes: Vec<_> = report.rows.iter().map(|row| row.outcome.clone()).collect();
    assert_eq!(outcomes, [RowOutcome::Applied, RowOutcome::Missing]);
    assert_eq!(tally.done(), 1);
}

/// ACC-01
#[test]
fn who_was_never_given_access_is_refused_and_who_does_not_exist_is_missing() {
    let (mut ports, _) = store_of(Vec::new());
    ports
        .expect_find_customer()
        .returning(|key| Ok((*key == CustomerKey::Id(ada_id())).then(crate::testing::world::ada)));
    let room = Room::with(ports);
    let keys = vec![CustomerKey::Id(ada_id()), CustomerKey::Id(customer(77))];
    let command = bulk(EnrollmentEdit::Unenroll, Whom::Customers(keys));
    let report = block_on(edit_enrollments(&room.desk(), &command)).unwrap();
    assert!(matches!(report.rows[0].outcome, RowOutcome::Refused(_)));
    assert_eq!(report.rows[1].outcome, RowOutcome::Missing);
}

///
#[test]
fn a_large_edit_needs_its_count_and_a_dry_run_commits_nothing() {
    let mut ports = MockPorts::new();
    ports.expect_catalogue().returning(|| Ok(catalogue()));
    ports.expect_groups().returning(|| Ok(vec![night()]));
    ports.expect_tenant_state().returning(|| {
        let settings = Settings { guard_threshold: 2, ..Settings::initial() };
        Ok(Some(rollbook_domain::port::TenantState { settings, ..new_tenant() }))
    });
    ports.expect_enrollments().returning(|_, _| {
        Ok(Page { items: (0..3).map(|number| learner(number, false)).collect(), next: None })
    });
    ports.expect_commit().times(1).returning(|_| Ok(Committed { last_sequence: 9 }));
    let room = Room::with(ports);
    let desk = room.desk();
    let command = bulk(EnrollmentEdit::Unenroll, Whom::Group("NIGHT".to_owned()));
    let planned = BulkEdit { is_dry_run: true, ..command.clone() };
    let report = block_on(edit_enrollments(&desk, &planned)).unwrap();
    assert_eq!((report.is_applied, report.rows.len()), (false, 3));
    let unconfirmed = block_on(edit_enrollments(&desk, &command)).unwrap_err();
    assert_eq!(unconfirmed.rules(), &[Q_40]);
    let confirmed = BulkEdit { confirmed: Some(3), ..command };
    assert!(block_on(edit_enrollments(&desk, &confirmed)).unwrap().is_applied);
}

#[test]
fn a_course_that_does_not_exist_is_missing() {
    let (ports, _) = world(Fault::Nothing);
    let room = Room::with(ports);
    let command = BulkEdit { course: "NONE".to_owned(), ..bulk(EnrollmentEdit::Unenroll, ada_alone()) };
    let failure = block_on(edit_enrollments(&room.desk(), &command)).unwrap_err();
    assert!(matches!(failure, Failure::Missing { what: What::Course, .. }));
}
