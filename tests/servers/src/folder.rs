use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::ServerError;
use crate::account::Account;

const PREFIX: &str = "rollbook-servers-";
const LOCK: &str = "lock";

/// A folder for one server, with a lock beside it that is held for as long as its owner lives.
///
/// The lock is there before the folder is, so a folder whose lock can be had belongs to nobody any more.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    account: Account,
    lock: NamedTempFile,
}

impl Folder {
    pub(crate) fn new() -> Result<Self, ServerError> {
        let above = std::env::temp_dir();
        let cannot = |what: &str| ServerError::io(format!("make {what} in {}", above.display()));
        let lock = tempfile::Builder::new().prefix(PREFIX).suffix(".lock").tempfile_in(&above);
        let lock = lock.map_err(cannot("a file"))?;
        lock.as_file().lock().map_err(cannot("a lock"))?;
        let path = lock.path().with_extension("");
        DirBuilder::new().mode(0o700).create(&path).map_err(cannot("a folder"))?;
        let account = Account::for_servers()?;
        account.take(&path)?;
        account.take(lock.path())?;
        Ok(Self { path, account, lock })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn lock_path(&self) -> &Path {
        self.lock.path()
    }

    pub(crate) fn account(&self) -> &Account {
        &self.account
    }

    /// A file for the server to read.
    pub(crate) fn write(&self, name: &str, text: &str) -> Result<PathBuf, ServerError> {
        let path = self.path.join(name);
        fs::write(&path, text).map_err(ServerError::io(format!("write {}", path.display())))?;
        self.account.take(&path)?;
        Ok(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// The folders whose owners are gone without their guards having tidied up, locked for whoever tidies up now.
pub(crate) fn abandoned() -> Vec<Abandoned> {
    let entries = fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten();
    let folders = entries.filter(|entry| {
        let is_ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        is_ours && entry.file_type().is_ok_and(|kind| kind.is_dir())
    });
    folders.filter_map(|entry| Abandoned::at(entry.path())).collect()
}

/// A folder that nobody owns any more, and its lock, so that two do not tidy up at once.
pub(crate) struct Abandoned {
    path: PathBuf,
    lock: File,
}

impl Abandoned {
    fn at(path: PathBuf) -> Option<Self> {
        let lock = File::open(path.with_extension(LOCK)).ok()?;
        lock.try_lock().is_ok().then_some(Self { path, lock })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Removes it, lock and all.
    pub(crate) fn remove(self) -> io::Result<()> {
        fs::remove_dir_all(&self.path)?;
        fs::remove_file(self.path.with_extension(LOCK))?;
        self.lock.unlock()
    }
}
