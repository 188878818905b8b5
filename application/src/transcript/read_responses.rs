//! What a learner chose for each question of a quiz (TRN-10).

use std::collections::HashMap;

use rollbook_domain::catalogue::ItemKind;
use rollbook_domain::catalogue::quiz::{Answers, QuizRefused};
use rollbook_domain::id::SubmissionId;
use rollbook_domain::port::{AnswersQuery, CustomerKey, PageRequest};
use rollbook_domain::transcript::Submission;
use rollbook_domain::transcript::attempt::{Response, responses};

use super::item_work::ItemWork;
use crate::{Desk, Failure};

/// A submission with what was chosen in it.
#[derive(Debug, Clone)]
pub struct SubmissionResponses {
    /// The submission.
    pub submission: Submission,
    /// Its responses in the order asked; none where no answers are known.
    pub responses: Vec<Response>,
}

/// The responses of a customer to a quiz, submission by submission, those taken out left out.
///
/// # Errors
/// [`QuizRefused::NotAQuiz`] (TRN-13), and [`Failure::Missing`] for an item or a customer that does not exist.
pub async fn read_responses(
    desk: &Desk<'_>,
    customer: &CustomerKey,
    item: &str,
) -> Result<Vec<SubmissionResponses>, Failure> {
    let work = ItemWork::load(desk, customer, item).await?;
    let (id, kind) = (work.item.id, work.item.terms.kind);
    if kind != ItemKind::Quiz {
        return Err(QuizRefused::NotAQuiz { item: work.item.code, kind }.into());
    }
    let quiz = desk.store.find_quiz(id).await?;
    let query = AnswersQuery { item: id, customer: Some(work.customer()) };
    let rows = desk.store.answers(&query, &PageRequest::everything()).await?.items;
    let mut given: HashMap<SubmissionId, Answers> =
        rows.into_iter().map(|row| (row.submission, row.answers.into_inner())).collect();
    let held =
        work.transcript.submissions.into_iter().filter(|held| held.item == id && held.removed.is_none());
    let of = |submission: Submission| {
        let edition = quiz.as_ref().zip(submission.edition).and_then(|(quiz, number)| quiz.edition(number));
        let answers = given.remove(&submission.id);
        let responses = edition
            .zip(answers)
            .map(|(edition, answers)| responses(&edition.quiz, &answers))
            .unwrap_or_default();
        SubmissionResponses { submission, responses }
    };
    Ok(held.map(of).collect())
}
