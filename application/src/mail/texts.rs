//! Looking at the texts of mails.

use rollbook_domain::mail::{MailKind, MailText, TextParts};
use rollbook_domain::time::Instant;

use super::built_in_text;
use crate::{Desk, Failure, What};

/// One version of the text of a kind of mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownText {
    /// The kind.
    pub kind: MailKind,
    /// The version's number; 0 is the built-in text before any edit.
    pub version: u64,
    /// Whether it is the built-in text.
    pub is_built_in: bool,
    /// The templates.
    pub parts: TextParts,
    /// When it was written; `None` for version 0.
    pub changed_at: Option<Instant>,
    /// By whom; `None` for version 0.
    pub actor: Option<String>,
}

/// The text of every kind of mail that holds now, in the order of the kinds.
///
/// # Errors
/// [`Failure::Store`].
pub async fn list_mail_texts(desk: &Desk<'_>) -> Result<Vec<ShownText>, Failure> {
    let texts = desk.store.mail_texts().await?;
    Ok(MailKind::ALL.into_iter().map(|kind| holding(&of_kind(&texts, kind))).collect())
}

/// The text of a kind of mail: the one that holds, or an earlier version.
///
/// # Errors
/// [`Failure::Missing`] for a version that there is not, [`Failure::Store`].
pub async fn show_mail_text(
    desk: &Desk<'_>,
    kind: MailKind,
    version: Option<u64>,
) -> Result<ShownText, Failure> {
    let text = load(desk, kind).await?;
    let Some(number) = version else { return Ok(holding(&text)) };
    let found = versions(&text).into_iter().find(|version| version.version == number);
    found.ok_or_else(|| Failure::missing(What::MailText, format!("{kind} version {number}")))
}

/// Every version of the text of a kind of mail, newest first.
///
/// # Errors
/// [`Failure::Store`].
pub async fn mail_text_history(desk: &Desk<'_>, kind: MailKind) -> Result<Vec<ShownText>, Failure> {
    let mut versions = versions(&load(desk, kind).await?);
    versions.reverse();
    Ok(versions)
}

/// The text of one kind with its history.
pub(super) async fn load(desk: &Desk<'_>, kind: MailKind) -> Result<MailText, Failure> {
    Ok(of_kind(&desk.store.mail_texts().await?, kind))
}

pub(super) fn of_kind(texts: &[MailText], kind: MailKind) -> MailText {
    let edited = texts.iter().find(|text| text.kind == kind).cloned();
    edited.unwrap_or_else(|| MailText::built_in(kind))
}

/// The templates that hold.
pub(super) fn holding_parts(text: &MailText) -> TextParts {
    text.parts().cloned().unwrap_or_else(|| built_in_text(text.kind))
}

fn holding(text: &MailText) -> ShownText {
    versions(text).pop().unwrap_or_else(|| original(text.kind))
}

/// Every version, oldest first.
fn versions(text: &MailText) -> Vec<ShownText> {
    let edited = text.versions.iter().map(|version| ShownText {
        kind: text.kind,
        version: version.stamp.position.get(),
        is_built_in: version.parts.is_none(),
        parts: version.parts.clone().unwrap_or_else(|| built_in_text(text.kind)),
        changed_at: Some(version.stamp.recorded_at),
        actor: Some(version.stamp.actor.as_ref().to_owned()),
    });
    std::iter::once(original(text.kind)).chain(edited).collect()
}

fn original(kind: MailKind) -> ShownText {
    let parts = built_in_text(kind);
    ShownText { kind, version: 0, is_built_in: true, parts, changed_at: None, actor: None }
}
