//! Questions with their choices.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{QuizDraft, QuizKey, QuizProblems};

/// How many choices of a question may be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// One.
    Single,
    /// Any number, and all right ones together make the answer.
    Multiple,
    /// One of *true* and *false*.
    TrueFalse,
}

impl fmt::Display for QuestionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Single => "single",
            Self::Multiple => "multiple",
            Self::TrueFalse => "true_false",
        })
    }
}

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Unique within the question.
    pub id: QuizKey,
    /// What it says.
    pub text: String,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Unique within the quiz.
    pub id: QuizKey,
    /// What is asked.
    pub text: String,
    /// How many choices may be taken.
    pub kind: QuestionKind,
    /// What the right answer is worth.
    pub points: u32,
    /// What there is to choose from, in the order shown.
    pub choices: Vec<Choice>,
    /// The choices of the right answer, in the order of the choices; never none.
    pub correct: Vec<QuizKey>,
}

impl Question {
    /// The choice of that name.
    pub fn choice(&self, id: &QuizKey) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.id == *id)
    }
}

/// The questions of an item, and how good is good enough.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "QuizDraft", into = "QuizDraft")]
pub struct Quiz {
    pub(super) pass_mark: u8,
    pub(super) questions: Vec<Question>,
}

impl Quiz {
    /// How many percent of the points pass it.
    pub const fn pass_mark(&self) -> u8 {
        self.pass_mark
    }

    /// Whether that many points out of so many pass it.
    pub fn is_enough(&self, points: Decimal, of: Decimal) -> bool {
        points >= of / Decimal::ONE_HUNDRED * Decimal::from(self.pass_mark)
    }

    /// The questions in the order asked.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// The question of that name.
    pub fn question(&self, id: &QuizKey) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == *id)
    }

    /// What all right answers are worth together; never nothing.
    pub fn points(&self) -> u32 {
        self.questions.iter().map(|question| question.points).sum()
    }
}

impl TryFrom<QuizDraft> for Quiz {
    type Error = QuizProblems;

    fn try_from(draft: QuizDraft) -> Result<Self, QuizProblems> {
        Self::parse(draft)
    }
}
