//! Looking at a text as a mail.

use rollbook_domain::mail::{EditText, MailFacts, MailKind, SecretUse, TextParts};

use super::texts::{holding_parts, load};
use super::{Rendered, check_text, render};
use crate::{Desk, Failure};

/// The text of a kind of mail that holds, made with example facts; the secret is a placeholder.
///
/// # Errors
/// [`Failure::Missing`] while the tenant does not exist, [`Failure::Store`].
pub async fn preview_kind(desk: &Desk<'_>, kind: MailKind) -> Result<Rendered, Failure> {
    preview_edit(desk, kind, EditText::default()).await
}

/// The text of a kind of mail as it would be after an edit, made with example facts; nothing is changed.
///
/// # Errors
/// As [`edit_mail_text`](super::edit_mail_text).
pub async fn preview_edit(desk: &Desk<'_>, kind: MailKind, command: EditText) -> Result<Rendered, Failure> {
    let parts = command.onto(&holding_parts(&load(desk, kind).await?));
    check_text(kind, &parts)?;
    example(desk, kind, &parts).await
}

async fn example(desk: &Desk<'_>, kind: MailKind, parts: &TextParts) -> Result<Rendered, Failure> {
    let settings = desk.tenant().await?.settings;
    let facts = MailFacts::example(kind, settings.currency, desk.now());
    let secret = kind.secrets().iter().flatten().next().copied();
    let secret = secret.map(|usage: SecretUse| (usage, usage.placeholder()));
    Ok(render(parts, kind, &facts, secret, &settings)?)
}
