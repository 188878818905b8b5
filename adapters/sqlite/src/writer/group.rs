//! The thread: takes the commits and the small steps of the outbox that wait, and writes them in one transaction.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rollbook_domain::port::{CommitError, StoreError};
use rusqlite::{Connection, ErrorCode};
use tokio::sync::mpsc;

use super::commit::write;
use super::conflict::{Refused, explain};
use super::lease::lease;
use super::login::record;
use super::settle::settle;
use super::{Answer, Request, Task, Written};
use crate::failure::in_words;

/// The most tasks in one transaction.
const MOST_TOGETHER: usize = 64;

/// The writing thread's own state.
pub(super) struct WriterThread {
    connection: Connection,
    requests: mpsc::Receiver<Request>,
    transactions: Arc<AtomicU64>,
    /// Why nothing can be written any more: after a failed flush nobody knows what is on the disk.
    broken: Option<String>,
}

impl WriterThread {
    pub(super) fn new(
        connection: Connection,
        requests: mpsc::Receiver<Request>,
        transactions: Arc<AtomicU64>,
    ) -> Self {
        Self { connection, requests, transactions, broken: None }
    }

    /// Writes until nobody can ask any more, and then folds the write-ahead log into the file.
    pub(super) fn run(&mut self) {
        let mut large = None;
        while let Some(first) = large.take().or_else(|| self.requests.blocking_recv()) {
            let mut group = vec![first];
            while group.len() < MOST_TOGETHER && group.iter().all(|request| request.task.is_small()) {
                match self.requests.try_recv() {
                    Ok(next) if next.task.is_small() => group.push(next),
                    Ok(next) => {
                        large = Some(next);
                        break;
                    }
                    Err(_) => break,
                }
            }
            let answers = self.answers(&group);
            for (request, answer) in group.into_iter().zip(answers) {
                // Whoever stopped waiting does not want to know.
                let _ = request.answer.send(answer);
            }
        }
        // The last to close folds it in anyway; where readers of another process go on, this is as good.
        let _ = self.connection.pragma_query(None, "wal_checkpoint", |_| Ok(()));
    }

    fn answers(&mut self, group: &[Request]) -> Vec<Answer> {
        if let Some(problem) = &self.broken {
            return all(group, &StoreError::Unavailable(problem.clone()));
        }
        if let Err(error) = self.connection.execute_batch("BEGIN IMMEDIATE") {
            return all(group, &StoreError::Unavailable(in_words(&error)));
        }
        let mut answers = Vec::with_capacity(group.len());
        for request in group {
            answers.push(self.write_one(&request.task, group.len() == 1));
            if self.connection.is_autocommit() {
                // SQLite has rolled everything back, as it does when the disk is full.
                let problem = match answers.pop() {
                    Some(Err(CommitError::Store(error))) => error,
                    _ => StoreError::Unavailable("the database rolled the transaction back".to_owned()),
                };
                return all(group, &problem);
            }
        }
        match self.connection.execute_batch("COMMIT") {
            Ok(()) => {
                self.transactions.fetch_add(1, Ordering::Relaxed);
                answers
            }
            Err(error) => self.uncommitted(answers, &error),
        }
    }

    fn write_one(&self, task: &Task, is_alone: bool) -> Answer {
        // What has the transaction to itself needs no savepoint, which would keep a copy of each page that is touched.
        if !is_alone {
            self.batch("SAVEPOINT one")?;
        }
        let written = match task {
            Task::Commit(work) => write(&self.connection, work).map(Written::Commit),
            Task::Lease(tenant, request) => {
                lease(&self.connection, tenant, request).map(Written::Leased).map_err(Refused::from)
            }
            Task::Logins(tenant, logins) => {
                record(&self.connection, tenant, logins).map(Written::Logins).map_err(Refused::from)
            }
            Task::Settle(tenant, settlement) => {
                settle(&self.connection, tenant, settlement).map(Written::Settled).map_err(Refused::from)
            }
        };
        match written {
            Ok(written) => {
                if !is_alone {
                    self.batch("RELEASE one")?;
                }
                Ok(written)
            }
            Err(refused) => {
                if !self.connection.is_autocommit() {
                    self.batch(if is_alone { "ROLLBACK; BEGIN" } else { "ROLLBACK TO one; RELEASE one" })?;
                    if let Task::Commit(work) = task {
                        return Err(explain(&self.connection, work, refused));
                    }
                }
                Err(match refused {
                    Refused::Conflict(conflict) => conflict.into(),
                    Refused::Failure(failure) => StoreError::from(failure).into(),
                })
            }
        }
    }

    fn batch(&self, sql: &str) -> Result<(), StoreError> {
        self.connection.execute_batch(sql).map_err(|error| StoreError::Unavailable(in_words(&error)))
    }

    fn uncommitted(&mut self, answers: Vec<Answer>, error: &rusqlite::Error) -> Vec<Answer> {
        if !self.connection.is_autocommit() {
            let _ = self.connection.execute_batch("ROLLBACK");
        }
        let problem = if matches!(error.sqlite_error_code(), Some(ErrorCode::SystemIoFailure)) {
            self.broken = Some(format!(
                "the disk failed while a commit was flushed ({error}); open the database anew once the disk is sound"
            ));
            StoreError::UnknownOutcome(in_words(error))
        } else {
            StoreError::Unavailable(in_words(error))
        };
        answers.into_iter().map(|answer: Answer| answer.and(Err(problem.clone().into()))).collect()
    }
}

fn all(group: &[Request], error: &StoreError) -> Vec<Answer> {
    group.iter().map(|_| -> Answer { Err(error.clone().into()) }).collect()
}
