//! Quizzes: the questions of an item, and what a set of answers is worth.

mod answers;
mod define;
mod draft;
mod edition;
mod key;
mod marking;
mod problem;
mod question;

pub use answers::Answers;
pub use define::{DefineQuiz, QuizRefused, define_quiz};
pub use draft::{ChoiceDraft, QuestionDraft, QuizDraft};
pub use edition::{ItemQuiz, QuizEdition};
pub use key::QuizKey;
pub use marking::{Marks, QuestionMark, mark};
pub use problem::{AnswerProblem, QuizProblem, QuizProblems};
pub use question::{Choice, Question, QuestionKind, Quiz};

#[cfg(test)]
mod tests;
