//! Giving an item its questions.

use super::{ItemQuiz, Quiz};
use crate::catalogue::{ContentItem, Course, CourseEvent, ItemKind};
use crate::refusal::{Outcome, Refusal};
use crate::rule::{RuleId, TRN_08, TRN_13};
use crate::text::Code;

/// What is asked from now on.
#[derive(Debug, Clone)]
pub struct DefineQuiz {
    /// The questions.
    pub quiz: Quiz,
}

/// A command on a quiz that the rules turn down.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QuizRefused {
    /// Another kind of item has no questions.
    #[error("item {item} is a {kind}, and only a quiz has questions; make it one with `rollbook item edit`")]
    NotAQuiz {
        /// The item.
        item: Code,
        /// What it is.
        kind: ItemKind,
    },
    /// Nobody has given the quiz its questions.
    #[error("quiz {0} has no questions; give them with `rollbook item quiz`")]
    NoQuestions(Code),
}

impl Refusal for QuizRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::NotAQuiz { .. } => &[TRN_13],
            Self::NoQuestions(_) => &[TRN_08],
        }
    }
}

/// Defines what a quiz asks from now on, in the latest version of its course; marks that were given stay as they are.
///
/// # Errors
/// [`QuizRefused::NotAQuiz`] (TRN-13).
pub fn define_quiz(
    course: &Course,
    item: &ContentItem,
    known: Option<&ItemQuiz>,
    command: DefineQuiz,
) -> Result<(Outcome, Vec<CourseEvent>), QuizRefused> {
    if item.terms.kind != ItemKind::Quiz {
        return Err(QuizRefused::NotAQuiz { item: item.code.clone(), kind: item.terms.kind });
    }
    let latest = known.and_then(ItemQuiz::latest);
    if latest.is_some_and(|latest| latest.quiz == command.quiz) {
        return Ok((Outcome::Unchanged, Vec::new()));
    }
    let number = latest.map_or(1, |latest| latest.number + 1);
    let (item, version, quiz) = (item.id, course.latest_version(), Box::new(command.quiz));
    Ok((Outcome::Applied, vec![CourseEvent::QuizDefined { item, version, number, quiz }]))
}
