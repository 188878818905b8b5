//! Accounts as plans of seats see them.

use rollbook_domain::personal::Personal;
use rollbook_domain::plan::seats::KnownLearner;
use rollbook_domain::port::Learner;

/// What a plan is told of an account.
pub(crate) fn known_learner(learner: &Learner) -> KnownLearner<'_> {
    let Learner { account, profile, has_password, claimed_as, grants } = learner;
    KnownLearner {
        id: account.id,
        revision: account.revision,
        profile: profile.reveal(),
        status: account.status,
        groups: &account.groups,
        has_password: *has_password,
        claimed_as: claimed_as.as_ref().map(Personal::reveal),
        grants,
    }
}
