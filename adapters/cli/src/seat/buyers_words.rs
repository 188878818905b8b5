//! The buyer's own words in an invitation (REG-15).

use std::path::PathBuf;

use rollbook_domain::text::Note;

use super::read::read;
use crate::values::note;
use crate::{CliError, Session};

/// The buyer's own words, typed or in a file.
#[derive(Debug, clap::Args)]
#[group(multiple = false)]
pub(crate) struct TextArgs {
    /// The buyer's own words, beside the text that every invitation has.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    text: Option<Note>,
    /// The buyer's own words in a text file.
    #[arg(long, value_name = "FILE")]
    text_file: Option<PathBuf>,
}

impl TextArgs {
    /// The words, if there are any.
    ///
    /// # Errors
    /// [`CliError`] when the file cannot be read, or holds what is no note.
    pub(crate) fn read(self, session: &Session) -> Result<Option<Note>, CliError> {
        let Some(path) = self.text_file else { return Ok(self.text) };
        let refused =
            |problem: String| CliError::usage(format!("--text-file `{}`: {problem}", path.display()));
        let text = String::from_utf8(read(&path, session)?)
            .map_err(|_| refused("it is not UTF-8; save it as UTF-8".to_owned()))?;
        note(&text).map(Some).map_err(refused)
    }
}
