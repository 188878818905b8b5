//! The mail to a learner who was given a seat (MAIL-03, REG-13).

use super::{DedupeKey, MailFacts, MailKind, MailSecret, NewMail};
use crate::access::AccessWindow;
use crate::customer::Profile;
use crate::id::{CustomerId, MailId, SeatId};
use crate::personal::Personal;
use crate::time::Instant;

/// What the mail is about.
#[derive(Debug, Clone)]
pub struct SignInDetails<'a> {
    /// The mail's id.
    pub id: MailId,
    /// The learner.
    pub learner: CustomerId,
    /// The learner's profile; the mail goes to its address.
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
    /// How many claims the seat has seen, with this one.
    pub claim: usize,
    /// Whether it waits to be released by a person.
    pub is_held: bool,
}

/// The mail that tells a learner how to sign in and what waits there; one for each claim.
pub fn sign_in_details(details: SignInDetails<'_>) -> NewMail {
    let SignInDetails { id, learner, profile, buyer, product, window, secret, expires_at, .. } = details;
    NewMail {
        id,
        kind: MailKind::SignInDetails,
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
        dedupe: DedupeKey::new(MailKind::SignInDetails, format_args!("{}:{}", details.seat, details.claim)),
        is_held: details.is_held,
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::email::EmailAddress;
    use crate::text::PersonName;

    fn mail(seat: u128, claim: usize) -> NewMail {
        let name = |text| PersonName::parse(text).unwrap();
        let email = EmailAddress::parse("ada@example.org").unwrap();
        let profile = Profile::new(name("Ada"), name("Lovelace"), email);
        sign_in_details(SignInDetails {
            id: MailId::from_uuid(Uuid::from_u128(1)),
            learner: CustomerId::from_uuid(Uuid::from_u128(2)),
            profile: &profile,
            buyer: Some("Grace Hopper"),
            product: "Science",
            window: None,
            secret: None,
            expires_at: None,
            seat: SeatId::from_uuid(Uuid::from_u128(seat)),
            claim,
            is_held: true,
        })
    }

    /// MAIL-03, REG-13
    #[test]
    fn the_learner_is_told_who_gave_what_and_where_to_sign_in() {
        let mail = mail(3, 1);
        assert_eq!(mail.to.reveal().as_typed(), "ada@example.org");
        assert_eq!(mail.facts.first_name.as_deref(), Some("Ada"));
        assert_eq!(mail.facts.email.as_deref(), Some("ada@example.org"));
        assert_eq!(mail.facts.buyer.as_deref(), Some("Grace Hopper"));
        assert_eq!(mail.facts.products, ["Science"]);
        assert!(mail.is_held);
    }

    /// MAIL-03
    #[test]
    fn every_claim_of_a_seat_has_a_mail_of_its_own() {
        assert_eq!(mail(3, 1).dedupe, mail(3, 1).dedupe);
        assert_ne!(mail(3, 1).dedupe, mail(3, 2).dedupe);
        assert_ne!(mail(3, 1).dedupe, mail(4, 1).dedupe);
    }
}
