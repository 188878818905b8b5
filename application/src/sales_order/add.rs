//! Entering a sales order (ENR-02).

use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::SalesOrderId;
use rollbook_domain::port::SalesOrderKey;
use rollbook_domain::sales_order::{AddSalesOrder, SalesOrderTerms, Term, add};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::{Code, Note, Title};
use rollbook_domain::time::Moment;

use crate::catalogue::get_course;
use crate::{Desk, Failure};

/// A new sales order, with its courses named by id or code.
#[derive(Debug, Clone)]
pub struct NewSalesOrder {
    /// Unique in the tenant.
    pub number: Code,
    /// What the system that owns the contract calls it.
    pub external_id: Option<Title>,
    /// The organization it was made with.
    pub client: Title,
    /// The first day or instant of the term.
    pub starts: Moment,
    /// The last day of the term, or the first instant past it.
    pub ends: Moment,
    /// The courses it covers.
    pub courses: Vec<String>,
    /// How many learners may be linked to it; `None` for any number.
    pub seats: Option<u32>,
    /// Why, for the activity log.
    pub reason: Option<Note>,
}

/// Enters a sales order.
///
/// # Errors
/// What [`add`] refuses: a number or external id that is taken, a term without length, no course, no seat; and
/// [`Failure::Missing`] for a course that does not exist.
pub async fn add_sales_order(desk: &Desk<'_>, new: NewSalesOrder) -> Result<SalesOrderId, Failure> {
    let settings = desk.tenant().await?.settings;
    let id = SalesOrderId::next(desk.ids);
    let term = Term::typed(new.starts, new.ends, &settings.time_zone)?;
    let mut tries = desk.tries();
    loop {
        let catalogue = desk.store.catalogue().await?;
        let mut courses = Vec::with_capacity(new.courses.len());
        for key in &new.courses {
            let course = get_course(&catalogue, key)?.id;
            if !courses.contains(&course) {
                courses.push(course);
            }
        }
        let (external_id, client, seats) = (new.external_id.clone(), new.client.clone(), new.seats);
        let terms = SalesOrderTerms { external_id, client, term, courses, seats };
        let mut holders = Vec::new();
        let keys = [SalesOrderKey::Number(new.number.clone())]
            .into_iter()
            .chain(new.external_id.clone().map(SalesOrderKey::ExternalId));
        for key in keys {
            holders.extend(desk.store.find_sales_order(&key).await?);
        }
        let mut commit = desk.new_commit(desk.now());
        commit.expect(StreamId::SalesOrder(id), Revision::NONE);
        for event in add(AddSalesOrder { number: new.number.clone(), terms }, &holders)? {
            commit.push(Event::SalesOrder(id, event), new.reason.clone());
        }
        if tries.commit(commit).await? {
            return Ok(id);
        }
    }
}
