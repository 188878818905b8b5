//! Keeping what a module sent.

use super::work::{at_least, cmi_work, dated, gone_on_with, on_top_of};
use super::{CmiAttempt, CmiCommit, CmiData, CmiRefused};
use crate::catalogue::{ContentItem, ItemKind};
use crate::customer::StatusWord;
use crate::scorm::{CmiElements, CmiStandard, Entry, Exit, exit_of, session_time_of};
use crate::time::Instant;
use crate::transcript::work::{WorkChange, recorded};
use crate::transcript::{
    LearnerFacts, OutsideAccess, RecordedBy, TranscriptEvent, TranscriptRefused, record_item, session_at,
};

/// What a module sent.
#[derive(Debug, Clone)]
pub struct CommitCmi {
    /// The data model that the module speaks.
    pub standard: CmiStandard,
    /// When the session began.
    pub session_began_at: Instant,
    /// Whether the module has ended the session (`LMSFinish`, `Terminate`).
    pub is_over: bool,
    /// The elements.
    pub elements: CmiElements,
    /// The status of the account.
    pub status: StatusWord,
}

/// Keeps what a module sent, and puts what follows from it on the item's record.
///
/// A commit that arrives after access ended counts if its session began inside the window, and is marked late. A
/// session belongs to the attempt that it began in; a new one goes on with the last attempt where that was left to go on
/// with, and else begins another (RTE 2004, 4.2.7). A module of SCORM 1.2 that had ended and is opened again keeps what it
/// came to unless it comes to more (TRN-14), and so does one of which attempts were let go. Of an entry made by hand nothing is undone. That a session began goes on
/// record whatever it comes to, so that who opens a module every day is not taken for somebody who does nothing (MAIL-11).
///
/// # Errors
/// [`CmiRefused`]: [`NotAModule`](CmiRefused::NotAModule) (TRN-07), [`BeginsLater`](CmiRefused::BeginsLater) and
/// [`TranscriptRefused::NotOpen`], [`NotActive`](CmiRefused::NotActive) (CUS-21),
/// [`Unenrolled`](CmiRefused::Unenrolled) (ENR-09), [`TranscriptRefused::NeverGranted`] (ACC-01),
/// [`TranscriptRefused::NotInVersion`] (ENR-14) and [`Data`](CmiRefused::Data) (TRN-07).
pub fn commit_cmi(
    facts: &LearnerFacts<'_>,
    data: &CmiData,
    item: &ContentItem,
    command: CommitCmi,
    now: Instant,
) -> Result<Vec<TranscriptEvent>, CmiRefused> {
    let CommitCmi { standard, session_began_at, is_over, elements, status } = command;
    let customer = facts.transcript.customer;
    if item.terms.kind != ItemKind::Scorm {
        return Err(CmiRefused::NotAModule { item: item.code.clone(), kind: item.terms.kind });
    }
    if session_began_at > now {
        return Err(CmiRefused::BeginsLater { began_at: session_began_at, now });
    }
    if status != StatusWord::Active {
        return Err(CmiRefused::NotActive { customer, status });
    }
    let outside = session_at(customer, facts.grants, facts.enrollment, session_began_at, now)?;
    if outside == Some(OutsideAccess::Unenrolled) {
        return Err(CmiRefused::Unenrolled(customer));
    }
    let version = facts.version_at(session_began_at);
    if !item.is_in(version) {
        return Err(TranscriptRefused::NotInVersion { item: item.id, version }.into());
    }
    let (attempt, known) = attempt_of(data, version, standard, session_began_at);
    if let Some(known) = known {
        known.elements.with(&elements)?;
    }
    let session = known.and_then(|known| known.session(session_began_at));
    let time = session_time_of(standard, &elements).or(session.map(|session| session.time));
    let exit = match session {
        Some(session) if !says_how_it_is_left(standard, &elements) => session.exit,
        _ => exit_of(standard, &elements),
    };
    let event = TranscriptEvent::CmiCommitted(Box::new(CmiCommit {
        item: item.id,
        course: item.course,
        version,
        attempt,
        standard,
        session_began_at,
        session_time: time.unwrap_or_default(),
        exit,
        is_over: is_over || session.is_some_and(|session| session.is_over),
        is_late: outside.is_some(),
        elements: Some(elements),
    }));
    let mut later = data.clone();
    later.apply(&event);
    let maximum = item.terms.maximum_score;
    let mut before = cmi_work(data.of_version(version), maximum);
    let mut after = cmi_work(later.of_version(version), maximum);
    let current = facts.transcript.item(item.id, version).map(|record| &record.result);
    let is_entered_anew = standard == CmiStandard::Scorm12
        && known.is_some_and(|known| known.is_entered_anew(session_began_at));
    if let Some(held) = current.filter(|current| is_entered_anew && current.by == RecordedBy::Learner) {
        (before, after) = (at_least(before, held), at_least(after, held));
    }
    let rests_on_let_go = data.of_version(version).any(CmiAttempt::is_let_go);
    if let Some(held) = current.filter(|current| rests_on_let_go && current.by == RecordedBy::Learner) {
        (before, after) = (on_top_of(before, held), on_top_of(after, held));
    }
    let mut events = vec![event];
    let result = recorded(current, &before, after, WorkChange::Done)
        .map(|result| dated(result, current, outside, now))
        .or_else(|| session.is_none().then(|| gone_on_with(current, now)));
    if let Some(result) = result {
        events.extend(record_item(facts.transcript, facts.course, version, item.id, result, now));
    }
    Ok(events)
}

fn says_how_it_is_left(standard: CmiStandard, elements: &CmiElements) -> bool {
    let name = match standard {
        CmiStandard::Scorm12 => "cmi.core.exit",
        CmiStandard::Scorm2004 => "cmi.exit",
    };
    exit_of(standard, elements) != Exit::Normal || elements.get(name).is_some()
}

/// The attempt that a session belongs to, by its number, and what is known of it.
fn attempt_of(
    data: &CmiData,
    version: u32,
    standard: CmiStandard,
    began_at: Instant,
) -> (u32, Option<&CmiAttempt>) {
    let same = |known: &&CmiAttempt| known.standard == standard && known.session(began_at).is_some();
    if let Some(known) = data.of_version(version).find(same) {
        return (known.number, Some(known));
    }
    match data.of_version(version).next_back() {
        None => (1, None),
        Some(last) if last.standard != standard || last.next_entry() == Entry::AbInitio => {
            (last.number + 1, None)
        }
        Some(last) => (last.number, Some(last)),
    }
}
