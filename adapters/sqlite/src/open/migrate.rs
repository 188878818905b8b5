//! Laying the schema out, and bringing an older one up to date.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::{APPLICATION_ID, OpenError};

/// Every migration, the first one first; one that was ever released is never edited.
const MIGRATIONS: [&str; LATEST_VERSION as usize] = [
    include_str!("../../migrations/0001_create_log.sql"),
    include_str!("../../migrations/0002_create_groups.sql"),
    include_str!("../../migrations/0003_create_catalogue.sql"),
    include_str!("../../migrations/0004_create_customers.sql"),
    include_str!("../../migrations/0005_create_orders.sql"),
    include_str!("../../migrations/0006_create_access.sql"),
    include_str!("../../migrations/0007_create_imports.sql"),
];

/// The schema version of this program.
pub(crate) const LATEST_VERSION: u32 = 7;

/// Runs what the file has not seen yet, all of it or nothing.
pub(super) fn migrate(path: &Path, connection: &mut Connection) -> Result<(), OpenError> {
    if version(path, connection)? == LATEST_VERSION {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Looked at again under the lock: another process may have been faster.
    let found = version(path, &transaction)?;
    for migration in MIGRATIONS.iter().skip(found as usize) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", LATEST_VERSION)?;
    transaction.commit()?;
    Ok(())
}

fn version(path: &Path, connection: &Connection) -> Result<u32, OpenError> {
    let found: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > LATEST_VERSION {
        let path = path.to_owned();
        return Err(OpenError::Newer { path, found, known: LATEST_VERSION });
    }
    Ok(found)
}
