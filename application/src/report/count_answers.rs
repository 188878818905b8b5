//! How learners do with the questions of a quiz.

use rollbook_domain::catalogue::quiz::QuizRefused;
use rollbook_domain::port::{AnswersQuery, PageRequest};
use rollbook_domain::transcript::attempt::QuizStatistics;

use crate::catalogue::get_quiz;
use crate::{Desk, Failure};

/// How many submissions are read at once.
const AT_ONCE: usize = 1_000;

/// Counts the answers to one edition of a quiz, the latest where none is named; what administrators' marks made is left
/// out, and so is what was taken out.
///
/// # Errors
/// [`QuizRefused`] for an item that has no such questions (TRN-13, TRN-08), and [`Failure::Missing`] for an item that does
/// not exist.
pub async fn count_answers(
    desk: &Desk<'_>,
    item: &str,
    edition: Option<u32>,
) -> Result<QuizStatistics, Failure> {
    let (item, quiz) = get_quiz(desk, item).await?;
    let edition = edition.map_or_else(|| quiz.latest(), |number| quiz.edition(number));
    let edition = edition.ok_or(QuizRefused::NoQuestions(item.code))?;
    let mut statistics = QuizStatistics::of(edition);
    let query = AnswersQuery { item: item.id, customer: None };
    let mut request = PageRequest::first(AT_ONCE);
    loop {
        let page = desk.store.answers(&query, &request).await?;
        for row in page.items {
            if row.edition == Some(edition.number) && !row.is_removed {
                statistics.count(edition, row.answers.reveal(), row.is_synthetic);
            }
        }
        match page.next {
            Some(next) => request = PageRequest::after(next, AT_ONCE),
            None => return Ok(statistics),
        }
    }
}
