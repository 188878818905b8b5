//! Taking a seat by a link or a code (REG-17, REG-18, REG-24, REG-40, Q-04, Q-05, GRP-10).

use rollbook_domain::access::{AccessEvent, AccessWindow};
use rollbook_domain::customer::StatusWord;
use rollbook_domain::email::EmailAddress;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CustomerId, GrantId, MailId, SeatId};
use rollbook_domain::mail::{SignInDetails, sign_in_details};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{CustomerKey, PasswordHasher, SeatRow, Vault};
use rollbook_domain::record::{CustomerRecord, RecordEvent};
use rollbook_domain::seat::{Claimant, Claimed, NewClaim, claim, inherited_groups, shows_address};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::PersonName;

use super::find::offer;
use super::opener::seat_opened_by;
use super::words::{person, product_title};
use super::{Opener, newcomer};
use crate::customer::new_credentials;
use crate::{Desk, Failure};

/// Who takes a seat, and with what.
#[derive(Clone)]
pub struct ClaimCommand<'a> {
    /// The link or the code.
    pub opener: Opener<'a>,
    /// The address of the account that takes the seat.
    pub email: EmailAddress,
    /// First and last name, for an account that has to be made; an account that is there keeps its own.
    pub name: Option<(PersonName, PersonName)>,
    /// A password, for an account that has to be made by the link in a mail to its own address. Anybody else is mailed how
    /// to choose one, and an account that is there keeps its own, or none.
    pub password: Option<&'a str>,
    /// Whether somebody who has access already takes the seat all the same.
    pub may_stack: bool,
    /// Whether the mail to a new account waits to be released by a person.
    pub holds_mail: bool,
}

/// What became of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimOutcome {
    /// The seat is taken.
    Claimed,
    /// The same person held it already (N78).
    Unchanged,
    /// The person has access already, and the seat stays as it was.
    AlreadyHasAccess,
}

/// A claim that was not turned down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeatClaim {
    /// The seat.
    pub seat: SeatId,
    /// The account.
    pub customer: CustomerId,
    /// The grant by which the account has access.
    pub grant: GrantId,
    /// What became of the claim.
    pub outcome: ClaimOutcome,
    /// Whether the account was made for it.
    pub is_new_account: bool,
    /// Whether the password that was given is the account's now.
    pub is_password_set: bool,
    /// The window of the grant.
    pub window: Option<AccessWindow>,
}

/// Takes a seat for whoever has an account with the email, or for a new account (REG-40), all in one commit.
///
/// A new account without a password is mailed how to get in. An account that is there keeps its name and its
/// password: whoever holds a link has not shown that the address is theirs.
///
/// # Errors
/// [`ClaimRefused`](rollbook_domain::seat::ClaimRefused);
/// [`WeakPassword`](rollbook_domain::customer::CustomerRefused::WeakPassword); [`Failure::Vault`], [`Failure::Hasher`].
pub async fn claim_seat(
    desk: &Desk<'_>,
    vault: &dyn Vault,
    hasher: &dyn PasswordHasher,
    command: &ClaimCommand<'_>,
) -> Result<SeatClaim, Failure> {
    let (new, grant) = (CustomerId::next(desk.ids), GrantId::next(desk.ids));
    let mut hash = None;
    let mut tries = desk.tries();
    loop {
        let settings = desk.tenant().await?.settings;
        let (now, zone) = (desk.now(), &settings.time_zone);
        let (row, by) = seat_opened_by(desk, vault, command.opener).await?;
        let known = desk.store.find_customer(&CustomerKey::Email(command.email.key())).await?;
        let known = known.as_ref();
        let claimant = Claimant {
            id: known.map_or(new, |known| known.customer.id),
            status: known.map_or(StatusWord::Active, |known| known.customer.status_at(now).word()),
            grants: known.map_or(&[], |known| &known.grants),
            address: &command.email,
        };
        let claim_of = NewClaim { grant, may_stack: command.may_stack };
        let decided = claim(offer(&row), row.buyer.status, by, claimant, claim_of, now, zone)?;
        let (claimed, access) = match decided {
            Claimed::Taken { seat, access } => (seat, access),
            Claimed::Held(held) => {
                return Ok(settled(&row, known, claimant.id, held, ClaimOutcome::Unchanged));
            }
            Claimed::HasAccess(held) => {
                return Ok(settled(&row, known, claimant.id, held, ClaimOutcome::AlreadyHasAccess));
            }
        };
        let profile = match known.and_then(|known| known.customer.profile()) {
            Some(profile) => profile.clone(),
            None => newcomer::profile(command)?,
        };
        let mut commit = desk.new_commit(now);
        commit.expect(StreamId::Seat(row.seat.id), row.seat.revision);
        commit.expect(StreamId::Customer(claimant.id), known.map_or(Revision::NONE, |known| known.revision));
        if row.buyer.id != claimant.id {
            commit.expect(StreamId::Customer(row.buyer.id), row.buyer.revision);
        }
        let mut events = Vec::new();
        if known.is_none() {
            let may_choose = shows_address(offer(&row), by, &command.email);
            if let (Some(typed), None, true) = (command.password, &hash, may_choose) {
                hash = Some(newcomer::hash(typed, &settings, hasher)?);
            }
            events.extend(newcomer::account(profile.clone(), hash.clone())?);
        }
        let has_password = known.map_or(hash.is_some(), |known| known.customer.password.set_at.is_some());
        if !has_password {
            let id = MailId::next(desk.ids);
            let credentials = new_credentials(&[id], &settings, now, vault, hasher)?.pop();
            let catalogue = desk.store.catalogue().await?;
            let buyer = person(row.buyer.profile.as_ref().map(Personal::reveal));
            commit.mail(sign_in_details(SignInDetails {
                id,
                learner: claimant.id,
                profile: &profile,
                buyer: buyer.as_deref(),
                product: &product_title(&catalogue, row.pool.product),
                window: told_window(&access),
                secret: credentials.as_ref().map(|made| made.secret.clone()),
                expires_at: credentials.as_ref().and_then(|made| made.expires_at),
                seat: row.seat.id,
                claim: row.seat.claims.len() + 1,
                is_held: command.holds_mail,
            }));
            events.extend(credentials.map(|made| made.event));
        }
        let groups = if row.buyer.groups.is_empty() {
            Vec::new()
        } else {
            inherited_groups(&row.buyer.groups, &desk.store.groups().await?)
        };
        events.extend(newcomer::joins(groups, known));
        for event in events {
            commit.push(Event::Customer(claimant.id, event.into()), None);
        }
        let window = window_of(&access);
        commit.push(Event::Customer(claimant.id, RecordEvent::from(access)), None);
        commit.push(Event::Seat(row.seat.id, claimed), None);
        if tries.commit(commit).await? {
            return Ok(SeatClaim {
                seat: row.seat.id,
                customer: claimant.id,
                grant,
                outcome: ClaimOutcome::Claimed,
                is_new_account: known.is_none(),
                is_password_set: hash.is_some(),
                window,
            });
        }
    }
}

/// What a claim without anything to write comes to.
fn settled(
    row: &SeatRow,
    known: Option<&CustomerRecord>,
    customer: CustomerId,
    grant: GrantId,
    outcome: ClaimOutcome,
) -> SeatClaim {
    let window = known.and_then(|known| known.grant(grant)).map(|grant| grant.window);
    SeatClaim {
        seat: row.seat.id,
        customer,
        grant,
        outcome,
        is_new_account: false,
        is_password_set: false,
        window,
    }
}

fn window_of(access: &AccessEvent) -> Option<AccessWindow> {
    match access {
        AccessEvent::AccessGranted { window, .. } => Some(*window),
        _ => None,
    }
}

/// The window as its holder is told it; one that a first launch will fix is none yet.
fn told_window(access: &AccessEvent) -> Option<AccessWindow> {
    match access {
        AccessEvent::AccessGranted { window, from_first_launch: None, .. } => Some(*window),
        _ => None,
    }
}
