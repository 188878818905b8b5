use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.ancestors().nth(2).unwrap_or(own).to_owned()
}

/// Folders whose tests say something about rules; the rule table's own tests and the chores' would name every rule.
const FOLDERS: &[&str] =
    &["domain", "application", "adapters", "bins/rollbook", "tests/contract", "tests/e2e"];
const PASSED_OVER: &[&str] = &["domain/src/rule"];

/// The Rust files that may hold tests of rules: path from the root, and text; in the order of their paths.
pub(crate) fn rust_files() -> Result<Vec<(String, String)>, String> {
    let mut files = Vec::new();
    for folder in FOLDERS {
        collect(&root(), Path::new(folder), &mut files)?;
    }
    files.sort();
    Ok(files)
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) -> Result<(), String> {
    if PASSED_OVER.iter().any(|passed_over| folder == Path::new(passed_over)) {
        return Ok(());
    }
    let unreadable = |path: &Path, error| format!("cannot read {}: {error}", path.display());
    for entry in fs::read_dir(root.join(folder)).map_err(|error| unreadable(folder, error))? {
        let path = folder.join(entry.map_err(|error| unreadable(folder, error))?.file_name());
        if root.join(&path).is_dir() {
            collect(root, &path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(root.join(&path)).map_err(|error| unreadable(&path, error))?;
            files.push((path.display().to_string().replace('\\', "/"), text));
        }
    }
    Ok(())
}
