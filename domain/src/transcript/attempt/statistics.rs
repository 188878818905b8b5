//! How learners do with the questions of a quiz.

use super::responses;
use crate::catalogue::quiz::{Answers, Choice, Question, QuizEdition};

/// How often a choice was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceCount {
    /// The choice.
    pub choice: Choice,
    /// Whether it is part of the right answer.
    pub is_right: bool,
    /// In how many submissions it was taken.
    pub taken: u64,
}

/// How learners do with one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionStatistics {
    /// The question.
    pub question: Question,
    /// In how many submissions something was chosen.
    pub answered: u64,
    /// In how many exactly the right choices were.
    pub right: u64,
    /// The choices in the order shown.
    pub choices: Vec<ChoiceCount>,
}

/// How learners do with an edition of a quiz; what an administrator's mark made counts for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuizStatistics {
    /// The edition's number.
    pub edition: u32,
    /// How many submissions are counted.
    pub submissions: u64,
    /// How many were left out because nobody handed them in.
    pub synthetic: u64,
    /// The questions in the order asked.
    pub questions: Vec<QuestionStatistics>,
}

impl QuizStatistics {
    /// Starts counting.
    pub fn of(edition: &QuizEdition) -> Self {
        let choice = |question: &Question, choice: &Choice| ChoiceCount {
            choice: choice.clone(),
            is_right: question.correct.contains(&choice.id),
            taken: 0,
        };
        let question = |question: &Question| QuestionStatistics {
            question: question.clone(),
            answered: 0,
            right: 0,
            choices: question.choices.iter().map(|one| choice(question, one)).collect(),
        };
        let questions = edition.quiz.questions().iter().map(question).collect();
        Self { edition: edition.number, submissions: 0, synthetic: 0, questions }
    }

    /// Counts a submission that stands.
    pub fn count(&mut self, edition: &QuizEdition, answers: &Answers, is_synthetic: bool) {
        if is_synthetic {
            self.synthetic += 1;
            return;
        }
        self.submissions += 1;
        for (counted, response) in self.questions.iter_mut().zip(responses(&edition.quiz, answers)) {
            counted.answered += u64::from(!response.chosen.is_empty());
            counted.right += u64::from(response.is_right);
            for choice in &mut counted.choices {
                choice.taken += u64::from(response.chosen.iter().any(|taken| taken.id == choice.choice.id));
            }
        }
    }
}
