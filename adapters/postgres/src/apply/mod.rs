//! What each event does to the tables of state; a mirror of the domain's `apply` functions.

mod access;
mod account_link;
mod batch;
mod catalogue;
mod cell;
mod cmi;
mod course;
mod customer;
mod enrollment;
mod group;
mod impersonation;
mod import;
mod invitation;
mod mail;
mod mail_text;
mod order;
mod organization;
mod outbox;
mod pool;
mod profile;
mod sales_order;
mod seat;
mod table;
mod tenant;
#[cfg(test)]
mod tests;
mod tie;
mod transcript;
mod write;

use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::port::StoreError;
use rollbook_domain::record::RecordEvent;
use rollbook_domain::stamp::Revision;
use uuid::Uuid;

use batch::{Batch, Change, Counts};
use cell::{Cell, json, optional_json};
use table::Table;

use crate::failure::Outcome;
use crate::row::StoredId;
use crate::writer::Work;

const MOVE_CUSTOMER: &str =
    "UPDATE customers s SET revision = n.reached FROM {rows} WHERE s.tenant_no = $1 AND s.id = n.id";

const MOVE_TRANSCRIPT: &str =
    "UPDATE transcripts s SET revision = n.reached FROM {rows} WHERE s.tenant_no = $1 AND s.id = n.id";

/// Where an event stands.
pub(crate) struct Place {
    /// Its place in its stream.
    pub(crate) position: i64,
    /// The stream's revision after the whole commit.
    pub(crate) reached: i64,
    /// When it is true from.
    pub(crate) effective_at: i64,
}

/// What commits change in the tables of one tenant, gathered before any of it is written.
#[derive(Default)]
pub(crate) struct Book {
    /// The commit that is gathered.
    commit_no: i64,
    recorded_at: i64,
    batch: Batch,
}

impl Book {
    /// Gathers a commit with this number.
    pub(crate) fn gather(&mut self, work: &Work, commit_no: i64) -> Outcome<()> {
        let commit = &work.commit;
        self.commit_no = commit_no;
        self.recorded_at = commit.recorded_at.as_micros();
        for (new, position) in commit.events.iter().zip(&work.positions) {
            let stream = new.event.stream();
            let place = Place {
                position: position.get().cast_signed(),
                reached: work.reached.get(&stream).map_or(0, |reached| reached.get().cast_signed()),
                effective_at: new.effective_at.as_micros(),
            };
            self.apply(&place, &new.event)?;
        }
        commit.mails.iter().try_for_each(|mail| self.insert_mail(mail))
    }

    /// Moves a stream along whose row is held; a seat's row moves with what is done to it.
    pub(crate) fn advance(&mut self, stream: &StreamId, reached: Revision) -> Outcome<()> {
        let (table, sql, id) = match stream {
            StreamId::Customer(id) => (Table::Customers, MOVE_CUSTOMER, id.uuid()),
            StreamId::Transcript(id) => (Table::Transcripts, MOVE_TRANSCRIPT, id.uuid()),
            StreamId::Seat(_) => return Ok(()),
            other => return Err(StoreError::Malformed(format!("{other:?} does not move with others")).into()),
        };
        let cells = [("id", id.into()), ("reached", reached.get().cast_signed().into())];
        self.change_one(table, id, sql, cells)
    }

    /// Puts a row in; `key` is the id that it belongs to.
    ///
    /// Rows of one statement are written together. A later change of rows of the same table that belong to the same id is
    /// written after it. No statement may read what another one changes for the same id, unless that is
    /// [settled](Self::settle) or it comes to the same before and after.
    fn insert<const N: usize>(
        &mut self,
        table: Table,
        key: Uuid,
        cells: [(&'static str, Cell); N],
    ) -> Outcome<()> {
        self.push(table, Change::Insert { behind: "" }, key, cells)
    }

    /// Puts a row in with something behind the statement, such as `ON CONFLICT ... DO NOTHING`.
    fn insert_or<const N: usize>(
        &mut self,
        table: Table,
        key: Uuid,
        behind: &'static str,
        cells: [(&'static str, Cell); N],
    ) -> Outcome<()> {
        self.push(table, Change::Insert { behind }, key, cells)
    }

    /// Changes exactly one row that is there. In `sql`, `{rows}` stands for a table `n` of the cells, and `$1` for the
    /// tenant's number: `UPDATE seats s SET line = n.line FROM {rows} WHERE s.tenant_no = $1 AND s.id = n.id`.
    fn change_one<const N: usize>(
        &mut self,
        table: Table,
        key: Uuid,
        sql: &'static str,
        cells: [(&'static str, Cell); N],
    ) -> Outcome<()> {
        self.push(table, Change::Update { sql, counts: Counts::EachOne }, key, cells)
    }

    /// Changes or removes any number of rows; `sql` is as with [`change_one`](Self::change_one).
    fn change<const N: usize>(
        &mut self,
        table: Table,
        key: Uuid,
        sql: &'static str,
        cells: [(&'static str, Cell); N],
    ) -> Outcome<()> {
        self.push(table, Change::Update { sql, counts: Counts::Any }, key, cells)
    }

    /// Lets what follows about the id see what was done to its rows of the table, for a statement that reads another table
    /// than the one it changes.
    fn settle(&mut self, table: Table, key: Uuid) {
        self.batch.settle(table, key);
    }

    fn push<const N: usize>(
        &mut self,
        table: Table,
        change: Change,
        key: Uuid,
        cells: [(&'static str, Cell); N],
    ) -> Outcome<()> {
        if self.batch.push(table, change, key, cells) {
            return Ok(());
        }
        let table = table.name();
        Err(StoreError::Malformed(format!("the rows of one statement for {table} have different cells"))
            .into())
    }

    /// Gathers what an event means.
    pub(crate) fn apply(&mut self, place: &Place, event: &Event) -> Outcome<()> {
        match event {
            Event::Tenant(event) => self.apply_tenant(place, event),
            Event::Customer(id, RecordEvent::Customer(event)) => self.apply_customer(place, *id, event),
            Event::Customer(id, RecordEvent::Order(event)) => self.apply_order(place, *id, event),
            Event::Customer(id, RecordEvent::Access(event)) => self.apply_access(place, *id, event),
            Event::Customer(id, RecordEvent::Enrollment(event)) => self.apply_enrollment(place, *id, event),
            Event::Customer(id, RecordEvent::Pool(event)) => self.apply_pool(place, *id, event),
            Event::Customer(id, RecordEvent::Impersonation(event)) => {
                self.apply_impersonation(place, *id, event)
            }
            Event::Group(id, event) => self.apply_group(place, *id, event),
            Event::Organization(id, event) => self.apply_organization(place, *id, event),
            Event::Product(id, event) => self.apply_product(place, *id, event),
            Event::Price(id, event) => self.apply_price(place, *id, event),
            Event::Course(id, event) => self.apply_course(place, *id, event),
            Event::Import(id, event) => self.apply_import(place, *id, event),
            Event::SalesOrder(id, event) => self.apply_sales_order(place, *id, event),
            Event::Seat(id, event) => self.apply_seat(place, *id, event),
            Event::Transcript(id, event) => self.apply_transcript(place, *id, event),
            Event::MailText(kind, event) => self.apply_mail_text(place, *kind, event),
            Event::Outbox(event) => self.apply_outbox(place, event),
        }
    }
}
