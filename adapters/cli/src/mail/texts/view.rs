//! Texts as listed.

use rollbook_application::mail::ShownText;
use rollbook_domain::mail::MailKind;
use rollbook_domain::time::{Instant, in_words};
use serde::Serialize;

use crate::output::Column;
use crate::page::yes_no;

/// One version of a text in a list.
#[derive(Serialize)]
pub(super) struct Line {
    pub(super) kind: MailKind,
    pub(super) version: u64,
    pub(super) is_built_in: bool,
    pub(super) subject: String,
    pub(super) changed_at: Option<Instant>,
    pub(super) actor: Option<String>,
}

pub(super) const COLUMNS: &[Column<Line>] = &[
    Column::new("kind", "KIND", |line, _| line.kind.to_string()),
    Column::new("version", "VERSION", |line, _| line.version.to_string()),
    Column::new("is_built_in", "BUILT IN", |line, _| yes_no(line.is_built_in)),
    Column::new("subject", "SUBJECT", |line, _| line.subject.clone()),
    Column::new("changed_at", "CHANGED", |line, zone| {
        line.changed_at.map(|at| in_words(at, zone)).unwrap_or_default()
    }),
    Column::new("actor", "BY", |line, _| line.actor.clone().unwrap_or_default()),
];

pub(super) fn line(text: ShownText) -> Line {
    Line {
        kind: text.kind,
        version: text.version,
        is_built_in: text.is_built_in,
        subject: text.parts.subject,
        changed_at: text.changed_at,
        actor: text.actor,
    }
}
