use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use flate2 as _;
use rollbook_domain::port::{ArchiveError, ArchiveWriter, Archives};
use tempfile::NamedTempFile;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Makes zip files.
#[derive(Debug, Clone, Copy, Default)]
pub struct ZipArchives;

/// An archive that is not finished.
struct ZipArchive {
    path: PathBuf,
    zip: ZipWriter<BufWriter<NamedTempFile>>,
    /// Made when it is first needed; it has no name, so it is gone with the program.
    aside: Option<BufWriter<File>>,
}

impl Archives for ZipArchives {
    fn create(&self, path: &Path) -> Result<Box<dyn ArchiveWriter>, ArchiveError> {
        if path.exists() {
            return Err(ArchiveError::Exists(path.display().to_string()));
        }
        let file = NamedTempFile::new_in(folder(path)).map_err(|error| failed(path, &error))?;
        let zip = ZipWriter::new(BufWriter::new(file));
        Ok(Box::new(ZipArchive { path: path.to_owned(), zip, aside: None }))
    }
}

impl ZipArchive {
    fn aside(&mut self) -> io::Result<&mut BufWriter<File>> {
        if self.aside.is_none() {
            self.aside = Some(BufWriter::new(tempfile::tempfile_in(folder(&self.path))?));
        }
        self.aside.as_mut().ok_or_else(|| io::Error::other("nothing was set aside"))
    }

    fn copy_aside(&mut self) -> io::Result<()> {
        let Some(aside) = self.aside.take() else { return Ok(()) };
        let mut file = aside.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.seek(SeekFrom::Start(0))?;
        let mut page = vec![0; 64 * 1024];
        loop {
            match file.read(&mut page)? {
                0 => return Ok(()),
                read => self.zip.write_all(page.get(..read).unwrap_or_default())?,
            }
        }
    }
}

impl ArchiveWriter for ZipArchive {
    fn begin(&mut self, name: &str) -> Result<(), ArchiveError> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(6))
            .last_modified_time(DateTime::default())
            .unix_permissions(0o600)
            .large_file(true);
        self.zip.start_file(name, options).map_err(|error| failed(&self.path, &error))
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), ArchiveError> {
        self.zip.write_all(bytes).map_err(|error| failed(&self.path, &error))
    }

    fn set_aside(&mut self, bytes: &[u8]) -> Result<(), ArchiveError> {
        let written = self.aside().and_then(|aside| aside.write_all(bytes));
        written.map_err(|error| failed(&self.path, &error))
    }

    fn write_set_aside(&mut self) -> Result<(), ArchiveError> {
        self.copy_aside().map_err(|error| failed(&self.path, &error))
    }

    fn finish(self: Box<Self>) -> Result<(), ArchiveError> {
        let path = self.path;
        let file = self.zip.finish().map_err(|error| failed(&path, &error))?;
        let file = file.into_inner().map_err(|error| failed(&path, error.error()))?;
        file.as_file().sync_all().map_err(|error| failed(&path, &error))?;
        // Never in the place of a file that came meanwhile.
        file.persist_noclobber(&path).map_err(|error| failed(&path, &error.error))?;
        Ok(())
    }
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

fn failed(path: &Path, problem: &impl std::fmt::Display) -> ArchiveError {
    ArchiveError::Failed { path: path.display().to_string(), problem: problem.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(path: &Path) {
        let mut archive = ZipArchives.create(path).unwrap();
        archive.begin("a.csv").unwrap();
        archive.write(b"one\n").unwrap();
        archive.set_aside(b"[1").unwrap();
        archive.write(b"two\n").unwrap();
        archive.set_aside(b",2]").unwrap();
        archive.begin("data.json").unwrap();
        archive.write_set_aside().unwrap();
        archive.finish().unwrap();
    }

    /// N102
    #[test]
    fn the_same_files_make_the_same_bytes_and_stand_in_their_order() {
        let folder = tempfile::tempdir().unwrap();
        let (first, second) = (folder.path().join("1.zip"), folder.path().join("2.zip"));
        filled(&first);
        filled(&second);
        let bytes = std::fs::read(&first).unwrap();
        assert_eq!(bytes, std::fs::read(&second).unwrap());
        let mut zip = zip::ZipArchive::new(File::open(&first).unwrap()).unwrap();
        let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert_eq!(names, ["a.csv", "data.json"]);
        for (name, wanted) in [("a.csv", "one\ntwo\n"), ("data.json", "[1,2]")] {
            let mut text = String::new();
            zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            assert_eq!(text, wanted);
        }
    }

    #[test]
    fn an_archive_that_is_not_finished_leaves_nothing_and_none_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1.zip");
        let mut archive = ZipArchives.create(&path).unwrap();
        archive.begin("a.csv").unwrap();
        archive.set_aside(b"x").unwrap();
        drop(archive);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        filled(&path);
        assert!(matches!(ZipArchives.create(&path), Err(ArchiveError::Exists(_))));
        let meanwhile = folder.path().join("2.zip");
        let archive = ZipArchives.create(&meanwhile).unwrap();
        std::fs::write(&meanwhile, "somebody else's").unwrap();
        assert!(archive.finish().is_err());
        assert_eq!(std::fs::read_to_string(&meanwhile).unwrap(), "somebody else's");
    }
}
