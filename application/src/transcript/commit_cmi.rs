//! Keeping what a SCORM module sent.

use rollbook_domain::port::CustomerKey;
use rollbook_domain::scorm::{CmiElements, CmiStandard};
use rollbook_domain::time::Instant;
use rollbook_domain::transcript::cmi::{CmiCommit, CmiData, CommitCmi, commit_cmi as decide};
use rollbook_domain::transcript::{ItemResult, TranscriptEvent};

use super::item_work::ItemWork;
use crate::{Desk, Failure};

/// What a module sent.
#[derive(Debug, Clone)]
pub struct CmiSent {
    /// The data model that the module speaks.
    pub standard: CmiStandard,
    /// When the session began; now without it.
    pub session_began_at: Option<Instant>,
    /// Whether the module has ended the session.
    pub is_over: bool,
    /// The elements.
    pub elements: CmiElements,
}

/// What was kept.
#[derive(Debug, Clone)]
pub struct CmiKept {
    /// The commit.
    pub commit: CmiCommit,
    /// What is on record of the item after it.
    pub result: Option<ItemResult>,
}

/// Keeps what a module sent, and puts what follows on the item's record.
///
/// # Errors
/// What [`commit_cmi`](decide) refuses (TRN-07, Q-46, CUS-21, ENR-09, ENR-14, ACC-01), and [`Failure::Missing`] for an
/// item or a customer that does not exist.
pub async fn commit_cmi(
    desk: &Desk<'_>,
    customer: &CustomerKey,
    item: &str,
    command: CmiSent,
) -> Result<CmiKept, Failure> {
    let mut tries = desk.tries();
    loop {
        let work = ItemWork::load(desk, customer, item).await?;
        let id = work.item.id;
        let data = desk.store.find_cmi(work.customer(), id).await?.unwrap_or_else(|| CmiData::empty(id));
        let now = desk.now();
        let sent = CommitCmi {
            standard: command.standard,
            session_began_at: command.session_began_at.unwrap_or(now),
            is_over: command.is_over,
            elements: command.elements.clone(),
            status: work.status_at(now),
        };
        let events = decide(&work.facts(), &data, &work.item, sent, now)?;
        let mut kept = None;
        let mut recorded = None;
        for event in &events {
            match event {
                TranscriptEvent::CmiCommitted(commit) => kept = Some((**commit).clone()),
                TranscriptEvent::ItemRecorded { result, .. } => recorded = Some(*result),
                _ => {}
            }
        }
        let before = kept.as_ref().and_then(|kept| work.transcript.item(id, kept.version));
        let result = recorded.or(before.map(|record| record.result));
        if tries.commit(work.commit(desk, now, events, None)).await?
            && let Some(commit) = kept
        {
            return Ok(CmiKept { commit, result });
        }
    }
}
