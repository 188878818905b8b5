//! A copy of a mail, for others than its recipient: it never has the secret.

use rollbook_domain::mail::{Mail, MailFacts, MailText, SecretUse, TextParts};

use super::built_in_text;

/// The version of its text that a mail was sent with, else the one that holds, and its templates.
pub(super) fn version_of(mail: &Mail, text: &MailText) -> (u64, TextParts) {
    let holding = text.revision().get();
    let number = mail.text_version.unwrap_or(holding);
    match text.version(number) {
        Some(parts) => (number, parts.cloned().unwrap_or_else(|| built_in_text(text.kind))),
        None => (holding, text.parts().cloned().unwrap_or_else(|| built_in_text(text.kind))),
    }
}

/// What the mail tells, or told before it ended.
pub(super) fn tells(mail: &Mail, facts: &MailFacts) -> Option<SecretUse> {
    let told = mail.secret.as_ref().map(|secret| secret.usage).or(facts.tells);
    told.or_else(|| match mail.kind.secrets() {
        [Some(only)] => Some(*only),
        _ => None,
    })
}
