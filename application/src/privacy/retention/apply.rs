//! Letting go what was kept for its period.

use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::privacy::retention::guard;
use rollbook_domain::settings::{Retained, TenantEvent};
use rollbook_domain::time::Instant;

use super::{DuePerson, RetentionCut, RetentionRun, cut_now, skipped};
use crate::impersonation::keep_within;
use crate::privacy::erase::erase_when_due;
use crate::seat::Release;
use crate::{Desk, Failure};

/// How many rows go with one commit; more only where more happened at one instant.
pub const ROWS_AT_ONCE: u32 = 10_000;

/// Hears how far it has come.
pub trait RetentionProgress {
    /// So many rows or people of those planned are done.
    fn at(&self, retained: Retained, done: u64, planned: u64);
}

/// Lets go what was planned: rows in commits of at most [`ROWS_AT_ONCE`], then people one by one. What was done stays done
/// when it is stopped on the way, and doing it again does the rest.
///
/// A period that was made longer or taken away meanwhile holds at once, and who was reinstated meanwhile stays.
///
/// # Errors
/// [`RetentionRefused`](rollbook_domain::privacy::retention::RetentionRefused) for more than the guard threshold that was not
/// confirmed by its number, what an impersonation may not do (AUD-06), [`Failure::Store`].
pub async fn apply_retention(
    desk: &Desk<'_>,
    plan: &RetentionRun,
    voids_seats: bool,
    confirmed: Option<u64>,
    progress: &dyn RetentionProgress,
) -> Result<RetentionRun, Failure> {
    let settings = desk.tenant().await?.settings;
    // Who acts for a customer would be refused person by person, and each would look like one to be skipped.
    keep_within(desk, &desk.new_commit(desk.now())).await?;
    guard(plan.touched(), settings.guard_threshold, confirmed)?;
    let mut run = RetentionRun { at: desk.now(), cuts: Vec::new(), people: Vec::new() };
    for cut in &plan.cuts {
        run.cuts.push(let_go(desk, cut, progress).await?);
    }
    let release = voids_seats.then_some(Release::Void);
    let planned = plan.people.iter().filter(|person| person.skipped.is_none()).count() as u64;
    let mut done = 0;
    for person in &plan.people {
        if person.skipped.is_some() {
            run.people.push(person.clone());
            continue;
        }
        // Everybody in the plan was due at the instant it was made for.
        let before = cut_now(desk, Retained::Inactive, plan.at).await?;
        let erased = erase_when_due(desk, person.customer, release.as_ref(), before.unwrap_or(Instant::MIN));
        let skipped = match erased.await {
            Ok(_) => None,
            Err(failure) => Some(skipped(failure)?),
        };
        run.people.push(DuePerson { skipped, ..person.clone() });
        done += 1;
        progress.at(Retained::Inactive, done, planned);
    }
    Ok(run)
}

/// Lets one kind of rows go, and says how many went.
async fn let_go(
    desk: &Desk<'_>,
    planned: &RetentionCut,
    progress: &dyn RetentionProgress,
) -> Result<RetentionCut, Failure> {
    let retained = Retained::Rows(planned.retained);
    let mut done = RetentionCut { rows: 0, ..*planned };
    let mut tries = desk.tries();
    while let Some(before) = cut_now(desk, retained, planned.before).await? {
        let revision = desk.tenant().await?.revision;
        let (before, rows) = slice(desk, planned, before).await?;
        if rows == 0 {
            break;
        }
        let mut commit = desk.new_commit(desk.now());
        commit.expect(StreamId::Tenant, revision);
        let event = TenantEvent::RetentionApplied { retained: planned.retained, before, rows };
        commit.push(Event::Tenant(event), None);
        if tries.commit(commit).await? {
            done.rows += rows;
            progress.at(retained, done.rows, planned.rows);
            tries = desk.tries();
        }
    }
    Ok(done)
}

/// Where to cut so that not too many rows go at once, and how many go.
async fn slice(desk: &Desk<'_>, planned: &RetentionCut, before: Instant) -> Result<(Instant, u64), Failure> {
    let count = async |cut| -> Result<u64, Failure> {
        let counts = desk.store.count_retained(planned.retained.into(), &[cut]).await?;
        Ok(counts.rows.first().copied().unwrap_or(0))
    };
    let Some(first_left) = desk.store.find_retained(planned.retained, before, ROWS_AT_ONCE).await? else {
        return Ok((before, count(before).await?));
    };
    match count(first_left).await? {
        // So many happened at one instant that they cannot be parted.
        0 => {
            let after = first_left.checked_add_micros(1).unwrap_or(before);
            Ok((after, count(after).await?))
        }
        rows => Ok((first_left, rows)),
    }
}
