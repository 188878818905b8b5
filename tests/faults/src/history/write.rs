//! Writing one client's history.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rollbook_domain::id::CommitId;
use rollbook_domain::port::Clock;
use rollbook_system::SystemClock;

use super::{Act, Line, Outcome};

/// One client's file; a line is with the operating system before the client goes on, so it outlives the process.
#[derive(Debug)]
pub struct Recorder(Mutex<State>);

#[derive(Debug)]
struct State {
    file: File,
    number: u64,
    problem: Option<io::Error>,
}

impl Recorder {
    /// A new file for a client.
    ///
    /// # Errors
    /// When there is such a file, or none can be made.
    pub fn create(folder: &Path, client: &str) -> io::Result<Self> {
        let path = folder.join(format!("{client}.history"));
        let file = OpenOptions::new().append(true).create_new(true).open(path)?;
        Ok(Self(Mutex::new(State { file, number: 0, problem: None })))
    }

    /// Writes down what is asked.
    pub fn asked(&self, what: Act) {
        let mut state = self.state();
        state.number += 1;
        let number = state.number;
        state.write(&Line::Asked { number, at: now(), what });
    }

    /// Writes down that a commit is handed over.
    pub fn sent(&self, commit: CommitId) {
        let mut state = self.state();
        let number = state.number;
        state.write(&Line::Sent { number, commit });
    }

    /// Writes down what was answered.
    ///
    /// # Errors
    /// When this line, or one before it, could not be written.
    pub fn answered(&self, outcome: Outcome) -> io::Result<()> {
        let mut state = self.state();
        let number = state.number;
        state.write(&Line::Answered { number, at: now(), outcome });
        state.problem.take().map_or(Ok(()), Err)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn write(&mut self, line: &Line) {
        let written = serde_json::to_vec(line).map_err(io::Error::from).and_then(|mut bytes| {
            bytes.push(b'\n');
            self.file.write_all(&bytes)
        });
        if let Err(problem) = written {
            self.problem.get_or_insert(problem);
        }
    }
}

fn now() -> i64 {
    SystemClock.now().as_micros()
}
