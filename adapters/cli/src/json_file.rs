//! Files in JSON that commands read.

use std::fs;
use std::io::Read;
use std::path::Path;

use serde::de::DeserializeOwned;

use crate::{CliError, Session};

/// No file may be longer; what is longer is not even read.
const LARGEST_FILE: u64 = 16 * 1024 * 1024;

/// Reads a file, or the standard input for `-`, as JSON of one form; what is wrong is named with its line and column.
pub(crate) fn read_json<T: DeserializeOwned>(file: &Path, session: &Session) -> Result<T, CliError> {
    let named = || format!("the file `{}`", file.display());
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        (&mut *session.input.borrow_mut()).take(LARGEST_FILE + 1).read_to_end(&mut bytes)
    } else {
        fs::File::open(file).and_then(|open| open.take(LARGEST_FILE + 1).read_to_end(&mut bytes))
    };
    read.map_err(|error| CliError::Unavailable(format!("{} cannot be read: {error}", named())))?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(CliError::Usage(format!("{} is larger than 16 MiB; give a smaller one", named())));
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    serde_json::from_slice(text)
        .map_err(|error| CliError::Usage(format!("{} is not of the accepted form: {error}", named())))
}
