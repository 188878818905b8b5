mod create;
mod options;
mod run;
mod standby;

use std::fs;
use std::io::PipeReader;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

pub(crate) use self::create::stop_command;
pub use self::options::{ClusterOptions, Durability};
pub use self::run::Stop;
use crate::folder::Folder;
use crate::guard::Guard;
use crate::program::run_sql_with;
use crate::{Binaries, ServerError};

/// A PostgreSQL server that belongs to this value: it listens on this machine alone, and goes with the value.
///
/// Its files lie in a folder of their own, and it trusts whoever can reach it. Root runs it as `postgres`, or else as
/// `nobody`. When its owner is killed, a guard stops it and removes the folder; should the guard be killed too, the next
/// cluster that anybody makes here does so.
#[derive(Debug)]
pub struct Cluster {
    binaries: Binaries,
    options: ClusterOptions,
    port: u16,
    /// Ends when the last process of the server does; none while the server is stopped.
    processes: Mutex<Option<PipeReader>>,
    // Last, in this order: the guard tidies up when the server has stopped, and then there is nothing left to remove.
    _guard: Guard,
    folder: Folder,
}

/// The role that Rollbook has on a cluster: no superuser, so that row-level security binds it.
const ROLE: &str = "rollbook";
const SUPERUSER: &str = "postgres";
const DATABASE: &str = "postgres";

impl Cluster {
    /// The URL of a database for the role `rollbook`, who may create databases.
    pub fn url(&self, database: &str) -> String {
        self.url_of(ROLE, database)
    }

    /// The URL of the server itself, as tests want it in `ROLLBOOK_TEST_POSTGRES_URL`.
    pub fn server_url(&self) -> String {
        self.url(DATABASE)
    }

    /// The URL of a database for the superuser.
    pub fn admin_url(&self, database: &str) -> String {
        self.url_of(SUPERUSER, database)
    }

    /// The port that it listens on, at every start the same.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The programs that it runs from.
    pub fn binaries(&self) -> &Binaries {
        &self.binaries
    }

    /// The folder of its data.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// What it wrote into its log.
    pub fn log(&self) -> String {
        fs::read_to_string(self.log_path()).unwrap_or_default()
    }

    /// Runs SQL as the superuser, and gives what it printed: a line per row, `|` between columns.
    ///
    /// # Errors
    ///
    /// [`ServerError::Failed`] with what the server said, its code first.
    pub fn psql(&self, sql: &str) -> Result<String, ServerError> {
        self.psql_in(DATABASE, sql)
    }

    /// Runs SQL as the superuser in one of the databases.
    ///
    /// # Errors
    ///
    /// As [`Cluster::psql`].
    pub fn psql_in(&self, database: &str, sql: &str) -> Result<String, ServerError> {
        run_sql_with(&self.binaries, &self.admin_url(database), &[sql])
    }

    fn url_of(&self, role: &str, database: &str) -> String {
        format!("postgres://{role}@127.0.0.1:{}/{database}", self.port)
    }

    fn log_path(&self) -> PathBuf {
        self.folder.path().join("server.log")
    }

    fn pid_path(&self) -> PathBuf {
        pid_path(&self.data())
    }
}

pub(crate) fn pid_path(data: &Path) -> PathBuf {
    data.join("postmaster.pid")
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let _ = self.stop(Stop::Immediate);
    }
}
