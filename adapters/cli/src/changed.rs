//! What a command that changes one thing prints.

use std::fmt::Display;

use rollbook_application::Changed;
use rollbook_domain::refusal::Outcome;
use serde::Serialize;

use crate::{CliError, Session};

#[derive(Serialize)]
struct Done {
    id: String,
    outcome: &'static str,
}

/// Says that a thing was made.
pub(crate) fn added(session: &Session, what: &str, id: impl Display) -> Result<(), CliError> {
    let done = Done { id: id.to_string(), outcome: word(Outcome::Applied) };
    session.one(&done, || format!("added {what} ({id})"))
}

/// Says whether a thing was changed.
pub(crate) fn changed<Id: Display>(
    session: &Session,
    what: &str,
    change: &Changed<Id>,
) -> Result<(), CliError> {
    let id = &change.id;
    let sentence = match change.outcome {
        Outcome::Applied => format!("changed {what} ({id})"),
        Outcome::Unchanged => format!("nothing to change in {what} ({id})"),
    };
    session.one(&Done { id: id.to_string(), outcome: word(change.outcome) }, || sentence)
}

/// Says that a thing is what the command was to make of it, such as cancelled, and whether it was so before.
pub(crate) fn became<Id: Display>(
    session: &Session,
    what: &str,
    state: &str,
    change: &Changed<Id>,
) -> Result<(), CliError> {
    let id = &change.id;
    let sentence = match change.outcome {
        Outcome::Applied => format!("{state} {what} ({id})"),
        Outcome::Unchanged => format!("nothing to change, {what} was {state} before ({id})"),
    };
    session.one(&Done { id: id.to_string(), outcome: word(change.outcome) }, || sentence)
}

/// The word for an outcome in JSON.
pub(crate) fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Applied => "applied",
        Outcome::Unchanged => "unchanged",
    }
}
