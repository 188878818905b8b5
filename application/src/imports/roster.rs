//! Importing a roster: customers with their groups, orders and access.

use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::import_log::ImportKind;
use rollbook_domain::plan::roster::{self, RosterFacts, RosterOptions};
use rollbook_domain::port::PasswordHasher;

use super::import::{Import, Reviewed, add};
use super::known::known_accounts;
use super::passwords::Hashes;
use super::{ImportFile, ImportOptions, ImportReport};
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
    let mut import = match Import::begin(desk, ImportKind::Roster, file, meaning, options).await? {
        Ok(import) => import,
        Err(report) => return Ok(report),
    };
    let mut cache = Hashes::default();
    loop {
        let table = match import.read() {
            Ok(table) => table,
            Err(report) => return Ok(*report),
        };
        let (catalogue, groups) = (desk.store.catalogue().await?, desk.store.groups().await?);
        let keys = roster::keys(&table);
        let known = known_accounts(desk, &keys.emails, &keys.codes).await?;
        drop(keys);
        let facts = RosterFacts { catalogue: &catalogue, groups: &groups, known: &known };
        let mut plan = roster::plan(&table, &facts, meaning, &import.context());
        // A large file's rows would only stand in the way of its events from here on.
        drop((table, known));
        let report = match import.review(&mut plan)? {
            Reviewed::Over(report) => return Ok(report),
            Reviewed::ToWrite(report) => report,
        };
        cache.put_into(&mut plan.changes, hasher, file.progress)?;
        let written = import.commit(plan, report, |commit, changes| {
            add(commit, changes.customers, StreamId::Customer, Event::Customer);
            for (price, revision) in changes.prices {
                commit.expect(StreamId::Price(price), revision);
            }
        });
        if let Some(report) = written.await? {
            return Ok(report);
        }
    }
}
