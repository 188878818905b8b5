//! Editing the text of a kind of mail.

use rollbook_domain::mail::{EditText, MailKind, edit};

use super::change_text::change_text;
use super::texts::holding_parts;
use super::{built_in_text, check_text};
use crate::{Changed, Desk, Failure};

/// Edits the text of a kind of mail (REG-36); the next mail sent is made with it, and nobody notices otherwise (REG-37).
///
/// # Errors
/// [`MailTextRefused`](rollbook_domain::mail::MailTextRefused) (REG-36) for a text that would break; the one that held
/// before still holds.
pub async fn edit_mail_text(
    desk: &Desk<'_>,
    kind: MailKind,
    command: EditText,
) -> Result<Changed<MailKind>, Failure> {
    change_text(desk, kind, |text| {
        let parts = command.clone().onto(&holding_parts(text));
        check_text(kind, &parts)?;
        Ok(edit(text, &built_in_text(kind), parts))
    })
    .await
}
