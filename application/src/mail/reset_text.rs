//! Going back to the built-in text of a kind of mail.

use rollbook_domain::mail::{MailKind, reset};

use super::change_text::change_text;
use crate::{Changed, Desk, Failure};

/// Lets the built-in text of a kind of mail hold again; the edited versions stay in the history.
///
/// # Errors
/// [`Failure::Conflict`], [`Failure::Store`].
pub async fn reset_mail_text(desk: &Desk<'_>, kind: MailKind) -> Result<Changed<MailKind>, Failure> {
    change_text(desk, kind, |text| Ok(reset(text))).await
}
