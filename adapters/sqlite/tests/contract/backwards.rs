//! A store in which numbers of commits run against time, as they may in the copy of a database that several processes wrote
//! to.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use rollbook_domain::commit::Commit;
use rollbook_domain::id::CommitId;
use rollbook_domain::port::{CommitError, Commits, Committed, ReadResult, Store, StoreError, TenantStore};
use rollbook_domain::settings::TenantId;
use rollbook_sqlite::SqliteStore;
use rusqlite::Connection;
use rusqlite::config::DbConfig;

// Everything but commits goes to the store, by the list that the watch over faults has as well.
#[path = "../../../../tests/faults/src/watched/readers.rs"]
mod readers;

use self::Backward as Watched;

/// What the first commit of each tenant is numbered by.
const FIRST: i64 = 1_000_000;

/// A store that numbers each commit anew once it is written.
pub(crate) struct Backwards {
    store: SqliteStore,
    path: PathBuf,
}

impl Backwards {
    pub(crate) fn new(store: SqliteStore, path: &Path) -> Self {
        Self { store, path: path.to_owned() }
    }
}

#[async_trait]
impl Store for Backwards {
    fn tenant(&self, id: &TenantId) -> Arc<dyn TenantStore> {
        Arc::new(Backward { inner: self.store.tenant(id), path: self.path.clone() })
    }

    async fn tenants(&self) -> ReadResult<Vec<TenantId>> {
        self.store.tenants().await
    }
}

struct Backward {
    inner: Arc<dyn TenantStore>,
    path: PathBuf,
}

#[async_trait]
impl Commits for Backward {
    async fn commit(&self, commit: Commit) -> Result<Committed, CommitError> {
        let committed = self.inner.commit(commit).await?;
        number_backwards(&self.path);
        Ok(committed)
    }

    async fn find_commit(&self, id: CommitId) -> Result<Option<Committed>, StoreError> {
        self.inner.find_commit(id).await
    }
}

/// Gives the newest commit of each tenant a number below those of all before it.
fn number_backwards(path: &Path) {
    let connection = Connection::open(path).expect("the database");
    connection.pragma_update(None, "foreign_keys", false).expect("a setting");
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false).expect("a setting");
    let sql = "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c \
               WHERE m.type = 'table' AND c.name LIKE '%commit_no'";
    let columns: Vec<(String, String)> = {
        let mut statement = connection.prepare(sql).expect("a question");
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("an answer");
        rows.collect::<Result<_, _>>().expect("names")
    };
    let sql = "SELECT tenant_no, max(commit_no), min(nullif(commit_no, 1)) FROM commits GROUP BY tenant_no \
               HAVING max(commit_no) <> ?1";
    let newest: Vec<(i64, i64, Option<i64>)> = {
        let mut statement = connection.prepare(sql).expect("a question");
        let rows = statement.query_map([FIRST], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
        rows.expect("an answer").collect::<Result<_, _>>().expect("numbers")
    };
    let transaction = connection.unchecked_transaction().expect("a transaction");
    for (tenant_no, given, lowest) in newest {
        let number = lowest.map_or(FIRST, |lowest| lowest - 1);
        for (table, column) in &columns {
            let sql = format!("UPDATE {table} SET {column} = ?3 WHERE tenant_no = ?1 AND {column} = ?2");
            transaction.execute(&sql, [tenant_no, given, number]).expect("other numbers");
        }
    }
    transaction.commit().expect("other numbers");
}
