//! The one way to write: events, and the revisions they rest on.

use std::collections::HashMap;

use crate::actor::Actor;
use crate::event::{Event, StreamId};
use crate::id::CommitId;
use crate::mail::NewMail;
use crate::stamp::{Revision, Stamp};
use crate::text::Note;
use crate::time::Instant;

/// An event that is about to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// The fact.
    pub event: Event,
    /// When it is true from.
    pub effective_at: Instant,
    /// The reason given, if any; kept beside the log, because it is personal.
    pub note: Option<Note>,
}

/// A stream that a decision rests on, with the revision it was read at.
///
/// [`Revision::NONE`] says that the stream must not exist yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected {
    /// The stream.
    pub stream: StreamId,
    /// Its revision.
    pub revision: Revision,
}

/// Everything one decision writes, applied whole or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Names the commit; a second commit with the same id is the same commit.
    pub id: CommitId,
    /// When the decision was made.
    pub recorded_at: Instant,
    /// Who decided.
    pub actor: Actor,
    /// Every stream written to, and every stream only read that must not have moved.
    pub expected: Vec<Expected>,
    /// The facts, in the order they happened.
    pub events: Vec<NewEvent>,
    /// The mails they cause; a mail exists if and only if the commit was applied.
    pub mails: Vec<NewMail>,
}

/// An event whose stream the commit does not expect; a mistake of the program, not of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the commit writes to {0:?} without naming its revision")]
pub struct UnexpectedStream(pub StreamId);

impl Commit {
    /// Starts an empty commit.
    pub fn new(id: CommitId, recorded_at: Instant, actor: Actor) -> Self {
        Self { id, recorded_at, actor, expected: Vec::new(), events: Vec::new(), mails: Vec::new() }
    }

    /// Names a stream the decision rests on.
    pub fn expect(&mut self, stream: StreamId, revision: Revision) {
        self.expected.push(Expected { stream, revision });
    }

    /// Adds an event that is true from the decision on.
    pub fn push(&mut self, event: Event, note: Option<Note>) {
        self.push_effective(event, self.recorded_at, note);
    }

    /// Adds an event that is true from another instant on.
    pub fn push_effective(&mut self, event: Event, effective_at: Instant, note: Option<Note>) {
        self.events.push(NewEvent { event, effective_at, note });
    }

    /// Adds a mail.
    pub fn mail(&mut self, mut mail: NewMail) {
        mail.facts.tells = mail.secret.as_ref().map(|secret| secret.usage);
        self.mails.push(mail);
    }

    /// The place of every event in its stream, in the order of [`Commit::events`].
    ///
    /// # Errors
    /// [`UnexpectedStream`] for an event of a stream that is not expected.
    pub fn positions(&self) -> Result<Vec<Revision>, UnexpectedStream> {
        let mut reached: HashMap<StreamId, Revision> =
            self.expected.iter().map(|expected| (expected.stream, expected.revision)).collect();
        self.events
            .iter()
            .map(|new| {
                let stream = new.event.stream();
                let revision = reached.get_mut(&stream).ok_or(UnexpectedStream(stream))?;
                *revision = revision.next();
                Ok(*revision)
            })
            .collect()
    }
}

/// An event in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its place in the tenant's log, counted from 1.
    pub sequence: u64,
    /// Its place in its stream.
    pub position: Revision,
    /// When it is true from.
    pub effective_at: Instant,
    /// When it was written.
    pub recorded_at: Instant,
    /// Who decided.
    pub actor: Actor,
    /// The commit it came with.
    pub commit: CommitId,
    /// The reason given, unless erased.
    pub note: Option<Note>,
    /// The fact, without what is personal.
    pub event: Event,
}

impl Recorded {
    /// The stamp that the fact carries in its aggregate.
    pub fn stamp(&self) -> Stamp {
        Stamp {
            position: self.position,
            effective_at: self.effective_at,
            recorded_at: self.recorded_at,
            actor: self.actor.name.as_str().into(),
            note: self.note.clone(),
        }
    }
}
