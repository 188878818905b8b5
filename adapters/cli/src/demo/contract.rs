//! A contract of the company, which two of its people follow.

use rollbook_domain::enrollment::{EnrollmentEdit, LinkEnd};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::SalesOrderId;
use rollbook_domain::sales_order::{
    AddSalesOrder, SalesOrder, SalesOrderEvent, SalesOrderTerms, Term, add, take,
};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::{Code, Title};
use rollbook_domain::time::{Date, Moment};

use super::acts;
use super::story::{Contradiction, Story};

/// The day the contract is entered: the last one of the story.
const ON: &str = "2025-05-05";
const COURSE: &str = "SAFETY";
const PEOPLE: [&str; 2] = ["rosalind", "chien-shiung"];

/// Enters the contract, and lets the people follow it.
pub(super) fn fill(story: &mut Story) -> Result<(), Contradiction> {
    let day = Date::parse(ON).map_err(Contradiction::new)?;
    let sales_order = entered(story, day)?;
    let now = story.office_hour(day, 421)?;
    let course = story.catalogue.find_course(COURSE).map(|course| (course.id, course.code.clone()));
    let course = course.as_ref().map(|(id, code)| (*id, code));
    let mut commit = story.begin(now);
    commit.expect(StreamId::SalesOrder(sales_order.id), sales_order.revision);
    for event in take(&sales_order, course, 0, PEOPLE.len() as u64).map_err(Contradiction::new)? {
        commit.push(Event::SalesOrder(sales_order.id, event), None);
    }
    let link = EnrollmentEdit::Link { sales_order: sales_order.id, end: LinkEnd::Keep };
    for name in PEOPLE {
        let place = Story::place_of(name)?;
        let (events, _) = acts::enrollment(story, place, COURSE, link, None, now)?;
        story.write(&mut commit, place, events, now, None);
    }
    story.commits.push(commit);
    Ok(())
}

fn entered(story: &mut Story, day: Date) -> Result<SalesOrder, Contradiction> {
    let moment = |text| Moment::parse(text).map_err(Contradiction::new);
    let missing = || Contradiction::new("there is no such course");
    let term = Term::typed(moment("2025-01-01")?, moment("2030-12-31")?, &story.settings.time_zone);
    let terms = SalesOrderTerms {
        external_id: None,
        client: Title::parse("Acme").map_err(Contradiction::new)?,
        term: term.map_err(Contradiction::new)?,
        courses: vec![story.catalogue.find_course(COURSE).ok_or_else(missing)?.id],
        seats: Some(200),
    };
    let number = Code::parse("SO-2041").map_err(Contradiction::new)?;
    let id = SalesOrderId::next(&story.ids);
    let mut commit = story.begin(story.office_hour(day, 420)?);
    commit.expect(StreamId::SalesOrder(id), Revision::NONE);
    let events: Vec<SalesOrderEvent> =
        add(AddSalesOrder { number, terms }, &[]).map_err(Contradiction::new)?;
    let sales_order = events.first().and_then(|event| SalesOrder::from_first(id, event));
    for event in events {
        commit.push(Event::SalesOrder(id, event), None);
    }
    story.commits.push(commit);
    sales_order.ok_or_else(|| Contradiction::new("a sales order begins otherwise"))
}
