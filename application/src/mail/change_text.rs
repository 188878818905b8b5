//! What edit and reset have in common: load, decide, commit.

use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::mail::{MailKind, MailText, MailTextEvent};
use rollbook_domain::refusal::Outcome;

use super::texts::load;
use crate::{Changed, Desk, Failure};

pub(super) async fn change_text(
    desk: &Desk<'_>,
    kind: MailKind,
    decide: impl Fn(&MailText) -> Result<(Outcome, Vec<MailTextEvent>), Failure>,
) -> Result<Changed<MailKind>, Failure> {
    let mut tries = desk.tries();
    loop {
        let text = load(desk, kind).await?;
        let (outcome, events) = decide(&text)?;
        let mut commit = desk.new_commit(desk.now());
        commit.expect(StreamId::MailText(kind), text.revision());
        for event in events {
            commit.push(Event::MailText(kind, event), None);
        }
        if tries.commit(commit).await? {
            return Ok(Changed { id: kind, outcome });
        }
    }
}
