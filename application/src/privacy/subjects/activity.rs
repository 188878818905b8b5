//! What happened in the person's streams.

use rollbook_domain::actor::Role;
use rollbook_domain::commit::Recorded;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::port::{ActivityQuery, PageRequest};
use rollbook_domain::text::Note;
use serde_json::Value;

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
            let known = read.items.iter().filter(|recorded| recorded.position <= person.revision_of(stream));
            sink(known.map(happened).collect())?;
            let is_over = read.items.last().is_none_or(|last| last.position >= person.revision_of(stream));
            let Some(next) = read.next.filter(|_| !is_over) else { break };
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

/// The event's facts, but for what is about somebody else or a secret: who the manager is, whose order a seat was bought
/// with, and the hashes of links.
fn payload(event: &Event) -> String {
    let mut bytes = Vec::new();
    let written = event.serialize_payload(&mut serde_json::Serializer::new(&mut bytes));
    let Ok(mut facts) = written.and_then(|()| serde_json::from_slice::<Value>(&bytes)) else {
        return String::new();
    };
    if let Value::Object(facts) = &mut facts {
        facts.remove("manager");
        facts.remove("link");
        if let Some(Value::Object(source)) = facts.get_mut("source")
            && source.get("seat").is_some_and(|seat| !seat.is_null())
        {
            source.remove("order");
        }
    }
    facts.to_string()
}
