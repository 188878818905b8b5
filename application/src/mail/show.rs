//! Looking at one mail.

use rollbook_domain::id::MailId;
use rollbook_domain::mail::Mail;

use super::copy::{tells, version_of};
use super::texts::load;
use super::{Rendered, render};
use crate::{Desk, Failure, What};

/// A mail, with a copy of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownMail {
    /// The mail.
    pub mail: Mail,
    /// Who it is from, as the settings say now.
    pub from: String,
    /// The version of the text that the copy was made with: the one it was sent with, or the one that holds.
    pub text_version: u64,
    /// The copy, with `[link]` or `[password]` where the secret stands; `None` once erased.
    pub copy: Option<Rendered>,
}

/// One mail with a copy of its text, which never has the secret (N35).
///
/// # Errors
/// [`Failure::Missing`] for a mail that does not exist, [`Failure::Store`].
pub async fn show_mail(desk: &Desk<'_>, id: MailId) -> Result<ShownMail, Failure> {
    let missing = || Failure::missing(What::Mail, id.to_string());
    let mail = desk.store.find_mail(id).await?.ok_or_else(missing)?;
    let settings = desk.tenant().await?.settings;
    let (text_version, parts) = version_of(&mail, &load(desk, mail.kind).await?);
    let copy = match &mail.facts {
        None => None,
        Some(facts) => {
            let secret = tells(&mail, facts).map(|usage| (usage, usage.placeholder()));
            Some(render(&parts, mail.kind, facts, secret, &settings)?)
        }
    };
    Ok(ShownMail { mail, from: settings.mail_from, text_version, copy })
}
