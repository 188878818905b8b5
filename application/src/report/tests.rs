use pollster::block_on;
use rollbook_domain::port::{Cursor, EnrollmentRow, Page};

use super::*;
use crate::testing::learner::enrollment;
use crate::testing::world::catalogue;
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
