//! Holding the streams at the revisions that a decision rests on.

use std::collections::HashMap;

use rollbook_domain::commit::Expected;
use rollbook_domain::event::StreamId;
use rollbook_domain::port::stored::stream_key;
use rollbook_domain::stamp::Revision;
use uuid::Uuid;

use super::conflict::Refused;
use super::look::moved_from;
use super::streams::{KINDS, Kind, Wanted, hold_few};
use super::work::Work;
use crate::failure::Outcome;
use crate::tables::{Tables, binds};

/// Checks every expected revision, and moves the streams that are written to; whoever comes after waits for the commit.
///
/// A stream that the commit begins needs no look: its row's primary key refuses a second one.
pub(super) async fn expect(tables: &mut Tables, work: &Work) -> Result<(), Refused> {
    let mut seen: HashMap<StreamId, Revision> = HashMap::with_capacity(work.commit.expected.len());
    let mut wanted: Vec<Wanted> = KINDS.iter().map(|_| Wanted::default()).collect();
    for expected in &work.commit.expected {
        let reached = work.reached.get(&expected.stream).copied();
        if let Some(now_at) = seen.insert(expected.stream, reached.unwrap_or(expected.revision)) {
            // Named twice: the second time it is where the first brought it.
            if now_at != expected.revision {
                return Err(moved_from(expected).into());
            }
            continue;
        }
        if expected.revision == Revision::NONE {
            hold_absent(tables, &expected.stream).await?;
        }
        let (name, id) = stream_key(&expected.stream);
        let Some(place) = KINDS.iter().position(|kind| kind.name == name) else {
            expect_tenant(tables, expected, reached).await?;
            continue;
        };
        let revision = expected.revision.get().cast_signed();
        match reached {
            Some(_) if expected.revision == Revision::NONE => {}
            Some(reached) => wanted[place].moved.push((id, revision, reached.get().cast_signed())),
            None => wanted[place].held.push((id, revision)),
        }
    }
    let holds = match wanted.iter().map(Wanted::len).sum::<usize>() {
        0 => true,
        few if few <= hold_few::MOST => hold_few::hold(tables, wanted).await?,
        _ => hold_many(tables, wanted).await?,
    };
    if holds { Ok(()) } else { Err(Refused::Moved) }
}

/// Streams whose ids everybody knows can be begun by two at once while a third rests on their absence.
async fn hold_absent(tables: &mut Tables, stream: &StreamId) -> Outcome<()> {
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
    let sql = match reached {
        Some(_) => "SELECT revision FROM tenants WHERE tenant_no = $1 FOR NO KEY UPDATE",
        None => "SELECT revision FROM tenants WHERE tenant_no = $1 FOR SHARE",
    };
    let found =
        tables.row("tenants", sql, binds![tables.tenant_no], |cells| cells.integer("revision")).await?;
    if found != Some(expected.revision.get().cast_signed()) {
        return Err(moved_from(expected).into());
    }
    // A tenant begins together with its settings.
    if let Some(reached) = reached
        && expected.revision != Revision::NONE
    {
        let sql = "UPDATE tenants SET revision = $2 WHERE tenant_no = $1";
        tables.run(sql, binds![tables.tenant_no, reached.get().cast_signed()]).await?;
    }
    Ok(())
}

/// Moves and holds streams kind by kind; false when one was not where it was expected.
async fn hold_many(tables: &mut Tables, wanted: Vec<Wanted>) -> Outcome<bool> {
    for (kind, wanted) in KINDS.iter().zip(wanted) {
        if !advance(tables, kind, wanted.moved).await? || !hold(tables, kind, wanted.held).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

async fn advance(tables: &mut Tables, kind: &Kind, mut streams: Vec<(Uuid, i64, i64)>) -> Outcome<bool> {
    if streams.is_empty() {
        return Ok(true);
    }
    streams.sort_unstable();
    let ids: Vec<Uuid> = streams.iter().map(|(id, ..)| *id).collect();
    let found = revisions(tables, kind.lock, &ids).await?;
    if streams.iter().any(|(id, expected, _)| found.get(id) != Some(expected)) {
        return Ok(false);
    }
    if kind.moves_with_state {
        return Ok(true);
    }
    let expected: Vec<i64> = streams.iter().map(|(_, expected, _)| *expected).collect();
    let reached: Vec<i64> = streams.iter().map(|(.., reached)| *reached).collect();
    let rows = tables.run(kind.advance, binds![tables.tenant_no, ids, expected, reached]).await?;
    Ok(rows == streams.len() as u64)
}

async fn hold(tables: &mut Tables, kind: &Kind, streams: Vec<(Uuid, i64)>) -> Outcome<bool> {
    if streams.is_empty() {
        return Ok(true);
    }
    let ids: Vec<Uuid> = streams.iter().map(|(id, _)| *id).collect();
    let found = revisions(tables, kind.hold, &ids).await?;
    Ok(streams.iter().all(|(id, expected)| found.get(id).copied().unwrap_or(0) == *expected))
}

async fn revisions(tables: &mut Tables, sql: &'static str, ids: &[Uuid]) -> Outcome<HashMap<Uuid, i64>> {
    let found = tables.rows("streams", sql, binds![tables.tenant_no, ids], |cells| {
        Ok((cells.uuid("id")?, cells.integer("revision")?))
    });
    Ok(found.await?.into_iter().collect())
}
