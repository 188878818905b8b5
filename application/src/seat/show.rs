//! One seat.

use rollbook_domain::id::{CustomerId, SeatId};
use rollbook_domain::port::{SeatKey, SeatRow, Vault};
use rollbook_domain::secret::RegistrationCode;

use crate::{Desk, Failure, What};

/// The seat with this id; a buyer who looks finds only seats they answer for.
///
/// # Errors
/// [`Failure::Missing`] when there is none, or it is another buyer's; [`Failure::Store`].
pub async fn get_seat(desk: &Desk<'_>, id: SeatId, viewer: Option<CustomerId>) -> Result<SeatRow, Failure> {
    let found = desk.store.find_seat(&SeatKey::Id(id)).await?;
    found
        .filter(|row| viewer.is_none_or(|viewer| viewer == row.seat.buyer))
        .ok_or_else(|| Failure::missing(What::Seat, id.to_string()))
}

/// The seat's registration code; `None` while the seat is void and has none.
///
/// # Errors
/// [`Failure::Vault`] when the code cannot be read.
pub fn reveal_code(row: &SeatRow, vault: &dyn Vault) -> Result<Option<RegistrationCode>, Failure> {
    let code = row.seat.code.as_ref();
    Ok(code.map(|code| vault.reveal_code(row.seat.id, code)).transpose()?)
}
