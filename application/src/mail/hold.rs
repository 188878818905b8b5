//! Holding mails back and releasing them.

use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::MailId;
use rollbook_domain::mail::{Mail, MailKind, MailState, OutboxEvent, hold, release};
use rollbook_domain::port::{MailQuery, PageRequest};

use crate::{Desk, Failure, What};

/// Which mails are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailChoice {
    /// These.
    Mails(Vec<MailId>),
    /// All of a kind that have not ended.
    Kind(MailKind),
    /// All that have not ended.
    All,
}

/// What holding or releasing did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HoldReport {
    /// How many mails were held or released.
    pub changed: usize,
    /// How many of those meant were so already, or have ended.
    pub unchanged: usize,
}

/// Holds mails back until they are released.
///
/// # Errors
/// [`Failure::Missing`] for a mail that does not exist.
pub async fn hold_mails(desk: &Desk<'_>, choice: &MailChoice) -> Result<HoldReport, Failure> {
    decide(desk, choice, hold).await
}

/// Releases mails that were held back; they are due at once.
///
/// # Errors
/// [`Failure::Missing`] for a mail that does not exist.
pub async fn release_mails(desk: &Desk<'_>, choice: &MailChoice) -> Result<HoldReport, Failure> {
    decide(desk, choice, release).await
}

async fn decide(
    desk: &Desk<'_>,
    choice: &MailChoice,
    decision: fn(&[Mail]) -> Vec<OutboxEvent>,
) -> Result<HoldReport, Failure> {
    let mut tries = desk.tries();
    loop {
        let revision = desk.store.outbox_revision().await?;
        let mails = chosen(desk, choice).await?;
        let events = decision(&mails);
        let changed = events.iter().map(touched).sum();
        let mut commit = desk.new_commit(desk.now());
        commit.expect(StreamId::Outbox, revision);
        for event in events {
            commit.push(Event::Outbox(event), None);
        }
        if tries.commit(commit).await? {
            return Ok(HoldReport { changed, unchanged: mails.len() - changed });
        }
    }
}

fn touched(event: &OutboxEvent) -> usize {
    match event {
        OutboxEvent::MailsHeld { mails } | OutboxEvent::MailsReleased { mails } => mails.len(),
        _ => 0,
    }
}

async fn chosen(desk: &Desk<'_>, choice: &MailChoice) -> Result<Vec<Mail>, Failure> {
    let kind = match choice {
        MailChoice::Mails(ids) => return named(desk, ids).await,
        MailChoice::Kind(kind) => Some(*kind),
        MailChoice::All => None,
    };
    let mut mails = Vec::new();
    for state in [MailState::Queued, MailState::Leased] {
        let query = MailQuery { kind, state: Some(state), ..MailQuery::default() };
        mails.extend(desk.store.mails(&query, &PageRequest::everything()).await?.items);
    }
    Ok(mails)
}

async fn named(desk: &Desk<'_>, ids: &[MailId]) -> Result<Vec<Mail>, Failure> {
    let mut mails: Vec<Mail> = Vec::with_capacity(ids.len());
    for id in ids {
        if mails.iter().all(|known| known.id != *id) {
            let found = desk.store.find_mail(*id).await?;
            mails.push(found.ok_or_else(|| Failure::missing(What::Mail, id.to_string()))?);
        }
    }
    Ok(mails)
}
