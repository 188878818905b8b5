//! What another duration of a price would do (SIM-01).

use rollbook_domain::catalogue::Price;
use rollbook_domain::id::CourseId;
use rollbook_domain::plan::contracts::Follower;
use rollbook_domain::plan::durations::{OtherDuration, SoldBy, effects};
use rollbook_domain::port::{EnrollmentQuery, LinkedEnrollment, OrderQuery, PageRequest};
use rollbook_domain::text::Code;
use rollbook_domain::time::AccessDuration;

use crate::catalogue::get_price;
use crate::sales_order::{NamedEffect, named};
use crate::{Desk, Failure};

/// How many rows are read at once.
const CHUNK: usize = 5_000;

/// What another duration of a price would come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhatIfDuration {
    /// The price.
    pub price: Code,
    /// Everybody whose access would change.
    pub effects: Vec<NamedEffect>,
    /// How many grants would keep their dates, because those are not what the price gives.
    pub kept: u64,
}

/// Whose access would change if the price had lasted as long as that whenever it was sold; nothing is written.
///
/// # Errors
/// [`Failure::Missing`] for a price that does not exist, [`Failure::Store`].
pub async fn what_if_lasted(
    desk: &Desk<'_>,
    key: &str,
    duration: AccessDuration,
) -> Result<WhatIfDuration, Failure> {
    let settings = desk.tenant().await?.settings;
    let (catalogue, now) = (desk.store.catalogue().await?, desk.now());
    let price = get_price(&catalogue, key)?;
    let sold = sold_by(desk, price).await?;
    let learners =
        learners(desk, catalogue.product(price.product).map_or(&[], |product| &product.courses)).await?;
    let mut rows = Vec::with_capacity(learners.len());
    for LinkedEnrollment { course, row } in &learners {
        let (grants, facts) = (&row.grants, &row.facts);
        rows.push(Follower { customer: row.customer, course: *course, grants, facts });
    }
    let other = OtherDuration { terms: &price.terms, duration, sold: &sold, zone: &settings.time_zone };
    let found = effects(&rows, other, now);
    let effects = named(&found.effects, &learners, &catalogue);
    Ok(WhatIfDuration { price: price.code.clone(), effects, kept: found.kept })
}

async fn sold_by(desk: &Desk<'_>, price: &Price) -> Result<SoldBy, Failure> {
    let mut sold = SoldBy::new();
    let mut request = PageRequest::first(CHUNK);
    loop {
        let page = desk.store.list_orders(&OrderQuery::default(), &request).await?;
        for row in page.items {
            let order = row.order;
            let lines = order.lines.iter().filter(|line| line.price == price.id);
            sold.extend(lines.map(|line| ((order.id, line.number), order.stamp.effective_at)));
        }
        match page.next {
            Some(next) => request = PageRequest::after(next, CHUNK),
            None => return Ok(sold),
        }
    }
}

/// Everybody who was ever given access to one of the courses.
async fn learners(desk: &Desk<'_>, courses: &[CourseId]) -> Result<Vec<LinkedEnrollment>, Failure> {
    let mut learners = Vec::new();
    for course in courses {
        let query = EnrollmentQuery::of(*course);
        let mut request = PageRequest::first(CHUNK);
        loop {
            let page = desk.store.enrollments(&query, &request).await?;
            learners.extend(page.items.into_iter().map(|row| LinkedEnrollment { course: *course, row }));
            match page.next {
                Some(next) => request = PageRequest::after(next, CHUNK),
                None => break,
            }
        }
    }
    Ok(learners)
}
