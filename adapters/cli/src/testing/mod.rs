//! A whole installation in memory, for tests of commands.

mod archives;
mod contract_service;
mod keys;
mod mailbox;
mod plain_table;
mod streams;

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use archives::ShownArchives;
use async_trait::async_trait;
use contract_service::ContractService;
use keys::CountedKeys;
use mailbox::Mailbox;
use plain_table::PlainTable;
use rollbook_domain::id::CountingIds;
use rollbook_domain::port::copy::{CopySource, CopyTarget};
use rollbook_domain::port::{PasswordHasher, PasswordHasherError, Store, TenantStore};
use rollbook_domain::secret::{Password, PasswordHash};
use rollbook_domain::settings::TenantId;
use rollbook_domain::time::Instant;
use rollbook_memory::MemoryStore;
use serde_json::Value;
use streams::Captured;

use crate::start::StoppedClock;
use crate::{Databases, Finding, Machine, OpenFailed, SchemaStep, Streams};

/// An installation on which commands are run one after another; it is always 2026-03-01, noon.
pub(crate) struct Installation {
    store: Arc<MemoryStore>,
    ids: Arc<CountingIds>,
    /// The keys that secrets are sealed with.
    pub(crate) keys: CountedKeys,
    /// The mails that commands sent.
    pub(crate) mailbox: Mailbox,
    /// What the next command reads from its input.
    pub(crate) input: String,
}

/// What a command said and how it ended.
pub(crate) struct Said {
    /// The exit code.
    pub(crate) code: u8,
    /// The data.
    pub(crate) output: String,
    /// Everything else.
    pub(crate) notes: String,
}

impl Said {
    /// The data, read as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.output)
            .unwrap_or_else(|_| panic!("no JSON: {}{}", self.output, self.notes))
    }

    /// The error, read as JSON.
    pub(crate) fn error(&self) -> Value {
        let error: Value =
            serde_json::from_str(&self.notes).unwrap_or_else(|_| panic!("no JSON: {}", self.notes));
        error["error"].clone()
    }
}

impl Installation {
    /// A database without a tenant.
    pub(crate) fn empty() -> Self {
        Self {
            store: Arc::new(MemoryStore::new()),
            ids: Arc::new(CountingIds::starting_at(1)),
            keys: CountedKeys::default(),
            mailbox: Mailbox::default(),
            input: String::new(),
        }
    }

    /// A tenant in Berlin that reckons in euros.
    pub(crate) fn ready() -> Self {
        let installation = Self::empty();
        installation.done(&["init", "--time-zone", "Europe/Berlin", "--currency", "EUR"]);
        installation
    }

    /// The ports of the tenant, to look behind what commands say.
    pub(crate) fn tenant(&self) -> Arc<dyn TenantStore> {
        self.store.tenant(&TenantId::default())
    }

    /// Runs a command that must succeed; its output is no terminal, so it is JSON unless asked otherwise.
    pub(crate) fn done(&self, arguments: &[&str]) -> Said {
        let said = self.run(arguments);
        assert_eq!(said.code, 0, "{arguments:?}: {}", said.notes);
        said
    }

    /// Runs a command.
    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        let (output, notes) = (Captured::default(), Captured::default());
        let machine = Machine {
            databases: Box::new(One(Arc::clone(&self.store))),
            keys: Box::new(self.keys.clone()),
            clock: Arc::new(StoppedClock(Instant::parse("2026-03-01T12:00:00Z").unwrap())),
            ids: Arc::clone(&self.ids) as _,
            hasher: Arc::new(QuickHasher),
            mailers: Box::new(self.mailbox.clone()),
            contract_sources: Box::new(ContractService),
            table_reader: Arc::new(PlainTable),
            table_writer: Arc::new(PlainTable),
            archives: Arc::new(ShownArchives(output.clone())),
            signals: Box::new(self.mailbox.clone()),
            drive: Arc::new(pollster::block_on),
            environment: Box::new(|name| match name {
                "USER" => Some("tester".to_owned()),
                "SERVICE_TOKEN" => Some("right".to_owned()),
                _ => None,
            }),
            streams: Streams {
                input: Box::new(std::io::Cursor::new(self.input.clone())),
                output: Box::new(output.clone()),
                notes: Box::new(notes.clone()),
                is_input_terminal: false,
                is_output_terminal: false,
                is_notes_terminal: false,
            },
        };
        let arguments: Vec<OsString> =
            std::iter::once("rollbook").chain(arguments.iter().copied()).map(OsString::from).collect();
        let code = pollster::block_on(crate::run(machine, arguments));
        Said { code, output: output.text(), notes: notes.text() }
    }
}

/// The one database of a test, whatever it is called; `sqlite:nowhere` does not exist.
struct One(Arc<MemoryStore>);

#[async_trait(?Send)]
impl Databases for One {
    async fn open(&self, url: &str) -> Result<Arc<dyn Store>, OpenFailed> {
        match url {
            "sqlite:nowhere" => Err(OpenFailed::Absent(url.to_owned())),
            _ if url.starts_with("sqlite:") => Ok(Arc::clone(&self.0) as _),
            _ => Err(OpenFailed::UnknownAddress(url.to_owned())),
        }
    }

    async fn create(&self, url: &str) -> Result<Arc<dyn Store>, OpenFailed> {
        self.open(url).await
    }

    async fn copy_source(&self, url: &str) -> Result<Box<dyn CopySource>, OpenFailed> {
        self.open(url).await?;
        Err(OpenFailed::Unusable("what is in memory alone cannot be copied".to_owned()))
    }

    async fn copy_target(&self, url: &str) -> Result<Box<dyn CopyTarget>, OpenFailed> {
        Err(OpenFailed::UnknownAddress(url.to_owned()))
    }

    async fn waiting_steps(&self, url: &str) -> Result<Option<Vec<SchemaStep>>, OpenFailed> {
        self.open(url).await?;
        Ok(None)
    }

    async fn migrate(&self, url: &str, _: &mut dyn FnMut(SchemaStep)) -> Result<(), OpenFailed> {
        self.open(url).await.map(drop)
    }

    async fn vacuum(&self, url: &str) -> Result<(), OpenFailed> {
        self.open(url).await.map(drop)
    }

    fn key_file(&self, url: &str) -> Option<PathBuf> {
        url.strip_prefix("sqlite:").map(|path| PathBuf::from(format!("{path}.key")))
    }

    async fn examine(&self, url: &str) -> Vec<Finding> {
        match self.open(url).await {
            Ok(_) => vec![Finding::ok("file", "in memory")],
            Err(failed) => vec![Finding::fail("file", failed.to_string())],
        }
    }
}

/// A hasher that takes no time.
pub(crate) struct QuickHasher;

impl PasswordHasher for QuickHasher {
    fn hash_many(&self, passwords: &[Password]) -> Result<Vec<PasswordHash>, PasswordHasherError> {
        Ok(passwords
            .iter()
            .map(|password| PasswordHash::from_stored(format!("hash of {}", password.reveal())))
            .collect())
    }
}
