//! Bringing sales orders up to date with the system that owns the contracts (ENR-02, Q-40, Q-41).

use std::collections::{BTreeMap, HashMap, HashSet};

use super::shelf::Shelf;
use super::source::ReadContract;
use super::{ContractError, Effect, Follower, SourceContract, effects, fingerprint, holders};
use crate::catalogue::Catalogue;
use crate::id::{IdSource, SalesOrderId};
use crate::import_log::Fingerprint;
use crate::plan::Changes;
use crate::refusal::{Outcome, Refusal};
use crate::rule::RuleId;
use crate::sales_order::{AddSalesOrder, SalesOrder, SalesOrderEvent, SalesOrderTerms, add, edit};
use crate::stamp::Revision;
use crate::text::Code;
use crate::time::{Instant, Zone};

/// A sales order that is there, with everybody who was ever linked to it where [`needs_followers`] names it.
#[derive(Debug, Clone)]
pub struct KnownContract<'a> {
    /// The sales order.
    pub sales_order: &'a SalesOrder,
    /// The enrollments.
    pub followers: Vec<Follower<'a>>,
}

/// What becomes of one contract of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SyncResult {
    /// It becomes a sales order.
    Added,
    /// The sales order is changed.
    Changed {
        /// What is different, in words.
        fields: Vec<&'static str>,
        /// Whose access changes with it.
        effects: Vec<Effect>,
    },
    /// The sales order says the same already.
    Unchanged,
    /// It cannot be taken over; the sales order, if there is one, stays as it is.
    Refused {
        /// Why.
        reason: String,
        /// The rules behind it.
        rules: &'static [RuleId],
    },
}

/// One contract of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncRow {
    /// Where it stands in the source.
    pub place: String,
    /// The number as the source writes it.
    pub number: String,
    /// What becomes of it.
    pub result: SyncResult,
}

/// What synchronising would do.
#[derive(Debug)]
pub struct SyncPlan {
    /// Every contract of the source, in its order.
    pub rows: Vec<SyncRow>,
    /// Sales orders that came from the source once and are not there any more; they stay as they are.
    pub vanished: Vec<Code>,
    /// What makes this plan this plan.
    pub fingerprint: Fingerprint,
    /// The events to commit.
    pub changes: Changes<SalesOrderId, SalesOrderEvent>,
}

impl SyncPlan {
    /// How many contracts end so.
    pub fn count(&self, is_so: impl Fn(&SyncResult) -> bool) -> u64 {
        self.rows.iter().map(|row| u64::from(is_so(&row.result))).sum()
    }

    /// Whose access changes, in the order of the contracts.
    pub fn effects(&self) -> impl Iterator<Item = &Effect> {
        self.rows.iter().flat_map(|row| match &row.result {
            SyncResult::Changed { effects, .. } => effects.as_slice(),
            _ => &[],
        })
    }

    /// How many enrollments' access changes; what a confirmation is held against.
    pub fn touched(&self) -> u64 {
        self.effects().count() as u64
    }
}

/// The sales orders whose followers the plan must know: those whose end or seats would be others.
pub fn needs_followers(
    contracts: &[SourceContract],
    known: &[SalesOrder],
    catalogue: &Catalogue,
    zone: &Zone,
) -> Vec<SalesOrderId> {
    let shelf = Shelf::of(known.iter());
    let differs = |contract: &SourceContract| {
        let ReadContract { terms, known, .. } = contract.read(catalogue, zone, &shelf).ok()?;
        let is_other = |known: &SalesOrderTerms| {
            known.term.ends_at() != terms.term.ends_at() || known.seats != terms.seats
        };
        known.filter(|known| is_other(&known.terms)).map(|known| known.id)
    };
    contracts.iter().filter_map(differs).collect()
}

/// Plans to bring the sales orders up to date; the same contracts again change nothing.
///
/// What the source does not name any more is reported and stays: a contract that vanished may have been moved, hidden or
/// never sent, and nobody loses access by that.
pub fn plan(
    contracts: &[SourceContract],
    known: &[KnownContract<'_>],
    catalogue: &Catalogue,
    zone: &Zone,
    now: Instant,
    ids: &dyn IdSource,
) -> SyncPlan {
    let shelf = Shelf::of(known.iter().map(|known| known.sales_order));
    let followers: HashMap<SalesOrderId, &[Follower<'_>]> =
        known.iter().map(|known| (known.sales_order.id, known.followers.as_slice())).collect();
    let mut changes = Changes::default();
    let mut shown: Vec<(String, SalesOrderTerms)> = Vec::new();
    let mut rows = Vec::with_capacity(contracts.len());
    let mut seen = Seen::default();
    for contract in contracts {
        seen.named.extend(shelf.named_by(contract));
        let read = seen.take(contract, contract.read(catalogue, zone, &shelf));
        let result = read.and_then(|ReadContract { number, terms, known }| {
            let Some(sales_order) = known else {
                let events = add(AddSalesOrder { number: number.clone(), terms: terms.clone() }, &[])?;
                changes.add(SalesOrderId::next(ids), Revision::NONE, events, now);
                shown.push((number.to_string(), terms));
                return Ok(SyncResult::Added);
            };
            check_number(sales_order, &number, &terms)?;
            let followers = followers.get(&sales_order.id).copied().unwrap_or_default();
            let taken = holders(followers, sales_order.id, now).len() as u64;
            let (outcome, events) = edit(sales_order, terms.clone(), taken, None)?;
            if outcome == Outcome::Unchanged {
                return Ok(SyncResult::Unchanged);
            }
            changes.add(sales_order.id, sales_order.revision, events, now);
            let fields = differences(&sales_order.terms, &terms);
            let effects = effects(followers, sales_order, terms.term.ends_at(), now);
            shown.push((number.to_string(), terms));
            Ok(SyncResult::Changed { fields, effects })
        });
        let result = result.unwrap_or_else(|refused: ContractError| SyncResult::Refused {
            reason: refused.to_string(),
            rules: refused.rules(),
        });
        rows.push(SyncRow { place: contract.place.clone(), number: contract.number.clone(), result });
    }
    let is_gone = |sales_order: &&SalesOrder| {
        sales_order.terms.external_id.is_some() && !seen.named.contains(&sales_order.id)
    };
    let vanished = known.iter().map(|known| known.sales_order).filter(is_gone);
    let vanished = vanished.map(|sales_order| sales_order.number.clone()).collect();
    let mut plan = SyncPlan { rows, vanished, fingerprint: Fingerprint::of(&[]), changes };
    plan.fingerprint =
        fingerprint(shown.iter().map(|(number, terms)| (number.as_str(), terms)), plan.effects());
    plan
}

/// A number is how people know a sales order; one that came by hand may be taken over by its number.
fn check_number(
    sales_order: &SalesOrder,
    number: &Code,
    terms: &SalesOrderTerms,
) -> Result<(), ContractError> {
    match &terms.external_id {
        Some(external_id) if sales_order.number.folded() != number.folded() => {
            Err(ContractError::Renumbered {
                external_id: external_id.clone(),
                known: sales_order.number.clone(),
                number: number.clone(),
            })
        }
        _ => Ok(()),
    }
}

fn differences(old: &SalesOrderTerms, new: &SalesOrderTerms) -> Vec<&'static str> {
    [
        ("external id", old.external_id != new.external_id),
        ("client", old.client != new.client),
        ("start", old.term.starts_at() != new.term.starts_at()),
        ("end", old.term.ends_at() != new.term.ends_at()),
        ("courses", old.courses != new.courses),
        ("seats", old.seats != new.seats),
    ]
    .into_iter()
    .filter(|(_, differs)| *differs)
    .map(|(field, _)| field)
    .collect()
}

/// What the source named so far.
#[derive(Default)]
struct Seen {
    numbers: BTreeMap<String, String>,
    external_ids: BTreeMap<String, String>,
    /// The sales orders named, whether anything comes of it or not; the others have vanished.
    named: HashSet<SalesOrderId>,
}

impl Seen {
    /// Refuses a contract whose number or external id stood before.
    fn take<'a>(
        &mut self,
        contract: &SourceContract,
        read: Result<ReadContract<'a>, ContractError>,
    ) -> Result<ReadContract<'a>, ContractError> {
        let ReadContract { number, terms, known } = read?;
        let external_id = terms.external_id.as_ref().map(ToString::to_string).unwrap_or_default();
        let twice = |what, value: &str, first: &String| {
            Err(ContractError::Twice { what, value: value.to_owned(), first: first.clone() })
        };
        if let Some(first) = self.numbers.get(&number.folded()) {
            return twice("number", number.as_str(), first);
        }
        if let Some(first) = self.external_ids.get(&external_id) {
            return twice("external id", &external_id, first);
        }
        self.numbers.insert(number.folded(), contract.place.clone());
        self.external_ids.insert(external_id, contract.place.clone());
        Ok(ReadContract { number, terms, known })
    }
}
