//! A few connections that can only read, lent out one by one.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use rollbook_domain::actor::Actor;
use rollbook_domain::time::Instant;
use rusqlite::{Connection, params};

use crate::failure::Outcome;
use crate::open;
use crate::row::Cells;

/// The most commits whose authors a connection remembers.
const COMMITS_REMEMBERED: usize = 4_096;

/// What stamps need of a commit.
#[derive(Clone)]
pub(crate) struct CommitFacts {
    pub(crate) recorded_at: Instant,
    pub(crate) actor: Arc<str>,
}

/// One connection that can only read.
pub(crate) struct Reader {
    pub(crate) connection: Connection,
    /// Commits never change, so what was read of one stays true.
    commits: RefCell<HashMap<(i64, i64), CommitFacts>>,
}

impl Reader {
    fn open(path: &std::path::Path, cache_kib: u32) -> rusqlite::Result<Self> {
        Ok(Self { connection: open::reader(path, cache_kib)?, commits: RefCell::default() })
    }

    /// When and by whom a commit was made.
    pub(crate) fn commit(&self, tenant_no: i64, commit_no: i64) -> Outcome<CommitFacts> {
        if let Some(known) = self.commits.borrow().get(&(tenant_no, commit_no)) {
            return Ok(known.clone());
        }
        let mut statement = self.connection.prepare_cached(
            "SELECT id, recorded_at, actor FROM commits WHERE tenant_no = ?1 AND commit_no = ?2",
        )?;
        let mut rows = statement.query(params![tenant_no, commit_no])?;
        let row = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        let cells = Cells::new(row, "commits");
        cells.skip(1);
        let recorded_at = cells.instant("recorded_at")?;
        let actor: Actor = cells.json("actor")?;
        let facts = CommitFacts { recorded_at, actor: actor.name.into() };
        let mut commits = self.commits.borrow_mut();
        if commits.len() >= COMMITS_REMEMBERED {
            commits.clear();
        }
        commits.insert((tenant_no, commit_no), facts.clone());
        Ok(facts)
    }

    /// Reads everything in one transaction, so from one state of the database.
    fn read<T>(&self, work: impl FnOnce(&Self) -> Outcome<T>) -> Outcome<T> {
        self.connection.prepare_cached("BEGIN DEFERRED")?.execute([])?;
        let read = work(self);
        let ended = self.connection.prepare_cached("COMMIT")?.execute([]);
        let read = read?;
        ended?;
        Ok(read)
    }
}

/// The connections, opened as they are needed.
pub(crate) struct Readers {
    path: PathBuf,
    cache_kib: u32,
    most: usize,
    shelf: Mutex<Shelf>,
    returned: Condvar,
}

#[derive(Default)]
struct Shelf {
    idle: Vec<Reader>,
    opened: usize,
}

impl Readers {
    pub(crate) fn new(path: PathBuf, most: usize, cache_kib: u32) -> Self {
        Self { path, cache_kib, most: most.max(1), shelf: Mutex::default(), returned: Condvar::new() }
    }

    /// Reads with one of the connections, waiting for one if all are lent out.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Reader) -> Outcome<T>) -> Outcome<T> {
        let loan = Loan { readers: self, reader: Some(self.take()?) };
        loan.reader
            .as_ref()
            .map_or_else(|| Err(rusqlite::Error::QueryReturnedNoRows.into()), |reader| reader.read(work))
    }

    fn take(&self) -> Outcome<Reader> {
        let mut inside = self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(reader) = inside.idle.pop() {
                return Ok(reader);
            }
            if inside.opened < self.most {
                let reader = Reader::open(&self.path, self.cache_kib)?;
                inside.opened += 1;
                return Ok(reader);
            }
            inside = self.returned.wait(inside).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn give_back(&self, reader: Reader) {
        let mut inside = self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
        if reader.connection.is_autocommit() {
            inside.idle.push(reader);
        } else {
            // Its transaction could not be ended; a new connection takes its place.
            inside.opened -= 1;
        }
        drop(inside);
        self.returned.notify_one();
    }
}

/// A connection that comes back to the shelf whatever happens.
struct Loan<'readers> {
    readers: &'readers Readers,
    reader: Option<Reader>,
}

impl Drop for Loan<'_> {
    fn drop(&mut self) {
        if let Some(reader) = self.reader.take() {
            self.readers.give_back(reader);
        }
    }
}
