//! Contract changes: whose access they change, and what a source's contracts would change (ENR-01, ENR-02, Q-40, Q-41).

mod effect;
mod guard;
mod shelf;
mod source;
mod sync;

#[cfg(test)]
mod tests;

pub(super) use effect::changed;
pub use effect::{Effect, Follower, Standing, comebacks, effects, fingerprint, holders};
pub use guard::{ContractChangeRefused, Shown, guard};
pub use source::{ContractError, SourceContract};
pub use sync::{KnownContract, SyncPlan, SyncResult, SyncRow, needs_followers, plan};
