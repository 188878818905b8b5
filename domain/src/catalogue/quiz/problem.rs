//! What is wrong with the draft of a quiz, or with answers.

use std::fmt;

use super::QuizKey;

/// One thing that is wrong with the draft of a quiz.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuizProblem {
    /// Where, as a JSON pointer (RFC 6901), such as `/questions/0/correct`.
    pub pointer: String,
    /// What is wrong, and what to give.
    pub problem: String,
}

impl fmt::Display for QuizProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.pointer, self.problem)
    }
}

/// Everything that is wrong with the draft of a quiz; never nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct QuizProblems(pub Vec<QuizProblem>);

impl fmt::Display for QuizProblems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the quiz cannot be used: ")?;
        for (place, problem) in self.0.iter().enumerate() {
            let before = if place == 0 { "" } else { "; " };
            write!(f, "{before}{problem}")?;
        }
        Ok(())
    }
}

/// Answers that do not fit the questions.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerProblem {
    /// The quiz does not ask that.
    #[error("the quiz has no question `{0}`; `rollbook item quiz` shows its questions")]
    NoQuestion(QuizKey),
    /// The question has no such choice.
    #[error("question `{question}` has no choice `{choice}`; `rollbook item quiz` shows its choices")]
    NoChoice {
        /// The question.
        question: QuizKey,
        /// What was chosen.
        choice: QuizKey,
    },
    /// More choices than the question lets take.
    #[error("question `{question}` takes one choice and got {found}; give one, or none to leave it open")]
    TooMany {
        /// The question.
        question: QuizKey,
        /// How many were chosen.
        found: usize,
    },
}
