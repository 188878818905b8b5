//! The one transaction in which several commits are written.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::sync::Arc;

use rollbook_domain::port::Committed;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::super::commit::{Ended, end};
use super::super::log::{next_commit_no, write_together};
use super::super::resolve::{Resolved, resolve};
use super::super::streams::KINDS;
use super::super::work::Work;
use super::Answer;
use super::part::{Part, StreamKey};
use crate::apply::Book;
use crate::failure::{Failure, Outcome, is_late, is_silence};
use crate::store::{Link, Purpose};
use crate::tables::{Binds, Tables, binds};

/// Writes all that can be written together, and says of each what became of it.
///
/// Where anything stands in the way, nothing is written, and each finds out by itself whether that is its own concern.
pub(super) async fn write(link: &Link, tenant_no: i64, parts: &[Arc<Part>]) -> Vec<Answer> {
    let rows = parts.iter().map(|part| part.rows).sum();
    let mut tables = match link.begin(tenant_no, Purpose::Writing(rows)).await {
        Ok(tables) => tables,
        Err(failure) => return vec![stopped(failure); parts.len()],
    };
    let written = match write_all(link, &mut tables, parts).await {
        Ok(written) => written,
        Err(answer) => {
            tables.roll_back().await;
            return vec![answer; parts.len()];
        }
    };
    let otherwise = match end(link, tables).await {
        Ended::Committed => None,
        Ended::Refused(_) => Some(Answer::Alone),
        Ended::Unanswered(problem) => after_silence(link, parts, &written, problem).await,
    };
    let answer = |written: Option<Committed>| match (written, &otherwise) {
        (Some(committed), None) => Answer::Done(committed),
        (Some(_), Some(answer)) => answer.clone(),
        (None, _) => Answer::Alone,
    };
    written.into_iter().map(answer).collect()
}

/// What is told to those whose COMMIT was not answered, unless it turns out to have happened: to all of them or to none,
/// so one is looked for in everybody's place.
async fn after_silence(
    link: &Link,
    parts: &[Arc<Part>],
    written: &[Option<Committed>],
    problem: String,
) -> Option<Answer> {
    let part = parts.iter().zip(written).find_map(|(part, written)| written.map(|_| part))?;
    match resolve(link, &part.work, problem).await {
        Ok(Resolved::Written(_)) => None,
        Ok(Resolved::NotWritten) => Some(Answer::Alone),
        Err(error) => Some(Answer::Failed(error)),
    }
}

/// What is told of a transaction that did not get to its COMMIT. Whoever found no connection or no answer, and whoever
/// waited too long for the end of the log, need not wait for the same again.
fn stopped(failure: Failure) -> Answer {
    match failure {
        Failure::Sqlx(error) if matches!(error, sqlx::Error::PoolTimedOut) || is_silence(&error) => {
            Answer::Failed(Failure::Sqlx(error).into())
        }
        _ => Answer::Alone,
    }
}

fn stopped_at_the_end(failure: Failure) -> Answer {
    match failure {
        Failure::Sqlx(error) if is_late(&error) => Answer::Failed(Failure::Sqlx(error).into()),
        other => stopped(other),
    }
}

/// Writes within the transaction that is open; those whose streams are not where they were expected, or in somebody else's
/// hands, are left out.
async fn write_all(
    link: &Link,
    tables: &mut Tables,
    parts: &[Arc<Part>],
) -> Result<Vec<Option<Committed>>, Answer> {
    let (stands, numbered) = write_state(link, tables, parts).await.map_err(stopped)?;
    let mut committed = write_together(tables, &numbered).await.map_err(stopped_at_the_end)?.into_iter();
    Ok(stands.into_iter().map(|stands| if stands { committed.next() } else { None }).collect())
}

/// Writes the state of those that stand, and says which these are, and their commits with numbers.
async fn write_state<'parts>(
    link: &Link,
    tables: &mut Tables,
    parts: &'parts [Arc<Part>],
) -> Outcome<(Vec<bool>, Vec<(&'parts Work, i64)>)> {
    let found = hold(tables, parts).await?;
    let is_there = |(key, expected): &(StreamKey, i64)| found.get(key) == Some(expected);
    let (mut stands, mut numbered) = (Vec::with_capacity(parts.len()), Vec::with_capacity(parts.len()));
    let mut book = Book::default();
    for part in parts {
        stands.push(part.moved.iter().chain(&part.held).all(is_there));
        if stands.last() == Some(&true) {
            let commit_no = next_commit_no(link, tables).await?;
            for (stream, reached) in part.advanced() {
                book.advance(&stream, reached)?;
            }
            book.gather(&part.work, commit_no)?;
            numbered.push((&*part.work, commit_no));
        }
    }
    book.write(tables).await?;
    Ok((stands, numbered))
}

/// Locks the rows of all streams, in order of their ids as everybody does, and says where each is. Rows that somebody else
/// holds are passed over: whoever needs one waits for it alone.
async fn hold(tables: &mut Tables, parts: &[Arc<Part>]) -> Outcome<HashMap<StreamKey, i64>> {
    let mut wanted: BTreeMap<(usize, bool), Vec<Uuid>> = BTreeMap::new();
    for part in parts {
        for ((kind, id), _) in &part.moved {
            wanted.entry((*kind, false)).or_default().push(*id);
        }
        for ((kind, id), _) in &part.held {
            wanted.entry((*kind, true)).or_default().push(*id);
        }
    }
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let (mut sql, mut answer) = (String::new(), String::new());
    let mut binds: Binds = binds![tables.tenant_no];
    for (number, ((kind, is_held), mut ids)) in wanted.into_iter().enumerate() {
        let lock = if is_held { KINDS[kind].hold } else { KINDS[kind].lock };
        let lock = lock.replace("$2", &format!("${}", number + 2));
        let (with, union) = if number == 0 { ("WITH", "") } else { (",", " UNION ALL ") };
        let _ = write!(sql, "{with} part{number} AS ({lock} SKIP LOCKED)");
        let _ = write!(answer, "{union}SELECT {kind}::int8 AS place, id, revision FROM part{number}");
        ids.sort_unstable();
        ids.dedup();
        binds = binds.with(ids);
    }
    let _ = write!(sql, " {answer}");
    // Made of the program's own texts; every value is a parameter.
    let found = tables.rows("streams", AssertSqlSafe(sql), binds, |cells| {
        Ok(((cells.small("place")? as usize, cells.uuid("id")?), cells.integer("revision")?))
    });
    Ok(found.await?.into_iter().collect())
}
