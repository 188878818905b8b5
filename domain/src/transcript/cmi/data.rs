//! Attempts at a module, and the sessions they were made in.

use crate::id::{CourseId, ItemId};
use crate::scorm::{CmiElements, CmiStandard, Entry, Exit, Timespan, entry_after};
use crate::time::Instant;

/// One stretch of time in which the module ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CmiSession {
    /// When it began; tells it from the other sessions of the attempt.
    pub began_at: Instant,
    /// How long it has lasted, as the module told last.
    pub time: Timespan,
    /// How the module was left.
    pub exit: Exit,
    /// Whether the module ended it.
    pub is_over: bool,
    /// Whether anything of it arrived after access had ended.
    pub is_late: bool,
}

impl CmiSession {
    /// Whether the module ended it otherwise than to go on later.
    pub fn has_ended(&self) -> bool {
        self.is_over && self.exit != Exit::Suspend
    }
}

/// One attempt at a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CmiAttempt {
    /// Counted from 1 for each item and version.
    pub number: u32,
    /// The course the item belongs to.
    pub course: CourseId,
    /// The version of the course.
    pub version: u32,
    /// The data model that the module speaks.
    pub standard: CmiStandard,
    /// What it sent, the last value of every element.
    pub elements: CmiElements,
    /// The sessions, in the order in which they began; none once they were [let go](Self::is_let_go).
    pub sessions: Vec<CmiSession>,
}

impl CmiAttempt {
    /// The times of all sessions together.
    pub fn total_time(&self) -> Timespan {
        self.sessions.iter().map(|session| session.time).sum()
    }

    /// Whether what was sent in it was kept for its period and is gone; what it came to stands on record.
    pub fn is_let_go(&self) -> bool {
        self.sessions.is_empty()
    }

    /// The session that began last.
    pub fn last_session(&self) -> Option<&CmiSession> {
        self.sessions.last()
    }

    /// Whether the module ended a session of it otherwise than to go on later; that it is opened again changes nothing.
    pub fn has_ended(&self) -> bool {
        self.sessions.iter().any(CmiSession::has_ended)
    }

    /// Whether the session that began then enters anew what another one has ended.
    pub fn is_entered_anew(&self, began_at: Instant) -> bool {
        self.sessions.iter().any(|session| session.began_at != began_at && session.has_ended())
    }

    /// How the module is entered next; a session that was cut off is gone on with.
    pub fn next_entry(&self) -> Entry {
        match self.last_session() {
            Some(session) if !session.is_over => Entry::Resume,
            last => entry_after(self.standard, last.map(|session| session.exit)),
        }
    }

    /// The session that began at that instant.
    pub fn session(&self, began_at: Instant) -> Option<&CmiSession> {
        self.sessions.iter().find(|session| session.began_at == began_at)
    }
}

/// Everything that a module sent for one learner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CmiData {
    /// The item.
    pub item: ItemId,
    /// Its attempts, by version and number.
    pub attempts: Vec<CmiAttempt>,
}

impl CmiData {
    /// An item of which nothing was sent.
    pub const fn empty(item: ItemId) -> Self {
        Self { item, attempts: Vec::new() }
    }

    /// Takes away what was sent in attempts whose last session began before the cut; their numbers are not given again.
    pub fn let_go(&mut self, before: Instant) {
        let is_old = |attempt: &CmiAttempt| attempt.last_session().is_some_and(|last| last.began_at < before);
        for attempt in self.attempts.iter_mut().filter(|attempt| is_old(attempt)) {
            attempt.elements = CmiElements::default();
            attempt.sessions.clear();
        }
    }

    /// The attempts in one version of the course, in their order.
    pub fn of_version(&self, version: u32) -> impl DoubleEndedIterator<Item = &CmiAttempt> {
        self.attempts.iter().filter(move |attempt| attempt.version == version)
    }
}
