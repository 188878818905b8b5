//! Taking seats back (REG-29, REG-30, REG-33, Q-02, Q-10).

pub(crate) mod completed;
pub(crate) mod load;

use std::collections::{BTreeMap, HashMap};

use rollbook_domain::commit::Commit;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CustomerId, SeatId};
use rollbook_domain::personal::Personal;
use rollbook_domain::plan::seats::reclaim::{
    KnownSeat, NamedHolder, ReclaimPlan, ReclaimResult, ReclaimRow, ReclaimSeatsRefused, SeatHolder, holders,
    plan, select,
};
use rollbook_domain::plan::{ApplyOptions, Changes, Findings};
use rollbook_domain::port::{CustomerKey, SeatRow, Vault};
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::seat::Pool;
use rollbook_domain::settings::Settings;
use rollbook_domain::table::{TableLimits, TableReader};
use rollbook_domain::text::Note;

use self::completed::Completed;
use crate::{Desk, Failure};

/// Which seats are taken back.
#[derive(Clone)]
pub enum ReclaimWhich<'a> {
    /// One seat, held or pending; a buyer who is named must be the one who answers for it.
    Seat {
        /// The seat.
        seat: SeatId,
        /// Whose seat it must be.
        buyer: Option<CustomerKey>,
    },
    /// Held seats of one buyer and one product.
    Held {
        /// Who answers for them.
        buyer: CustomerKey,
        /// The product, by id or code.
        product: String,
        /// From whom.
        from: ReclaimFrom<'a>,
    },
}

/// From whom held seats are taken back.
#[derive(Clone)]
pub enum ReclaimFrom<'a> {
    /// From these, by the address the buyer knows them by.
    Holders(Vec<String>),
    /// From those in the column `Email` of a file.
    File {
        /// Its content.
        bytes: &'a [u8],
        /// Turns the content into a table.
        reader: &'a dyn TableReader,
    },
    /// From everybody.
    Everybody,
}

/// Seats to take back.
#[derive(Clone)]
pub struct ReclaimCommand<'a> {
    /// Which.
    pub which: ReclaimWhich<'a>,
    /// Why, for the activity log.
    pub reason: Option<Note>,
    /// Only show what would happen.
    pub is_dry_run: bool,
    /// Whether refused rows are left out, and what was confirmed.
    pub apply: ApplyOptions,
}

/// What taking seats back did, or would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReclaimReport {
    /// Every seat, and every address that names none, in the order named.
    pub rows: Vec<ReclaimRow>,
    /// How many seats are taken back; the number that a confirmation takes.
    pub reclaimed: u64,
    /// How many rows are refused.
    pub refused: u64,
    /// Whether it was written: neither a rehearsal nor a list with refused rows is.
    pub is_applied: bool,
}

impl ReclaimReport {
    fn of(plan: &mut ReclaimPlan) -> Self {
        let (reclaimed, refused) = (plan.touched(), plan.refused());
        Self { rows: std::mem::take(&mut plan.rows), reclaimed, refused, is_applied: false }
    }

    /// How many rows ended so.
    pub fn count(&self, is_so: impl Fn(&ReclaimResult) -> bool) -> u64 {
        self.rows.iter().map(|row| u64::from(is_so(&row.result))).sum()
    }
}

/// Takes seats back in one commit: each is free again with a new code, and its holder's grant is revoked.
///
/// One refused row keeps every seat where it is, unless such rows are left out; the report says what is wrong.
///
/// # Errors
/// [`ReclaimSeatsRefused::Unconfirmed`] and [`ReclaimSeatsRefused::OtherCount`] (IMP-23); [`Failure::Missing`] for a
/// buyer, product or seat that does not exist, or a seat of another buyer; [`Failure::Vault`].
pub async fn reclaim_seats(
    desk: &Desk<'_>,
    vault: &dyn Vault,
    command: &ReclaimCommand<'_>,
) -> Result<ReclaimReport, Failure> {
    let mut tries = desk.tries();
    loop {
        let settings = desk.tenant().await?.settings;
        let now = desk.now();
        let named = match named(&command.which, &settings) {
            Ok(named) => named,
            Err(findings) => return Ok(unreadable(findings)),
        };
        let rows = load::seats(desk, &command.which, named.as_deref()).await?;
        let counted = load::counted_in(desk, &rows).await?;
        let completed = Completed::by_terms(desk, &rows).await?;
        let known: Vec<KnownSeat<'_>> = rows.iter().map(|row| known(row, &counted, &completed)).collect();
        let mut plan = plan(select(named.as_deref(), &known), &known, now);
        let allowed = plan.may_apply(command.apply, &settings);
        let mut report = ReclaimReport::of(&mut plan);
        match allowed {
            Err(ReclaimSeatsRefused::RowsRefused(_)) => return Ok(report),
            Err(refused) if !command.is_dry_run => return Err(refused.into()),
            _ if command.is_dry_run => return Ok(report),
            _ => {}
        }
        plan.set_codes(vault.new_codes(&plan.seats_without_code())?);
        let mut commit = desk.new_commit(now);
        add(&mut commit, plan.seats, StreamId::Seat, Event::Seat, command.reason.as_ref());
        add(&mut commit, plan.customers, StreamId::Customer, Event::Customer, command.reason.as_ref());
        expect_buyers(&mut commit, &rows);
        completed.expect_in(&mut commit);
        if tries.commit(commit).await? {
            report.is_applied = true;
            return Ok(report);
        }
    }
}

/// Makes the commit rest on whoever answers for the seats: nobody who is erased meanwhile is given one back.
fn expect_buyers(commit: &mut Commit, rows: &[SeatRow]) {
    let buyers: BTreeMap<_, _> = rows.iter().map(|row| (row.buyer.id, row.buyer.revision)).collect();
    for (buyer, revision) in buyers {
        let stream = StreamId::Customer(buyer);
        if !commit.expected.iter().any(|expected| expected.stream == stream) {
            commit.expect(stream, revision);
        }
    }
}

/// The holders that the command names; `None` where it names none.
fn named(which: &ReclaimWhich<'_>, settings: &Settings) -> Result<Option<Vec<NamedHolder>>, Findings> {
    let ReclaimWhich::Held { from, .. } = which else { return Ok(None) };
    match from {
        ReclaimFrom::Everybody => Ok(None),
        ReclaimFrom::Holders(typed) => {
            let named =
                |(line, typed): (u32, &String)| NamedHolder { line, typed: Personal::new(typed.clone()) };
            Ok(Some((1..).zip(typed).map(named).collect()))
        }
        ReclaimFrom::File { bytes, reader } => {
            let limits = TableLimits::rows(settings.import_max_rows as usize);
            let table = reader.read(bytes, &limits).map_err(Findings::unreadable)?;
            holders(&table, settings).map(Some)
        }
    }
}

/// The report on a file that is no list of holders.
fn unreadable(findings: Findings) -> ReclaimReport {
    let row = |row: rollbook_domain::plan::RefusedRow| ReclaimRow {
        line: Some(row.line),
        address: None,
        seat: None,
        result: ReclaimResult::Refused { reason: row.reason.into_owned(), rules: row.rules },
    };
    let rows: Vec<ReclaimRow> = findings.refused.into_iter().map(row).collect();
    ReclaimReport { reclaimed: 0, refused: rows.len() as u64, rows, is_applied: false }
}

/// A row as the plan sees it.
pub(crate) fn known<'a>(
    row: &'a SeatRow,
    counted: &'a HashMap<CustomerId, CustomerRecord>,
    completed: &Completed,
) -> KnownSeat<'a> {
    let record = counted.get(&row.pool.placed_by);
    let is_pool = |pool: &&Pool| (pool.order, pool.line) == (row.pool.order, row.pool.line);
    KnownSeat {
        seat: &row.seat,
        pool: record.and_then(|record| record.pools.iter().find(is_pool)).unwrap_or(&row.pool),
        placed_by: record.map_or(row.buyer.revision, |record| record.revision),
        holder: row.holder.as_ref().map(|holder| SeatHolder {
            id: holder.id,
            revision: holder.revision,
            email: holder.profile.as_ref().map(|profile| &profile.reveal().email),
            grant: &holder.grant,
        }),
        is_buyer_erased: row.buyer.profile.is_none(),
        is_completed: completed.has(row),
    }
}

fn add<I: Copy, E>(
    commit: &mut Commit,
    changes: Changes<I, E>,
    stream: fn(I) -> StreamId,
    event: fn(I, E) -> Event,
    note: Option<&Note>,
) {
    for (id, revision) in changes.expected {
        commit.expect(stream(id), revision);
    }
    for planned in changes.events {
        commit.push_effective(event(planned.id, planned.event), planned.effective_at, note.cloned());
    }
}

#[cfg(test)]
mod tests;
