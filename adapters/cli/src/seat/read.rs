//! Reading a file that a command names.

use std::io::Read;
use std::path::Path;

use crate::{CliError, Session};

/// The content of the file, or of the standard input for `-`.
pub(crate) fn read(path: &Path, session: &Session) -> Result<Vec<u8>, CliError> {
    let unreadable = |error: std::io::Error| {
        CliError::Unavailable(format!("the file `{}` cannot be read: {error}", path.display()))
    };
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        session.input.borrow_mut().read_to_end(&mut bytes).map_err(unreadable)?;
        return Ok(bytes);
    }
    std::fs::read(path).map_err(unreadable)
}
