//! Naming an invitation.

use rollbook_domain::id::InvitationId;

/// Reads an invitation's id.
pub(super) fn invitation_id(typed: &str) -> Result<InvitationId, String> {
    InvitationId::parse(typed.trim()).map_err(|error| error.to_string())
}
