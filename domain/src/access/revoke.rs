//! Taking one grant back (ACC-13).

use super::{AccessEvent, AccessGrant, Standing};
use crate::refusal::Outcome;

/// Takes one grant back for good; other grants of the product stand (ACC-13). A second time changes nothing.
pub fn revoke(grant: &AccessGrant) -> (Outcome, Vec<AccessEvent>) {
    let is_revoked = grant.standings.iter().any(|change| change.standing == Standing::Revoked);
    if is_revoked {
        return (Outcome::Unchanged, Vec::new());
    }
    (Outcome::Applied, vec![AccessEvent::AccessRevoked { grant: grant.id }])
}
