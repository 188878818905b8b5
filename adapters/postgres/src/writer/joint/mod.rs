//! Small commits of one tenant that come while others are being written go on together, in one transaction.
//!
//! Each keeps its own id, its own answer and its own refusal: whichever cannot go with the others, or would be refused, is
//! written by itself as if there were no others. Nobody waits for company: a commit that comes while nothing is being
//! written is written at once.

mod lanes;
mod part;
mod write;

use std::sync::Arc;

use rollbook_domain::port::{Committed, StoreError};

use self::lanes::{Entered, Told};
use super::log::ensure_tenant;
use super::work::Work;
use crate::store::Link;

pub(crate) use self::lanes::Lanes;
pub(crate) use self::part::Part;

/// Whose turn it is to write; over when it is dropped.
pub(super) type Turn = lanes::Turn<Part, Answer>;

/// What a commit is told by whoever wrote it.
#[derive(Debug, Clone)]
pub(crate) enum Answer {
    Done(Committed),
    /// It was not written, and is to be written by itself.
    Alone,
    /// The server could not be asked, or it could not be found out what became of the COMMIT.
    Failed(StoreError),
}

/// What became of a commit that others may have been written with.
pub(super) enum Joined {
    Done(Committed),
    Failed(StoreError),
    /// Whoever wrote it is gone, and did not say.
    Untold,
    /// It is to be written by itself, and nothing of it is there.
    Alone(Option<Turn>),
}

/// Lets a commit go together with others if it can.
pub(super) async fn join(link: &Link, work: &Arc<Work>) -> Joined {
    let Some(part) = Part::of(work) else { return Joined::Alone(None) };
    // What stands in the way here will stand there again for whoever goes alone.
    let Ok(tenant_no) = ensure_tenant(link, &work.tenant).await else { return Joined::Alone(None) };
    let part = Arc::new(part);
    let told = match link.lanes.enter(part.kind(tenant_no), Arc::clone(&part)) {
        Entered::Turn(turn) => return Joined::Alone(Some(turn)),
        Entered::Waits(told) => told.await,
    };
    match told {
        Ok(Told::Turn(turn, others)) if others.is_empty() => Joined::Alone(Some(turn)),
        Ok(Told::Turn(turn, others)) => {
            let parts: Vec<Arc<Part>> =
                std::iter::once(&part).chain(others.iter().map(|other| &other.job)).map(Arc::clone).collect();
            let mut answers = turn.lasting(write::write(link, tenant_no, &parts)).await.into_iter();
            let own = answers.next().unwrap_or(Answer::Alone);
            for (other, answer) in others.into_iter().zip(answers) {
                other.tell(answer);
            }
            joined(own)
        }
        Ok(Told::Answer(answer)) => joined(answer),
        Ok(Told::Apart) => Joined::Alone(None),
        Err(_) => Joined::Untold,
    }
}

fn joined(answer: Answer) -> Joined {
    match answer {
        Answer::Done(committed) => Joined::Done(committed),
        Answer::Alone => Joined::Alone(None),
        Answer::Failed(error) => Joined::Failed(error),
    }
}
