//! What was chosen for each question (TRN-10).

use crate::catalogue::quiz::{Answers, Choice, Question, Quiz, mark};

/// What was chosen for one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The question.
    pub question: Question,
    /// The choices taken, in the order shown; none where it was left open.
    pub chosen: Vec<Choice>,
    /// Whether they are exactly the right ones.
    pub is_right: bool,
    /// The points for them.
    pub points: u32,
}

/// What was chosen for every question, in the order asked.
pub fn responses(quiz: &Quiz, answers: &Answers) -> Vec<Response> {
    let marks = mark(quiz, answers);
    let response = |(question, mark): (&Question, crate::catalogue::quiz::QuestionMark)| Response {
        question: question.clone(),
        chosen: answers.of(&question.id).filter_map(|id| question.choice(id)).cloned().collect(),
        is_right: mark.is_right,
        points: mark.points,
    };
    quiz.questions().iter().zip(marks.questions).map(response).collect()
}
