//! Archives that are shown in the output instead of written to a disk.

use std::io::Write as _;
use std::path::Path;

use rollbook_domain::port::{ArchiveError, ArchiveWriter, Archives};

use super::streams::Captured;

pub(super) struct ShownArchives(pub(super) Captured);

struct Shown {
    output: Captured,
    aside: Vec<u8>,
}

impl Archives for ShownArchives {
    fn create(&self, path: &Path) -> Result<Box<dyn ArchiveWriter>, ArchiveError> {
        if path.ends_with("there.zip") {
            return Err(ArchiveError::Exists(path.display().to_string()));
        }
        Ok(Box::new(Shown { output: self.0.clone(), aside: Vec::new() }))
    }
}

impl ArchiveWriter for Shown {
    fn begin(&mut self, name: &str) -> Result<(), ArchiveError> {
        self.write(format!("== {name}\n").as_bytes())
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), ArchiveError> {
        self.output.write_all(bytes).unwrap();
        Ok(())
    }

    fn set_aside(&mut self, bytes: &[u8]) -> Result<(), ArchiveError> {
        self.aside.extend_from_slice(bytes);
        Ok(())
    }

    fn write_set_aside(&mut self) -> Result<(), ArchiveError> {
        let aside = std::mem::take(&mut self.aside);
        self.write(&aside)
    }

    fn finish(self: Box<Self>) -> Result<(), ArchiveError> {
        Ok(())
    }
}
