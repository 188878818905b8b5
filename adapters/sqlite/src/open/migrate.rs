//! Laying the schema out, and bringing an older one up to date.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use super::chain::fill_in;
use super::{APPLICATION_ID, OpenError, UNFINISHED_ID};

/// Every migration, the first one first; one that was ever released is never edited.
const MIGRATIONS: [&str; LATEST_VERSION as usize] = [
    include_str!("../../migrations/0001_create_log.sql"),
    include_str!("../../migrations/0002_create_groups.sql"),
    include_str!("../../migrations/0003_create_catalogue.sql"),
    include_str!("../../migrations/0004_create_customers.sql"),
    include_str!("../../migrations/0005_create_orders.sql"),
    include_str!("../../migrations/0006_create_access.sql"),
    include_str!("../../migrations/0007_create_imports.sql"),
    include_str!("../../migrations/0008_rebuild_events.sql"),
    include_str!("../../migrations/0009_create_seats.sql"),
    include_str!("../../migrations/0010_rebuild_grants.sql"),
    include_str!("../../migrations/0011_create_account_links.sql"),
    include_str!("../../migrations/0012_create_mails.sql"),
    include_str!("../../migrations/0013_create_transcripts.sql"),
    include_str!("../../migrations/0014_create_quizzes.sql"),
    include_str!("../../migrations/0015_create_sales_orders.sql"),
    include_str!("../../migrations/0016_hold_mails_back.sql"),
    include_str!("../../migrations/0017_prepare_chain.sql"),
    include_str!("../../migrations/0018_chain_events.sql"),
    include_str!("../../migrations/0019_guard_erasure.sql"),
    include_str!("../../migrations/0020_create_attempts.sql"),
    include_str!("../../migrations/0021_create_organizations.sql"),
    include_str!("../../migrations/0022_add_expired_messages.sql"),
    include_str!("../../migrations/0023_add_course_mails.sql"),
    include_str!("../../migrations/0024_create_impersonations.sql"),
    include_str!("../../migrations/0025_create_logins.sql"),
    include_str!("../../migrations/0026_index_retention.sql"),
    include_str!("../../migrations/0027_create_former_emails.sql"),
    include_str!("../../migrations/0028_guard_what_went.sql"),
    include_str!("../../migrations/0029_keep_rare_facts.sql"),
    include_str!("../../migrations/0030_expect_large_tenants.sql"),
    include_str!("../../migrations/0031_analyze_what_grew.sql"),
    include_str!("../../migrations/0032_keep_rare_facts_by_keys.sql"),
];

/// The schema version of this program.
pub(crate) const LATEST_VERSION: u32 = 32;

/// The step before which the program seals the log that is there.
const CHAINED: usize = 18;

/// Runs what the file has not seen yet, all of it or nothing.
pub(super) fn migrate(path: &Path, connection: &mut Connection) -> Result<(), OpenError> {
    if version(path, connection)? == LATEST_VERSION {
        return Ok(());
    }
    // A table is rebuilt while others refer to it, so the references are looked over at the end instead; the switch
    // works only outside a transaction.
    connection.pragma_update(None, "foreign_keys", false)?;
    let migrated = run(path, connection);
    connection.pragma_update(None, "foreign_keys", true)?;
    migrated
}

fn run(path: &Path, connection: &mut Connection) -> Result<(), OpenError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Looked at again under the lock: another process may have been faster.
    let found = version(path, &transaction)?;
    for (number, migration) in (1..).zip(MIGRATIONS).skip(found as usize) {
        if number == CHAINED {
            fill_in(&transaction)?;
        }
        transaction.execute_batch(migration)?;
    }
    let broken = transaction.query_row("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1", [], |row| {
        row.get::<_, String>(0)
    });
    if let Some(table) = broken.optional()? {
        return Err(OpenError::Broken { path: path.to_owned(), table });
    }
    if application_id(&transaction)? != UNFINISHED_ID {
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    }
    transaction.pragma_update(None, "user_version", LATEST_VERSION)?;
    transaction.commit()?;
    Ok(())
}

/// Whose the file says it is.
pub(crate) fn application_id(connection: &Connection) -> rusqlite::Result<i32> {
    connection.pragma_query_value(None, "application_id", |row| row.get(0))
}

fn version(path: &Path, connection: &Connection) -> Result<u32, OpenError> {
    let found: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > LATEST_VERSION {
        let path = path.to_owned();
        return Err(OpenError::Newer { path, found, known: LATEST_VERSION });
    }
    Ok(found)
}
