//! Reminding people of their invitations, one or all (INV-01).

use std::collections::BTreeMap;

use rollbook_domain::email::EmailAddress;
use rollbook_domain::event::StreamId;
use rollbook_domain::id::{CustomerId, InvitationId, SeatId};
use rollbook_domain::mail::seat_reminder;
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{CustomerKey, PageRequest, SeatQuery, SeatRow, Vault};
use rollbook_domain::refusal::Refusal;
use rollbook_domain::rule::RuleId;
use rollbook_domain::seat::{InvitationState, SeatState, may_remind_all, remind};
use rollbook_domain::time::Instant;

use super::find::{offer, seat_of};
use super::renewal::Renewal;
use super::words::product_title;
use crate::catalogue::get_product;
use crate::customer::get_customer;
use crate::{Desk, Failure};

/// Who is reminded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RemindWhom {
    /// Whoever has this invitation; a buyer who is named must be the one who answers for its seat.
    One {
        /// The invitation.
        invitation: InvitationId,
        /// Whose seat it must be to.
        viewer: Option<CustomerId>,
    },
    /// Everybody with an open invitation of the buyer.
    All {
        /// The buyer.
        buyer: CustomerKey,
        /// Only to seats of this product, by its code or id.
        product: Option<String>,
    },
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemindCommand {
    /// Who is reminded.
    pub whom: RemindWhom,
    /// Whether only to show what would happen.
    pub is_dry_run: bool,
    /// How many would be reminded, as the person who reminds was told.
    pub confirm: Option<u64>,
    /// Whether the mails wait to be released by a person.
    pub holds_mail: bool,
}

/// One invitation that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemindRow {
    /// The invitation.
    pub invitation: InvitationId,
    /// The seat.
    pub seat: SeatId,
    /// Who is invited; `None` for a link that was handed over.
    pub address: Option<Personal<EmailAddress>>,
    /// The first instant at which it is over.
    pub expires_at: Instant,
    /// Why nobody is reminded of it, with the rules behind that; `None` where somebody is.
    pub left_out: Option<(String, &'static [RuleId])>,
}

/// What reminding did, or would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemindReport {
    /// Every invitation that is open, in order of order, line, seat and invitation.
    pub rows: Vec<RemindRow>,
    /// Whether it was written.
    pub is_applied: bool,
}

impl RemindReport {
    /// How many are reminded; as many mails are sent.
    pub fn reminded(&self) -> u64 {
        self.rows.iter().filter(|row| row.left_out.is_none()).count() as u64
    }
}

/// Reminds people of invitations that are open, each with a newer link that ends when the one before would have; nobody
/// who accepted is reminded, nor anybody whose invitation has ended.
///
/// # Errors
/// What [`remind`] refuses, for one invitation that is named; of all, those are left out. [`may_remind_all`] (IMP-23);
/// [`Failure::Missing`] for an invitation, buyer or product that does not exist, [`Failure::Vault`].
pub async fn send_reminders(
    desk: &Desk<'_>,
    vault: &dyn Vault,
    command: &RemindCommand,
) -> Result<RemindReport, Failure> {
    let mut tries = desk.tries();
    loop {
        let settings = desk.tenant().await?.settings;
        let (now, zone) = (desk.now(), &settings.time_zone);
        let seats = load(desk, &command.whom, now).await?;
        let wanted = wanted(&seats, &command.whom, now);
        let links = vault.new_links(wanted.len())?;
        let catalogue = desk.store.catalogue().await?;
        let mut report = RemindReport { rows: Vec::with_capacity(wanted.len()), is_applied: false };
        let mut commit = desk.new_commit(now);
        let mut streams = BTreeMap::new();
        for ((row, invitation), secret) in wanted.into_iter().zip(&links) {
            let decided = remind(offer(row), invitation, secret.hash(), now, zone);
            report.rows.extend(told(row, invitation, decided.as_ref().err()));
            let event = match (decided, &command.whom) {
                (Ok(event), _) => event,
                (Err(refused), RemindWhom::One { .. }) => return Err(refused.into()),
                (Err(_), RemindWhom::All { .. }) => continue,
            };
            streams.insert(StreamId::Seat(row.seat.id), row.seat.revision);
            streams.insert(StreamId::Customer(row.buyer.id), row.buyer.revision);
            let product = product_title(&catalogue, row.pool.product);
            let renewal = Renewal {
                row,
                invitation,
                event,
                secret,
                product: &product,
                zone,
                is_held: command.holds_mail,
                mail: seat_reminder,
            };
            renewal.write(desk, vault, &mut commit)?;
        }
        if command.is_dry_run {
            return Ok(report);
        }
        may_remind_all(report.reminded(), command.confirm, settings.guard_threshold)?;
        for (stream, revision) in streams {
            commit.expect(stream, revision);
        }
        if tries.commit(commit).await? {
            report.is_applied = true;
            return Ok(report);
        }
    }
}

async fn load(desk: &Desk<'_>, whom: &RemindWhom, now: Instant) -> Result<Vec<SeatRow>, Failure> {
    let (buyer, product) = match whom {
        RemindWhom::One { invitation, viewer } => {
            return Ok(vec![seat_of(desk, *invitation, *viewer).await?]);
        }
        RemindWhom::All { buyer, product } => (buyer, product),
    };
    let buyer = get_customer(desk, buyer).await?.customer.id;
    let product = match product {
        Some(key) => Some(get_product(&desk.store.catalogue().await?, key)?.id),
        None => None,
    };
    let state = Some((SeatState::Pending, now));
    let query = SeatQuery { buyer: Some(buyer), product, state, ..SeatQuery::default() };
    Ok(desk.store.seats(&query, &PageRequest::everything()).await?.items)
}

/// The one invitation that is named, whatever it comes to; else all that are open.
fn wanted<'a>(seats: &'a [SeatRow], whom: &RemindWhom, now: Instant) -> Vec<(&'a SeatRow, InvitationId)> {
    if let RemindWhom::One { invitation, .. } = whom {
        return seats.iter().map(|row| (row, *invitation)).collect();
    }
    let open_of = |row: &'a SeatRow| {
        let open =
            row.seat.invitations.iter().filter(move |known| known.state_at(now) == InvitationState::Open);
        open.map(move |known| (row, known.id))
    };
    seats.iter().flat_map(open_of).collect()
}

fn told(row: &SeatRow, invitation: InvitationId, refused: Option<&impl Refusal>) -> Option<RemindRow> {
    let known = row.seat.invitation(invitation)?;
    Some(RemindRow {
        invitation,
        seat: row.seat.id,
        address: known.address.clone(),
        expires_at: known.expires_at,
        left_out: refused.map(|refused| (refused.to_string(), refused.rules())),
    })
}
