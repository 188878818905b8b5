//! What is there now that a commit was refused.

use std::collections::HashMap;
use std::fmt::Write as _;

use rollbook_domain::commit::Expected;
use rollbook_domain::event::StreamId;
use rollbook_domain::port::stored::{stream_key, stream_of};
use rollbook_domain::port::{CommitError, Conflict, StoreError};
use rollbook_domain::stamp::Revision;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::streams::KINDS;
use super::work::Work;
use crate::failure::Outcome;
use crate::row::StoredId as _;
use crate::tables::{Tables, binds};

/// How the commit's row is told from those of streams.
const COMMIT: &str = "commit";

/// Whether the commit was written before, and the first of its streams that is not where it was read.
pub(super) struct Looked {
    is_written: bool,
    moved: Option<Conflict>,
}

impl Looked {
    /// Whether the commit was written before, which goes before everything else.
    pub(super) fn is_written(&self) -> bool {
        self.is_written
    }

    /// What the caller of a commit that was not written is told: a stream that moved, and then what was met.
    pub(super) fn told(self, met: Option<CommitError>) -> CommitError {
        let vanished = || {
            let why = "a stream moved while the commit was written; try again";
            StoreError::Unavailable(why.to_owned()).into()
        };
        self.moved.map(CommitError::from).or(met).unwrap_or_else(vanished)
    }
}

/// Looks for the commit and at all streams that it expects, by one statement, which sees one state of the database.
pub(super) async fn look(tables: &mut Tables, work: &Work) -> Outcome<Looked> {
    let mut sql = format!(
        "SELECT '{COMMIT}' AS kind, id, 0::int8 AS number FROM commits WHERE tenant_no = $1 AND id = $2 \
         UNION ALL SELECT 'tenant', $3, revision FROM tenants WHERE tenant_no = $1"
    );
    let mut binds = binds![tables.tenant_no, work.commit.id.uuid(), stream_key(&StreamId::Tenant).1];
    let mut parameters = 3;
    for kind in &KINDS {
        let keys = work.commit.expected.iter().map(|expected| stream_key(&expected.stream));
        let ids: Vec<Uuid> = keys.filter(|(name, _)| *name == kind.name).map(|(_, id)| id).collect();
        if !ids.is_empty() {
            binds = binds.with(ids);
            parameters += 1;
            let (name, table) = (kind.name, kind.table);
            let _ = write!(
                sql,
                " UNION ALL SELECT '{name}', id, revision FROM {table} \
                 WHERE tenant_no = $1 AND id = ANY(${parameters})"
            );
        }
    }
    let mut is_written = false;
    let mut found = HashMap::with_capacity(work.commit.expected.len());
    // Made of the program's own texts; every value is a parameter.
    let read = tables.rows("streams", AssertSqlSafe(sql), binds, |cells| {
        let (kind, id, number) = (cells.text("kind")?, cells.uuid("id")?, cells.count("number")?);
        if kind == COMMIT {
            is_written = true;
        } else if let Some(stream) = stream_of(kind, id) {
            found.insert(stream, Revision::new(number));
        }
        Ok(())
    });
    read.await?;
    let at = |stream| found.get(stream).copied().unwrap_or(Revision::NONE);
    let moved = work.commit.expected.iter().find(|expected| at(&expected.stream) != expected.revision);
    Ok(Looked { is_written, moved: moved.map(moved_from) })
}

/// The conflict of a stream that is not where it was expected.
pub(super) fn moved_from(expected: &Expected) -> Conflict {
    Conflict::Moved { stream: expected.stream, expected: expected.revision }
}
