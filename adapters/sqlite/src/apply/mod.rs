//! What each event does to the tables of state; a mirror of the domain's `apply` functions.

mod access;
mod account_link;
mod catalogue;
mod cmi;
mod course;
mod customer;
mod enrollment;
mod forget;
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
mod retention;
mod sales_order;
mod seat;
mod tenant;
mod tie;
mod times;
mod transcript;

use std::cell::RefCell;

pub(crate) use forget::Record;
#[cfg(test)]
pub(crate) use retention::{CLEAR_MAILS, REMOVE_ELEMENTS, REMOVE_LOGINS, REMOVE_SESSIONS};
use rollbook_domain::event::Event;
use rollbook_domain::port::StoreError;
use rollbook_domain::record::RecordEvent;
use rollbook_domain::time::Instant;
use rusqlite::{CachedStatement, Connection, Params};

use crate::failure::Outcome;

/// Where an event stands.
pub(crate) struct Place {
    /// Its place in its stream.
    pub(crate) position: i64,
    /// The stream's revision after the whole commit.
    pub(crate) reached: i64,
    /// When it is true from.
    pub(crate) effective_at: i64,
}

/// The tables of one tenant while one commit is written.
pub(crate) struct Book<'connection> {
    connection: &'connection Connection,
    tenant_no: i64,
    commit_no: i64,
    recorded_at: i64,
    /// Found again by the address of their text, which costs less than hashing it for each row.
    statements: RefCell<Vec<(&'static str, CachedStatement<'connection>)>>,
}

impl<'connection> Book<'connection> {
    pub(crate) fn new(
        connection: &'connection Connection,
        tenant_no: i64,
        commit_no: i64,
        recorded_at: Instant,
    ) -> Self {
        let recorded_at = recorded_at.as_micros();
        Self { connection, tenant_no, commit_no, recorded_at, statements: RefCell::default() }
    }

    pub(crate) fn connection(&self) -> &'connection Connection {
        self.connection
    }

    pub(crate) fn tenant_no(&self) -> i64 {
        self.tenant_no
    }

    pub(crate) fn commit_no(&self) -> i64 {
        self.commit_no
    }

    /// Runs a statement that changes rows, and says how many.
    pub(crate) fn run(&self, sql: &'static str, params: impl Params) -> Outcome<usize> {
        let mut statements = self.statements.borrow_mut();
        let known = statements.iter().position(|(known, _)| std::ptr::eq(*known, sql));
        let place = known.unwrap_or(statements.len());
        if known.is_none() {
            statements.push((sql, self.connection.prepare_cached(sql)?));
        }
        Ok(statements[place].1.execute(params)?)
    }

    /// Runs a statement that has to change exactly one row.
    pub(crate) fn run_on_one(&self, sql: &'static str, params: impl Params) -> Outcome<()> {
        match self.run(sql, params)? {
            1 => Ok(()),
            rows => Err(StoreError::Malformed(format!("{rows} rows instead of 1 changed by: {sql}")).into()),
        }
    }

    /// Writes what an event means.
    pub(crate) fn apply(&self, place: &Place, event: &Event) -> Outcome<()> {
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

/// A value as JSON, for a column that nothing searches.
fn json(value: &impl serde::Serialize) -> Outcome<String> {
    serde_json::to_string(value)
        .map_err(|error| StoreError::Malformed(format!("a value cannot be written as JSON: {error}")).into())
}
