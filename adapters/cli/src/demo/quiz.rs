//! What the story's final quiz in algebra asks.

use rollbook_domain::catalogue::quiz::{DefineQuiz, Quiz, QuizDraft, define_quiz};
use rollbook_domain::catalogue::{Course, CourseEvent};

use super::story::Contradiction;

/// The quiz that has questions.
const ITEM: &str = "ALG-FINAL";

/// Gives the quiz its questions, where it is one of the course.
pub(super) fn questions(course: &Course) -> Result<Vec<CourseEvent>, Contradiction> {
    let Some(item) = course.items.iter().find(|item| item.code.as_str() == ITEM) else {
        return Ok(Vec::new());
    };
    let draft: QuizDraft = serde_json::from_str(include_str!("quiz.json")).map_err(Contradiction::new)?;
    let quiz = Quiz::parse(draft).map_err(Contradiction::new)?;
    let (_, events) = define_quiz(course, item, None, DefineQuiz { quiz }).map_err(Contradiction::new)?;
    Ok(events)
}
