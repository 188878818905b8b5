//! Finding out what became of a commit whose answer was lost.

use rollbook_domain::port::{Committed, StoreError};

use super::log::find_commit;
use super::work::Work;
use crate::failure::{Failure, Outcome, in_words};
use crate::store::{Link, Purpose};
use crate::tables::binds;

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
/// Whoever writes holds the end of the log until the transaction is over, so having it means that the other one is over.
///
/// # Errors
/// [`StoreError::UnknownOutcome`] when the server cannot be asked.
pub(super) async fn resolve(link: &Link, work: &Work, problem: String) -> Result<Resolved, StoreError> {
    let mut last = problem;
    for _ in 0..MOST_TRIES {
        match ask(link, work).await {
            Ok(Some(committed)) => return Ok(Resolved::Written(committed)),
            Ok(None) => return Ok(Resolved::NotWritten),
            Err(Failure::Store(error)) => return Err(error),
            Err(Failure::Sqlx(error)) => last = in_words(&error),
        }
    }
    Err(StoreError::UnknownOutcome(last))
}

async fn ask(link: &Link, work: &Work) -> Outcome<Option<Committed>> {
    let tenant_no = super::log::ensure_tenant(link, &work.tenant).await?;
    let mut tables = link.begin(tenant_no, Purpose::Writing(1)).await?;
    let found = async {
        let sql = "SELECT last_sequence FROM log_ends WHERE tenant_no = $1 FOR UPDATE";
        tables.run(sql, binds![tenant_no]).await?;
        find_commit(&mut tables, work.commit.id).await
    };
    let found = found.await;
    tables.end(found).await
}

/// A commit that was tried as often as it may be.
pub(super) fn given_up() -> StoreError {
    StoreError::Unavailable(
        "the connection broke again and again while a commit was written; try again".to_owned(),
    )
}
