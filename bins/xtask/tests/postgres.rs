//! The servers of `cargo xtask postgres`, whose owner is killed.

use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::{fs, io};

use rollbook_servers::{Cluster, ClusterOptions, PGBOUNCER_VARIABLE, SERVER_VARIABLE, psql};

/// Ends when a file is gone, or after half a minute.
const UNTIL_GONE: &str = "timeout 30 sh -c 'while [ -e \"$0\" ]; do sleep 0.02; done' \"$0\"";

struct Owner {
    process: Child,
    server: String,
    by_way: String,
    /// The folder of the server's files.
    folder: PathBuf,
}

impl Owner {
    #[expect(clippy::expect_used, reason = "a test without servers has failed")]
    fn start(folders: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command
            .arg("postgres")
            .env_remove(SERVER_VARIABLE)
            .env_remove(PGBOUNCER_VARIABLE)
            .env("TMPDIR", folders);
        let mut process = command.stdout(Stdio::piped()).spawn().expect("xtask is built with its tests");
        let said = BufReader::new(process.stdout.take().expect("its output is a pipe")).lines();
        let said: io::Result<Vec<String>> = said.take(5).collect();
        let said = said.expect("it says how to reach them");
        let value = |name: &str| {
            let start = format!("export {name}='");
            let line = said.iter().find_map(|line| line.strip_prefix(&start)?.strip_suffix('\''));
            line.map(ToOwned::to_owned).expect("it names every variable")
        };
        let (server, by_way) = (value(SERVER_VARIABLE), value(PGBOUNCER_VARIABLE));
        let data =
            psql(&server.replace("rollbook@", "postgres@"), "SHOW data_directory").expect("it answers");
        let folder = Path::new(&data).parent().expect("it has a folder").to_owned();
        Self { process, server, by_way, folder }
    }

    fn answers(&self) -> bool {
        [&self.server, &self.by_way].into_iter().any(|url| psql(url, "SELECT 1").is_ok())
    }

    fn guard(&self) -> Option<String> {
        let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
        let guards = processes.filter(|process| {
            let command = fs::read(process.path().join("cmdline")).unwrap_or_default();
            let command = String::from_utf8_lossy(&command).into_owned();
            command.contains("rollbook-guard") && command.contains(&*self.folder.to_string_lossy())
        });
        guards.map(|process| process.file_name().to_string_lossy().into_owned()).next()
    }
}

#[test]
fn the_servers_of_an_owner_that_is_killed_go_with_it() {
    // Beside other tests, so that none of these tidies up where the guard did not.
    let folders = tempfile::tempdir().unwrap();
    fs::set_permissions(folders.path(), fs::Permissions::from_mode(0o1777)).unwrap();
    let mut owner = Owner::start(folders.path());
    assert!(owner.answers());
    owner.process.kill().unwrap();
    owner.process.wait().unwrap();
    Command::new("sh").args(["-c", UNTIL_GONE]).arg(&owner.folder).status().unwrap();
    assert!(!owner.folder.exists());
    assert!(!owner.answers());
}

#[test]
fn what_is_left_when_the_guard_is_killed_too_goes_when_the_next_cluster_comes() {
    let mut owner = Owner::start(&std::env::temp_dir());
    let guard = owner.guard().unwrap();
    assert!(Command::new("sh").args(["-c", "kill -9 \"$0\"", &guard]).status().unwrap().success());
    owner.process.kill().unwrap();
    owner.process.wait().unwrap();
    let _next = Cluster::create(&ClusterOptions::fast()).unwrap();
    Command::new("sh").args(["-c", UNTIL_GONE]).arg(&owner.folder).status().unwrap();
    assert!(!owner.folder.exists());
    assert!(psql(&owner.server, "SELECT 1").is_err());
}
