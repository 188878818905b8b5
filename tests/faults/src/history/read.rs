//! Reading the histories of all clients.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use super::{Line, Operation, Outcome};

/// A history that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// A file cannot be read.
    #[error("`{}` cannot be read: {problem}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        problem: io::Error,
    },
    /// A line makes no sense where it stands.
    #[error("line {line} of client {client} makes no sense: {problem}")]
    Senseless {
        /// The client.
        client: String,
        /// The line, counted from 1.
        line: usize,
        /// Why.
        problem: String,
    },
}

/// A folder of histories that is read while they are written.
#[derive(Debug)]
pub struct Histories {
    folder: PathBuf,
    clients: HashMap<PathBuf, Reading>,
    operations: Vec<Operation>,
}

#[derive(Debug, Default)]
struct Reading {
    offset: u64,
    lines: usize,
    rest: Vec<u8>,
    open: Option<usize>,
}

/// Everything in a folder of histories.
///
/// # Errors
/// [`HistoryError`].
pub fn read_histories(folder: &Path) -> Result<Vec<Operation>, HistoryError> {
    let mut histories = Histories::new(folder);
    histories.read()?;
    Ok(histories.operations)
}

impl Histories {
    /// A folder of which nothing was read yet.
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), clients: HashMap::new(), operations: Vec::new() }
    }

    /// What was read so far.
    pub fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// Reads what was written since.
    ///
    /// # Errors
    /// [`HistoryError`].
    pub fn read(&mut self) -> Result<(), HistoryError> {
        let unreadable = |path: &Path| {
            let path = path.to_owned();
            move |problem| HistoryError::Unreadable { path, problem }
        };
        let entries = self.folder.read_dir().map_err(unreadable(&self.folder))?;
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "history"));
        paths.sort();
        for path in paths {
            let client = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let reading = self.clients.entry(path.clone()).or_default();
            let mut file = File::open(&path).map_err(unreadable(&path))?;
            file.seek(SeekFrom::Start(reading.offset)).map_err(unreadable(&path))?;
            let more = file.read_to_end(&mut reading.rest).map_err(unreadable(&path))?;
            reading.offset += more as u64;
            reading.take_lines(&client, &mut self.operations)?;
        }
        Ok(())
    }
}

impl Reading {
    /// Takes the whole lines; one that a dying client did not finish stays, and says nothing.
    fn take_lines(&mut self, client: &str, operations: &mut Vec<Operation>) -> Result<(), HistoryError> {
        let end = self.rest.iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1);
        let whole: Vec<u8> = self.rest.drain(..end).collect();
        for bytes in whole.split(|byte| *byte == b'\n').filter(|bytes| !bytes.is_empty()) {
            self.lines += 1;
            let senseless = |problem: String| HistoryError::Senseless {
                client: client.to_owned(),
                line: self.lines,
                problem,
            };
            let line = serde_json::from_slice(bytes).map_err(|problem| senseless(problem.to_string()))?;
            let open = self.open.map(|place| &mut operations[place]);
            match line {
                Line::Asked { number, at, what } => {
                    self.open = Some(operations.len());
                    operations.push(Operation {
                        client: client.to_owned(),
                        number,
                        act: what,
                        asked_at: at,
                        answered_at: None,
                        outcome: Outcome::Abandoned,
                        commits: Vec::new(),
                    });
                }
                Line::Sent { number, commit } => {
                    let open = open.filter(|open| open.number == number);
                    open.ok_or_else(|| senseless(format!("act {number} was not asked")))?
                        .commits
                        .push(commit);
                }
                Line::Answered { number, at, outcome } => {
                    let open = open.filter(|open| open.number == number);
                    let open = open.ok_or_else(|| senseless(format!("act {number} was not asked")))?;
                    (open.answered_at, open.outcome) = (Some(at), outcome);
                    self.open = None;
                }
            }
        }
        Ok(())
    }
}
