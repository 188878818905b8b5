//! Finding out what became of a commit whose answer was lost.

use rollbook_domain::id::CommitId;
use rollbook_domain::port::{Committed, StoreError};
use rollbook_domain::settings::TenantId;

use super::work::Work;
use crate::failure::{Failure, Outcome, in_words, is_late, is_silence, may_not_write};
use crate::row::StoredId as _;
use crate::store::{Link, Purpose};
use crate::tables::{Tables, binds};

/// How often the server is asked.
const MOST_TRIES: u32 = 3;

/// What became of it.
pub(super) enum Resolved {
    Written(Committed),
    /// It was not, and will not be.
    NotWritten,
}

/// Asks the server by the commit's id.
///
/// # Errors
/// [`StoreError::UnknownOutcome`] when the server cannot be asked.
pub(super) async fn resolve(link: &Link, work: &Work, problem: String) -> Result<Resolved, StoreError> {
    let mut last = String::new();
    for _ in 0..MOST_TRIES {
        match ask(link, &work.tenant, work.commit.id).await {
            Ok(Some(committed)) => return Ok(Resolved::Written(committed)),
            Ok(None) => return Ok(Resolved::NotWritten),
            Err(Failure::Store(error)) => return Err(error),
            Err(Failure::Sqlx(error)) => last = in_words(&error),
        }
    }
    Err(StoreError::UnknownOutcome(format!("{problem}; then, asked for it: {last}")))
}

/// The commit with this id, as [`ask`] finds it; whoever may not write, as on a standby, is told what is there to be seen.
///
/// # Errors
/// [`StoreError::UnknownOutcome`] when what was found may be on one machine alone, or somebody holds the end of the log.
pub(crate) async fn find_commit(link: &Link, tenant: &TenantId, id: CommitId) -> Outcome<Option<Committed>> {
    match ask(link, tenant, id).await {
        Err(Failure::Sqlx(error)) if may_not_write(&error) => {
            link.read(tenant, Purpose::Finding, move |tables| Box::pin(seen(tables, id))).await
        }
        Err(Failure::Sqlx(error)) if is_late(&error) => {
            Err(StoreError::UnknownOutcome(in_words(&error)).into())
        }
        answer => answer,
    }
}

/// The commit with this id, if it was written, once it is as durable as any that is acknowledged.
///
/// Whoever writes holds the end of the log until the transaction is over, so having it means that the other one is over.
/// What is there then may be on this machine alone: a COMMIT that waits for a standby becomes visible when its session or the
/// server ends meanwhile. This transaction writes too (a lock on a row), so that its own COMMIT waits for as much.
async fn ask(link: &Link, tenant: &TenantId, id: CommitId) -> Outcome<Option<Committed>> {
    let Some(tenant_no) = link.tenant_no(tenant).await? else { return Ok(None) };
    let mut tables = link.begin(tenant_no, Purpose::Writing(1)).await?;
    match find(&mut tables, id).await {
        Ok(Some(committed)) => match tables.commit().await {
            Ok(()) => Ok(Some(committed)),
            // It waits for a standby, as the next one would.
            Err(error) if is_silence(&error) => Err(StoreError::UnknownOutcome(in_words(&error)).into()),
            Err(error) => Err(error.into()),
        },
        otherwise => {
            tables.roll_back().await;
            otherwise
        }
    }
}

async fn find(tables: &mut Tables, id: CommitId) -> Outcome<Option<Committed>> {
    let tenant_no = tables.tenant_no;
    tables
        .run("SELECT last_sequence FROM log_ends WHERE tenant_no = $1 FOR UPDATE", binds![tenant_no])
        .await?;
    seen(tables, id).await
}

async fn seen(tables: &mut Tables, id: CommitId) -> Outcome<Option<Committed>> {
    let sql = "SELECT last_sequence FROM commits WHERE tenant_no = $1 AND id = $2";
    let last =
        tables.row("commits", sql, binds![tables.tenant_no, id.uuid()], |cells| cells.count("last_sequence"));
    Ok(last.await?.map(|last_sequence| Committed { last_sequence }))
}

/// A commit that was tried as often as it may be.
pub(super) fn given_up() -> StoreError {
    StoreError::Unavailable(
        "the connection broke again and again while a commit was written; try again".to_owned(),
    )
}
