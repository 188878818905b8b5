//! Telling the server that its tables grew.

use std::time::Duration;

use tokio::time::timeout;

use super::retention::rows_to_go;
use super::work::Work;
use crate::failure::Outcome;
use crate::store::{Link, NOBODY, Purpose};
use crate::tables::binds;

/// A commit of fewer rows than this is left to the server to notice.
const MANY_ROWS: usize = 1_000;

/// Whoever waits to be told that their rows are written is not kept waiting for longer.
const LONGEST_LOOK: Duration = Duration::from_secs(5);

/// How many rows a commit brings, changes or takes away.
pub(super) fn rows_of(work: &Work) -> usize {
    work.commit.events.len() + work.commit.mails.len() + rows_to_go(work)
}

/// Has the server look at tables that grew by far, once a large commit is written.
///
/// It does so by itself within minutes. Until then every session would go on by what was planned when the tables were small,
/// and read tens of thousands of rows one by one that are found by a key.
pub(super) async fn look_at_what_grew(link: &Link, work: &Work) {
    if rows_of(work) >= MANY_ROWS {
        // What was written is written, and the server will look by itself later.
        let _ = timeout(LONGEST_LOOK, look(link)).await;
    }
}

async fn look(link: &Link) -> Outcome<()> {
    // No standby needs to be waited for.
    let sql = "SELECT analyze_what_grew($1::int8::oid)::int8 AS looked_at, set_config('synchronous_commit', 'local', true)";
    let mut looked_at = Some(0_i64);
    while let Some(last) = looked_at {
        let mut tables = link.begin(NOBODY, Purpose::Writing(1)).await?;
        let next =
            tables.row("pg_class", sql, binds![last], |cells| cells.optional_integer("looked_at")).await;
        looked_at = tables.end(next).await?.flatten();
    }
    Ok(())
}
