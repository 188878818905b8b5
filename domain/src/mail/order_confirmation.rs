//! The mail that confirms an order (MAIL-01, ORD-05).

use std::fmt;

use super::{DedupeKey, MailFacts, MailKind, MailLine, NewMail};
use crate::customer::Profile;
use crate::id::{CustomerId, MailId, OrderId};
use crate::money::Money;
use crate::personal::Personal;
use crate::time::Instant;

/// What a confirmation tells.
#[derive(Debug, Clone)]
pub struct OrderConfirmation<'a> {
    /// The mail's new id.
    pub mail: MailId,
    /// The customer who placed the order, or for whom it was placed.
    pub customer: CustomerId,
    /// The customer's profile.
    pub profile: &'a Profile,
    /// The order; none where one mail confirms several.
    pub order: Option<OrderId>,
    /// The order's date.
    pub ordered_at: Instant,
    /// What was bought.
    pub lines: Vec<MailLine>,
    /// What it costs as a whole.
    pub total: Option<Money>,
    /// Whether it waits to be released by a person.
    pub is_held: bool,
}

/// Makes the one confirmation that `cause` has: an order's id, or an import's and the customer's.
pub fn order_confirmation(told: OrderConfirmation<'_>, cause: impl fmt::Display) -> NewMail {
    let OrderConfirmation { mail, customer, profile, order, ordered_at, lines, total, is_held } = told;
    let facts = MailFacts {
        first_name: Some(profile.first_name.as_str().to_owned()),
        last_name: Some(profile.last_name.as_str().to_owned()),
        email: Some(profile.email.as_typed().to_owned()),
        order: order.map(|order| order.to_string()),
        ordered_at: Some(ordered_at),
        lines,
        total,
        ..MailFacts::default()
    };
    NewMail {
        id: mail,
        kind: MailKind::OrderConfirmation,
        to: Personal::new(profile.email.clone()),
        customer: Some(customer),
        facts,
        secret: None,
        dedupe: DedupeKey::new(MailKind::OrderConfirmation, cause),
        is_held,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::email::EmailAddress;
    use crate::id::CountingIds;
    use crate::money::Currency;
    use crate::text::PersonName;

    /// MAIL-01, ORD-05
    #[test]
    fn a_confirmation_goes_to_the_customer_and_is_made_once_for_an_order() {
        let ids = CountingIds::starting_at(1);
        let name = |text| PersonName::parse(text).unwrap();
        let email = EmailAddress::parse("Ada@Example.org").unwrap();
        let profile = Profile::new(name("Ada"), name("Lovelace"), email);
        let (customer, order) = (CustomerId::next(&ids), OrderId::next(&ids));
        let unit_cost = Money::from_minor(4900, Currency::USD);
        let line =
            MailLine { product: "Algebra".to_owned(), quantity: 25, unit_cost, is_seats: true, window: None };
        let made = || {
            let told = OrderConfirmation {
                mail: MailId::next(&ids),
                customer,
                profile: &profile,
                order: Some(order),
                ordered_at: Instant::EPOCH,
                lines: vec![line.clone()],
                total: None,
                is_held: false,
            };
            order_confirmation(told, order)
        };
        let (first, second) = (made(), made());
        assert_eq!(first.to.reveal().as_typed(), "Ada@Example.org");
        assert_eq!((first.kind, first.customer), (MailKind::OrderConfirmation, Some(customer)));
        assert_eq!(first.facts.order, Some(order.to_string()));
        assert_eq!(first.facts.lines[0].quantity, 25);
        assert_ne!(first.id, second.id);
        assert_eq!(first.dedupe, second.dedupe, "a second one for the same order is turned away");
        assert!(!first.dedupe.as_str().contains("ada"), "nothing personal");
    }
}
