//! Listing mails.

use rollbook_domain::mail::{Mail, MailText};
use rollbook_domain::port::{MailQuery, Page, PageRequest};
use rollbook_domain::settings::Settings;

use super::copy::version_of;
use super::render_subject;
use super::texts::of_kind;
use crate::{Desk, Failure};

/// A mail in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedMail {
    /// The mail.
    pub mail: Mail,
    /// Its subject, made with the text it was sent with, or would be sent with now; `None` once erased.
    pub subject: Option<String>,
}

/// Mails in order of id.
///
/// # Errors
/// [`Failure::Missing`] while the tenant does not exist, [`Failure::Store`].
pub async fn list_mails(
    desk: &Desk<'_>,
    query: &MailQuery,
    page: &PageRequest,
) -> Result<Page<ListedMail>, Failure> {
    let settings = desk.tenant().await?.settings;
    let texts = desk.store.mail_texts().await?;
    let mails = desk.store.mails(query, page).await?;
    Ok(mails.map(|mail| listed(mail, &texts, &settings)))
}

fn listed(mail: Mail, texts: &[MailText], settings: &Settings) -> ListedMail {
    let (_, parts) = version_of(&mail, &of_kind(texts, mail.kind));
    let facts = mail.facts.as_ref();
    let subject = facts.and_then(|facts| render_subject(&parts, mail.kind, facts, settings).ok());
    ListedMail { mail, subject }
}
