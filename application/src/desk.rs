//! Where a use case works: the ports, the clock, the ids and the actor of one command.

use std::collections::HashSet;

use rollbook_domain::actor::Actor;
use rollbook_domain::commit::{Commit, Expected};
use rollbook_domain::customer::{CustomerEvent, Identity};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CommitId, CustomerId, IdSource};
use rollbook_domain::port::{
    Clock, CommitError, Conflict, CustomerKey, StoreError, TenantState, TenantStore,
};
use rollbook_domain::privacy::ErasedMeanwhile;
use rollbook_domain::record::RecordEvent;
use rollbook_domain::stamp::Revision;
use rollbook_domain::time::Instant;

use crate::impersonation::keep_within;
use crate::{Failure, What};

/// How often a use case loads and decides before it gives up on a stream that keeps moving.
const MOST_TRIES: u32 = 16;

/// Everything a use case works with; one for each command.
pub struct Desk<'a> {
    /// The tenant's ports.
    pub store: &'a dyn TenantStore,
    /// The clock.
    pub clock: &'a dyn Clock,
    /// Where new ids come from.
    pub ids: &'a dyn IdSource,
    /// Who gives the command.
    pub actor: Actor,
}

impl Desk<'_> {
    /// The instant it is.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// The tenant's settings.
    ///
    /// # Errors
    /// [`Failure::Missing`] while the tenant does not exist, [`Failure::Store`].
    pub async fn tenant(&self) -> Result<TenantState, Failure> {
        self.store.tenant_state().await?.ok_or_else(|| Failure::missing(What::Tenant, "this tenant"))
    }

    /// Starts an empty commit of this desk's actor.
    pub fn new_commit(&self, now: Instant) -> Commit {
        Commit::new(CommitId::next(self.ids), now, self.actor.clone())
    }

    /// Starts counting tries.
    pub fn tries(&self) -> Tries<'_> {
        Tries { desk: self, left: MOST_TRIES, rested_on: Vec::new() }
    }
}

/// Counts how often a use case may still start over.
pub struct Tries<'a> {
    desk: &'a Desk<'a>,
    left: u32,
    /// The customers who were there when a try was decided that came to nothing.
    rested_on: Vec<CustomerId>,
}

impl Tries<'_> {
    /// Commits; `true` when it is done, `false` when the use case must load and decide again.
    ///
    /// A commit without events and mails is done already. One under impersonation has to keep within its bounds.
    ///
    /// # Errors
    /// [`ErasedMeanwhile`] (GDPR-11), [`Failure::Conflict`] when no try is left, [`Failure::Store`] when the store cannot do it.
    pub async fn commit(&mut self, commit: Commit) -> Result<bool, Failure> {
        if commit.events.is_empty() && commit.mails.is_empty() {
            return Ok(true);
        }
        keep_within(self.desk, &commit).await?;
        self.bring_nobody_back(&commit).await?;
        let (id, rests_on) = (commit.id, customers_of(&commit));
        match self.desk.store.commit(commit).await {
            Ok(_) => Ok(true),
            Err(CommitError::Conflict(conflict)) => {
                self.rested_on = rests_on;
                self.start_over(conflict).map(|()| false)
            }
            Err(CommitError::Store(unknown @ StoreError::UnknownOutcome(_))) => {
                // A store that cannot be asked does not make it known that nothing happened.
                match self.desk.store.find_commit(id).await {
                    Ok(Some(_)) => Ok(true),
                    Ok(None) | Err(_) => Err(unknown.into()),
                }
            }
            Err(CommitError::Store(error)) => Err(error.into()),
        }
    }

    /// Counts a try that came to nothing, so that the use case may load and decide again.
    ///
    /// # Errors
    /// [`Failure::Conflict`] when no try is left.
    pub fn start_over(&mut self, conflict: Conflict) -> Result<(), Failure> {
        self.left = self.left.saturating_sub(1);
        if self.left == 0 { Err(Failure::Conflict(conflict)) } else { Ok(()) }
    }

    /// Looks whether somebody who was there at the try before was erased since, so that this try would make them anew out
    /// of what was read then (GDPR-11, N122).
    async fn bring_nobody_back(&self, commit: &Commit) -> Result<(), Failure> {
        if !commit.events.iter().any(|new| adds_somebody(&new.event)) {
            return Ok(());
        }
        let here: HashSet<CustomerId> = customers_of(commit).into_iter().collect();
        for id in self.rested_on.iter().filter(|id| !here.contains(id)) {
            let record = self.desk.store.find_customer(&CustomerKey::Id(*id)).await?;
            if record.is_none_or(|record| matches!(record.customer.identity, Identity::Erased { .. })) {
                return Err(ErasedMeanwhile(*id).into());
            }
        }
        Ok(())
    }
}

fn adds_somebody(event: &Event) -> bool {
    matches!(event, Event::Customer(_, RecordEvent::Customer(CustomerEvent::CustomerAdded { .. })))
}

/// The customers who were there already when the commit was decided.
fn customers_of(commit: &Commit) -> Vec<CustomerId> {
    let of = |expected: &Expected| match expected.stream {
        StreamId::Customer(id) if expected.revision != Revision::NONE => Some(id),
        _ => None,
    };
    commit.expected.iter().filter_map(of).collect()
}
