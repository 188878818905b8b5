use async_trait::async_trait;
use rollbook_domain::actor::Actor;
use rollbook_domain::commit::Recorded;
use rollbook_domain::event::Event;
use rollbook_domain::port::stored::{stream_key, stream_of};
use rollbook_domain::port::{ActivityQuery, ActivityReader, Page, PageRequest, ReadResult};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::Note;

use super::page;
use crate::failure::Outcome;
use crate::row::Cells;
use crate::store::PostgresTenant;
use crate::tables::binds;

macro_rules! activity_sql {
    ($beyond:literal, $stream:literal, $order:literal) => {
        concat!(
            "SELECT e.stream_id, e.stream_kind, e.sequence, e.position, e.effective_at, e.payload, \
             c.id, c.recorded_at, c.actor, n.note FROM events e \
             JOIN commits c ON c.tenant_no = e.tenant_no AND c.commit_no = e.commit_no \
             LEFT JOIN event_notes n ON n.tenant_no = e.tenant_no AND n.stream_kind = e.stream_kind \
             AND n.stream_id = e.stream_id AND n.position = e.position WHERE e.tenant_no = $1 AND ",
            $beyond,
            " $2",
            $stream,
            " ORDER BY ",
            $order,
            " LIMIT $3"
        )
    };
}

macro_rules! of_stream {
    ($beyond:literal, $order:literal) => {
        activity_sql!($beyond, " AND e.stream_kind = $4 AND e.stream_id = $5", $order)
    };
}

/// The statement, and where it starts without a cursor. Cursors go by the place in the stream where the events of one are
/// asked for, and by that in the log else.
fn activity_sql(query: &ActivityQuery) -> (&'static str, i64) {
    match (query.stream, query.is_newest_first) {
        (None, false) => (activity_sql!("e.sequence >", "", "e.sequence"), 0),
        (None, true) => (activity_sql!("e.sequence <", "", "e.sequence DESC"), i64::MAX),
        (Some(_), false) => (of_stream!("e.position >", "e.position"), 0),
        (Some(_), true) => (of_stream!("e.position <", "e.position DESC"), i64::MAX),
    }
}

#[async_trait]
impl ActivityReader for PostgresTenant {
    async fn activity(&self, query: &ActivityQuery, request: &PageRequest) -> ReadResult<Page<Recorded>> {
        let after: Option<u64> = page::after(request, |text| text.parse().ok())?;
        let after = after.map(|sequence| i64::try_from(sequence).unwrap_or(i64::MAX));
        let (sql, start) = activity_sql(query);
        let (stream, limit) = (query.stream, page::probe(request));
        let events = self.read(move |tables| {
            Box::pin(async move {
                let binds = binds![tables.tenant_no, after.unwrap_or(start), limit];
                let binds = match stream.as_ref().map(stream_key) {
                    Some((kind, id)) => binds.with(kind).with(id),
                    None => binds,
                };
                tables.rows("events", sql, binds, recorded).await
            })
        });
        Ok(page::cut(events.await?, request, |event| match stream {
            Some(_) => event.position.get(),
            None => event.sequence,
        }))
    }
}

fn recorded(cells: &mut Cells<'_>) -> Outcome<Recorded> {
    let id = cells.uuid("stream_id")?;
    let kind = cells.text("stream_kind")?;
    let stream = stream_of(kind, id)
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
