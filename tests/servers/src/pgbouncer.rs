use std::ffi::OsString;
use std::io::{BufRead as _, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::{io, thread};

use crate::folder::Folder;
use crate::guard::Guard;
use crate::program::{is_in, run_sql, shown};
use crate::{ServerError, port, url};

/// What it logs when it takes connections.
const UP: &str = "process up";
const STARTS: usize = 5;
/// Where Debian keeps it, which is in the path of root alone.
const DEBIAN: &str = "/usr/sbin";
/// Kills the process whose number is in a file.
const KILL: &str = r#"kill -9 "$(cat "$0")""#;

/// A PgBouncer before a server, in transaction mode: each transaction gets any of the server's sessions.
///
/// It lets everybody in, as the role of the server's URL, and goes with the value. Nothing that a client may send at
/// its start is passed over, so a client that sends what PgBouncer does not know is refused, as by a default
/// installation.
#[derive(Debug)]
pub struct PgBouncer {
    process: Child,
    port: u16,
    role: String,
    // Last, in this order: see `Cluster`.
    _guard: Guard,
    _folder: Folder,
}

impl PgBouncer {
    /// Starts one before a server, whichever of its databases is asked for.
    ///
    /// # Errors
    ///
    /// [`ServerError::NotInstalled`] without PgBouncer; otherwise what it said.
    pub fn before(server: &str) -> Result<Self, ServerError> {
        Self::before_with(server, &[])
    }

    /// Starts one with settings of its file set otherwise, such as `("default_pool_size", "2")`.
    ///
    /// # Errors
    ///
    /// As [`PgBouncer::before`].
    pub fn before_with(server: &str, settings: &[(&str, &str)]) -> Result<Self, ServerError> {
        let mut starts = 0;
        loop {
            match Self::start(server, settings, port::free()?) {
                Err(ServerError::Failed { said, .. }) if starts < STARTS && is_taken(&said) => starts += 1,
                started => return started,
            }
        }
    }

    /// Looks whether it is installed here.
    ///
    /// # Errors
    ///
    /// [`ServerError::NotInstalled`], which says what to do.
    pub fn must_be_installed() -> Result<(), ServerError> {
        program().map(|_| ())
    }

    /// The URL of a database of the server by way of this, with the option that tells Rollbook of it.
    pub fn url(&self, database: &str) -> String {
        format!("{}?pooler=transaction", self.plain_url(database))
    }

    /// The port that it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Gives an order such as `SHOW POOLS`, and gives what was answered: a line per row, `|` between columns.
    ///
    /// # Errors
    ///
    /// [`ServerError::Failed`] with what it said.
    pub fn console(&self, order: &str) -> Result<String, ServerError> {
        run_sql(&self.plain_url("pgbouncer"), &[order])
    }

    fn plain_url(&self, database: &str) -> String {
        format!("postgres://{}@127.0.0.1:{}/{database}", self.role, self.port)
    }

    fn start(server: &str, settings: &[(&str, &str)], port: u16) -> Result<Self, ServerError> {
        let program = program()?;
        let server = url::parse(server)?;
        let folder = Folder::new()?;
        folder.account().must_reach(&program)?;
        let pid_file = pid_path(folder.path());
        let file = folder.write("pgbouncer.ini", &configuration(&server, settings, port, &pid_file))?;
        let kill: [OsString; 4] = ["sh".into(), "-c".into(), KILL.into(), pid_file.into()];
        let guard = Guard::start(&folder, &kill)?;
        let mut command = folder.account().command(program);
        command.arg(file).current_dir("/").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let command_line = shown(&command);
        let mut process = command.spawn().map_err(ServerError::io(format!("start `{command_line}`")))?;
        let log = process.stderr.take();
        let role = server.username().to_owned();
        let started = Self { process, port, role, _guard: guard, _folder: folder };
        let is_up = log
            .map(wait_until_up)
            .transpose()
            .map_err(ServerError::io(format!("read from `{command_line}`")))?;
        match is_up {
            Some(Err(said)) => Err(ServerError::Failed { command: command_line, said }),
            Some(Ok(())) | None => Ok(started),
        }
    }
}

impl Drop for PgBouncer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

pub(crate) fn pid_path(folder: &Path) -> PathBuf {
    folder.join("pgbouncer.pid")
}

/// Reads the log until it says that it is up, and leaves the rest to a thread that ends with the process.
fn wait_until_up(log: impl Read + Send + 'static) -> io::Result<Result<(), String>> {
    let mut log = BufReader::new(log);
    let mut said = String::new();
    while !said.contains(UP) {
        if log.read_line(&mut said)? == 0 {
            return Ok(Err(said));
        }
    }
    thread::spawn(move || io::copy(&mut log, &mut io::sink()));
    Ok(Ok(()))
}

fn is_taken(said: &str) -> bool {
    said.contains("Address already in use")
}

#[expect(clippy::disallowed_methods, reason = "the environment says where programs are")]
fn program() -> Result<PathBuf, ServerError> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders = std::env::split_paths(&path).chain([PathBuf::from(DEBIAN)]);
    let folder = folders.find(|folder| is_in(folder, "pgbouncer"));
    folder.map(|folder| folder.join("pgbouncer")).ok_or_else(|| ServerError::NotInstalled {
        program: "PgBouncer".to_owned(),
        advice: "install it (on Debian `apt-get install pgbouncer`)".to_owned(),
    })
}

fn configuration(server: &::url::Url, settings: &[(&str, &str)], port: u16, pid_file: &Path) -> String {
    let host = server.host_str().unwrap_or_default();
    let mut text = format!("[databases]\n* = host={host} port={}", server.port().unwrap_or(5432));
    text.extend([" user=", server.username()]);
    if let Some(password) = server.password() {
        text.extend([" password=", password]);
    }
    let port = port.to_string();
    let pid_file = pid_file.display().to_string();
    let own = [
        ("listen_addr", "127.0.0.1"),
        ("listen_port", &port),
        ("unix_socket_dir", ""),
        ("pidfile", &pid_file),
        ("auth_type", "any"),
        ("pool_mode", "transaction"),
        ("max_client_conn", "1000"),
        // Every test case has a database, and so a pool, of its own.
        ("server_idle_timeout", "5"),
    ];
    text.push_str("\n[pgbouncer]\n");
    for (name, value) in own.iter().chain(settings) {
        text.extend([name, " = ", value, "\n"]);
    }
    text
}
