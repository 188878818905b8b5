mod changes;
mod sync;

use crate::access::AccessGrant;
use crate::enrollment::EnrollmentFact;
use crate::id::{CourseId, CustomerId};
use crate::plan::contracts::Follower;
use crate::record::story::{Story, at, code, day};
use crate::sales_order::{AddSalesOrder, SalesOrder, SalesOrderTerms, Term, add};
use crate::text::Title;
use crate::time::Zone;

/// One learner's enrollment, read from a story.
struct Read {
    customer: CustomerId,
    course: CourseId,
    grants: Vec<AccessGrant>,
    facts: Vec<EnrollmentFact>,
}

impl Read {
    fn of(story: &Story, course: &str) -> Self {
        Self {
            customer: story.record.customer.id,
            course: story.course(course),
            grants: story.grants(course),
            facts: story.enrollment(course),
        }
    }

    fn follower(&self) -> Follower<'_> {
        Follower { customer: self.customer, course: self.course, grants: &self.grants, facts: &self.facts }
    }
}

/// The sales order that a story calls `SO-1`, as a store would hold it.
fn order(story: &mut Story, ends: &str) -> SalesOrder {
    let id = story.contract("SO-1", ends);
    let terms = SalesOrderTerms {
        external_id: Some(Title::parse("4711").unwrap()),
        client: Title::parse("Northern Rail").unwrap(),
        term: Term::typed(day("2026-01-01"), day(ends), &Zone::utc()).unwrap(),
        courses: vec![story.course("BBB")],
        seats: Some(2),
    };
    let events = add(AddSalesOrder { number: code("SO-1"), terms }, &[]).unwrap();
    SalesOrder::from_first(id, &events[0]).unwrap()
}

/// Somebody who follows `SO-1` in `BBB` until the end of March.
fn follower() -> (Story, SalesOrder) {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-EVER");
    let order = order(&mut story, "2026-03-31");
    story.link("2026-01-11", "BBB", "SO-1");
    assert!(order.terms.term.ends_at() == at("2026-04-01"));
    (story, order)
}
