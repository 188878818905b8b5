//! Finding the seat that a link or a registration code opens.

use rollbook_domain::port::{SeatKey, SeatRow, Vault};
use rollbook_domain::seat::{ClaimBy, ClaimRefused};
use rollbook_domain::secret::{LinkSecret, RegistrationCode};

use crate::{Desk, Failure};

/// What a seat is opened with, as typed.
#[derive(Clone, Copy)]
pub enum Opener<'a> {
    /// A link of an invitation, or its secret alone.
    Link(&'a str),
    /// A registration code.
    Code(&'a str),
}

/// The seat, and how the decision about it names what was typed.
///
/// A store is asked by hashes alone, so whatever was typed reaches no query and no log.
pub(super) async fn seat_opened_by(
    desk: &Desk<'_>,
    vault: &dyn Vault,
    opener: Opener<'_>,
) -> Result<(SeatRow, ClaimBy), Failure> {
    match opener {
        Opener::Link(typed) => {
            let link = LinkSecret::parse(typed).map_err(ClaimRefused::from)?.hash();
            let row = desk.store.find_seat(&SeatKey::Link(link)).await?;
            Ok((row.ok_or(ClaimRefused::UnknownLink)?, ClaimBy::Link(link)))
        }
        Opener::Code(typed) => {
            let code = RegistrationCode::parse(typed).map_err(ClaimRefused::from)?;
            let row = desk.store.find_seat(&SeatKey::Code(vault.lookups(&code)?)).await?;
            Ok((row.ok_or(ClaimRefused::UnknownCode)?, ClaimBy::Code))
        }
    }
}
