//! One commit: checks, state, log, and what to do when any of it fails.

use rollbook_domain::commit::Commit;
use rollbook_domain::port::{CommitError, Committed};
use rollbook_domain::settings::TenantId;
use tokio::time::timeout;

use super::conflict::{Refused, explain};
use super::expect::expect;
use super::forget::forget_the_gone;
use super::log::{ensure_tenant, next_commit_no, write_log};
use super::resolve::{Resolved, resolve};
use super::retention::{apply_retention, rows_to_go};
use super::work::Work;
use crate::apply::{Book, Place};
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
    let work = Work::parse(tenant, commit)?;
    let mut tries = 1;
    loop {
        let again = match attempt(link, &work).await {
            Tried::Done(committed) => return Ok(committed),
            Tried::Refused(Refused::Failure(Failure::Sqlx(error)))
                if tries < MOST_TRIES && (is_passing(&error) || is_lost(&error) && !is_silence(&error)) =>
            {
                true
            }
            Tried::Refused(refused) => return explain(link, &work, refused).await,
            Tried::Unanswered(problem) => match resolve(link, &work, problem).await? {
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
    let rows = work.commit.events.len() + work.commit.mails.len() + rows_to_go(work);
    let begun = async {
        let tenant_no = ensure_tenant(link, &work.tenant).await?;
        link.begin(tenant_no, Purpose::Writing(rows)).await
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
    // From here on the outcome is the server's to say.
    match timeout(link.options.commit_timeout, tables.commit()).await {
        Ok(Ok(())) => Tried::Done(committed),
        Ok(Err(error)) if is_lost(&error) => Tried::Unanswered(error.to_string()),
        Ok(Err(error)) => Tried::Refused(Failure::from(error).into()),
        Err(_) => Tried::Unanswered("the answer to the COMMIT took too long".to_owned()),
    }
}

/// Writes everything within the transaction that is open.
async fn write(link: &Link, tables: &mut Tables, work: &Work) -> Result<Committed, Refused> {
    let commit = &work.commit;
    let commit_no = next_commit_no(link, tables).await?;
    expect(tables, work).await?;
    let mut book = Book::new(commit_no, commit.recorded_at);
    for (new, position) in commit.events.iter().zip(&work.positions) {
        let stream = new.event.stream();
        let place = Place {
            position: position.get().cast_signed(),
            reached: work.reached.get(&stream).map_or(0, |reached| reached.get().cast_signed()),
            effective_at: new.effective_at.as_micros(),
        };
        book.apply(&place, &new.event)?;
    }
    for mail in &commit.mails {
        book.insert_mail(mail)?;
    }
    book.write(tables).await?;
    forget_the_gone(tables, work).await?;
    apply_retention(tables, work).await?;
    write_log(tables, work, commit_no).await
}
