//! Erasing whom an old backup has brought back (N123).

use std::collections::HashSet;

use rollbook_domain::customer::StatusWord;
use rollbook_domain::event::StreamId;
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::{ActivityQuery, CustomerKey, PageRequest, SeatQuery};
use rollbook_domain::privacy::{Erase, EraseRefused, PastErasure, erase_again, may_succeed};
use rollbook_domain::rule::GDPR_11;
use rollbook_domain::time::Instant;

use super::erase::{erase_once_more, seats_go};
use crate::customer::get_customer;
use crate::impersonation::keep_within;
use crate::order::seats::{all_seats, held};
use crate::seat::Release;
use crate::{Desk, Failure};

/// What doing erasures once more did, or would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replay {
    /// When it was looked at.
    pub at: Instant,
    /// Everybody on the list, once, in its order.
    pub people: Vec<ReplayedPerson>,
}

/// Somebody who was erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReplayedPerson {
    /// Who, and when they were erased first.
    pub past: PastErasure,
    /// What becomes of them.
    pub fate: ReplayFate,
}

/// What becomes of somebody who was erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplayFate {
    /// They are there and go, or went.
    Erased {
        /// The status they had here.
        status: StatusWord,
        /// How many seats are voided or handed over.
        seats: u64,
    },
    /// They are erased or deleted here too.
    Already,
    /// There is nobody of that id here, and never was.
    Unknown,
}

impl Replay {
    /// How many people go, or went.
    pub fn erased(&self) -> u64 {
        self.count(|fate| matches!(fate, ReplayFate::Erased { .. }))
    }

    /// How many are erased here already.
    pub fn already(&self) -> u64 {
        self.count(|fate| fate == ReplayFate::Already)
    }

    /// How many this database does not know.
    pub fn unknown(&self) -> u64 {
        self.count(|fate| fate == ReplayFate::Unknown)
    }

    fn count(&self, is_meant: impl Fn(ReplayFate) -> bool) -> u64 {
        self.people.iter().filter(|person| is_meant(person.fate)).count() as u64
    }
}

/// Plans to erase everybody of the list who is not erased here, and changes nothing.
///
/// # Errors
/// [`SuccessorErased`](rollbook_domain::privacy::SuccessorErased) and what
/// [`erase_again`] refuses of anybody; [`Failure::Missing`] for a successor who does not exist.
pub async fn plan_replay(
    desk: &Desk<'_>,
    erased: &[PastErasure],
    release: &Release,
) -> Result<Replay, Failure> {
    desk.tenant().await?;
    let successor = match release {
        Release::Successor(key) => Some(get_customer(desk, key).await?.customer),
        Release::Void => None,
    };
    if let Some(successor) = &successor {
        may_succeed(successor.id, erased)?;
    }
    let mut replay = Replay { at: desk.now(), people: Vec::new() };
    let mut seen = HashSet::new();
    for past in erased.iter().filter(|past| seen.insert(past.customer)) {
        let key = CustomerKey::Id(past.customer);
        let fate = match desk.store.find_customer(&key).await? {
            None if was_here(desk, past.customer).await? => ReplayFate::Already,
            None => ReplayFate::Unknown,
            Some(record) => {
                let query = SeatQuery { buyer: Some(past.customer), ..SeatQuery::default() };
                let rows = all_seats(desk, &query).await?;
                let known: Vec<_> = rows.iter().map(held).collect();
                let go = seats_go(Some(release), successor.as_ref());
                let facts = Erase { record: &record, seats: &known, release: go };
                match erase_again(facts, desk.now()) {
                    Ok(decided) => ReplayFate::Erased {
                        status: record.customer.status_at(desk.now()).word(),
                        seats: decided.seats.len() as u64,
                    },
                    Err(EraseRefused::Erased(_)) => ReplayFate::Already,
                    Err(refused) => return Err(refused.into()),
                }
            }
        };
        replay.people.push(ReplayedPerson { past: *past, fate });
    }
    Ok(replay)
}

/// Erases everybody who goes by a plan, each in a commit of their own as
/// [`erase_customer`](super::erase_customer) does. What was done stays done when it is stopped on the way, and doing it
/// again does the rest.
///
/// # Errors
/// As [`plan_replay`], and what an impersonation may not do (AUD-06).
pub async fn replay_erasures(
    desk: &Desk<'_>,
    plan: &Replay,
    release: &Release,
    mut at: impl FnMut(u64),
) -> Result<Replay, Failure> {
    keep_within(desk, &desk.new_commit(desk.now())).await?;
    let mut replay = Replay { at: desk.now(), people: Vec::new() };
    for person in &plan.people {
        let fate = match person.fate {
            ReplayFate::Erased { status, .. } => {
                match erase_once_more(desk, person.past.customer, release).await {
                    Ok(erasure) => {
                        let seats = erasure.seats;
                        let seats = seats.available + seats.pending + seats.claimed + seats.void;
                        ReplayFate::Erased { status, seats }
                    }
                    // Another run was faster.
                    Err(failure) if failure.rules() == [GDPR_11] => ReplayFate::Already,
                    Err(failure) => return Err(failure),
                }
            }
            other => other,
        };
        replay.people.push(ReplayedPerson { fate, ..*person });
        at(replay.erased());
    }
    Ok(replay)
}

/// Whether anything was ever written of a customer who is not there.
async fn was_here(desk: &Desk<'_>, customer: CustomerId) -> Result<bool, Failure> {
    let query = ActivityQuery { stream: Some(StreamId::Customer(customer)), is_newest_first: true };
    Ok(!desk.store.activity(&query, &PageRequest::first(1)).await?.items.is_empty())
}
