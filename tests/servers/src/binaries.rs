use std::fs;
use std::iter;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::ServerError;
use crate::program::{is_in, run};

/// The variable that names the folder of PostgreSQL's programs, where they are not in a usual place.
const FOLDER_VARIABLE: &str = "ROLLBOOK_TEST_POSTGRES_BIN";

const SERVER: &[&str] = &["initdb", "pg_basebackup", "pg_ctl", "postgres", "psql"];
const CLIENT: &[&str] = &["psql"];
const DEBIAN: &str = "/usr/lib/postgresql";

/// The folder that holds PostgreSQL's programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binaries {
    folder: PathBuf,
}

impl Binaries {
    /// Finds the programs of a server: where `ROLLBOOK_TEST_POSTGRES_BIN` says, else the newest where Debian keeps them,
    /// else where `pg_config` says, else in the folders of `PATH`.
    ///
    /// # Errors
    ///
    /// [`ServerError::NotInstalled`] when none of these folders has them all.
    pub fn server() -> Result<Self, ServerError> {
        let missing = || ServerError::NotInstalled {
            program: "a PostgreSQL server".to_owned(),
            advice: format!(
                "install one (on Debian `apt-get install postgresql`), or name the folder of its programs in \
                 {FOLDER_VARIABLE}"
            ),
        };
        Self::with(SERVER).ok_or_else(missing)
    }

    /// Finds `psql` alone, for a server that runs elsewhere.
    ///
    /// # Errors
    ///
    /// [`ServerError::NotInstalled`] when it is nowhere.
    pub fn client() -> Result<Self, ServerError> {
        let missing = || ServerError::NotInstalled {
            program: "psql".to_owned(),
            advice: format!(
                "install it (on Debian `apt-get install postgresql-client`), or name its folder in {FOLDER_VARIABLE}"
            ),
        };
        Self::with(CLIENT).ok_or_else(missing)
    }

    /// The programs of a server in that folder, if it has them all.
    pub fn at(folder: &Path) -> Option<Self> {
        let is_whole = SERVER.iter().all(|program| is_in(folder, program));
        is_whole.then(|| Self { folder: folder.to_owned() })
    }

    /// The folder itself.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The variable, and its value, that leads others to this folder.
    pub fn variable(&self) -> (&'static str, String) {
        (FOLDER_VARIABLE, self.folder.display().to_string())
    }

    /// The path of one of the programs.
    pub fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn with(programs: &[&str]) -> Option<Self> {
        let mut whole = candidates().filter(|folder| programs.iter().all(|program| is_in(folder, program)));
        whole.next().map(|folder| Self { folder })
    }
}

// Asking `pg_config` costs a process, so that it comes after what can be looked up.
#[expect(clippy::disallowed_methods, reason = "the environment says where programs are")]
fn candidates() -> impl Iterator<Item = PathBuf> {
    let named = std::env::var_os(FOLDER_VARIABLE).filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let configured = iter::once_with(|| run(Command::new("pg_config").arg("--bindir")).ok()).flatten();
    let configured = configured.map(|folder| PathBuf::from(folder.trim()));
    named.into_iter().chain(newest_first(Path::new(DEBIAN))).chain(configured).chain(on_path)
}

/// The `bin` of every version below Debian's folder.
fn newest_first(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let versions = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let mut versions: Vec<u32> = versions.collect();
    versions.sort_unstable_by(|left, right| right.cmp(left));
    versions.into_iter().map(|version| folder.join(version.to_string()).join("bin")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_versions_the_newest_is_taken_by_number() {
        let folder = tempfile::tempdir().unwrap();
        for version in ["9", "15", "extension", "16"] {
            fs::create_dir(folder.path().join(version)).unwrap();
        }
        let found = newest_first(folder.path());
        assert_eq!(found, ["16", "15", "9"].map(|version| folder.path().join(version).join("bin")));
    }

    #[test]
    fn a_folder_that_lacks_one_program_is_no_server() {
        let folder = tempfile::tempdir().unwrap();
        for program in SERVER {
            assert_eq!(Binaries::at(folder.path()), None);
            fs::write(folder.path().join(program), "").unwrap();
        }
        assert!(Binaries::at(folder.path()).is_some());
    }
}
