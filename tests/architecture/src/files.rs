use std::fs;
use std::io;

use cargo_metadata::camino::{Utf8Path, Utf8PathBuf};

use crate::Crate;

/// A Rust file of the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The crate that it belongs to.
    pub owner: String,
    /// Its path from the folder of its crate.
    pub path: Utf8PathBuf,
    /// What stands in it.
    pub text: String,
}

const FOLDERS: &[&str] = &["src", "tests", "benches", "examples"];

/// All Rust files of those crates, in the order of their paths.
///
/// # Errors
///
/// When a folder or a file cannot be read.
pub fn source_files(crates: &[Crate]) -> io::Result<Vec<SourceFile>> {
    let mut files = Vec::new();
    for owner in crates {
        for folder in FOLDERS {
            let folder = owner.folder.join(folder);
            if folder.is_dir() {
                collect(owner, &folder, &mut files)?;
            }
        }
    }
    files.sort_by(|left, right| (&left.owner, &left.path).cmp(&(&right.owner, &right.path)));
    Ok(files)
}

fn collect(owner: &Crate, folder: &Utf8Path, files: &mut Vec<SourceFile>) -> io::Result<()> {
    for entry in folder.read_dir_utf8()? {
        let path = entry?.into_path();
        if path.is_dir() {
            collect(owner, &path, files)?;
        } else if path.extension() == Some("rs") {
            let text = fs::read_to_string(&path)?;
            let path = path.strip_prefix(&owner.folder).unwrap_or(&path).to_owned();
            files.push(SourceFile { owner: owner.name.clone(), path, text });
        }
    }
    Ok(())
}
