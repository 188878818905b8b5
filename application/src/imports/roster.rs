//! Importing a roster: customers with their groups, orders and access.

use rollbook_domain::commit::Commit;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::import_log::ImportKind;
use rollbook_domain::plan::roster::{self, RosterChanges, RosterFacts, RosterOptions};
use rollbook_domain::plan::{Context, Plan};
use rollbook_domain::port::PasswordHasher;
use rollbook_domain::table::Table;

use super::import::add;
use super::kind::{Kind, run};
use super::known::known_accounts;
use super::passwords::Hashes;
use super::{ImportFile, ImportOptions, ImportReport, Progress};
use crate::{Desk, Failure};

/// Imports a roster; passwords are hashed on all cores before anything is written.
///
/// # Errors
/// As [`import_groups`](super::import_groups), and [`Failure::Hasher`].
pub async fn import_roster(
    desk: &Desk<'_>,
    file: ImportFile<'_>,
    hasher: &dyn PasswordHasher,
    meaning: RosterOptions,
    options: ImportOptions,
) -> Result<ImportReport, Failure> {
    run(Roster { meaning, hasher, hashes: Hashes::default() }, desk, file, meaning, options).await
}

struct Roster<'a> {
    meaning: RosterOptions,
    hasher: &'a dyn PasswordHasher,
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
        Ok(roster::plan(&table, &facts, self.meaning, context))
    }

    fn prepare(&mut self, changes: &mut RosterChanges, progress: &dyn Progress) -> Result<(), Failure> {
        self.hashes.put_into(changes, self.hasher, progress)
    }

    fn write(commit: &mut Commit, changes: RosterChanges) {
        add(commit, changes.customers, StreamId::Customer, Event::Customer);
        for (price, revision) in changes.prices {
            commit.expect(StreamId::Price(price), revision);
        }
    }
}
