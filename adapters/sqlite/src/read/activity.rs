use async_trait::async_trait;
use rollbook_domain::actor::Actor;
use rollbook_domain::commit::Recorded;
use rollbook_domain::event::Event;
use rollbook_domain::port::stored::{stream_key, stream_of};
use rollbook_domain::port::{ActivityQuery, ActivityReader, Page, PageRequest, ReadResult};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::Note;
use rusqlite::params;
use uuid::Uuid;

use super::page;
use crate::failure::Outcome;
use crate::row::Cells;
use crate::store::SqliteTenant;

macro_rules! activity_sql {
    ($index:literal, $stream:literal, $beyond:literal, $order:literal) => {
        concat!(
            "SELECT e.stream_id, e.stream_kind, e.sequence, e.position, e.effective_at, e.payload, \
             c.id, c.recorded_at, c.actor, n.note FROM events e ",
            $index,
            " CROSS JOIN commits c ON c.tenant_no = e.tenant_no AND c.commit_no = e.commit_no \
              LEFT JOIN event_notes n ON n.tenant_no = e.tenant_no AND n.stream_kind = e.stream_kind \
             AND n.stream_id = e.stream_id AND n.position = e.position WHERE e.tenant_no = ?1 AND ",
            $stream,
            " AND ",
            $beyond,
            " ?2 ORDER BY ",
            $order,
            " LIMIT ?5"
        )
    };
}

macro_rules! of_stream {
    ($beyond:literal, $order:literal) => {
        activity_sql!(
            "INDEXED BY events_position_uq",
            "e.stream_kind = ?3 AND e.stream_id = ?4",
            $beyond,
            $order
        )
    };
}

/// The statement, and where it starts without a cursor.
///
/// Cursors go by the place in the stream where the events of one are asked for, and by that in the log else. Without the
/// word for it, `SQLite` would walk the log for the events of one stream.
fn activity_sql(query: &ActivityQuery) -> (&'static str, i64) {
    match (query.stream, query.is_newest_first) {
        (None, false) => (activity_sql!("", "?3 IS NULL AND ?4 IS NULL", "e.sequence >", "e.sequence"), 0),
        (None, true) => {
            (activity_sql!("", "?3 IS NULL AND ?4 IS NULL", "e.sequence <", "e.sequence DESC"), i64::MAX)
        }
        (Some(_), false) => (of_stream!("e.position >", "e.position"), 0),
        (Some(_), true) => (of_stream!("e.position <", "e.position DESC"), i64::MAX),
    }
}

#[async_trait]
impl ActivityReader for SqliteTenant {
    async fn activity(&self, query: &ActivityQuery, request: &PageRequest) -> ReadResult<Page<Recorded>> {
        let after: Option<u64> = page::after(request, |text| text.parse().ok())?;
        let after = after.map(|sequence| i64::try_from(sequence).unwrap_or(i64::MAX));
        let (sql, start) = activity_sql(query);
        let events = self.read(|tables| {
            let stream = query.stream.as_ref().map(stream_key);
            let (kind, id) = (stream.map(|(kind, _)| kind), stream.map(|(_, id)| id.into_bytes()));
            let mut statement = tables.reader.connection.prepare_cached(sql)?;
            let mut rows = statement.query(params![
                tables.tenant_no,
                after.unwrap_or(start),
                kind,
                id,
                page::probe(request)
            ])?;
            let mut events = Vec::new();
            while let Some(row) = rows.next()? {
                events.push(recorded(&mut Cells::new(row, "events"))?);
            }
            Ok(events)
        })?;
        Ok(page::cut(events, request, |event| match query.stream {
            Some(_) => event.position.get(),
            None => event.sequence,
        }))
    }
}

fn recorded(cells: &mut Cells<'_>) -> Outcome<Recorded> {
    let id = cells.bytes("stream_id")?;
    let kind = cells.text("stream_kind")?;
    let stream = stream_of(kind, Uuid::from_bytes(id))
        .ok_or_else(|| cells.corrupt("stream_kind", format_args!("`{kind}` is no kind of stream")))?;
    let sequence = cells.count("sequence")?;
    let position = Revision::new(cells.count("position")?);
    let effective_at = cells.instant("effective_at")?;
    let event = cells.parsed("payload", |payload| {
        Event::deserialize_payload(stream, &mut serde_json::Deserializer::from_str(payload))
    })?;
    cells.turn_to("commits");
    let commit = cells.id("id")?;
    let recorded_at = cells.instant("recorded_at")?;
    let actor: Actor = cells.json("actor")?;
    cells.turn_to("event_notes");
    let note = cells.optional_parsed("note", Note::parse)?;
    Ok(Recorded { sequence, position, effective_at, recorded_at, actor, commit, note, event })
}

#[cfg(test)]
mod tests {
    use rollbook_domain::event::StreamId;

    use super::*;
    use crate::read::plans::assert_walks_an_index;

    #[test]
    fn the_activity_walks_the_log_and_that_of_a_stream_the_stream() {
        for is_newest_first in [false, true] {
            let all = ActivityQuery { stream: None, is_newest_first };
            assert_walks_an_index(
                activity_sql(&all).0,
                "SEARCH e USING PRIMARY KEY (tenant_no=? AND sequence",
            );
            let one = ActivityQuery { stream: Some(StreamId::Tenant), is_newest_first };
            let index = "events_position_uq (tenant_no=? AND stream_kind=? AND stream_id=? AND position";
            assert_walks_an_index(activity_sql(&one).0, index);
        }
    }
}
