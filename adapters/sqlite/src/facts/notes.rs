use std::collections::HashMap;

use rollbook_domain::id::CustomerId;
use rollbook_domain::stamp::{Revision, Stamp};
use rollbook_domain::text::Note;
use rollbook_domain::time::Instant;

use super::{Kept, Whom, of_customers, rows};
use crate::failure::Outcome;
use crate::row::Cells;
use crate::store::Tables;

/// Makes the stamps of facts in customers' streams.
pub(crate) struct Stamps<'tables> {
    tables: &'tables Tables<'tables>,
    notes: HashMap<(CustomerId, u64), Note>,
}

impl<'tables> Stamps<'tables> {
    /// Reads the notes, which are few.
    pub(crate) fn of(tables: &'tables Tables<'tables>, whom: &Whom) -> Outcome<Self> {
        let sql = of_customers!(
            "SELECT stream_id, position, note FROM event_notes \
             WHERE tenant_no = ?1 AND stream_kind = 'customer' AND stream_id",
            ""
        );
        let notes = rows(tables, whom, sql, ("event_notes", Kept::NOTES), |cells| {
            let place = (cells.id("stream_id")?, cells.count("position")?);
            Ok((place, cells.parsed("note", Note::parse)?))
        })?;
        Ok(Self { tables, notes: notes.into_iter().collect() })
    }

    /// Reads the cells `position`, `effective_at` and `commit_no`.
    pub(crate) fn read(&self, customer: CustomerId, cells: &Cells<'_>) -> Outcome<Stamp> {
        let (position, effective_at) = (cells.count("position")?, cells.instant("effective_at")?);
        self.stamp(customer, position, effective_at, cells.integer("commit_no")?)
    }

    /// The stamp of the fact at that place of the customer's stream.
    pub(crate) fn stamp(
        &self,
        customer: CustomerId,
        position: u64,
        effective_at: Instant,
        commit_no: i64,
    ) -> Outcome<Stamp> {
        let commit = self.tables.commit(commit_no)?;
        Ok(Stamp {
            position: Revision::new(position),
            effective_at,
            recorded_at: commit.recorded_at,
            actor: commit.actor,
            note: self.notes.get(&(customer, position)).cloned(),
        })
    }
}
