//! The log: tenants, commits and events.

use std::ops::Range;
use std::sync::{MutexGuard, PoisonError};

use rollbook_domain::id::CommitId;
use rollbook_domain::port::{Committed, StoreError};
use rollbook_domain::settings::TenantId;
use uuid::Uuid;

use super::conflict::Refused;
use super::work::Work;
use crate::failure::Outcome;
use crate::row::{StoredId, stream_key};
use crate::store::{Link, Purpose};
use crate::tables::{Binds, Tables, binds};

/// The tenant's number; a tenant that nothing was written for gets one.
pub(super) async fn ensure_tenant(link: &Link, tenant: &TenantId) -> Outcome<i64> {
    if let Some(number) = link.tenant_no(tenant).await? {
        return Ok(number);
    }
    let mut tables = link.begin(0, Purpose::Writing(1)).await?;
    let number = add_tenant(&mut tables, tenant).await;
    let number = tables.end(number).await?;
    link.learn_tenant(tenant, number);
    Ok(number)
}

async fn add_tenant(tables: &mut Tables, tenant: &TenantId) -> Outcome<i64> {
    let sql = "INSERT INTO tenants (name, revision) VALUES ($1, 0) ON CONFLICT (name) DO NOTHING";
    tables.run(sql, binds![tenant.as_str()]).await?;
    let sql = "SELECT tenant_no FROM tenants WHERE name = $1";
    let found =
        tables.row("tenants", sql, binds![tenant.as_str()], |cells| cells.integer("tenant_no")).await?;
    let number = found.ok_or(sqlx::Error::RowNotFound)?;
    tables.run("SELECT set_config('rollbook.tenant_no', $1::int8::text, true)", binds![number]).await?;
    let sql = "INSERT INTO log_ends (tenant_no, last_sequence) VALUES ($1, 0) ON CONFLICT DO NOTHING";
    tables.run(sql, binds![number]).await?;
    Ok(number)
}

/// How many numbers of commits the schema's sequence gives out at once.
const NUMBERS_AT_ONCE: i64 = 64;

pub(super) async fn next_commit_no(link: &Link, tables: &mut Tables) -> Outcome<i64> {
    if let Some(number) = numbers(link).next() {
        return Ok(number);
    }
    let sql = "SELECT nextval('commit_numbers')";
    let first = tables.row("commits", sql, Binds::default(), |cells| cells.integer("number")).await?;
    let mut given = first.ok_or(sqlx::Error::RowNotFound).map(|first| first..first + NUMBERS_AT_ONCE)?;
    let number = given.next().ok_or(sqlx::Error::RowNotFound)?;
    // Those that another task got meanwhile are never used, which leaves a gap and no more.
    *numbers(link) = given;
    Ok(number)
}

fn numbers(link: &Link) -> MutexGuard<'_, Range<i64>> {
    link.commit_numbers.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Events and notes as columns.
#[derive(Default)]
struct Entries {
    kinds: Vec<&'static str>,
    ids: Vec<Uuid>,
    positions: Vec<i64>,
    effective_at: Vec<i64>,
    payloads: Vec<String>,
    noted_kinds: Vec<&'static str>,
    noted_ids: Vec<Uuid>,
    noted_positions: Vec<i64>,
    notes: Vec<String>,
}

impl Entries {
    fn of(work: &Work) -> Outcome<Self> {
        let mut entries = Self::default();
        for (new, position) in work.commit.events.iter().zip(&work.positions) {
            let (kind, id) = stream_key(&new.event.stream());
            let position = position.get().cast_signed();
            let mut payload = Vec::with_capacity(128);
            new.event
                .serialize_payload(&mut serde_json::Serializer::new(&mut payload))
                .map_err(|error| unserialized(&error))?;
            entries.payloads.push(String::from_utf8(payload).map_err(|error| unserialized(&error))?);
            entries.kinds.push(kind);
            entries.ids.push(id);
            entries.positions.push(position);
            entries.effective_at.push(new.effective_at.as_micros());
            if let Some(note) = &new.note {
                entries.noted_kinds.push(kind);
                entries.noted_ids.push(id);
                entries.noted_positions.push(position);
                entries.notes.push(note.as_str().to_owned());
            }
        }
        Ok(entries)
    }
}

/// The end of the log is held from here to the commit, and no longer. A COMMIT that waits for a standby must not be given
/// up by the server's clock, which would acknowledge it.
macro_rules! write_sql {
    ($noted:literal) => {
        concat!(
            "WITH clock AS (SELECT set_config('statement_timeout', '0', true)), \
             log_end AS ( \
                 UPDATE log_ends SET last_sequence = last_sequence + $5 WHERE tenant_no = $1 \
                 RETURNING last_sequence - $5 AS before \
             ), made AS ( \
                 INSERT INTO commits (tenant_no, commit_no, id, recorded_at, actor, last_sequence) \
                 SELECT $1, $2, $3, $4, $6::json, before + $5 FROM log_end \
             ), written AS ( \
                 INSERT INTO events (tenant_no, sequence, commit_no, stream_kind, stream_id, position, effective_at, \
                     payload) \
                 SELECT $1, before + n.place, $2, n.kind, n.id, n.position, n.effective_at, n.payload::json \
                 FROM log_end, unnest($7::text[], $8::uuid[], $9::int8[], $10::int8[], $11::text[]) \
                     WITH ORDINALITY AS n (kind, id, position, effective_at, payload, place) \
             )",
            $noted,
            " SELECT before + $5, clock.set_config FROM log_end, clock"
        )
    };
}

const WRITE: &str = write_sql!("");

const WRITE_WITH_NOTES: &str = write_sql!(
    ", noted AS ( \
         INSERT INTO event_notes (tenant_no, stream_kind, stream_id, position, note) \
         SELECT $1, n.kind, n.id, n.position, n.note \
         FROM unnest($12::text[], $13::uuid[], $14::int8[], $15::text[]) AS n (kind, id, position, note) \
     )"
);

/// Writes the commit and its events at the end of the log.
pub(super) async fn write_log(
    tables: &mut Tables,
    work: &Work,
    commit_no: i64,
) -> Result<Committed, Refused> {
    let commit = &work.commit;
    let entries = Entries::of(work)?;
    let actor = serde_json::to_string(&commit.actor).map_err(|error| unserialized(&error))?;
    let count = i64::try_from(commit.events.len()).map_err(|error| unserialized(&error))?;
    let binds = binds![
        tables.tenant_no,
        commit_no,
        commit.id.uuid(),
        commit.recorded_at.as_micros(),
        count,
        actor,
        entries.kinds,
        entries.ids,
        entries.positions,
        entries.effective_at,
        entries.payloads,
    ];
    let (sql, binds) = if entries.notes.is_empty() {
        (WRITE, binds)
    } else {
        let binds = binds.with(entries.noted_kinds).with(entries.noted_ids);
        (WRITE_WITH_NOTES, binds.with(entries.noted_positions).with(entries.notes))
    };
    let last = tables.row("log_ends", sql, binds, |cells| cells.count("last_sequence")).await?;
    let last_sequence = last.ok_or(crate::failure::Failure::from(sqlx::Error::RowNotFound))?;
    Ok(Committed { last_sequence })
}

fn unserialized(error: &impl std::fmt::Display) -> crate::failure::Failure {
    StoreError::Malformed(format!("an event cannot be written as JSON: {error}")).into()
}

/// The commit with this id, if it was written.
pub(crate) async fn find_commit(tables: &mut Tables, id: CommitId) -> Outcome<Option<Committed>> {
    let sql = "SELECT last_sequence FROM commits WHERE tenant_no = $1 AND id = $2";
    let binds = binds![tables.tenant_no, id.uuid()];
    let last = tables.row("commits", sql, binds, |cells| cells.count("last_sequence")).await?;
    Ok(last.map(|last_sequence| Committed { last_sequence }))
}
