//! Making credentials for accounts that were made without a password.

use rollbook_domain::customer::{FirstCredentials, LinkPurpose, give_credentials};
use rollbook_domain::id::MailId;
use rollbook_domain::mail::{Credentials, MailSecret, SecretUse};
use rollbook_domain::port::{PasswordHasher, PasswordHasherError, Vault};
use rollbook_domain::settings::{CredentialsMail, Settings};
use rollbook_domain::time::Instant;

use crate::Failure;

/// Makes credentials for as many accounts as there are mails to tell them, in the same order: a link to set a password,
/// or a password, as the tenant's setting `credentials_mail` says.
///
/// # Errors
/// [`Failure::Vault`], and [`Failure::Hasher`] where passwords are made.
pub fn new_credentials(
    mails: &[MailId],
    settings: &Settings,
    now: Instant,
    vault: &dyn Vault,
    hasher: &dyn PasswordHasher,
) -> Result<Vec<Credentials>, Failure> {
    match settings.credentials_mail {
        CredentialsMail::Link => links(mails, now, vault),
        CredentialsMail::Generated => passwords(mails, now, vault, hasher),
    }
}

fn links(mails: &[MailId], now: Instant, vault: &dyn Vault) -> Result<Vec<Credentials>, Failure> {
    let links = vault.new_links(mails.len())?;
    let credentials = mails.iter().zip(&links).map(|(mail, link)| {
        let sealed = vault.seal_for_mail(*mail, link.reveal())?;
        Ok(Credentials {
            event: give_credentials(FirstCredentials::Link(link.hash()), now),
            secret: MailSecret { usage: SecretUse::PasswordLink, sealed },
            expires_at: Some(LinkPurpose::SetPassword.expires_at(now)),
        })
    });
    credentials.collect()
}

fn passwords(
    mails: &[MailId],
    now: Instant,
    vault: &dyn Vault,
    hasher: &dyn PasswordHasher,
) -> Result<Vec<Credentials>, Failure> {
    let passwords = vault.new_passwords(mails.len())?;
    let made = hasher.hash_many(&passwords)?;
    if made.len() != passwords.len() {
        return Err(PasswordHasherError("the hasher gave another number of hashes".to_owned()).into());
    }
    let credentials = mails.iter().zip(&passwords).zip(made).map(|((mail, password), hash)| {
        let sealed = vault.seal_for_mail(*mail, password.reveal())?;
        Ok(Credentials {
            event: give_credentials(FirstCredentials::Generated(hash), now),
            secret: MailSecret { usage: SecretUse::Password, sealed },
            expires_at: None,
        })
    });
    credentials.collect()
}
