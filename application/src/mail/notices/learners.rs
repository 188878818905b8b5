//! Everybody who is or was in a course, learner by learner.

use std::collections::{BTreeMap, VecDeque};

use rollbook_domain::catalogue::Course;
use rollbook_domain::id::{CourseId, CustomerId};
use rollbook_domain::port::{EnrollmentQuery, EnrollmentRow, Page, PageRequest};

use crate::{Desk, Failure};

/// How many rows of one course are read at once.
const PAGE: usize = 500;

/// One learner with the rows of their courses.
pub(super) struct LearnerRows<'a> {
    pub(super) customer: CustomerId,
    pub(super) rows: Vec<(&'a Course, EnrollmentRow)>,
}

/// Walks along all courses at once, each in order of customer id, so that the rows of a learner come together and only a
/// page of each course is held.
pub(super) struct Learners<'a> {
    lanes: Vec<Lane<'a>>,
}

struct Lane<'a> {
    course: &'a Course,
    rows: VecDeque<EnrollmentRow>,
    page: Option<PageRequest>,
}

impl<'a> Learners<'a> {
    pub(super) fn of(courses: &[&'a Course]) -> Self {
        let lane = |course: &&'a Course| Lane {
            course,
            rows: VecDeque::new(),
            page: Some(PageRequest::first(PAGE)),
        };
        Self { lanes: courses.iter().map(lane).collect() }
    }

    /// The next learners, at most so many; none at the end.
    pub(super) async fn next(
        &mut self,
        desk: &Desk<'_>,
        most: usize,
    ) -> Result<Vec<LearnerRows<'a>>, Failure> {
        let mut found: BTreeMap<CustomerId, Vec<(&'a Course, EnrollmentRow)>> = BTreeMap::new();
        while found.len() < most {
            let mut first: Option<CustomerId> = None;
            for lane in &mut self.lanes {
                lane.fill(desk).await?;
                let head = lane.rows.front().map(|row| row.customer);
                first = [first, head].into_iter().flatten().min();
            }
            let Some(customer) = first else { break };
            let rows = found.entry(customer).or_default();
            for lane in &mut self.lanes {
                if lane.rows.front().is_some_and(|row| row.customer == customer) {
                    rows.extend(lane.rows.pop_front().map(|row| (lane.course, row)));
                }
            }
        }
        Ok(found.into_iter().map(|(customer, rows)| LearnerRows { customer, rows }).collect())
    }
}

/// The same learners as they are now, after something moved.
pub(super) async fn read_again<'a>(
    desk: &Desk<'_>,
    some: Vec<LearnerRows<'a>>,
) -> Result<Vec<LearnerRows<'a>>, Failure> {
    let mut of_course: BTreeMap<CourseId, (&'a Course, Vec<CustomerId>)> = BTreeMap::new();
    for (course, row) in some.into_iter().flat_map(|learner| learner.rows) {
        of_course.entry(course.id).or_insert((course, Vec::new())).1.push(row.customer);
    }
    let mut found: BTreeMap<CustomerId, Vec<(&'a Course, EnrollmentRow)>> = BTreeMap::new();
    for (course, customers) in of_course.into_values() {
        let query = EnrollmentQuery { customers: Some(customers), ..EnrollmentQuery::of(course.id) };
        for row in desk.store.enrollments(&query, &PageRequest::everything()).await?.items {
            found.entry(row.customer).or_default().push((course, row));
        }
    }
    Ok(found.into_iter().map(|(customer, rows)| LearnerRows { customer, rows }).collect())
}

impl Lane<'_> {
    /// Reads the next page when there are no rows left.
    async fn fill(&mut self, desk: &Desk<'_>) -> Result<(), Failure> {
        while self.rows.is_empty() {
            let Some(request) = self.page.take() else { return Ok(()) };
            let query = EnrollmentQuery::of(self.course.id);
            let Page { items, next } = desk.store.enrollments(&query, &request).await?;
            self.rows = items.into();
            self.page = next.map(|cursor| PageRequest::after(cursor, PAGE));
        }
        Ok(())
    }
}
