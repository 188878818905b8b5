//! Bringing sales orders up to date with the system that owns the contracts (ENR-02, Q-40, Q-41).

use std::collections::HashMap;

use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::SalesOrderId;
use rollbook_domain::plan::contracts::{
    KnownContract, Shown, SourceContract, SyncPlan, comebacks, guard, needs_followers, plan,
};
use rollbook_domain::port::{ContractSource, LinkedEnrollment, PageRequest};
use rollbook_domain::sales_order::SalesOrder;
use rollbook_domain::text::Note;

use super::effect::{NamedEffect, named};
use super::linked::{followers, linked};
use super::returns::add_notices;
use crate::{Desk, Failure};

/// How many sales orders are read at once.
const CHUNK: usize = 1_000;

/// How to synchronise.
#[derive(Debug, Clone, Default)]
pub struct SyncCommand {
    /// Why, for the activity log.
    pub reason: Option<Note>,
    /// Whether to plan only and write nothing.
    pub is_dry_run: bool,
    /// What was shown of the plan before.
    pub shown: Shown,
}

/// What synchronising did, or would do.
#[derive(Debug)]
pub struct SyncReport {
    /// The plan.
    pub plan: SyncPlan,
    /// Everybody whose access changes.
    pub effects: Vec<NamedEffect>,
    /// Whether it was written.
    pub is_applied: bool,
}

/// Reads every contract of the source and brings the sales orders up to date, all of them or none.
///
/// Contracts that cannot be taken over stand in the report and stop nobody else. Whatever interrupts it, doing it again
/// goes on from what is there.
///
/// # Errors
/// What [`guard`] refuses, [`Failure::Source`].
pub async fn sync_sales_orders(
    desk: &Desk<'_>,
    source: &dyn ContractSource,
    command: &SyncCommand,
) -> Result<SyncReport, Failure> {
    let settings = desk.tenant().await?.settings;
    let contracts = all_contracts(source).await?;
    let mut tries = desk.tries();
    loop {
        let now = desk.now();
        let known = all_sales_orders(desk).await?;
        let catalogue = desk.store.catalogue().await?;
        let mut people: HashMap<SalesOrderId, Vec<LinkedEnrollment>> = HashMap::new();
        for id in needs_followers(&contracts, &known, &catalogue, &settings.time_zone) {
            people.insert(id, linked(desk, id).await?);
        }
        let facts: Vec<KnownContract<'_>> = known
            .iter()
            .map(|sales_order| KnownContract {
                followers: people.get(&sales_order.id).map(|linked| followers(linked)).unwrap_or_default(),
                sales_order,
            })
            .collect();
        let plan = plan(&contracts, &facts, &catalogue, &settings.time_zone, now, desk.ids);
        let effects =
            named(plan.effects(), known.iter().filter_map(|one| people.get(&one.id)).flatten(), &catalogue);
        let report = |plan, is_applied| SyncReport { plan, effects, is_applied };
        if command.is_dry_run {
            return Ok(report(plan, false));
        }
        guard(plan.touched(), plan.fingerprint, settings.guard_threshold, command.shown)?;
        let mut commit = desk.new_commit(now);
        for (id, revision) in &plan.changes.expected {
            commit.expect(StreamId::SalesOrder(*id), *revision);
        }
        for planned in &plan.changes.events {
            let event = Event::SalesOrder(planned.id, planned.event.clone());
            commit.push_effective(event, planned.effective_at, command.reason.clone());
        }
        if let Some(cause) = plan.changes.expected.first() {
            let back = comebacks(plan.effects());
            add_notices(desk, &mut commit, &catalogue, back, people.values().flatten(), *cause);
        }
        let is_applied = !commit.events.is_empty();
        if tries.commit(commit).await? {
            return Ok(report(plan, is_applied));
        }
    }
}

async fn all_contracts(source: &dyn ContractSource) -> Result<Vec<SourceContract>, Failure> {
    let mut contracts = Vec::new();
    let mut after = None;
    loop {
        let page = source.contracts(after.as_ref()).await?;
        contracts.extend(page.contracts);
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(contracts),
        }
    }
}

async fn all_sales_orders(desk: &Desk<'_>) -> Result<Vec<SalesOrder>, Failure> {
    let mut known = Vec::new();
    let mut request = PageRequest::first(CHUNK);
    loop {
        let page = desk.store.list_sales_orders(&request).await?;
        known.extend(page.items);
        match page.next {
            Some(next) => request = PageRequest::after(next, CHUNK),
            None => return Ok(known),
        }
    }
}
