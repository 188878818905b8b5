//! The editions of a quiz.

use super::Quiz;
use crate::id::ItemId;
use crate::time::Instant;

/// A quiz as it was from one definition to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuizEdition {
    /// Counted from 1 for each item.
    pub number: u32,
    /// The course's version when it was defined; learners in earlier versions do not get it.
    pub since_version: u32,
    /// When it was defined.
    pub defined_at: Instant,
    /// The questions.
    pub quiz: Quiz,
}

/// Every edition of an item's quiz, oldest first; marks that were given stay with the edition they were given by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemQuiz {
    /// The item.
    pub item: ItemId,
    /// The editions; never none.
    pub editions: Vec<QuizEdition>,
}

impl ItemQuiz {
    /// The edition of that number.
    pub fn edition(&self, number: u32) -> Option<&QuizEdition> {
        self.editions.iter().find(|edition| edition.number == number)
    }

    /// The edition defined last.
    pub fn latest(&self) -> Option<&QuizEdition> {
        self.editions.last()
    }

    /// The edition that a learner in this version of the course gets: the last one that is not of a later version.
    pub fn for_version(&self, version: u32) -> Option<&QuizEdition> {
        self.editions.iter().rev().find(|edition| edition.since_version <= version)
    }

    /// The edition that such a learner had before them then: the last one defined by then, else the present one.
    pub fn for_version_at(&self, version: u32, at: Instant) -> Option<&QuizEdition> {
        let had = |edition: &&QuizEdition| edition.since_version <= version && edition.defined_at <= at;
        self.editions.iter().rev().find(had).or_else(|| self.for_version(version))
    }
}
