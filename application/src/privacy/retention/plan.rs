//! What would go now.

use rollbook_domain::port::PageRequest;
use rollbook_domain::privacy::retention::cut;
use rollbook_domain::settings::{Retained, RetainedRows};

use super::{DuePerson, RetentionCut, RetentionRun, skipped};
use crate::privacy::erase::may_erase_due;
use crate::seat::Release;
use crate::{Desk, Failure};

/// How many people are looked up at once.
const PAGE: usize = 500;

/// Plans what goes because its period is over, and changes nothing; what has no period is not told.
///
/// # Errors
/// [`Failure::Missing`] while the tenant does not exist, [`Failure::Store`].
pub async fn plan_retention(desk: &Desk<'_>, voids_seats: bool) -> Result<RetentionRun, Failure> {
    let settings = desk.tenant().await?.settings;
    let now = desk.now();
    let mut plan = RetentionRun { at: now, cuts: Vec::new(), people: Vec::new() };
    for retained in RetainedRows::ALL {
        let Some(days) = Retained::Rows(retained).days(&settings) else { continue };
        let before = cut(days, now);
        let counts = desk.store.count_retained(retained.into(), &[before]).await?;
        let rows = counts.rows.first().copied().unwrap_or(0);
        plan.cuts.push(RetentionCut { retained, days, before, rows });
    }
    let Some(days) = Retained::Inactive.days(&settings) else { return Ok(plan) };
    let before = cut(days, now);
    let release = voids_seats.then_some(Release::Void);
    let mut page = PageRequest::first(PAGE);
    loop {
        let read = desk.store.inactive_customers(before, &page).await?;
        for found in read.items {
            let skipped = match may_erase_due(desk, found.customer, release.as_ref(), before).await {
                Ok(()) => None,
                Err(failure) => Some(skipped(failure)?),
            };
            plan.people.push(DuePerson { customer: found.customer, since: found.since, skipped });
        }
        let Some(next) = read.next else { return Ok(plan) };
        page = PageRequest::after(next, PAGE);
    }
}
