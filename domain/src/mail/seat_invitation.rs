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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::CountingIds;
    use crate::secret::KeyNumber;

    fn about<'a>(to: &'a EmailAddress, text: &'a Note, link: usize) -> SeatInvitation<'a> {
        let ids = CountingIds::starting_at(1);
        SeatInvitation {
            id: MailId::next(&ids),
            invitation: InvitationId::next(&ids),
            link,
            to,
            buyer: Some("Grace Hopper"),
            product: "Science",
            window: AccessWindow::parse(Instant::EPOCH, None).ok(),
            expires_at: Instant::MAX,
            text: Some(text),
            secret: Sealed { key: KeyNumber(1), ciphertext: Box::new([1, 2, 3]) },
            is_held: false,
        }
    }

    /// MAIL-04, REG-14, REG-15, INV-02
    #[test]
    fn an_invitation_tells_product_buyer_window_end_and_the_buyers_own_words() {
        let (to, text) =
            (EmailAddress::parse("ada@example.org").unwrap(), Note::parse("Done by May.").unwrap());
        let mail = seat_invitation(about(&to, &text, 1));
        assert_eq!((mail.kind, mail.to.reveal()), (MailKind::SeatInvitation, &to));
        assert_eq!(mail.facts.buyer.as_deref(), Some("Grace Hopper"));
        assert_eq!(mail.facts.products, ["Science"]);
        assert_eq!(mail.facts.text.as_deref(), Some("Done by May."));
        assert_eq!((mail.facts.expires_at, mail.facts.window.is_some()), (Some(Instant::MAX), true));
        assert_eq!(mail.secret.unwrap().usage, SecretUse::InvitationLink);
    }

    /// INV-01, Q-09, N35
    #[test]
    fn each_link_has_one_mail_and_no_mail_shows_anything_in_a_log() {
        let (to, text) =
            (EmailAddress::parse("ada@example.org").unwrap(), Note::parse("Done by May.").unwrap());
        let (first, again) = (seat_invitation(about(&to, &text, 1)), seat_invitation(about(&to, &text, 1)));
        assert_eq!(first.dedupe, again.dedupe);
        assert_ne!(first.dedupe, seat_invitation(about(&to, &text, 2)).dedupe);
        let reminder = seat_reminder(about(&to, &text, 1));
        assert_eq!(reminder.kind, MailKind::SeatReminder);
        assert_ne!(first.dedupe, reminder.dedupe);
        let shown = format!("{first:?}");
        assert!(
            !shown.contains("ada") && !shown.contains("Hopper") && !shown.contains("[1, 2, 3]"),
            "{shown}"
        );
    }
}
