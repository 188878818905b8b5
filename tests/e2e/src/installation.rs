//! A folder with a database in it, and the program run there.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::{Said, program};

/// A folder of its own with a database in it; it goes when this value goes.
#[derive(Debug)]
pub struct Installation {
    folder: TempDir,
}

#[expect(clippy::expect_used, reason = "a test without its files or its program has failed")]
impl Installation {
    /// A folder without a database.
    ///
    /// # Panics
    /// When the machine has no room for it.
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder for temporary files") }
    }

    /// A folder with a new database.
    ///
    /// # Panics
    /// When `rollbook init` fails.
    pub fn ready() -> Self {
        let installation = Self::empty();
        installation.done(&["init"]);
        installation
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The path of a file in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    /// Writes a file into the folder.
    ///
    /// # Panics
    /// When it cannot be written.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("a temporary file is written");
        path
    }

    /// The database copied into a folder of its own, when no process uses it.
    ///
    /// # Panics
    /// When it cannot be copied.
    #[must_use]
    pub fn copy(&self) -> Self {
        let copy = Self::empty();
        for entry in self.folder().read_dir().expect("the folder is there").flatten() {
            std::fs::copy(entry.path(), copy.path(&entry.file_name().to_string_lossy())).expect("a copy");
        }
        copy
    }

    /// The program with these arguments, to be started in this folder, far from the tester's own settings.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        command.args(arguments).current_dir(self.folder());
        for variable in ["DATABASE", "KEY_FILE", "MAIL_URL", "MAIL_PASSWORD"] {
            command.env_remove(format!("ROLLBOOK_{variable}"));
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs a command to its end.
    ///
    /// # Panics
    /// When the program cannot be started.
    pub fn run(&self, arguments: &[&str]) -> Said {
        Said::from_finished(&self.command(arguments).output().expect("the program starts"))
    }

    /// Runs a command that must succeed.
    ///
    /// # Panics
    /// When it does not.
    pub fn done(&self, arguments: &[&str]) -> Said {
        let said = self.run(arguments);
        assert!(said.code == Some(0), "{arguments:?} did not succeed: {said:?}");
        said
    }

    /// How many events the database holds, by `rollbook doctor`, which must find nothing wrong.
    ///
    /// # Panics
    /// When something is wrong.
    pub fn events(&self) -> u64 {
        let findings = self.done(&["doctor", "--output", "json"]).json();
        let log = findings["items"].as_array().expect("a list").iter().find(|item| item["id"] == "log");
        let says = log.expect("a line about the log")["says"].as_str().expect("a sentence").to_owned();
        says.split(' ').next().and_then(|count| count.parse().ok()).expect("a count of events")
    }
}
