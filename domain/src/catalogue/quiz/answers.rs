//! What a learner chose.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{AnswerProblem, QuestionKind, Quiz, QuizKey};

/// The choices taken, by question; a question that is missing or without a choice was left open.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(BTreeMap<QuizKey, BTreeSet<QuizKey>>);

impl Answers {
    /// Puts choices together.
    pub fn new(choices: impl IntoIterator<Item = (QuizKey, BTreeSet<QuizKey>)>) -> Self {
        Self(choices.into_iter().filter(|(_, chosen)| !chosen.is_empty()).collect())
    }

    /// The right answers to every question (TRN-09).
    pub fn correct(quiz: &Quiz) -> Self {
        let right = |question: &super::Question| question.correct.iter().cloned().collect();
        Self(quiz.questions().iter().map(|question| (question.id.clone(), right(question))).collect())
    }

    /// What was chosen for a question, in the order of the choices' names.
    pub fn of(&self, question: &QuizKey) -> impl Iterator<Item = &QuizKey> {
        self.0.get(question).into_iter().flatten()
    }

    /// Whether nothing was chosen at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Checks that the answers are to questions of the quiz, with choices that these have.
    ///
    /// # Errors
    /// [`AnswerProblem`] for the first that is not.
    pub fn check(&self, quiz: &Quiz) -> Result<(), AnswerProblem> {
        for (id, chosen) in &self.0 {
            let question = quiz.question(id).ok_or_else(|| AnswerProblem::NoQuestion(id.clone()))?;
            if let Some(choice) = chosen.iter().find(|choice| question.choice(choice).is_none()) {
                let (question, choice) = (id.clone(), choice.clone());
                return Err(AnswerProblem::NoChoice { question, choice });
            }
            if question.kind != QuestionKind::Multiple && chosen.len() > 1 {
                return Err(AnswerProblem::TooMany { question: id.clone(), found: chosen.len() });
            }
        }
        Ok(())
    }
}
