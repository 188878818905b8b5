//! The store and its tenants.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use async_trait::async_trait;
use rollbook_domain::commit::Commit;
use rollbook_domain::id::CommitId;
use rollbook_domain::login::Login;
use rollbook_domain::port::{
    CommitError, Commits, Committed, LeaseRequest, LeasedMail, ReadResult, Settled, Settlement, Store,
    StoreError, TenantStore,
};
use rollbook_domain::settings::TenantId;

use crate::failure::Outcome;
use crate::open::{Absence, OpenError, open_writer};
use crate::options::SqliteOptions;
use crate::readers::{CommitFacts, Reader, Readers};
use crate::row::Cells;
use crate::writer::{Writer, find_commit};

/// A Rollbook database in one `SQLite` file.
///
/// Cloning is cheap, and every clone is the same store. The last one dropped waits for the writing thread to finish
/// what it was given and to fold the write-ahead log into the file.
#[derive(Clone)]
pub struct SqliteStore {
    pub(crate) parts: Arc<Parts>,
}

pub(crate) struct Parts {
    pub(crate) path: PathBuf,
    pub(crate) readers: Readers,
    pub(crate) writer: Writer,
}

impl SqliteStore {
    /// Opens a database that is there, and brings an older one up to date.
    ///
    /// # Errors
    /// [`OpenError`]: absent, empty, not a database, another program's, a newer program's, or what `SQLite` says.
    pub fn open(path: &Path, options: &SqliteOptions) -> Result<Self, OpenError> {
        Self::start(path, options, Absence::IsAnError)
    }

    /// Opens a database, and makes it where there is no file or an empty one.
    ///
    /// # Errors
    /// [`OpenError`], but for absent and empty.
    pub fn create(path: &Path, options: &SqliteOptions) -> Result<Self, OpenError> {
        Self::start(path, options, Absence::IsFilled)
    }

    fn start(path: &Path, options: &SqliteOptions, absence: Absence) -> Result<Self, OpenError> {
        let connection = open_writer(path, absence, options.writer_cache_kib)?;
        let writer = Writer::start(connection).map_err(OpenError::Thread)?;
        let readers = Readers::new(path.to_owned(), options.readers, options.reader_cache_kib);
        Ok(Self { parts: Arc::new(Parts { path: path.to_owned(), readers, writer }) })
    }

    /// How many transactions this store has written since it was opened; commits that waited together share one.
    pub fn transactions_written(&self) -> u64 {
        self.parts.writer.transactions()
    }
}

#[async_trait]
impl Store for SqliteStore {
    fn tenant(&self, id: &TenantId) -> Arc<dyn TenantStore> {
        Arc::new(SqliteTenant { parts: Arc::clone(&self.parts), id: id.clone(), number: OnceLock::new() })
    }

    async fn tenants(&self) -> ReadResult<Vec<TenantId>> {
        let names = self.parts.readers.read(|reader| {
            let mut statement = reader
                .connection
                .prepare_cached("SELECT name FROM tenants WHERE revision > 0 ORDER BY name")?;
            let mut rows = statement.query([])?;
            let mut names = Vec::new();
            while let Some(row) = rows.next()? {
                names.push(Cells::new(row, "tenants").parsed("name", TenantId::parse)?);
            }
            Ok(names)
        })?;
        Ok(names)
    }
}

/// One tenant's ports.
pub(crate) struct SqliteTenant {
    parts: Arc<Parts>,
    id: TenantId,
    /// The tenant's number, once it has one; it never changes.
    number: OnceLock<i64>,
}

/// The tenant's tables, as one reading transaction sees them.
pub(crate) struct Tables<'reader> {
    pub(crate) reader: &'reader Reader,
    pub(crate) tenant_no: i64,
}

impl Tables<'_> {
    /// When and by whom a commit was made.
    pub(crate) fn commit(&self, commit_no: i64) -> Outcome<CommitFacts> {
        self.reader.commit(self.tenant_no, commit_no)
    }
}

/// A number that no tenant has, so that a tenant nothing was written for is seen as empty.
const NOBODY: i64 = 0;

impl SqliteTenant {
    /// The tenant's name.
    pub(crate) fn name(&self) -> &TenantId {
        &self.id
    }

    /// Reads in one transaction, in the calling task: a read is over in microseconds and never waits for a writer.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Tables<'_>) -> Outcome<T>) -> ReadResult<T> {
        let read = self.parts.readers.read(|reader| {
            let tenant_no = match self.number.get() {
                Some(number) => *number,
                None => match crate::writer::tenant_no(&reader.connection, &self.id)? {
                    Some(number) => *self.number.get_or_init(|| number),
                    None => NOBODY,
                },
            };
            work(&Tables { reader, tenant_no })
        });
        Ok(read?)
    }
}

impl SqliteTenant {
    pub(crate) async fn lease_mails(&self, request: LeaseRequest) -> ReadResult<Vec<LeasedMail>> {
        self.parts.writer.lease(self.id.clone(), request).await
    }

    pub(crate) async fn write_logins(&self, logins: Vec<Login>) -> ReadResult<usize> {
        self.parts.writer.record_logins(self.id.clone(), logins).await
    }

    pub(crate) async fn settle_mail(&self, settlement: Settlement) -> ReadResult<Settled> {
        self.parts.writer.settle(self.id.clone(), settlement).await
    }
}

#[async_trait]
impl Commits for SqliteTenant {
    async fn commit(&self, commit: Commit) -> Result<Committed, CommitError> {
        self.parts.writer.commit(self.id.clone(), commit).await
    }

    async fn find_commit(&self, id: CommitId) -> Result<Option<Committed>, StoreError> {
        self.read(|tables| find_commit(&tables.reader.connection, tables.tenant_no, id))
    }
}
