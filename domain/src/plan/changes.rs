//! What a plan would write, kind by kind of stream.

use crate::stamp::Revision;
use crate::time::Instant;

/// An event that a plan would write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned<I, E> {
    /// The stream's id.
    pub id: I,
    /// The fact.
    pub event: E,
    /// When it is true from.
    pub effective_at: Instant,
}

/// The events for streams of one kind, and the revisions they rest on.
#[derive(Debug)]
pub struct Changes<I, E> {
    /// Every stream written to, once each, with the revision it was read at; [`Revision::NONE`] for a new one.
    pub expected: Vec<(I, Revision)>,
    /// The facts, in the order of the file.
    pub events: Vec<Planned<I, E>>,
}

impl<I, E> Default for Changes<I, E> {
    fn default() -> Self {
        Self { expected: Vec::new(), events: Vec::new() }
    }
}

impl<I: Copy, E> Changes<I, E> {
    /// Adds a stream with all its events, true from one instant on; without events nothing is added.
    pub(super) fn add(&mut self, id: I, revision: Revision, events: Vec<E>, effective_at: Instant) {
        if events.is_empty() {
            return;
        }
        self.expected.push((id, revision));
        self.events.extend(events.into_iter().map(|event| Planned { id, event, effective_at }));
    }

    /// How many streams would be written to.
    pub fn touched(&self) -> u64 {
        self.expected.len() as u64
    }
}
