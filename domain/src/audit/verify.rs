//! Going through a log from its first event on.

use std::collections::BTreeMap;
use std::fmt;

use super::{ChainValue, LogEntry, LogHead, genesis, link};

/// What is wrong at a place of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// An event is not there, though later ones are.
    Missing,
    /// An event stands where another was.
    OutOfPlace,
    /// The event or its commit is not what was sealed, or another event stands before it than did.
    Altered,
    /// The reason is not the one that was sealed.
    ReasonAltered,
    /// A reason stands with an event that was sealed without.
    ReasonAdded,
    /// The log ends before an anchor.
    Cut,
    /// The chain holds in itself, but is not the one that the anchor was taken of.
    MadeAnew,
}

impl Problem {
    /// The word for it in answers to programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::OutOfPlace => "out_of_place",
            Self::Altered => "altered",
            Self::ReasonAltered => "reason_altered",
            Self::ReasonAdded => "reason_added",
            Self::Cut => "cut",
            Self::MadeAnew => "made_anew",
        }
    }
}

/// The first place at which a log is not what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub struct Finding {
    /// The number of the event.
    pub sequence: u64,
    /// What is wrong there.
    pub problem: Problem,
    /// For a chain that was made anew: the last event that an anchor vouches for; what was changed stands after it.
    pub vouched_for: u64,
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { sequence, problem, vouched_for } = self;
        match problem {
            Problem::Missing => {
                write!(formatter, "event {sequence} is missing, though later events are there")
            }
            Problem::OutOfPlace => {
                write!(formatter, "event {sequence} stands in a place that is not its own")
            }
            Problem::Altered => {
                write!(formatter, "event {sequence} is not what was written there, or not all before it is")
            }
            Problem::ReasonAltered => {
                write!(formatter, "the reason of event {sequence} is not the one that was given")
            }
            Problem::ReasonAdded => {
                write!(formatter, "event {sequence} has a reason, but was written without one")
            }
            Problem::Cut => {
                write!(formatter, "event {sequence} and what follows it up to the anchor has been cut off")
            }
            Problem::MadeAnew => write!(
                formatter,
                "up to event {sequence} the log is not the one that the anchor was taken of; what was changed stands \
                 after event {vouched_for}"
            ),
        }
    }
}

/// A log in which nothing is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// Its end.
    pub head: LogHead,
    /// How many reasons were given and erased since.
    pub erased_reasons: u64,
    /// How many anchors were met.
    pub anchors: usize,
}

/// Takes the events of one tenant's log in order, and keeps none of them.
#[derive(Debug, Clone)]
pub struct Verifier {
    head: LogHead,
    erased_reasons: u64,
    anchors: BTreeMap<u64, ChainValue>,
    met: usize,
    vouched_for: u64,
}

impl Verifier {
    /// Before the first event; the anchors are ends of this log that were kept elsewhere.
    ///
    /// # Errors
    /// [`Finding`] when an anchor of the empty log is another tenant's, or two anchors of one place differ.
    pub fn new(tenant: &str, anchors: &[LogHead]) -> Result<Self, Finding> {
        let head = LogHead { sequence: 0, chain: genesis(tenant) };
        let mut verifier = Self { head, erased_reasons: 0, anchors: BTreeMap::new(), met: 0, vouched_for: 0 };
        for anchor in anchors {
            let known = *verifier.anchors.entry(anchor.sequence).or_insert(anchor.chain);
            if known != anchor.chain {
                return Err(verifier.found(anchor.sequence, Problem::MadeAnew));
            }
        }
        verifier.meet_anchor()?;
        Ok(verifier)
    }

    /// How far it has come.
    pub fn head(&self) -> LogHead {
        self.head
    }

    /// Takes the next event.
    ///
    /// # Errors
    /// [`Finding`] when it is not the one that was written there.
    pub fn take(&mut self, entry: &LogEntry) -> Result<(), Finding> {
        let due = self.head.sequence + 1;
        if entry.sequence > due {
            return Err(self.found(due, Problem::Missing));
        }
        if entry.sequence < due {
            return Err(self.found(entry.sequence, Problem::OutOfPlace));
        }
        let chain = entry.commit.map(|commit| link(&self.head.chain, &commit, &entry.link()));
        if chain != Some(entry.chain) {
            return Err(self.found(due, Problem::Altered));
        }
        match (&entry.commitment, &entry.note) {
            (None, None) => {}
            (Some(_), None) => self.erased_reasons += 1,
            (None, Some(_)) => return Err(self.found(due, Problem::ReasonAdded)),
            (Some(commitment), Some(note)) => {
                let is_the_one = |salt: super::Salt| salt.commit_to(note.note.reveal()) == *commitment;
                if !note.salt.is_some_and(is_the_one) {
                    return Err(self.found(due, Problem::ReasonAltered));
                }
            }
        }
        self.head = LogHead { sequence: due, chain: entry.chain };
        self.meet_anchor()
    }

    /// After the last event.
    ///
    /// # Errors
    /// [`Finding`] when an anchor says that there were more.
    pub fn finish(self) -> Result<Verified, Finding> {
        if self.anchors.keys().any(|sequence| *sequence > self.head.sequence) {
            return Err(self.found(self.head.sequence + 1, Problem::Cut));
        }
        Ok(Verified { head: self.head, erased_reasons: self.erased_reasons, anchors: self.met })
    }

    fn meet_anchor(&mut self) -> Result<(), Finding> {
        match self.anchors.get(&self.head.sequence) {
            Some(chain) if *chain != self.head.chain => {
                Err(self.found(self.head.sequence, Problem::MadeAnew))
            }
            Some(_) => {
                self.met += 1;
                self.vouched_for = self.head.sequence;
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn found(&self, sequence: u64, problem: Problem) -> Finding {
        Finding { sequence, problem, vouched_for: self.vouched_for }
    }
}
