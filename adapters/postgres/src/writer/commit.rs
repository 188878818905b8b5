//! One commit: checks, state, log, and what to do when any of it fails.

use std::sync::Arc;

use rollbook_domain::commit::Commit;
use rollbook_domain::port::{CommitError, Committed};
use rollbook_domain::settings::TenantId;
use tokio::time::timeout;

use super::conflict::{Refused, explain};
use super::expect::expect;
use super::forget::forget_the_gone;
use super::growth::{look_at_what_grew, rows_of};
use super::joint::{Joined, join};
use super::log::{ensure_tenant, next_commit_no, share_numbers, write_log};
use super::resolve::{Resolved, resolve};
use super::retention::apply_retention;
use super::work::Work;
use crate::apply::Book;
use crate::failure::{Failure, is_lost, is_passing, is_silence};
use crate::store::{Link, Purpose};
use crate::tables::Tables;

/// How often a commit that met another one is written anew.
const MOST_TRIES: u32 = 4;

/// What came of one try.
enum Tried {
    Done(Committed),
    Refused(Refused),
    /// The answer to the COMMIT did not arrive.
    Unanswered(String),
}

/// Writes a commit whole or not at all; a commit that was written before changes nothing and is answered the same.
pub(crate) async fn commit(link: &Link, tenant: TenantId, commit: Commit) -> Result<Committed, CommitError> {
    let work = Arc::new(Work::parse(tenant, commit)?);
    let committed = write_with_others_or_alone(link, &work).await?;
    look_at_what_grew(link, &work).await;
    Ok(committed)
}

async fn write_with_others_or_alone(link: &Link, work: &Arc<Work>) -> Result<Committed, CommitError> {
    match join(link, work).await {
        Joined::Done(committed) => Ok(committed),
        Joined::Failed(error) => Err(error.into()),
        Joined::Alone(Some(turn)) => turn.lasting(write_alone(link, work)).await,
        Joined::Alone(None) => write_alone(link, work).await,
        // It may have got as far as the COMMIT.
        Joined::Untold => match resolve(link, work, "nobody said whether it was written".to_owned()).await? {
            Resolved::Written(committed) => Ok(committed),
            Resolved::NotWritten => write_alone(link, work).await,
        },
    }
}

async fn write_alone(link: &Link, work: &Arc<Work>) -> Result<Committed, CommitError> {
    let mut tries = 1;
    loop {
        let again = match attempt(link, work).await {
            Tried::Done(committed) => return Ok(committed),
            Tried::Refused(Refused::Failure(Failure::Sqlx(error)))
                if tries < MOST_TRIES && (is_passing(&error) || is_lost(&error) && !is_silence(&error)) =>
            {
                true
            }
            Tried::Refused(refused) => return explain(link, work, refused).await,
            Tried::Unanswered(problem) => match resolve(link, work, problem).await? {
                Resolved::Written(committed) => return Ok(committed),
                Resolved::NotWritten => tries < MOST_TRIES,
            },
        };
        if !again {
            return Err(super::resolve::given_up().into());
        }
        tries += 1;
    }
}

async fn attempt(link: &Link, work: &Work) -> Tried {
    let begun = async {
        let tenant_no = ensure_tenant(link, &work.tenant).await?;
        link.begin(tenant_no, Purpose::Writing(rows_of(work))).await
    };
    let mut tables = match begun.await {
        Ok(tables) => tables,
        Err(failure) => return Tried::Refused(failure.into()),
    };
    let committed = match write(link, &mut tables, work).await {
        Ok(committed) => committed,
        Err(refused) => {
            tables.roll_back().await;
            return Tried::Refused(refused);
        }
    };
    match end(link, tables).await {
        Ended::Committed => Tried::Done(committed),
        Ended::Refused(failure) => Tried::Refused(failure.into()),
        Ended::Unanswered(problem) => Tried::Unanswered(problem),
    }
}

/// How a transaction ended that was to be there.
pub(super) enum Ended {
    Committed,
    Refused(Failure),
    /// The answer to the COMMIT did not arrive.
    Unanswered(String),
}

/// Sends the COMMIT; from here on the outcome is the server's to say.
pub(super) async fn end(link: &Link, mut tables: Tables) -> Ended {
    let drawn = std::mem::take(&mut tables.drawn);
    match timeout(link.options.commit_timeout, tables.commit()).await {
        Ok(Ok(())) => {
            share_numbers(link, drawn);
            Ended::Committed
        }
        Ok(Err(error)) if is_lost(&error) => Ended::Unanswered(error.to_string()),
        Ok(Err(error)) => Ended::Refused(error.into()),
        Err(_) => Ended::Unanswered("the answer to the COMMIT took too long".to_owned()),
    }
}

/// Writes everything within the transaction that is open.
async fn write(link: &Link, tables: &mut Tables, work: &Work) -> Result<Committed, Refused> {
    let commit_no = next_commit_no(link, tables).await?;
    expect(tables, work).await?;
    let mut book = Book::default();
    book.gather(work, commit_no)?;
    book.write(tables).await?;
    forget_the_gone(tables, work).await?;
    apply_retention(tables, work).await?;
    Ok(write_log(tables, work, commit_no).await?)
}
