use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::sync::Mutex;

use super::options::Durability;
use super::{Cluster, ClusterOptions, SUPERUSER};
use crate::account::Account;
use crate::folder::Folder;
use crate::guard::Guard;
use crate::program::run;
use crate::{Binaries, ServerError, port, sweep};

/// The file of settings, which the server's own file includes last.
const SETTINGS: &str = "rollbook.conf";
/// Somebody else can take a port between the moment it is found free and the start.
const STARTS: usize = 5;

impl Cluster {
    /// Makes a server with the programs that are installed here, and starts it.
    ///
    /// # Errors
    ///
    /// [`ServerError::NotInstalled`] without PostgreSQL; otherwise what its programs said.
    pub fn create(options: &ClusterOptions) -> Result<Self, ServerError> {
        Self::create_with(&Binaries::server()?, options)
    }

    /// Makes a server with the programs of that folder, and starts it.
    ///
    /// # Errors
    ///
    /// What the programs said.
    pub fn create_with(binaries: &Binaries, options: &ClusterOptions) -> Result<Self, ServerError> {
        let cluster = Self::begun(binaries, options, |account, data| {
            let mut initdb = account.command(binaries.program("initdb"));
            initdb.args(["--username", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]);
            initdb.arg("--data-checksums").args(no_sync(options)).arg("--pgdata").arg(data).current_dir("/");
            run(&mut initdb).map(|_| ())
        })?;
        cluster.psql("CREATE ROLE rollbook LOGIN CREATEDB")?;
        Ok(cluster)
    }

    /// A running server whose data `fill` puts into an empty folder.
    pub(super) fn begun(
        binaries: &Binaries,
        options: &ClusterOptions,
        fill: impl FnOnce(&Account, &Path) -> Result<(), ServerError>,
    ) -> Result<Self, ServerError> {
        sweep::abandoned(binaries);
        let folder = Folder::new()?;
        folder.account().must_reach(&binaries.program("postgres"))?;
        let data = folder.path().join("data");
        let guard = Guard::start(&folder, &stop_command(binaries, &data))?;
        fill(folder.account(), &data)?;
        let processes = Mutex::default();
        let (binaries, options) = (binaries.clone(), options.clone());
        let mut cluster = Self { binaries, options, port: 0, processes, _guard: guard, folder };
        cluster.start_on_a_free_port()?;
        Ok(cluster)
    }

    fn start_on_a_free_port(&mut self) -> Result<(), ServerError> {
        let mut starts = 0;
        loop {
            self.port = port::free()?;
            self.configure()?;
            match self.start() {
                Err(_) if starts < STARTS && self.log().contains("Address already in use") => starts += 1,
                started => return started,
            }
        }
    }

    fn configure(&self) -> Result<(), ServerError> {
        let sockets = self.folder.path().display().to_string();
        self.folder.write(&format!("data/{SETTINGS}"), &self.options.configuration(self.port, &sockets))?;
        let main = self.data().join("postgresql.conf");
        let include = format!("include '{SETTINGS}'\n");
        let text = fs::read_to_string(&main).map_err(ServerError::io(format!("read {}", main.display())))?;
        // A standby has its primary's file, which includes it already.
        if text.ends_with(&include) {
            return Ok(());
        }
        self.folder.write("data/postgresql.conf", &format!("{text}\n{include}")).map(|_| ())
    }
}

pub(super) fn no_sync(options: &ClusterOptions) -> Option<&'static str> {
    (options.durability == Durability::Fast).then_some("--no-sync")
}

/// The command that stops a server at once.
pub(crate) fn stop_command(binaries: &Binaries, data: &Path) -> Vec<OsString> {
    let words: [OsString; 7] = [
        binaries.program("pg_ctl").into(),
        "stop".into(),
        "--silent".into(),
        "--mode=immediate".into(),
        "--timeout=10".into(),
        "--pgdata".into(),
        data.into(),
    ];
    words.into()
}
