//! The sign-in details of a seat's holder once more (MAIL-05, REG-28, Q-18).

use super::{DedupeKey, MailFacts, MailKind, MailSecret, NewMail};
use crate::access::AccessWindow;
use crate::customer::Profile;
use crate::id::{CustomerId, MailId, SeatId};
use crate::personal::Personal;
use crate::time::Instant;

/// What the mail is about.
#[derive(Debug, Clone)]
pub struct ConfirmationResent<'a> {
    /// The mail's id.
    pub id: MailId,
    /// The learner.
    pub learner: CustomerId,
    /// The learner's profile as it is now; the mail goes to its address.
    pub profile: &'a Profile,
    /// The buyer's first and last name.
    pub buyer: Option<&'a str>,
    /// The product's title.
    pub product: &'a str,
    /// The window of the access; `None` where it begins to count later.
    pub window: Option<AccessWindow>,
    /// How the learner gets in for the first time, sealed for this mail; `None` for whoever has a password.
    pub secret: Option<MailSecret>,
    /// The first instant at which the link is over, if the secret is one.
    pub expires_at: Option<Instant>,
    /// The seat.
    pub seat: SeatId,
    /// Whether it waits to be released by a person.
    pub is_held: bool,
}

/// The mail that tells a learner once more how to sign in; each command sends one, so its own id keeps it apart.
pub fn confirmation_resent(about: ConfirmationResent<'_>) -> NewMail {
    let ConfirmationResent {
        id,
        learner,
        profile,
        buyer,
        product,
        window,
        secret,
        expires_at,
        seat,
        is_held,
    } = about;
    NewMail {
        id,
        kind: MailKind::ConfirmationResent,
        to: Personal::new(profile.email.clone()),
        customer: Some(learner),
        facts: MailFacts {
            first_name: Some(profile.first_name.as_str().to_owned()),
            last_name: Some(profile.last_name.as_str().to_owned()),
            email: Some(profile.email.as_typed().to_owned()),
            buyer: buyer.map(str::to_owned),
            products: vec![product.to_owned()],
            window,
            expires_at,
            ..MailFacts::default()
        },
        secret,
        dedupe: DedupeKey::new(MailKind::ConfirmationResent, format_args!("{seat}:{id}")),
        is_held,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::email::EmailAddress;
    use crate::id::CountingIds;
    use crate::text::PersonName;

    /// MAIL-05, REG-28, Q-18
    #[test]
    fn it_goes_to_the_address_the_learner_has_now_and_each_command_sends_one() {
        let ids = CountingIds::starting_at(1);
        let name = |text| PersonName::parse(text).unwrap();
        let email = EmailAddress::parse("ada@new.example").unwrap();
        let profile = Profile::new(name("Ada"), name("Lovelace"), email.clone());
        let (learner, seat) = (CustomerId::next(&ids), SeatId::next(&ids));
        let mail = || {
            confirmation_resent(ConfirmationResent {
                id: MailId::next(&ids),
                learner,
                profile: &profile,
                buyer: Some("Grace Hopper"),
                product: "Science",
                window: None,
                secret: None,
                expires_at: None,
                seat,
                is_held: true,
            })
        };
        let (first, second) = (mail(), mail());
        assert_eq!((first.to.reveal(), first.customer, first.is_held), (&email, Some(learner), true));
        assert_eq!(first.facts.email.as_deref(), Some("ada@new.example"));
        assert_ne!(first.dedupe, second.dedupe);
    }
}
