//! What happened in the person's streams.

use rollbook_domain::actor::Role;
use rollbook_domain::commit::Recorded;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::port::{ActivityQuery, PageRequest};
use rollbook_domain::text::Note;

use crate::Failure;
use crate::privacy::person::{PAGE, Person};
use crate::privacy::row::{Row, maybe, row};

pub(super) async fn activity(
    person: &Person<'_>,
    sink: &mut dyn FnMut(Vec<Row>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    for stream in [StreamId::Customer(person.id()), StreamId::Transcript(person.id())] {
        let query = ActivityQuery { stream: Some(stream), is_newest_first: false };
        let mut page = PageRequest::first(PAGE);
        loop {
            let read = person.desk.store.activity(&query, &page).await?;
            sink(read.items.iter().map(happened).collect())?;
            let Some(next) = read.next else { break };
            page = PageRequest::after(next, PAGE);
        }
    }
    Ok(())
}

/// What happened, and in which role somebody did it; which of the office that was is about somebody else.
fn happened(recorded: &Recorded) -> Row {
    row![
        recorded.sequence,
        recorded.recorded_at,
        recorded.effective_at,
        recorded.event.kind(),
        match recorded.actor.role {
            Role::Administrator => "administrator",
            Role::Customer => "customer",
            Role::System => "system",
        },
        payload(&recorded.event),
        maybe(recorded.note.as_ref().map(Note::as_str)),
    ]
}

fn payload(event: &Event) -> String {
    let mut bytes = Vec::new();
    match event.serialize_payload(&mut serde_json::Serializer::new(&mut bytes)) {
        Ok(()) => String::from_utf8(bytes).unwrap_or_default(),
        Err(_) => String::new(),
    }
}
