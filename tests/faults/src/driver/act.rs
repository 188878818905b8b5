//! The acts, each through its use case.

use rollbook_application::order::{ConfirmationMail, PlaceCommand, PlaceLine, place_order};
use rollbook_application::seat::{
    AssignCommand, AssignWhom, ClaimCommand, ClaimOutcome, InviteCommand, InviteWhom, Opener, ReclaimCommand,
    ReclaimWhich, SeatSource, assign_seats, claim_seat, get_seat, invite_to_seats, reclaim_seats,
    reveal_code,
};
use rollbook_application::{Desk, Failure, What};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::id::CustomerId;
use rollbook_domain::order::{OrderStatus, PaymentType};
use rollbook_domain::plan::ApplyOptions;
use rollbook_domain::plan::seats::GiveOutOptions;
use rollbook_domain::plan::seats::reclaim::ReclaimResult;
use rollbook_domain::port::{CustomerKey, PasswordHasher, PasswordHasherError, StoreError, Vault};
use rollbook_domain::secret::{Password, PasswordHash};

use super::scene::{CODE, Scene, profile};
use crate::history::{Act, PoolKey, Told};

/// Does it.
pub(super) async fn act(
    desk: &Desk<'_>,
    vault: &dyn Vault,
    scene: &Scene,
    what: Act,
) -> Result<Told, Failure> {
    match what {
        Act::Claim { seat, person } => {
            let row = get_seat(desk, seat, None).await?;
            let Some(code) = reveal_code(&row, vault)? else { return Ok(Told::Nothing) };
            claim(desk, vault, email(scene, person)?, &code.shown()).await
        }
        Act::Assign { pool, person } => assign(desk, vault, scene, pool, person).await,
        Act::Reclaim { seat } => {
            let command = ReclaimCommand {
                which: ReclaimWhich::Seat { seat, buyer: None },
                reason: None,
                is_dry_run: false,
                apply: ApplyOptions::default(),
            };
            let report = reclaim_seats(desk, vault, &command).await?;
            let is_freed =
                report.is_applied && report.count(|result| *result == ReclaimResult::Reclaimed) == 1;
            Ok(if is_freed { Told::Freed { seat } } else { Told::Nothing })
        }
        Act::Invite { pool } => invite(desk, vault, scene, pool).await,
        Act::Order { buyer, quantity } => {
            let line = PlaceLine { price: CODE.to_owned(), quantity, unit_cost: None };
            let command = PlaceCommand {
                lines: vec![line],
                status: OrderStatus::Processed,
                payment_type: PaymentType::Invoice,
                ordered: None,
                mail: ConfirmationMail::Omit,
                reason: None,
            };
            let placed = place_order(desk, vault, &CustomerKey::Id(buyer), &command).await?;
            Ok(Told::Ordered { order: placed.order, seats: quantity })
        }
    }
}

/// Takes a seat by its code.
pub(super) async fn claim(
    desk: &Desk<'_>,
    vault: &dyn Vault,
    email: EmailAddress,
    code: &str,
) -> Result<Told, Failure> {
    let command = ClaimCommand {
        opener: Opener::Code(code),
        email,
        name: None,
        password: None,
        may_stack: true,
        holds_mail: false,
    };
    let claim = claim_seat(desk, vault, &NoHasher, &command).await?;
    let (seat, holder) = (claim.seat, claim.customer);
    Ok(match claim.outcome {
        ClaimOutcome::Claimed => Told::Taken { seat, holder },
        ClaimOutcome::Unchanged => Told::Held { seat, holder },
        ClaimOutcome::AlreadyHasAccess => Told::Nothing,
    })
}

async fn assign(
    desk: &Desk<'_>,
    vault: &dyn Vault,
    scene: &Scene,
    pool: PoolKey,
    person: CustomerId,
) -> Result<Told, Failure> {
    let profile = profile(email(scene, person)?).map_err(StoreError::Malformed)?;
    let command = AssignCommand {
        buyer: CustomerKey::Id(buyer(scene, pool)?),
        source: SeatSource::Line { order: pool.order, line: pool.line },
        whom: AssignWhom::Profiles(vec![profile]),
        options: GiveOutOptions { may_stack: true, ..GiveOutOptions::default() },
        is_dry_run: false,
        holds_mail: true,
        reason: None,
    };
    let report = assign_seats(desk, &command, &NoHasher, vault).await?;
    let seat = report.rows.first().and_then(|row| row.seat).filter(|_| report.is_applied);
    Ok(seat.map_or(Told::Nothing, |seat| Told::Taken { seat, holder: person }))
}

async fn invite(desk: &Desk<'_>, vault: &dyn Vault, scene: &Scene, pool: PoolKey) -> Result<Told, Failure> {
    // Nobody is invited twice to the same product, so everybody who is invited is somebody new.
    let address = format!("{}@example.org", desk.ids.next_uuid());
    let address = EmailAddress::parse(&address).map_err(|error| StoreError::Malformed(error.to_string()))?;
    let command = InviteCommand {
        buyer: CustomerKey::Id(buyer(scene, pool)?),
        source: SeatSource::Line { order: pool.order, line: pool.line },
        whom: InviteWhom::Addresses(vec![address]),
        text: None,
        options: GiveOutOptions { may_stack: true, ..GiveOutOptions::default() },
        is_dry_run: false,
        holds_mail: false,
    };
    let report = invite_to_seats(desk, vault, &command).await?;
    let row = report.rows.first().filter(|_| report.is_applied);
    Ok(match row.and_then(|row| Some((row.seat?, row.invitation?))) {
        Some((seat, invitation)) => Told::Invited { seat, invitation },
        None => Told::Nothing,
    })
}

fn email(scene: &Scene, person: CustomerId) -> Result<EmailAddress, Failure> {
    scene.email(person).ok_or_else(|| Failure::missing(What::Customer, person.to_string()))
}

fn buyer(scene: &Scene, pool: PoolKey) -> Result<CustomerId, Failure> {
    scene.buyer(pool).ok_or_else(|| Failure::missing(What::Order, pool.order.to_string()))
}

/// A hasher for people who have their password already.
struct NoHasher;

impl PasswordHasher for NoHasher {
    fn hash_many(&self, passwords: &[Password]) -> Result<Vec<PasswordHash>, PasswordHasherError> {
        passwords.iter().map(|_| Err(PasswordHasherError("nobody needs a password".to_owned()))).collect()
    }
}
