use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use pollster::block_on;
use proptest::collection::vec;
use proptest::prelude::*;
use rollbook_domain::catalogue::{AddCourse, Catalogue, Course, Product, add_course};
use rollbook_domain::customer::CustomerEvent;
use rollbook_domain::enrollment::StateWord;
use rollbook_domain::id::{CountingIds, CourseId, CustomerId, ProductId};
use rollbook_domain::port::{Cursor, Page, PageRequest, PersonRow};
use rollbook_domain::stamp::{Revision, Stamp};
use rollbook_domain::time::Instant;
use rollbook_domain::transcript::{ItemResult, ItemStatus, RecordedBy, Transcript, TranscriptEvent};

use super::*;
use crate::Failure;
use crate::testing::world::{acme, ada, catalogue, leeds, title};
use crate::testing::{MockPorts, Room, code, instant, now, outage};

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

/// The course `ALG` as ever, and a product that opens `GEO` beside it.
fn two_courses() -> Catalogue {
    let known = catalogue();
    let command = AddCourse { code: code("GEO"), title: title("Geometry") };
    let events = add_course(&known, command).unwrap();
    let geo = Course::from_first(CourseId::next(&CountingIds::starting_at(2)), &events[0], now()).unwrap();
    let both = Product { id: both(), code: code("BOTH"), ..known.products()[0].clone() };
    let both = Product { courses: vec![known.courses()[0].id, geo.id], ..both };
    let courses = vec![known.courses()[0].clone(), geo];
    Catalogue::new(vec![known.products()[0].clone(), both], known.prices().to_vec(), courses)
}

fn both() -> ProductId {
    ProductId::next(&CountingIds::starting_at(2))
}

/// So many people, of whom each has as many courses as is said: none, one or both.
fn people(courses: &[u8]) -> Vec<PersonRow> {
    let row = |(place, courses): (usize, &u8)| {
        let mut row = row(place as u64 + 1, &acme());
        match courses {
            0 => row.grants.clear(),
            1 => {}
            _ => row.grants[0].product = both(),
        }
        row
    };
    courses.iter().enumerate().map(row).collect()
}

/// A store that gives as many people as it is asked for, and counts how often.
fn crowd(people: Vec<PersonRow>) -> (MockPorts, Arc<AtomicUsize>) {
    let (asked, mut ports) = (Arc::new(AtomicUsize::new(0)), MockPorts::new());
    let count = Arc::clone(&asked);
    ports.expect_catalogue().returning(|| Ok(two_courses()));
    ports.expect_organizations().returning(|| Ok(vec![acme(), leeds()]));
    ports.expect_transcripts().returning(|_, _| Ok(Page { items: Vec::new(), next: None }));
    ports.expect_people().returning(move |_, page| {
        count.fetch_add(1, Ordering::Relaxed);
        let from: usize = page.after.as_ref().map_or(0, |cursor| cursor.as_str().parse().unwrap());
        let to = from.saturating_add(page.limit).min(people.len());
        let next = (to < people.len()).then(|| Cursor::new(to.to_string()));
        Ok(Page { items: people[from..to].to_vec(), next })
    });
    (ports, asked)
}

/// Reads pages of these sizes one after another, the last size until nothing follows.
fn in_pages(report: &LearnerReport<'_>, sizes: &[usize]) -> Vec<LearnerLine> {
    let (mut lines, mut after) = (Vec::new(), None);
    let last = *sizes.last().unwrap();
    for size in sizes.iter().copied().chain(std::iter::repeat(last)) {
        let page = block_on(report.page(&PageRequest { after, limit: size })).unwrap();
        assert!(page.items.len() <= size);
        lines.extend(page.items);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    lines
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// VIEW-06
    #[test]
    fn pages_of_any_sizes_put_together_are_the_whole_report(
        courses in vec(0_u8..3, 0..14), sizes in vec(1_usize..9, 1..6), batch in 1_usize..6,
    ) {
        let room = Room::with(crowd(people(&courses)).0);
        let desk = room.desk();
        let mut report = block_on(LearnerReport::open(&desk, &everybody(now()))).unwrap();
        report.batch = batch;
        let mut whole = Vec::new();
        block_on(report.each(|line| whole.push(line))).unwrap();
        prop_assert_eq!(whole.len(), courses.iter().map(|courses| usize::from(*courses)).sum::<usize>());
        prop_assert_eq!(in_pages(&report, &sizes), whole);
    }
}

/// VIEW-06: what asking for 1,500 lines comes to, with a thousand people of one and a half courses each.
#[test]
fn a_page_of_another_size_goes_on_where_the_last_one_ended() {
    let courses: Vec<u8> = [1, 2].repeat(500);
    let room = Room::with(crowd(people(&courses)).0);
    let desk = room.desk();
    let report = block_on(LearnerReport::open(&desk, &everybody(now()))).unwrap();
    let mut whole = Vec::new();
    block_on(report.each(|line| whole.push(line))).unwrap();
    assert_eq!(in_pages(&report, &[1_000, 500]), whole);
}

/// VIEW-05
#[test]
fn a_state_that_nobody_is_in_is_looked_for_in_large_batches_and_everything_is_read_once() {
    let (ports, asked) = crowd(people(&[1; 2_500]));
    let room = Room::with(ports);
    let desk = room.desk();
    let rare = LearnerFilter { state: Some(StateWord::Expired), ..everybody(now()) };
    let report = block_on(LearnerReport::open(&desk, &rare)).unwrap();
    let page = block_on(report.page(&PageRequest::first(1))).unwrap();
    assert_eq!((page.items, page.next, asked.swap(0, Ordering::Relaxed)), (Vec::new(), None, 3));
    let report = block_on(LearnerReport::open(&desk, &everybody(now()))).unwrap();
    let page = block_on(report.page(&PageRequest::everything())).unwrap();
    assert_eq!((page.items.len(), page.next, asked.load(Ordering::Relaxed)), (2_500, None, 3));
}
