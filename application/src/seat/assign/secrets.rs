//! Passwords and credentials of new accounts, made once each however often the seats are planned.

use std::collections::HashMap;

use rollbook_domain::id::{IdSource, MailId};
use rollbook_domain::plan::seats::assign::Given;
use rollbook_domain::port::{PasswordHasher, PasswordHasherError, Vault};
use rollbook_domain::secret::{Password, PasswordHash};
use rollbook_domain::settings::Settings;
use rollbook_domain::time::Instant;

use crate::Failure;
use crate::customer::{Credentials, new_credentials};

/// Many enough to keep every core busy.
const AT_ONCE: usize = 512;

/// What was made so far, by the line of the recipient.
pub(super) struct Secrets<'a> {
    hasher: &'a dyn PasswordHasher,
    vault: &'a dyn Vault,
    hashes: HashMap<u32, PasswordHash>,
    credentials: HashMap<u32, (MailId, Credentials)>,
}

impl<'a> Secrets<'a> {
    pub(super) fn new(hasher: &'a dyn PasswordHasher, vault: &'a dyn Vault) -> Self {
        Self { hasher, vault, hashes: HashMap::new(), credentials: HashMap::new() }
    }

    /// Makes what is not made yet.
    pub(super) fn make(
        &mut self,
        given: &[Given],
        ids: &dyn IdSource,
        settings: &Settings,
        now: Instant,
    ) -> Result<(), Failure> {
        let chosen: Vec<(u32, Password)> = given
            .iter()
            .filter(|one| !self.hashes.contains_key(&one.line))
            .filter_map(|one| Some((one.line, one.password.clone()?)))
            .collect();
        for some in chosen.chunks(AT_ONCE) {
            let passwords: Vec<Password> = some.iter().map(|(_, password)| password.clone()).collect();
            let made = self.hasher.hash_many(&passwords)?;
            if made.len() != passwords.len() {
                let problem = "the hasher gave another number of hashes than of passwords".to_owned();
                return Err(PasswordHasherError(problem).into());
            }
            self.hashes.extend(some.iter().map(|(line, _)| *line).zip(made));
        }
        let without: Vec<(u32, MailId)> = given
            .iter()
            .filter(|one| one.needs_credentials && !self.credentials.contains_key(&one.line))
            .map(|one| (one.line, MailId::next(ids)))
            .collect();
        for some in without.chunks(AT_ONCE) {
            let mails: Vec<MailId> = some.iter().map(|(_, mail)| *mail).collect();
            let made = new_credentials(&mails, settings, now, self.vault, self.hasher)?;
            self.credentials.extend(some.iter().zip(made).map(|((line, mail), one)| (*line, (*mail, one))));
        }
        Ok(())
    }

    /// The hash of the password that was chosen for a recipient whose account is made; an account that is there by now
    /// keeps its own, whatever was chosen when it was not.
    pub(super) fn hash(&self, given: &Given) -> Option<PasswordHash> {
        given.password.as_ref().and_then(|_| self.hashes.get(&given.line)).cloned()
    }

    /// The credentials made for a recipient who needs some still, and the mail that they are sealed for.
    pub(super) fn credentials(&self, given: &Given) -> Option<(MailId, Credentials)> {
        given.needs_credentials.then(|| self.credentials.get(&given.line).cloned()).flatten()
    }
}
