//! Seats in every standing, a mail and a link to an account, for the database of [`Given`].

use rollbook_domain::access::{AccessEvent, AccessWindow, GrantOrigin, GrantSource};
use rollbook_domain::catalogue::SeatPolicy;
use rollbook_domain::commit::Commit;
use rollbook_domain::customer::{CustomerEvent, LinkPurpose};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CustomerId, GrantId, InvitationId, MailId, OrderId, PriceId, ProductId, SeatId};
use rollbook_domain::mail::{
    DedupeKey, MailFacts, MailKind, MailSecret, MailTextEvent, NewMail, OutboxEvent, SecretUse,
};
use rollbook_domain::money::{Currency, Money};
use rollbook_domain::order::{OrderEvent, OrderLine, OrderStatus, PaymentType};
use rollbook_domain::personal::Personal;
use rollbook_domain::seat::{Channel, ClaimWay, PoolEvent, SeatEvent, SeatTerm, SeatTerms, VoidCause};
use rollbook_domain::secret::{CodeLookup, KeyNumber, LinkHash, Sealed, SealedCode};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::Note;
use rollbook_domain::time::Instant;

use crate::given::Given;

pub(crate) fn address(text: &str) -> Personal<EmailAddress> {
    Personal::new(EmailAddress::parse(text).unwrap())
}

pub(crate) fn link(number: u8) -> LinkHash {
    LinkHash::from_stored([number; 32])
}

fn code(number: u8) -> SealedCode {
    let sealed = Sealed { key: KeyNumber(1), ciphertext: vec![number; 44].into() };
    SealedCode { sealed, lookup: CodeLookup([number; 32]) }
}

impl Given {
    /// Four seats of an order: invited, claimed, void and handed over; and a mail about them.
    pub(crate) fn add_seats(
        &self,
        commit: &mut Commit,
        customer: CustomerId,
        (product, price): (ProductId, PriceId),
    ) {
        let order = OrderId::next(&self.ids);
        let unit_cost = Money::zero(Currency::USD);
        let lines = vec![OrderLine { number: 1, product, price, quantity: 4, unit_cost }];
        let (status, payment_type) = (OrderStatus::Processed, PaymentType::Invoice);
        let window = AccessWindow::unending_from(Instant::EPOCH);
        let term = SeatTerm::Purchase { window, from_first_launch: None };
        let terms = Box::new(SeatTerms { term, policy: SeatPolicy::default() });
        for event in [
            OrderEvent::OrderPlaced { order, status, payment_type, lines }.into(),
            PoolEvent::SeatsBought { order, line: 1, product, price, quantity: 4, terms }.into(),
            CustomerEvent::AccountLinkMade {
                purpose: LinkPurpose::SetPassword,
                link: link(77),
                expires_at: Instant::EPOCH,
            }
            .into(),
        ] {
            commit.push(Event::Customer(customer, event), None);
        }
        let seats: Vec<SeatId> = (1..=4)
            .map(|number| {
                let seat = SeatId::next(&self.ids);
                commit.expect(StreamId::Seat(seat), Revision::NONE);
                let code = Some(code(u8::try_from(number).unwrap()));
                let bought = SeatEvent::SeatBought { buyer: customer, order, line: 1, number, code };
                commit.push(Event::Seat(seat, bought), None);
                seat
            })
            .collect();
        let grant = GrantId::next(&self.ids);
        let source =
            GrantSource { origin: GrantOrigin::RegistrationCode, order, line: 1, seat: Some(seats[1]) };
        let granted = AccessEvent::AccessGranted { grant, product, source, window, from_first_launch: None };
        commit.push(Event::Customer(customer, granted.into()), None);
        let (way, address) = (ClaimWay::Profile, Some(address("canary.claimed@example.org")));
        let claimed = SeatEvent::SeatClaimed { holder: customer, grant, way, invitation: None, address };
        commit.push(Event::Seat(seats[0], self.an_invitation(1)), None);
        commit.push(Event::Seat(seats[1], claimed), None);
        commit.push(Event::Seat(seats[2], SeatEvent::SeatVoided { cause: VoidCause::PartCancelled }), None);
        commit.push(Event::Seat(seats[3], SeatEvent::SeatHandedOver { to: customer }), None);
        commit.expect(StreamId::MailText(MailKind::Welcome), Revision::NONE);
        commit.push(Event::MailText(MailKind::Welcome, MailTextEvent::TextReset), None);
        commit.expect(StreamId::Outbox, Revision::NONE);
        let suppressed = OutboxEvent::AddressSuppressed {
            address: Some(crate::given_seats::address("canary.no@example.org")),
        };
        commit.push(Event::Outbox(suppressed), None);
        commit.mail(NewMail { customer: Some(customer), ..self.a_mail("canary.to@example.org") });
    }

    /// An invitation by mail, with a link of that number.
    pub(crate) fn an_invitation(&self, number: u8) -> SeatEvent {
        SeatEvent::InvitationSent {
            invitation: InvitationId::next(&self.ids),
            channel: Channel::Mail,
            link: link(number),
            expires_at: Instant::from_micros(1_000_000).unwrap(),
            address: Some(address("canary.invited@example.org")),
            text: Some(Note::parse("Dear Canary").unwrap()),
        }
    }

    pub(crate) fn a_mail(&self, to: &str) -> NewMail {
        let id = MailId::next(&self.ids);
        let sealed = Sealed { key: KeyNumber(1), ciphertext: vec![1; 60].into() };
        NewMail {
            id,
            kind: MailKind::SeatInvitation,
            to: address(to),
            customer: None,
            facts: MailFacts { first_name: Some("Canary".to_owned()), ..MailFacts::default() },
            secret: Some(MailSecret { usage: SecretUse::InvitationLink, sealed }),
            dedupe: DedupeKey::new(MailKind::SeatInvitation, id),
            is_held: false,
        }
    }
}
