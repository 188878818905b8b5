//! Saying what was done, or would be.

use std::fmt::Display;

use rollbook_application::Changed;
use rollbook_domain::refusal::Outcome;
use serde_json::json;

use crate::changed::became;
use crate::{CliError, Session};

/// Says that a thing is what the command was to make of it, or would be after a rehearsal.
pub(super) fn done_or_planned<Id: Display>(
    session: &Session,
    what: &str,
    state: &str,
    change: &Changed<Id>,
    is_dry_run: bool,
) -> Result<(), CliError> {
    if !is_dry_run || change.outcome == Outcome::Unchanged {
        return became(session, what, state, change);
    }
    let id = change.id.to_string();
    session.one(&json!({"id": id, "outcome": "planned"}), || format!("would be {state}: {what} ({id})"))
}
