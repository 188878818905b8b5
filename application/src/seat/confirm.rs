//! Sending a holder's sign-in details once more (REG-28, MAIL-05, Q-18).

use rollbook_domain::access::AccessWindow;
use rollbook_domain::customer::{Customer, StatusWord};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CustomerId, MailId, ProductId, SeatId};
use rollbook_domain::mail::{ConfirmationResent, confirmation_resent};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{CustomerKey, PageRequest, PasswordHasher, SeatQuery, SeatRow, Vault};
use rollbook_domain::seat::SeatState;
use rollbook_domain::settings::{CredentialsMail, Settings};
use rollbook_domain::time::Instant;

use super::words::{person, product_title};
use crate::catalogue::get_product;
use crate::customer::{get_customer, new_credentials};
use crate::{Desk, Failure, What};

/// Whose sign-in details are sent.
#[derive(Debug, Clone)]
pub struct ResendConfirmation {
    /// Who answers for the seat.
    pub buyer: CustomerKey,
    /// The product, by its code or id.
    pub product: String,
    /// The address that the seat was claimed with, by which the buyer knows its holder.
    pub holder: EmailAddress,
    /// Whether the mail waits to be released by a person.
    pub holds_mail: bool,
}

/// What was sent; of the holder, nothing but the address that the buyer knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfirmationSent {
    /// The seat.
    pub seat: SeatId,
    /// The address that the seat was claimed with.
    pub claimed_as: Personal<EmailAddress>,
    /// The mail.
    pub mail: MailId,
}

/// Sends the sign-in details of a seat's holder once more, to the address the holder has now.
///
/// An account that has no password yet gets fresh credentials; one whose password was made for it and never
/// changed gets another where the tenant makes passwords.
///
/// # Errors
/// [`Failure::Missing`] for a buyer or product that does not exist, and when nobody holds one of the buyer's seats by
/// that address; [`Failure::Vault`], [`Failure::Hasher`].
pub async fn resend_confirmation(
    desk: &Desk<'_>,
    vault: &dyn Vault,
    hasher: &dyn PasswordHasher,
    command: &ResendConfirmation,
) -> Result<ConfirmationSent, Failure> {
    let mut tries = desk.tries();
    loop {
        let settings = desk.tenant().await?.settings;
        let now = desk.now();
        let catalogue = desk.store.catalogue().await?;
        let product = get_product(&catalogue, &command.product)?.id;
        let buyer = get_customer(desk, &command.buyer).await?;
        let nobody = || Failure::missing(What::Seat, command.holder.as_typed());
        let found = held_as(desk, buyer.customer.id, product, &command.holder, now).await?;
        let (row, holder) = found.ok_or_else(nobody)?;
        let learner = get_customer(desk, &CustomerKey::Id(holder)).await?;
        let profile = learner.customer.profile().ok_or_else(nobody)?;
        let mail = MailId::next(desk.ids);
        let mut commit = desk.new_commit(now);
        commit.expect(StreamId::Seat(row.seat.id), row.seat.revision);
        commit.expect(StreamId::Customer(holder), learner.revision);
        if buyer.customer.id != holder {
            commit.expect(StreamId::Customer(buyer.customer.id), buyer.revision);
        }
        let credentials = if needs_credentials(&learner.customer, &settings, now) {
            new_credentials(&[mail], &settings, now, vault, hasher)?.pop()
        } else {
            None
        };
        let window = row.holder.as_ref().and_then(|holder| told_window(&holder.grant));
        let buyer = person(buyer.customer.profile());
        commit.mail(confirmation_resent(ConfirmationResent {
            id: mail,
            learner: holder,
            profile,
            buyer: buyer.as_deref(),
            product: &product_title(&catalogue, product),
            window,
            secret: credentials.as_ref().map(|made| made.secret.clone()),
            expires_at: credentials.as_ref().and_then(|made| made.expires_at),
            seat: row.seat.id,
            is_held: command.holds_mail,
        }));
        if let Some(made) = credentials {
            commit.push(Event::Customer(holder, made.event.into()), None);
        }
        if tries.commit(commit).await? {
            let claimed_as = Personal::new(command.holder.clone());
            return Ok(ConfirmationSent { seat: row.seat.id, claimed_as, mail });
        }
    }
}

fn needs_credentials(customer: &Customer, settings: &Settings, now: Instant) -> bool {
    let password = &customer.password;
    let was_made_for_them =
        password.must_change_since.is_some() && settings.credentials_mail == CredentialsMail::Generated;
    customer.status_at(now).word() == StatusWord::Active && (password.set_at.is_none() || was_made_for_them)
}

/// The window as its holder is told it; one that a first launch will fix is none yet.
fn told_window(grant: &rollbook_domain::access::AccessGrant) -> Option<AccessWindow> {
    grant.from_first_launch.is_none().then_some(grant.window)
}

/// The first seat of the buyer and product that is held by whoever claimed it with the address; looked for first among
/// the seats of whoever has the address now, since hardly anybody changes it.
async fn held_as(
    desk: &Desk<'_>,
    buyer: CustomerId,
    product: ProductId,
    address: &EmailAddress,
    now: Instant,
) -> Result<Option<(SeatRow, CustomerId)>, Failure> {
    let known = desk.store.known_customers(&[address.key()], &[]).await?;
    let all = SeatQuery {
        buyer: Some(buyer),
        product: Some(product),
        state: Some((SeatState::Claimed, now)),
        ..SeatQuery::default()
    };
    let theirs = SeatQuery { holders: Some(known.iter().map(|known| known.id).collect()), ..all.clone() };
    for query in [theirs, all] {
        let rows = desk.store.seats(&query, &PageRequest::everything()).await?.items;
        let found = rows.into_iter().find_map(|row| {
            let claim = row.seat.claim()?;
            let holder = claim.holder;
            (claim.address.as_ref().map(Personal::reveal) == Some(address)).then_some((row, holder))
        });
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}
