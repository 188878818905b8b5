//! Changing a contract: a plan first, with everybody whose access changes (Q-40, Q-41, SIM-01).

use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::SalesOrderId;
use rollbook_domain::import_log::Fingerprint;
use rollbook_domain::plan::contracts::{Effect, Shown, comebacks, effects, fingerprint, guard, holders};
use rollbook_domain::port::SalesOrderKey;
use rollbook_domain::refusal::Outcome;
use rollbook_domain::sales_order::{EditSalesOrder, edit};
use rollbook_domain::text::{Code, Note, Title};
use rollbook_domain::time::Moment;

use super::effect::{NamedEffect, named};
use super::get_sales_order;
use super::linked::{followers, linked};
use super::returns::add_notices;
use crate::catalogue::get_course;
use crate::{Desk, Failure};

/// What to change of a sales order, with its courses named by id or code; `None` keeps what is there.
#[derive(Debug, Clone, Default)]
pub struct TypedEdit {
    /// Another external id; `Some(None)` for none.
    pub external_id: Option<Option<Title>>,
    /// Another name of the client.
    pub client: Option<Title>,
    /// Another start of the term.
    pub starts: Option<Moment>,
    /// Another end of the term.
    pub ends: Option<Moment>,
    /// Other courses.
    pub courses: Option<Vec<String>>,
    /// Another number of seats; `Some(None)` for any number.
    pub seats: Option<Option<u32>>,
}

/// A change of a contract.
#[derive(Debug, Clone, Default)]
pub struct EditCommand {
    /// What to change.
    pub edit: TypedEdit,
    /// Why, for the activity log.
    pub reason: Option<Note>,
    /// Whether to plan only and write nothing.
    pub is_dry_run: bool,
    /// What was shown of the plan before.
    pub shown: Shown,
}

/// What a change of a contract did, or would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractChange {
    /// The sales order.
    pub id: SalesOrderId,
    /// Its number.
    pub number: Code,
    /// Whether it says anything else than before.
    pub outcome: Outcome,
    /// Everybody whose access changes.
    pub effects: Vec<NamedEffect>,
    /// What makes this plan this plan.
    pub fingerprint: Fingerprint,
    /// Whether it was written.
    pub is_applied: bool,
}

/// Changes a contract; who follows it ends with it from then on, and nothing is written about them.
///
/// # Errors
/// What [`edit`] and [`guard`] refuse; [`Failure::Missing`] for a sales order or course that does not exist.
pub async fn edit_sales_order(
    desk: &Desk<'_>,
    key: &str,
    command: &EditCommand,
) -> Result<ContractChange, Failure> {
    let settings = desk.tenant().await?.settings;
    let mut tries = desk.tries();
    loop {
        let now = desk.now();
        let sales_order = get_sales_order(desk, key).await?;
        let catalogue = desk.store.catalogue().await?;
        let TypedEdit { external_id, client, starts, ends, courses, seats } = command.edit.clone();
        let courses = match courses {
            None => None,
            Some(keys) => {
                let ids = keys.iter().map(|key| Ok(get_course(&catalogue, key)?.id));
                Some(ids.collect::<Result<Vec<_>, Failure>>()?)
            }
        };
        let wanted = EditSalesOrder { external_id, client, starts, ends, courses, seats };
        let terms = wanted.over(&sales_order.terms, &settings.time_zone)?;
        let holder = match &terms.external_id {
            Some(id) => desk.store.find_sales_order(&SalesOrderKey::ExternalId(id.clone())).await?,
            None => None,
        };
        let linked = linked(desk, sales_order.id).await?;
        let followers = followers(&linked);
        let taken = holders(&followers, sales_order.id, now).len() as u64;
        let (outcome, events) = edit(&sales_order, terms.clone(), taken, holder.as_ref())?;
        let effects = effects(&followers, &sales_order, terms.term.ends_at(), now);
        let fingerprint = fingerprint([(sales_order.number.as_str(), &terms)], &effects);
        let mut change = ContractChange {
            id: sales_order.id,
            number: sales_order.number.clone(),
            outcome,
            effects: named(&effects, &linked, &catalogue),
            fingerprint,
            is_applied: false,
        };
        if command.is_dry_run {
            return Ok(change);
        }
        guard(effects.len() as u64, fingerprint, settings.guard_threshold, command.shown)?;
        let mut commit = desk.new_commit(now);
        commit.expect(StreamId::SalesOrder(sales_order.id), sales_order.revision);
        for event in events {
            commit.push(Event::SalesOrder(sales_order.id, event), command.reason.clone());
        }
        let back = comebacks(&effects);
        add_notices(desk, &mut commit, &catalogue, back, &linked, (sales_order.id, sales_order.revision));
        if tries.commit(commit).await? {
            change.is_applied = outcome == Outcome::Applied;
            return Ok(change);
        }
    }
}

/// Whose access would change if the sales order ended then; nothing is written (SIM-01).
///
/// # Errors
/// As [`edit_sales_order`].
pub async fn what_if_ended(desk: &Desk<'_>, key: &str, ends: Moment) -> Result<ContractChange, Failure> {
    let edit = TypedEdit { ends: Some(ends), ..TypedEdit::default() };
    edit_sales_order(desk, key, &EditCommand { edit, is_dry_run: true, ..EditCommand::default() }).await
}

impl ContractChange {
    /// How many enrollments end so.
    pub fn count(&self, is_so: impl Fn(&Effect) -> bool) -> u64 {
        self.effects.iter().map(|named| u64::from(is_so(&named.effect))).sum()
    }
}
