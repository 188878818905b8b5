//! What the person answered in quizzes, and what modules sent of them.

use std::collections::BTreeSet;

use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::ItemId;
use rollbook_domain::port::{ActivityQuery, AnswersQuery, PageRequest};
use rollbook_domain::scorm::Exit;
use rollbook_domain::transcript::TranscriptEvent;
use rollbook_domain::transcript::cmi::{CmiData, CmiSession};

use super::learning::codes;
use crate::Failure;
use crate::privacy::person::{PAGE, Person};
use crate::privacy::row::{Row, json, row, yes};

pub(super) async fn answers(
    person: &Person<'_>,
    sink: &mut dyn FnMut(Vec<Row>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let items: BTreeSet<(ItemId, String)> = person
        .transcript
        .submissions
        .iter()
        .map(|held| (held.item, codes(person, held.course, held.item).0))
        .collect();
    for (item, code) in items {
        let query = AnswersQuery { item, customer: Some(person.id()) };
        let mut page = PageRequest::first(PAGE);
        loop {
            let read = person.desk.store.answers(&query, &page).await?;
            sink(
                read.items.iter().map(|one| row![one.submission, code, json(one.answers.reveal())]).collect(),
            )?;
            let Some(next) = read.next else { break };
            page = PageRequest::after(next, PAGE);
        }
    }
    Ok(())
}

pub(super) async fn cmi_sessions(
    person: &Person<'_>,
    sink: &mut dyn FnMut(Vec<Row>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    for data in modules(person).await? {
        for attempt in &data.attempts {
            let (item, course) = codes(person, attempt.course, data.item);
            let session = |session: &CmiSession| {
                row![
                    item,
                    course,
                    attempt.version,
                    attempt.number,
                    attempt.standard,
                    session.began_at,
                    session.time.in_form_of(attempt.standard),
                    left_by(session.exit),
                    yes(session.is_over),
                    yes(session.is_late),
                ]
            };
            sink(attempt.sessions.iter().map(session).collect())?;
        }
    }
    Ok(())
}

pub(super) async fn cmi_elements(
    person: &Person<'_>,
    sink: &mut dyn FnMut(Vec<Row>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    for data in modules(person).await? {
        for attempt in &data.attempts {
            let (item, course) = codes(person, attempt.course, data.item);
            let elements = attempt.elements.iter();
            sink(
                elements
                    .map(|(name, value)| {
                        row![item, course, attempt.version, attempt.number, name, value.reveal()]
                    })
                    .collect(),
            )?;
        }
    }
    Ok(())
}

const fn left_by(exit: Exit) -> &'static str {
    match exit {
        Exit::Normal => "normal",
        Exit::Suspend => "suspend",
        Exit::Logout => "logout",
        Exit::TimeOut => "time_out",
    }
}

/// What modules sent that is not cleared. The log says which items sent anything; the catalogue need not call them
/// modules any more.
async fn modules(person: &Person<'_>) -> Result<Vec<CmiData>, Failure> {
    let query = ActivityQuery { stream: Some(StreamId::Transcript(person.id())), is_newest_first: false };
    let mut items = BTreeSet::new();
    let mut page = PageRequest::first(PAGE);
    loop {
        let read = person.desk.store.activity(&query, &page).await?;
        for recorded in &read.items {
            if let Event::Transcript(_, TranscriptEvent::CmiCommitted(commit)) = &recorded.event {
                items.insert(commit.item);
            }
        }
        let Some(next) = read.next else { break };
        page = PageRequest::after(next, PAGE);
    }
    let mut found = Vec::new();
    for item in items {
        found.extend(person.desk.store.find_cmi(person.id(), item).await?);
    }
    Ok(found)
}
