//! Marking a set of answers.

use rust_decimal::Decimal;

use super::{Answers, Question, Quiz, QuizKey};

/// What the answer to one question is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionMark {
    /// The question.
    pub question: QuizKey,
    /// Whether exactly the right choices were taken.
    pub is_right: bool,
    /// The points for it.
    pub points: u32,
}

/// What a set of answers is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marks {
    /// The questions in the order asked.
    pub questions: Vec<QuestionMark>,
    /// The points reached.
    pub points: u32,
    /// The points there are.
    pub of: u32,
    /// Whether they are enough.
    pub is_passed: bool,
}

impl Marks {
    /// The points on a scale from 0 to `maximum`, to four decimals (TRN-16).
    pub fn on_scale(&self, maximum: Decimal) -> Decimal {
        let share = Decimal::from(self.points) * maximum / Decimal::from(self.of.max(1));
        share.round_dp(4).normalize().min(maximum)
    }
}

/// Marks answers: all the points of a question for exactly its right choices, none for any others.
///
/// Answers to what the quiz does not ask count for nothing.
pub fn mark(quiz: &Quiz, answers: &Answers) -> Marks {
    let questions: Vec<QuestionMark> =
        quiz.questions().iter().map(|question| mark_one(question, answers)).collect();
    let points: u32 = questions.iter().map(|mark| mark.points).sum();
    let of = quiz.points();
    let is_passed = quiz.is_enough(points.into(), of.into());
    Marks { questions, points, of, is_passed }
}

fn mark_one(question: &Question, answers: &Answers) -> QuestionMark {
    let mut right: Vec<&QuizKey> = question.correct.iter().collect();
    right.sort();
    let is_right = answers.of(&question.id).eq(right);
    let points = if is_right { question.points } else { 0 };
    QuestionMark { question: question.id.clone(), is_right, points }
}
