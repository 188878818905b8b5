use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use pollster::block_on;
use rollbook_domain::customer::CustomerEvent;
use rollbook_domain::id::{CountingIds, CustomerId};
use rollbook_domain::port::{Cursor, Page, PageRequest, PersonRow};
use rollbook_domain::stamp::{Revision, Stamp};
use rollbook_domain::time::Instant;
use rollbook_domain::transcript::{ItemResult, ItemStatus, RecordedBy, Transcript, TranscriptEvent};

use super::*;
use crate::Failure;
use crate::testing::world::{acme, ada, catalogue, leeds};
use crate::testing::{MockPorts, Room, instant, now, outage};

fn stamp(at: Instant) -> Stamp {
    Stamp {
        position: Revision::new(3),
        effective_at: at,
        recorded_at: at,
        actor: "tester".into(),
        note: None,
    }
}

fn person(number: u64) -> CustomerId {
    CustomerId::next(&CountingIds::starting_at(number))
}

/// Somebody of that organization who holds what Ada does.
fn row(number: u64, organization: &rollbook_domain::organization::Organization) -> PersonRow {
    let mut record = ada();
    record.customer.id = person(number);
    let joined = CustomerEvent::OrganizationJoined { organization: organization.id };
    record.customer.apply(&joined, &stamp(now()));
    PersonRow::of(&record)
}

fn done_at() -> Instant {
    instant("2026-02-10T00:00:00Z")
}

/// Who has completed the course's only item.
fn completed(customer: CustomerId) -> Transcript {
    let catalogue = catalogue();
    let course = &catalogue.courses()[0];
    let (item, version, course) = (course.items[0].id, 1, course.id);
    let result =
        ItemResult { status: ItemStatus::Completed, ..ItemResult::not_attempted(RecordedBy::Learner) };
    let mut transcript = Transcript::empty(customer);
    for event in [
        TranscriptEvent::ItemRecorded { item, course, version, result },
        TranscriptEvent::CourseCompleted { course, version, completed_at: done_at() },
    ] {
        transcript.apply(&event, &stamp(done_at()));
    }
    transcript
}

/// Three people on two pages: one of `ACME`, then two of `LEEDS`, of whom the second has completed the course.
fn ports() -> MockPorts {
    let mut ports = MockPorts::new();
    ports.expect_catalogue().returning(|| Ok(catalogue()));
    ports.expect_organizations().returning(|| Ok(vec![acme(), leeds()]));
    ports.expect_people().returning(|_, page| {
        Ok(match page.after {
            None => Page { items: vec![row(1, &acme()), row(2, &leeds())], next: Some(Cursor::new("2")) },
            Some(_) => Page { items: vec![row(3, &leeds())], next: None },
        })
    });
    ports
}

fn everybody(at: Instant) -> LearnerFilter {
    LearnerFilter { whose: Whose::Organization(None), course: None, state: None, at }
}

/// VIEW-06
#[test]
fn what_is_on_record_is_read_once_for_each_page_of_people_and_joined_to_whom_it_is_about() {
    let mut ports = ports();
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    ports.expect_transcripts().returning(move |query, page| {
        let page_of_people = [vec![person(1), person(2)], vec![person(3)]];
        let place = count.fetch_add(1, Ordering::Relaxed);
        assert_eq!(query.customers.as_ref(), page_of_people.get(place));
        assert!(page.limit >= page_of_people[place].len() && query.course.is_none());
        let items = if place == 0 { vec![completed(person(2))] } else { Vec::new() };
        Ok(Page { items, next: None })
    });
    let room = Room::with(ports);
    let desk = room.desk();
    let report = block_on(LearnerReport::open(&desk, &everybody(now()))).unwrap();
    let mut lines = Vec::new();
    block_on(report.each(|line| lines.push(line))).unwrap();
    let seen: Vec<_> = lines
        .iter()
        .map(|line| (line.customer, line.learning.completed_at, line.learning.progress))
        .collect();
    let expected =
        [(person(1), None, Some(0)), (person(2), Some(done_at()), Some(100)), (person(3), None, Some(0))];
    assert_eq!(seen, expected);
    assert_eq!(lines[1].learning.last_active_at, Some(done_at()));
    assert_eq!(asked.load(Ordering::Relaxed), 2);
}

/// VIEW-06
#[test]
fn an_organization_counts_what_is_completed_in_it_and_below_it() {
    let mut ports = ports();
    ports.expect_transcripts().returning(|query, _| {
        let people = query.customers.iter().flatten().copied();
        Ok(Page { items: people.filter(|id| *id != person(1)).map(completed).collect(), next: None })
    });
    let room = Room::with(ports);
    let counts = block_on(count_organizations(&room.desk(), None, now())).unwrap();
    let seen: Vec<_> = counts
        .iter()
        .map(|count| (count.organization.code.as_str(), count.learners.people, count.learners.completed))
        .collect();
    assert_eq!(seen, [("ACME", 3, 2), ("LEEDS", 2, 2)]);
    assert_eq!(counts[0].learners.last_active_at, Some(done_at()));
}

#[test]
fn an_outage_on_the_way_gives_no_half_report() {
    let mut ports = ports();
    ports.expect_transcripts().returning(|query, _| match query.customers.as_deref() {
        Some([_]) => Err(outage()),
        _ => Ok(Page { items: Vec::new(), next: None }),
    });
    let room = Room::with(ports);
    let desk = room.desk();
    let counted = block_on(count_organizations(&desk, None, now()));
    assert!(matches!(counted, Err(Failure::Store(_))));
    let report = block_on(LearnerReport::open(&desk, &everybody(now()))).unwrap();
    let page = block_on(report.page(&PageRequest::first(10)));
    assert!(matches!(page, Err(Failure::Store(_))));
}
