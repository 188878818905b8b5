//! One client: what it does, and what it writes down about it.

use std::io;
use std::sync::Arc;

use rollbook_application::{Desk, Failure};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::port::{SettingsReader as _, StoreError};
use rollbook_system::{KeyRingVault, SystemClock, SystemIds};

use super::abandon::abandoned_after;
use super::act::{act, claim};
use super::race::Reach;
use super::scene::{Scene, actor};
use crate::history::{Act, Outcome, Recorder, Told};
use crate::watched::Watched;

/// One client.
pub(super) struct Client {
    tenant: Watched,
    recorder: Arc<Recorder>,
    ids: Arc<SystemIds>,
    vault: Arc<KeyRingVault>,
}

impl Client {
    pub(super) fn new(
        tenant: Watched,
        recorder: Arc<Recorder>,
        ids: Arc<SystemIds>,
        vault: Arc<KeyRingVault>,
    ) -> Self {
        Self { tenant, recorder, ids, vault }
    }

    /// Does something, and says how it ended once that is written down.
    pub(super) async fn does(&mut self, what: Act, scene: &Scene) -> io::Result<Outcome> {
        self.recorder.asked(what);
        let outcome = outcome(act(&self.desk(), &*self.vault, scene, what).await);
        self.recorder.answered(outcome.clone())?;
        Ok(outcome)
    }

    /// Takes a seat by a code that it was told.
    pub(super) async fn claims(&mut self, reach: &Reach) -> io::Result<Outcome> {
        self.recorder.asked(Act::Claim { seat: reach.seat, person: reach.person.id });
        let claimed = async {
            let email = EmailAddress::parse(&reach.person.email)
                .map_err(|error| StoreError::Malformed(error.to_string()))?;
            claim(&self.desk(), &*self.vault, email, &reach.code).await
        };
        let outcome = outcome(claimed.await);
        self.recorder.answered(outcome.clone())?;
        Ok(outcome)
    }

    /// Does something, and goes away when it has to wait for the store once more than `waits` times.
    pub(super) async fn does_for_a_while(
        &mut self,
        what: Act,
        scene: &Scene,
        waits: u64,
    ) -> io::Result<Outcome> {
        self.recorder.asked(what);
        let answered = abandoned_after(act(&self.desk(), &*self.vault, scene, what), waits).await;
        let outcome = answered.map_or(Outcome::Abandoned, outcome);
        self.recorder.answered(outcome.clone())?;
        Ok(outcome)
    }

    /// Asks the store for anything at all.
    pub(super) async fn asks(&self) -> Result<(), StoreError> {
        self.tenant.tenant_state().await.map(|_| ())
    }

    fn desk(&self) -> Desk<'_> {
        Desk { store: &self.tenant, clock: &SystemClock, ids: &*self.ids, actor: actor() }
    }
}

fn outcome(answer: Result<Told, Failure>) -> Outcome {
    match answer {
        Ok(told) => Outcome::Done(told),
        Err(failure @ (Failure::Refused(_) | Failure::Missing { .. })) => {
            Outcome::Refused { why: failure.to_string() }
        }
        Err(Failure::Conflict(_)) => Outcome::Conflict,
        Err(Failure::Store(StoreError::Unavailable(why))) => Outcome::Unavailable { why },
        Err(Failure::Store(StoreError::UnknownOutcome(why))) => Outcome::Unknown { why },
        Err(failure) => Outcome::Broken { why: failure.to_string() },
    }
}
