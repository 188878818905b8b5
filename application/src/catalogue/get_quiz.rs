//! Reading what a quiz asks.

use rollbook_domain::catalogue::quiz::{ItemQuiz, QuizRefused};
use rollbook_domain::catalogue::{ContentItem, ItemKind};

use super::get_item;
use crate::{Desk, Failure};

/// The quiz that `key` names, with all its editions.
///
/// # Errors
/// [`QuizRefused::NotAQuiz`] (TRN-13), [`QuizRefused::NoQuestions`] (TRN-08), and [`Failure::Missing`] for an item that
/// does not exist.
pub async fn get_quiz(desk: &Desk<'_>, key: &str) -> Result<(ContentItem, ItemQuiz), Failure> {
    let catalogue = desk.store.catalogue().await?;
    let item = get_item(&catalogue, key)?.clone();
    if item.terms.kind != ItemKind::Quiz {
        return Err(QuizRefused::NotAQuiz { item: item.code, kind: item.terms.kind }.into());
    }
    match desk.store.find_quiz(item.id).await? {
        Some(quiz) => Ok((item, quiz)),
        None => Err(QuizRefused::NoQuestions(item.code).into()),
    }
}
