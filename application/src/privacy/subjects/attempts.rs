//! What the person answered in quizzes, and what modules sent of them.

use std::collections::BTreeSet;

use rollbook_domain::port::stored::Word as _;
use rollbook_domain::port::{AnswersQuery, PageRequest};
use rollbook_domain::transcript::cmi::CmiSession;

use super::learning::codes;
use crate::Failure;
use crate::privacy::person::{PAGE, Person};
use crate::privacy::row::{Row, json, row, yes};

pub(super) async fn answers(
    person: &Person<'_>,
    sink: &mut dyn FnMut(Vec<Row>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut items = BTreeSet::new();
    let handed_in = person.in_transcript(|part| {
        items.extend(part.submissions.iter().map(|held| (held.item, held.course)));
        Ok(())
    });
    handed_in.await?;
    for (item, course) in items {
        let code = codes(person, course, item).0;
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
    for item in person.modules().await? {
        let Some(data) = person.desk.store.find_cmi(person.id(), item).await? else { continue };
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
                    session.exit.word(),
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
    for item in person.modules().await? {
        let Some(data) = person.desk.store.find_cmi(person.id(), item).await? else { continue };
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
