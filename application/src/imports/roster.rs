//! Importing a roster: customers with their groups, orders and access, and the mails of it.

use rollbook_domain::commit::Commit;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::import_log::ImportKind;
use rollbook_domain::plan::roster::{self, RosterChanges, RosterFacts, RosterMails, RosterOptions};
use rollbook_domain::plan::{Context, Plan};
use rollbook_domain::port::{PasswordHasher, PasswordHasherError, Vault};
use rollbook_domain::table::Table;

use super::import::add;
use super::kind::{Kind, run};
use super::known::known_accounts;
use super::passwords::Hashes;
use super::{ImportFile, ImportOptions, ImportReport, Progress, Stage};
use crate::customer::new_credentials;
use crate::{Desk, Failure};

/// Many enough to keep every core busy, few enough to show that something happens.
const AT_ONCE: usize = 512;

/// What a roster is taken to mean, what its mails say, and who makes and hashes its secrets.
#[derive(Clone)]
pub struct RosterImport<'a> {
    /// What the rows mean, and which mails there are.
    pub meaning: RosterOptions,
    /// What the mails say beside their texts.
    pub mails: RosterMails,
    /// Hashes passwords.
    pub hasher: &'a dyn PasswordHasher,
    /// Makes and seals what a welcome tells; asked only for welcomes to accounts without a password.
    pub vault: &'a dyn Vault,
}

/// Imports a roster; passwords are hashed on all cores before anything is written, and the mails are part of the one
/// commit (MAIL-01, MAIL-02).
///
/// # Errors
/// As [`import_groups`](super::import_groups), [`Failure::Hasher`] and [`Failure::Vault`].
pub async fn import_roster(
    desk: &Desk<'_>,
    file: ImportFile<'_>,
    roster: RosterImport<'_>,
    options: ImportOptions,
) -> Result<ImportReport, Failure> {
    let meaning = roster.meaning;
    run(&mut Roster { roster, hashes: Hashes::default() }, desk, file, meaning, options).await
}

struct Roster<'a> {
    roster: RosterImport<'a>,
    hashes: Hashes,
}

impl Kind for Roster<'_> {
    type Changes = RosterChanges;
    const KIND: ImportKind = ImportKind::Roster;

    async fn plan(
        &self,
        desk: &Desk<'_>,
        table: Table,
        context: &Context<'_>,
    ) -> Result<Plan<RosterChanges>, Failure> {
        let (catalogue, groups) = (desk.store.catalogue().await?, desk.store.groups().await?);
        let keys = roster::keys(&table);
        let known = known_accounts(desk, &keys.emails, &keys.codes).await?;
        drop(keys);
        let facts = RosterFacts { catalogue: &catalogue, groups: &groups, known: &known };
        Ok(roster::plan(&table, &facts, self.roster.meaning, context))
    }

    fn prepare(
        &mut self,
        changes: &mut RosterChanges,
        context: &Context<'_>,
        progress: &dyn Progress,
    ) -> Result<(), Failure> {
        self.hashes.put_into(changes, self.roster.hasher, progress)?;
        self.give_credentials(changes, context, progress)?;
        changes.set_words(&self.roster.mails);
        Ok(())
    }

    fn write(commit: &mut Commit, changes: RosterChanges) {
        add(commit, changes.customers, StreamId::Customer, Event::Customer);
        for (price, revision) in changes.prices {
            commit.expect(StreamId::Price(price), revision);
        }
        commit.mails = changes.mails;
    }
}

impl Roster<'_> {
    /// Makes a way in for everybody who is welcomed to a new account without a password.
    fn give_credentials(
        &self,
        changes: &mut RosterChanges,
        context: &Context<'_>,
        progress: &dyn Progress,
    ) -> Result<(), Failure> {
        let RosterImport { hasher, vault, .. } = self.roster;
        let mails = changes.without_credentials();
        let mut made = Vec::with_capacity(mails.len());
        for some in mails.chunks(AT_ONCE) {
            progress.at(Stage::Passwords, made.len() as u64, mails.len() as u64);
            made.extend(new_credentials(some, context.settings, context.now, vault, hasher)?);
        }
        let unfit = |unfit: roster::CredentialsDoNotFit| PasswordHasherError(unfit.to_string());
        Ok(changes.set_credentials(made, context.now).map_err(unfit)?)
    }
}
