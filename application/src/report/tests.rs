use std::sync::Arc;

use pollster::block_on;
use rollbook_domain::access::AccessWindow;
use rollbook_domain::catalogue::ReclaimPolicy;
use rollbook_domain::customer::{Origin, StatusWord};
use rollbook_domain::id::{CountingIds, CustomerId};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{Cursor, CustomerSummary, EnrollmentRow, Page, PoolQuery, PoolRow};
use rollbook_domain::seat::{Pool, SeatCounts, SeatState, SeatTerm};
use rollbook_domain::stamp::Revision;
use rollbook_domain::time::AccessDuration;
use rollbook_domain::transcript::{ItemResult, RecordedBy, Transcript, TranscriptEvent};

use super::*;
use crate::testing::learner::enrollment;
use crate::testing::seats::{pool, seat_row};
use crate::testing::world::{ADA, Fault, ada_id, by_email, catalogue, profile, world};
use crate::testing::{MockPorts, Room, instant, now, outage};
use crate::{Failure, What};

#[test]
fn a_course_is_counted_page_by_page_without_those_who_come_later() {
    let mut ports = MockPorts::new();
    ports.expect_catalogue().returning(|| Ok(catalogue()));
    ports.expect_enrollments().times(2).returning(|_, page| {
        let mut later: EnrollmentRow = enrollment();
        later.grants.truncate(1);
        later.grants[0].stamp.effective_at = instant("2027-01-01T00:00:00Z");
        let next = page.after.is_none().then(|| Cursor::new("2"));
        Ok(Page { items: vec![enrollment(), later], next })
    });
    let room = Room::with(ports);
    let counts = block_on(count_enrollments(&room.desk(), Some("alg"), now())).unwrap();
    let [count] = counts.as_slice() else { panic!("{counts:?}") };
    assert_eq!((count.enrolled, count.scheduled, count.unenrolled, count.expired), (2, 0, 0, 0));
}

#[test]
fn an_outage_in_the_middle_gives_no_half_report() {
    let mut ports = MockPorts::new();
    ports.expect_catalogue().returning(|| Ok(catalogue()));
    ports.expect_enrollments().returning(|_, page| match page.after {
        None => Ok(Page { items: vec![enrollment()], next: Some(Cursor::new("1")) }),
        Some(_) => Err(outage()),
    });
    let room = Room::with(ports);
    let counted = block_on(count_enrollments(&room.desk(), None, now()));
    assert!(matches!(counted, Err(Failure::Store(_))));
    let missing = block_on(count_enrollments(&room.desk(), Some("NONE"), now()));
    assert!(matches!(missing, Err(Failure::Missing { what: What::Course, .. })));
}

fn pool_row(pool: Pool) -> PoolRow {
    let row = seat_row(SeatState::Claimed, ReclaimPolicy::Always);
    let counts = SeatCounts { available: 3, pending: 1, claimed: 5, void: 1 };
    PoolRow { pool: Arc::new(pool), order_status: row.order_status, buyer: row.buyer, counts }
}

fn ending(starts_at: &str, ends_at: &str) -> SeatTerm {
    let window = AccessWindow::parse(instant(starts_at), Some(instant(ends_at))).unwrap();
    SeatTerm::Purchase { window, from_first_launch: None }
}

/// REG-20, REG-38, Q-03
#[test]
fn seats_are_counted_page_by_page_with_the_days_that_nobody_uses() {
    let terms = [
        (ending("2026-02-01T00:00:00Z", "2026-03-11T12:00:00Z"), Some(40)),
        (ending("2026-02-01T00:00:00Z", "2026-03-11T11:59:59Z"), Some(36)),
        (ending("2026-05-01T00:00:00Z", "2026-05-03T00:00:00Z"), Some(8)),
        (ending("2026-01-01T00:00:00Z", "2026-03-01T12:00:00Z"), Some(0)),
        (SeatTerm::Purchase { window: AccessWindow::unending_from(now()), from_first_launch: None }, None),
        (SeatTerm::Claim { duration: AccessDuration::parse("30 days").unwrap() }, None),
    ];
    let expected: Vec<_> = terms.iter().map(|(_, days)| *days).collect();
    let mut ports = MockPorts::new();
    ports.expect_catalogue().returning(|| Ok(catalogue()));
    ports.expect_pools().times(6).returning(move |query, at, page| {
        assert_eq!((*query, at), (PoolQuery::default(), now()));
        let place = page.after.as_ref().map_or(0, |cursor| cursor.as_str().parse().unwrap());
        let mut pool = pool(ReclaimPolicy::Always);
        pool.terms.term = terms[place].0.clone();
        let next = (place + 1 < terms.len()).then(|| Cursor::new((place + 1).to_string()));
        Ok(Page { items: vec![pool_row(pool)], next })
    });
    let room = Room::with(ports);
    let counts = block_on(count_seats(&room.desk(), &SeatReport::default())).unwrap();
    assert_eq!(counts.iter().map(|count| count.unused_days).collect::<Vec<_>>(), expected);
    assert_eq!(counts[0].product_code.as_ref().map(rollbook_domain::text::Code::as_str), Some("ALGEBRA"));
}

#[test]
fn a_report_on_seats_names_what_does_not_exist_and_narrows_to_what_does() {
    let (ports, _) = world(Fault::Nothing);
    let room = Room::with(ports);
    let count = |wanted: SeatReport| block_on(count_seats(&room.desk(), &wanted));
    let missing = |wanted: SeatReport| match count(wanted) {
        Err(Failure::Missing { what, .. }) => what,
        other => panic!("{other:?}"),
    };
    let buyer = |email| SeatReport { buyer: Some(by_email(email)), ..SeatReport::default() };
    assert_eq!(missing(buyer("nobody@example.org")), What::Customer);
    assert!(count(buyer(ADA)).unwrap().is_empty());
    assert_eq!(
        missing(SeatReport { product: Some("NONE".to_owned()), ..SeatReport::default() }),
        What::Product
    );
    let mut ports = MockPorts::new();
    ports.expect_catalogue().returning(|| Ok(catalogue()));
    ports.expect_find_customer().returning(|_| Ok(Some(crate::testing::world::ada())));
    let product = catalogue().products()[0].id;
    let wanted = PoolQuery { buyer: Some(ada_id()), order: None, product: Some(product) };
    ports.expect_pools().withf(move |query, _, _| *query == wanted).returning(|_, _, _| Err(outage()));
    let room = Room::with(ports);
    let asked = SeatReport { product: Some("algebra".to_owned()), ..buyer(ADA) };
    assert!(matches!(block_on(count_seats(&room.desk(), &asked)), Err(Failure::Store(_))));
}

/// TRN-04
#[test]
fn learners_of_a_course_that_no_product_opens_are_named_by_one_query() {
    let ids = CountingIds::starting_at(700);
    let learners: Vec<CustomerId> = (0..3).map(|_| CustomerId::next(&ids)).collect();
    let course = catalogue().course_by_code("ALG").unwrap().clone();
    let transcript = |customer: &CustomerId| {
        let mut transcript = Transcript::empty(*customer);
        let result = ItemResult::not_attempted(RecordedBy::Learner);
        let item = course.items[0].id;
        let event = TranscriptEvent::ItemRecorded { item, course: course.id, version: 1, result };
        transcript.apply(&event, &enrollment().grants[0].stamp);
        transcript
    };
    let transcripts: Vec<Transcript> = learners.iter().map(transcript).collect();
    let mut ports = MockPorts::new();
    ports.expect_catalogue().returning(|| Ok(catalogue()));
    ports.expect_transcripts().returning(move |_, _| Ok(Page { items: transcripts.clone(), next: None }));
    ports.expect_enrollments().returning(|_, _| Ok(Page { items: Vec::new(), next: None }));
    ports.expect_list_customers().times(1).returning(|query, _| {
        let summary = |id: &CustomerId| CustomerSummary {
            id: *id,
            profile: Some(Personal::new(profile(ADA))),
            status: StatusWord::Active,
            origin: Origin::Admin,
            created_at: now(),
            revision: Revision::NONE,
        };
        let items = query.customers.as_ref().unwrap().iter().map(summary).collect();
        Ok(Page { items, next: None })
    });
    let room = Room::with(ports);
    let lines = block_on(report_transcripts(&room.desk(), "ALG", now())).unwrap();
    let told: Vec<_> =
        lines.iter().map(|line| (line.customer, line.email.is_some(), line.access_state)).collect();
    assert_eq!(told, learners.iter().map(|id| (*id, true, None)).collect::<Vec<_>>());
}
