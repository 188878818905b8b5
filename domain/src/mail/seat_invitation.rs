//! The mails that invite somebody to a seat, and remind of it (MAIL-04, REG-14, REG-15, INV-01).

use super::{DedupeKey, MailFacts, MailKind, MailSecret, NewMail, SecretUse};
use crate::access::AccessWindow;
use crate::email::EmailAddress;
use crate::id::{InvitationId, MailId};
use crate::personal::Personal;
use crate::secret::Sealed;
use crate::text::Note;
use crate::time::Instant;

/// What the mail is about.
#[derive(Debug, Clone)]
pub struct SeatInvitation<'a> {
    /// The mail's id.
    pub id: MailId,
    /// The invitation.
    pub invitation: InvitationId,
    /// Which of the invitation's links it carries, counted from 1.
    pub link: usize,
    /// Who is invited.
    pub to: &'a EmailAddress,
    /// The buyer's first and last name.
    pub buyer: Option<&'a str>,
    /// The product's title.
    pub product: &'a str,
    /// The window of the access; `None` where it begins to count later.
    pub window: Option<AccessWindow>,
    /// The first instant at which the invitation is over.
    pub expires_at: Instant,
    /// The buyer's own words.
    pub text: Option<&'a Note>,
    /// The link's secret, sealed for this mail.
    pub secret: Sealed,
    /// Whether it waits to be released by a person.
    pub is_held: bool,
}

/// The mail that invites somebody to a seat; one for each link that is not a reminder.
pub fn seat_invitation(about: SeatInvitation<'_>) -> NewMail {
    of_kind(MailKind::SeatInvitation, about)
}

/// The mail that reminds somebody of an invitation; one for each link that is a reminder.
pub fn seat_reminder(about: SeatInvitation<'_>) -> NewMail {
    of_kind(MailKind::SeatReminder, about)
}

fn of_kind(kind: MailKind, about: SeatInvitation<'_>) -> NewMail {
    NewMail {
        id: about.id,
        kind,
        to: Personal::new(about.to.clone()),
        customer: None,
        facts: MailFacts {
            buyer: about.buyer.map(str::to_owned),
            products: vec![about.product.to_owned()],
            window: about.window,
            expires_at: Some(about.expires_at),
            text: about.text.map(|text| text.as_str().to_owned()),
            ..MailFacts::default()
        },
        secret: Some(MailSecret { usage: SecretUse::InvitationLink, sealed: about.secret }),
        dedupe: DedupeKey::new(kind, format_args!("{}:{}", about.invitation, about.link)),
        is_held: about.is_held,
    }
}
