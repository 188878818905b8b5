//! Holding the streams at the revisions that a decision rests on.

use std::collections::HashMap;

use rollbook_domain::commit::Expected;
use rollbook_domain::event::StreamId;
use rollbook_domain::port::Conflict;
use rollbook_domain::stamp::Revision;
use uuid::Uuid;

use super::conflict::Refused;
use super::work::Work;
use crate::failure::Outcome;
use crate::row::stream_key;
use crate::tables::{Tables, binds};

/// The kinds of streams with a table of their own, in the order in which their rows are locked.
const KINDS: [(&str, &Kind); 9] = [
    ("customer", &kind!("customers")),
    ("group", &kind!("groups")),
    ("product", &kind!("products")),
    ("price", &kind!("prices")),
    ("course", &kind!("courses")),
    ("import", &kind!("imports")),
    ("seat", &kind!("seats")),
    ("mail_text", &kind!("mail_texts")),
    ("outbox", &kind!("outboxes")),
];

/// The statements for one kind of stream.
struct Kind {
    /// Locks rows in order of their ids, as everybody does, so that no two wait for each other.
    lock: &'static str,
    advance: &'static str,
    hold: &'static str,
    look: &'static str,
}

macro_rules! kind {
    ($table:literal) => {
        Kind {
            lock: concat!(
                "SELECT FROM ",
                $table,
                " WHERE tenant_no = $1 AND id = ANY($2) ORDER BY id FOR NO KEY UPDATE"
            ),
            advance: concat!(
                "UPDATE ",
                $table,
                " s SET revision = n.reached FROM unnest($2::uuid[], $3::int8[], $4::int8[]) AS n (id, expected, reached) \
                 WHERE s.tenant_no = $1 AND s.id = n.id AND s.revision = n.expected"
            ),
            hold: concat!(
                "SELECT id, revision FROM ",
                $table,
                " WHERE tenant_no = $1 AND id = ANY($2) ORDER BY id FOR SHARE"
            ),
            look: concat!("SELECT id, revision FROM ", $table, " WHERE tenant_no = $1 AND id = ANY($2)"),
        }
    };
}

use kind;

/// What a commit wants of the streams of one kind.
#[derive(Default)]
struct Wanted {
    /// Id, revision expected, revision reached.
    moved: Vec<(Uuid, i64, i64)>,
    /// Id, revision expected.
    held: Vec<(Uuid, i64)>,
}

/// Checks every expected revision, and moves the streams that are written to; whoever comes after waits for the commit.
///
/// A stream that the commit begins needs no look: its row's primary key refuses a second one.
pub(super) async fn expect(tables: &mut Tables, work: &Work) -> Result<(), Refused> {
    let mut seen: HashMap<StreamId, Revision> = HashMap::with_capacity(work.commit.expected.len());
    let mut wanted: HashMap<&'static str, Wanted> = HashMap::new();
    let mut tenant = None;
    for expected in &work.commit.expected {
        let reached = work.reached.get(&expected.stream).copied();
        if let Some(now_at) = seen.insert(expected.stream, reached.unwrap_or(expected.revision)) {
            // Named twice: the second time it is where the first brought it.
            if now_at != expected.revision {
                return Err(moved(expected).into());
            }
            continue;
        }
        if expected.stream == StreamId::Tenant {
            tenant = Some((expected, reached));
            continue;
        }
        let (kind, id) = stream_key(&expected.stream);
        let of_kind = wanted.entry(kind).or_default();
        let revision = expected.revision.get().cast_signed();
        match reached {
            Some(_) if expected.revision == Revision::NONE => begin(tables, &expected.stream).await?,
            Some(reached) => of_kind.moved.push((id, revision, reached.get().cast_signed())),
            None => {
                of_kind.held.push((id, revision));
                if expected.revision == Revision::NONE {
                    begin(tables, &expected.stream).await?;
                }
            }
        }
    }
    if let Some((expected, reached)) = tenant {
        expect_tenant(tables, expected, reached).await?;
    }
    for (kind, statements) in KINDS {
        let Some(wanted) = wanted.remove(kind) else { continue };
        if !advance(tables, statements, wanted.moved).await? || !hold(tables, statements, wanted.held).await?
        {
            let found = find_moved(tables, &work.commit.expected).await?;
            return Err(found.map_or_else(|| Refused::Vanished, Refused::Conflict));
        }
    }
    Ok(())
}

/// Streams whose ids everybody knows can be begun by two at once while a third rests on their absence.
async fn begin(tables: &mut Tables, stream: &StreamId) -> Outcome<()> {
    if matches!(stream, StreamId::MailText(_) | StreamId::Outbox) {
        let (kind, id) = stream_key(stream);
        let sql = "SELECT pg_advisory_xact_lock(hashtextextended($1::text || $2::text || $3::text, 0))";
        tables.run(sql, binds![kind, id.to_string(), tables.tenant_no.to_string()]).await?;
    }
    Ok(())
}

async fn expect_tenant(
    tables: &mut Tables,
    expected: &Expected,
    reached: Option<Revision>,
) -> Result<(), Refused> {
    let revision = expected.revision.get().cast_signed();
    let sql = match reached {
        // Its settings are written with it.
        Some(_) if expected.revision == Revision::NONE => {
            "SELECT revision FROM tenants WHERE tenant_no = $1 FOR UPDATE"
        }
        Some(_) => "SELECT revision FROM tenants WHERE tenant_no = $1 FOR NO KEY UPDATE",
        None => "SELECT revision FROM tenants WHERE tenant_no = $1 FOR SHARE",
    };
    let found =
        tables.row("tenants", sql, binds![tables.tenant_no], |cells| cells.integer("revision")).await?;
    if found != Some(revision) {
        return Err(moved(expected).into());
    }
    if let Some(reached) = reached
        && expected.revision != Revision::NONE
    {
        let sql = "UPDATE tenants SET revision = $2 WHERE tenant_no = $1";
        tables.run(sql, binds![tables.tenant_no, reached.get().cast_signed()]).await?;
    }
    Ok(())
}

/// Moves streams; false when one was not where it was expected.
async fn advance(tables: &mut Tables, kind: &Kind, mut streams: Vec<(Uuid, i64, i64)>) -> Outcome<bool> {
    if streams.is_empty() {
        return Ok(true);
    }
    streams.sort_unstable();
    let ids: Vec<Uuid> = streams.iter().map(|(id, ..)| *id).collect();
    if ids.len() > 1 {
        tables.run(kind.lock, binds![tables.tenant_no, &ids]).await?;
    }
    let expected: Vec<i64> = streams.iter().map(|(_, expected, _)| *expected).collect();
    let reached: Vec<i64> = streams.iter().map(|(.., reached)| *reached).collect();
    let rows = tables.run(kind.advance, binds![tables.tenant_no, ids, expected, reached]).await?;
    Ok(rows == streams.len() as u64)
}

/// Holds streams where they are until the commit; false when one was not where it was expected.
async fn hold(tables: &mut Tables, kind: &Kind, mut streams: Vec<(Uuid, i64)>) -> Outcome<bool> {
    if streams.is_empty() {
        return Ok(true);
    }
    streams.sort_unstable();
    let ids: Vec<Uuid> = streams.iter().map(|(id, _)| *id).collect();
    let found = tables.rows("streams", kind.hold, binds![tables.tenant_no, ids], |cells| {
        Ok((cells.uuid("id")?, cells.integer("revision")?))
    });
    let found: HashMap<Uuid, i64> = found.await?.into_iter().collect();
    Ok(streams.iter().all(|(id, expected)| found.get(id).copied().unwrap_or(0) == *expected))
}

/// The first of the expected streams that is not where it was read.
pub(super) async fn find_moved(tables: &mut Tables, expected: &[Expected]) -> Outcome<Option<Conflict>> {
    let mut found: HashMap<(&str, Uuid), i64> = HashMap::new();
    for (name, kind) in KINDS {
        let keys = expected.iter().map(|expected| stream_key(&expected.stream));
        let ids: Vec<Uuid> = keys.filter(|(kind, _)| *kind == name).map(|(_, id)| id).collect();
        if ids.is_empty() {
            continue;
        }
        let rows = tables.rows("streams", kind.look, binds![tables.tenant_no, ids], |cells| {
            Ok(((name, cells.uuid("id")?), cells.integer("revision")?))
        });
        found.extend(rows.await?);
    }
    let sql = "SELECT revision FROM tenants WHERE tenant_no = $1";
    let tenant =
        tables.row("tenants", sql, binds![tables.tenant_no], |cells| cells.integer("revision")).await?;
    for expected in expected {
        let at = match expected.stream {
            StreamId::Tenant => tenant,
            stream => found.get(&stream_key(&stream)).copied(),
        };
        if at.unwrap_or(0) != expected.revision.get().cast_signed() {
            return Ok(Some(moved(expected)));
        }
    }
    Ok(None)
}

fn moved(expected: &Expected) -> Conflict {
    Conflict::Moved { stream: expected.stream, expected: expected.revision }
}
