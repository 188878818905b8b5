//! Naming a kind of mail.

use rollbook_domain::mail::MailKind;

/// Reads the name of a kind of mail.
///
/// # Errors
/// A sentence with the names there are.
pub(super) fn kind(typed: &str) -> Result<MailKind, String> {
    MailKind::find(typed).ok_or_else(|| {
        let names = MailKind::ALL.map(MailKind::name).join(", ");
        format!("it is no kind of mail; give one of {names}, or RegCodeEmailText for seat_invitation")
    })
}
