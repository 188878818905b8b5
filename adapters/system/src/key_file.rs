//! The key file: one line for each key, the newest last.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rollbook_domain::secret::KeyNumber;
use zeroize::Zeroizing;

use crate::random::fill;

const KEY_BYTES: usize = 32;
const MOST_BYTES: u64 = 1024 * 1024;
const HEADING: &str = "\
# The keys of a Rollbook database: a number and 64 hexadecimal digits each, the newest last.
# Back this file up, and not in the same place as the database. Never take a line away that the database still needs.
";

/// The 256 bits of a key.
pub(crate) type KeyBytes = Zeroizing<[u8; KEY_BYTES]>;

/// The keys in the order of the file, and the file as it was when they were read.
pub(crate) struct Keys {
    pub(crate) all: Vec<(KeyNumber, KeyBytes)>,
    pub(crate) seen: Seen,
    has_last_line_end: bool,
}

/// What tells whether a key file was changed since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seen {
    bytes: u64,
    modified: Option<SystemTime>,
}

/// A key file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// There is none.
    #[error(
        "there is no key file at `{0}`; put it back from its backup, or make one for a new database with `rollbook init`"
    )]
    Absent(PathBuf),
    /// Others on the machine may read or write it.
    #[error(
        "others on this machine may read or write the key file `{path}` (mode {mode:03o}); \
         `chmod 600` it, and if a stranger may have read it, `rollbook key rotate` next"
    )]
    Exposed {
        /// Where it is.
        path: PathBuf,
        /// Its mode.
        mode: u32,
    },
    /// A line of it is no key.
    #[error("line {line} of the key file `{path}` {problem}; put the file back from its backup")]
    Damaged {
        /// Where it is.
        path: PathBuf,
        /// Which line, counted from 1.
        line: usize,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// The machine cannot read or write it.
    #[error("the key file `{path}` cannot be {wanted}: {error}")]
    Unusable {
        /// Where it is.
        path: PathBuf,
        /// What was wanted of it.
        wanted: &'static str,
        /// What the machine says.
        error: io::Error,
    },
    /// The machine gives no randomness.
    #[error("the machine gives no random numbers: {0}")]
    NoEntropy(String),
}

/// Makes a key file with a first key, readable by its owner alone; `false` when there is a file already.
///
/// # Errors
/// [`KeyFileError`].
pub fn create_key_file(path: &Path) -> Result<bool, KeyFileError> {
    let unusable = |error| KeyFileError::Unusable { path: path.to_owned(), wanted: "made", error };
    if path.try_exists().map_err(unusable)? {
        return Ok(false);
    }
    // The file appears whole or not at all, so that nobody who starts at the same time reads half of it.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(unusable)?;
    let text = Zeroizing::new(format!("{HEADING}{}", *line(KeyNumber(1), &random_key()?)));
    file.write_all(text.as_bytes()).and_then(|()| file.as_file().sync_all()).map_err(unusable)?;
    match file.persist_noclobber(path) {
        Ok(_) => sync_folder(folder).map(|()| true).map_err(unusable),
        Err(failed) if failed.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(failed) => Err(unusable(failed.error)),
    }
}

/// Adds a key, with which everything is sealed from now on, and gives its number.
///
/// # Errors
/// [`KeyFileError`].
pub fn add_key(path: &Path) -> Result<KeyNumber, KeyFileError> {
    let unusable = |error| KeyFileError::Unusable { path: path.to_owned(), wanted: "written", error };
    // The line is added in place, under a lock: the file keeps its owner, and two rotations at once make two keys.
    let opened = OpenOptions::new().read(true).append(true).open(path);
    let mut file = opened.map_err(|error| absent_or(path, error, "written"))?;
    file.lock().map_err(unusable)?;
    let read = read_from(&file, path)?;
    let number = KeyNumber(read.all.last().map_or(0, |(number, _)| number.0) + 1);
    let line_end = if read.has_last_line_end { "" } else { "\n" };
    let text = Zeroizing::new(format!("{line_end}{}", *line(number, &random_key()?)));
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(unusable)?;
    Ok(number)
}

/// The numbers of the keys, the newest last.
///
/// # Errors
/// [`KeyFileError`].
pub fn key_numbers(path: &Path) -> Result<Vec<KeyNumber>, KeyFileError> {
    Ok(read(path)?.all.iter().map(|(number, _)| *number).collect())
}

/// Reads a key file.
pub(crate) fn read(path: &Path) -> Result<Keys, KeyFileError> {
    let file = File::open(path).map_err(|error| absent_or(path, error, "read"))?;
    // A file system without locks also has nobody who adds a key at this moment.
    let _ = file.lock_shared();
    read_from(&file, path)
}

/// What tells whether the file was changed since it was read.
pub(crate) fn look(path: &Path) -> Option<Seen> {
    let metadata = path.metadata().ok()?;
    Some(Seen { bytes: metadata.len(), modified: metadata.modified().ok() })
}

/// A new key.
pub(crate) fn random_key() -> Result<KeyBytes, KeyFileError> {
    let mut key = KeyBytes::default();
    fill(&mut *key).map_err(KeyFileError::NoEntropy)?;
    Ok(key)
}

fn read_from(file: &File, path: &Path) -> Result<Keys, KeyFileError> {
    let unusable = |error| KeyFileError::Unusable { path: path.to_owned(), wanted: "read", error };
    let metadata = file.metadata().map_err(unusable)?;
    refuse_exposed(path, &metadata)?;
    let seen = Seen { bytes: metadata.len(), modified: metadata.modified().ok() };
    let mut text = Zeroizing::new(String::new());
    file.take(MOST_BYTES).read_to_string(&mut text).map_err(unusable)?;
    Ok(Keys { all: keys(path, &text)?, seen, has_last_line_end: text.ends_with('\n') })
}

fn keys(path: &Path, text: &str) -> Result<Vec<(KeyNumber, KeyBytes)>, KeyFileError> {
    let mut keys: Vec<(KeyNumber, KeyBytes)> = Vec::new();
    let mut last = 1;
    for (place, typed) in text.lines().enumerate() {
        last = place + 1;
        let typed = typed.trim();
        if typed.is_empty() || typed.starts_with('#') {
            continue;
        }
        let damaged = |problem| KeyFileError::Damaged { path: path.to_owned(), line: last, problem };
        let key = key(typed).ok_or_else(|| damaged("is not a number and 64 hexadecimal digits"))?;
        if keys.last().is_some_and(|(before, _)| *before >= key.0) {
            return Err(damaged("has a number that is not higher than the one before"));
        }
        keys.push(key);
    }
    if keys.is_empty() {
        return Err(KeyFileError::Damaged {
            path: path.to_owned(),
            line: last,
            problem: "ends it without a key",
        });
    }
    Ok(keys)
}

fn key(typed: &str) -> Option<(KeyNumber, KeyBytes)> {
    let (number, digits) = typed.split_once(char::is_whitespace)?;
    let number = number.parse().ok().filter(|number| *number > 0)?;
    let digits = digits.trim();
    if digits.len() != 2 * KEY_BYTES || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let mut key = KeyBytes::default();
    for (place, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&digits[2 * place..2 * place + 2], 16).ok()?;
    }
    Some((KeyNumber(number), key))
}

fn line(number: KeyNumber, key: &KeyBytes) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(2 * KEY_BYTES + 16));
    text.push_str(&number.0.to_string());
    text.push(' ');
    for byte in &**key {
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(digit), 16).unwrap_or_default());
        }
    }
    text.push('\n');
    text
}

fn absent_or(path: &Path, error: io::Error, wanted: &'static str) -> KeyFileError {
    match error.kind() {
        io::ErrorKind::NotFound => KeyFileError::Absent(path.to_owned()),
        _ => KeyFileError::Unusable { path: path.to_owned(), wanted, error },
    }
}

/// A group may be let in, for a secret that is handed to a server; the rest of the machine may not.
#[cfg(unix)]
fn refuse_exposed(path: &Path, metadata: &std::fs::Metadata) -> Result<(), KeyFileError> {
    use std::os::unix::fs::PermissionsExt;
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o027 == 0 { Ok(()) } else { Err(KeyFileError::Exposed { path: path.to_owned(), mode }) }
}

#[cfg(not(unix))]
fn refuse_exposed(_path: &Path, _metadata: &std::fs::Metadata) -> Result<(), KeyFileError> {
    Ok(())
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests;
