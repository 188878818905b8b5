//! The file of an import and how it is to be applied: what all kinds have in common.

use std::fs::{self, OpenOptions};
use std::io::Read;
use std::path::{Path, PathBuf};

use rollbook_application::imports::ImportOptions;
use rollbook_domain::plan::ApplyOptions;

use crate::{CliError, Session};

/// The file, and how it is to be applied.
#[derive(Debug, clap::Args)]
pub(crate) struct FileArgs {
    /// The CSV file, or - for the standard input.
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// Show what would happen and change nothing.
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Leave refused rows out instead of refusing the file.
    #[arg(long)]
    pub(super) skip_bad: bool,
    /// Write refused rows and their reasons to this CSV file, ready to be mended.
    #[arg(long, value_name = "OUT.csv", requires = "skip_bad")]
    pub(super) rejected: Option<PathBuf>,
    /// Confirm how many things change, as --dry-run says; needed for very many.
    #[arg(long, value_name = "COUNT", allow_negative_numbers = true)]
    pub(super) confirm: Option<u64>,
}

impl FileArgs {
    pub(super) fn options(&self) -> ImportOptions {
        let apply = ApplyOptions { skip_bad: self.skip_bad, confirm: self.confirm };
        ImportOptions { is_dry_run: self.dry_run, apply }
    }

    /// Reads the file, once it is sure that rejected rows can be written.
    pub(super) fn read(&self, session: &Session) -> Result<Vec<u8>, CliError> {
        if let Some(rejected) = &self.rejected {
            OpenOptions::new()
                .create(true)
                .append(true)
                .open(rejected)
                .map_err(|error| unusable(rejected, "written", &error))?;
        }
        if self.file == Path::new("-") {
            let mut bytes = Vec::new();
            let read = session.input.borrow_mut().read_to_end(&mut bytes);
            return read.map(|_| bytes).map_err(|error| unusable(&self.file, "read", &error));
        }
        fs::read(&self.file).map_err(|error| unusable(&self.file, "read", &error))
    }
}

pub(super) fn unusable(path: &Path, what: &str, error: &std::io::Error) -> CliError {
    CliError::Unavailable(format!("the file `{}` cannot be {what}: {error}", path.display()))
}
