//! Writing one commit: checks, log, state.

use rollbook_domain::audit::{ChainValue, Commitment, Link, Salt, SealedCommit, genesis, link};
use rollbook_domain::customer::CustomerEvent;
use rollbook_domain::event::Event;
use rollbook_domain::id::{CommitId, CustomerId};
use rollbook_domain::port::stored::stream_key;
use rollbook_domain::port::{Committed, Conflict, StoreError};
use rollbook_domain::record::RecordEvent;
use rollbook_domain::settings::TenantId;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, ToSql, params};

use super::conflict::Refused;
use super::expect::expect;
use super::work::Work;
use crate::apply::{Book, Place, Record};
use crate::failure::Outcome;
use crate::row::StoredId;

/// Writes a commit within the transaction that is open; a commit that was written before changes nothing.
pub(super) fn write(connection: &Connection, work: &Work) -> Result<Committed, Refused> {
    let commit = &work.commit;
    let tenant_no = ensure_tenant(connection, &work.tenant)?;
    if let Some(committed) = find_commit(connection, tenant_no, commit.id)? {
        return Ok(committed);
    }
    let end = log_end(connection, tenant_no, &work.tenant)?;
    let last_sequence = end.last_sequence + commit.events.len().cast_signed() as i64;
    let book = Book::new(connection, tenant_no, end.commit_no + 1, commit.recorded_at);
    expect(&book, work)?;
    let actor = in_json(&commit.actor)?;
    book.run(
        "INSERT INTO commits (tenant_no, commit_no, id, recorded_at, actor, last_sequence) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![tenant_no, book.commit_no(), commit.id.bytes(), commit.recorded_at.as_micros(), actor, last_sequence],
    )?;
    let sealed =
        SealedCommit::new(commit.id, commit.recorded_at.as_micros(), last_sequence.cast_unsigned(), &actor);
    write_events(&book, work, &sealed, &end)?;
    for mail in &commit.mails {
        book.insert_mail(mail)?;
    }
    Ok(Committed { last_sequence: last_sequence.cast_unsigned() })
}

fn write_events(book: &Book<'_>, work: &Work, sealed: &SealedCommit, end: &LogEnd) -> Result<(), Refused> {
    let (tenant_no, commit_no) = (book.tenant_no(), book.commit_no());
    let mut payload = Vec::with_capacity(1024);
    let (mut sequence, mut chain) = (end.last_sequence, end.chain);
    let has_notes = work.commit.events.iter().any(|new| new.note.is_some());
    let random = if has_notes { Some(random(book.connection())?) } else { None };
    for (new, position) in work.commit.events.iter().zip(&work.positions) {
        sequence += 1;
        let stream = new.event.stream();
        let (kind, id) = stream_key(&stream);
        let id = id.into_bytes();
        let place = Place {
            position: position.get().cast_signed(),
            reached: work.reached.get(&stream).map_or(0, |reached| reached.get().cast_signed()),
            effective_at: new.effective_at.as_micros(),
        };
        payload.clear();
        new.event
            .serialize_payload(&mut serde_json::Serializer::new(&mut payload))
            .map_err(|error| unserialized(&error))?;
        let noted = new.note.as_ref().zip(random.as_ref());
        let noted = noted.map(|(note, random)| (note, Salt::of(random, sequence.cast_unsigned())));
        let event = Link {
            sequence: sequence.cast_unsigned(),
            stream_kind: kind,
            stream_id: id,
            position: position.get(),
            effective_at: place.effective_at,
            payload: &payload,
            commitment: noted.as_ref().map(|(note, salt)| salt.commit_to(note.as_str())),
        };
        chain = link(&chain, sealed, &event);
        let commitment = event.commitment.as_ref().map(Commitment::as_bytes);
        book.run(
            "INSERT INTO events (tenant_no, sequence, commit_no, stream_kind, stream_id, position, effective_at, payload, \
             commitment, chain) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                tenant_no,
                sequence,
                commit_no,
                kind,
                id,
                place.position,
                place.effective_at,
                Utf8(&payload),
                commitment,
                chain.as_bytes()
            ],
        )?;
        if let Some((customer, record)) = gone(&new.event)
            && book.leaves_seats(customer, record)?
        {
            return Err(Conflict::SeatsLeft(customer).into());
        }
        book.apply(&place, &new.event)?;
        // After the event, whose customer may be only now there to be marked as having notes.
        if let Some((note, salt)) = &noted {
            book.run(
                "INSERT INTO event_notes (tenant_no, stream_kind, stream_id, position, note, salt) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![tenant_no, kind, id, place.position, note.as_str(), salt.as_bytes()],
            )?;
        }
    }
    Ok(())
}

/// What the salts of a commit are made of; `SQLite` draws it from the machine's own source.
fn random(connection: &Connection) -> Outcome<[u8; 32]> {
    Ok(connection.prepare_cached("SELECT randomblob(32)")?.query_row([], |row| row.get(0))?)
}

/// The customer whom the event takes out.
fn gone(event: &Event) -> Option<(CustomerId, Record)> {
    match event {
        Event::Customer(id, RecordEvent::Customer(CustomerEvent::CustomerErased)) => {
            Some((*id, Record::Stays))
        }
        Event::Customer(id, RecordEvent::Customer(CustomerEvent::CustomerDeleted)) => {
            Some((*id, Record::Goes))
        }
        _ => None,
    }
}

/// Bytes that a serializer wrote, which are a text.
struct Utf8<'a>(&'a [u8]);

impl ToSql for Utf8<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Text(self.0)))
    }
}

fn unserialized(error: &serde_json::Error) -> Refused {
    Refused::Failure(StoreError::Malformed(format!("an event cannot be written as JSON: {error}")).into())
}

fn in_json(value: &impl serde::Serialize) -> Result<String, Refused> {
    serde_json::to_string(value).map_err(|error| unserialized(&error))
}

/// The tenant's number, if anything was ever written for it.
pub(crate) fn tenant_no(connection: &Connection, tenant: &TenantId) -> Outcome<Option<i64>> {
    Ok(connection
        .prepare_cached("SELECT tenant_no FROM tenants WHERE name = ?1")?
        .query_row([tenant.as_str()], |row| row.get(0))
        .optional()?)
}

fn ensure_tenant(connection: &Connection, tenant: &TenantId) -> Outcome<i64> {
    if let Some(tenant_no) = tenant_no(connection, tenant)? {
        return Ok(tenant_no);
    }
    connection.execute("INSERT INTO tenants (name, revision) VALUES (?1, 0)", [tenant.as_str()])?;
    Ok(connection.last_insert_rowid())
}

/// The commit with this id, if it was written.
pub(crate) fn find_commit(
    connection: &Connection,
    tenant_no: i64,
    id: CommitId,
) -> Outcome<Option<Committed>> {
    let last_sequence: Option<i64> = connection
        .prepare_cached("SELECT last_sequence FROM commits WHERE tenant_no = ?1 AND id = ?2")?
        .query_row(params![tenant_no, id.bytes()], |row| row.get(0))
        .optional()?;
    Ok(last_sequence.map(|last| Committed { last_sequence: last.cast_unsigned() }))
}

struct LogEnd {
    commit_no: i64,
    last_sequence: i64,
    chain: ChainValue,
}

/// Both are looked up by themselves: in a log that came from another kind of database the greatest number of a commit
/// need not belong to the commit that was written last.
fn log_end(connection: &Connection, tenant_no: i64, tenant: &TenantId) -> Outcome<LogEnd> {
    let commit_no = connection
        .prepare_cached("SELECT coalesce(max(commit_no), 0) FROM commits WHERE tenant_no = ?1")?
        .query_row([tenant_no], |row| row.get(0))?;
    let last = connection
        .prepare_cached(
            "SELECT sequence, chain FROM events WHERE tenant_no = ?1 ORDER BY sequence DESC LIMIT 1",
        )?
        .query_row([tenant_no], |row| Ok((row.get(0)?, ChainValue::from_bytes(row.get(1)?))))
        .optional()?;
    let (last_sequence, chain) = last.unwrap_or_else(|| (0, genesis(tenant.as_str())));
    Ok(LogEnd { commit_no, last_sequence, chain })
}
