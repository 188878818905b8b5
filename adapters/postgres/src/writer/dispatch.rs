//! Transactions in which mails are taken in hand and settled: no commits, so nothing of them stands in the log.

use rollbook_domain::port::StoreError;
use tokio::time::timeout;

use crate::failure::{Failure, Outcome, is_lost, is_passing};
use crate::store::Link;
use crate::tables::Tables;

/// How often a transaction that met another one is tried.
pub(super) const MOST_TRIES: u32 = 4;

/// Makes what was written durable.
///
/// # Errors
/// [`StoreError::UnknownOutcome`] when the answer does not arrive.
pub(super) async fn finish(link: &Link, tables: Tables) -> Outcome<()> {
    match timeout(link.options.commit_timeout, tables.commit()).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) if is_lost(&error) => Err(StoreError::UnknownOutcome(error.to_string()).into()),
        Ok(Err(error)) => Err(error.into()),
        Err(_) => {
            let problem = "the answer to the COMMIT took too long".to_owned();
            Err(StoreError::UnknownOutcome(problem).into())
        }
    }
}

/// Whether nothing was written and the same may well pass when it is tried again.
pub(super) fn may_pass(failure: &Failure) -> bool {
    matches!(failure, Failure::Sqlx(error) if is_passing(error) || is_lost(error))
}
