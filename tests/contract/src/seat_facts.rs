//! Seats, invitations and mails that cases are made of.

use rollbook_domain::access::{AccessEvent, GrantOrigin, GrantSource};
use rollbook_domain::catalogue::{InvitationPolicy, ReclaimPolicy, SeatPolicy};
use rollbook_domain::commit::Commit;
use rollbook_domain::event::Event;
use rollbook_domain::id::{CustomerId, GrantId, InvitationId, MailId, OrderId, SeatId};
use rollbook_domain::mail::{DedupeKey, MailFacts, MailKind, MailSecret, NewMail, SecretUse};
use rollbook_domain::order::{OrderEvent, OrderLine, OrderStatus, PaymentType};
use rollbook_domain::personal::Personal;
use rollbook_domain::seat::{Channel, ClaimWay, PoolEvent, SeatEvent, SeatTerm, SeatTerms};
use rollbook_domain::secret::{CodeLookup, KeyNumber, LinkHash, Sealed, SealedCode};
use rollbook_domain::time::Instant;

use crate::Fixture;
use crate::facts::{Bundle, usd, window};
use crate::words::{days_later, email, note, start};

/// An order line of seats.
pub(crate) struct Bought {
    pub(crate) buyer: CustomerId,
    pub(crate) order: OrderId,
    pub(crate) bundle: Bundle,
    pub(crate) seats: Vec<SeatId>,
}

pub(crate) fn sealed_code(number: u64) -> SealedCode {
    let mut lookup = [7; 32];
    lookup[..8].copy_from_slice(&number.to_be_bytes());
    let sealed = Sealed { key: KeyNumber(1), ciphertext: number.to_le_bytes().repeat(3).into() };
    SealedCode { sealed, lookup: CodeLookup(lookup) }
}

pub(crate) fn link(number: u64) -> LinkHash {
    let mut hash = [9; 32];
    hash[24..].copy_from_slice(&number.to_be_bytes());
    LinkHash::from_stored(hash)
}

pub(crate) fn seat_terms() -> SeatTerms {
    let window = window(start(), Some(days_later(365)));
    SeatTerms { term: SeatTerm::Purchase { window, from_first_launch: None }, policy: SeatPolicy::default() }
}

/// Terms in which nothing is as it is by default.
pub(crate) fn odd_seat_terms() -> SeatTerms {
    use rollbook_domain::time::AccessDuration;
    let invitations = InvitationPolicy { life_days: 365, must_match_email: true, freezes_with_buyer: true };
    SeatTerms {
        term: SeatTerm::Claim { duration: AccessDuration::Months { months: std::num::NonZeroU32::MIN } },
        policy: SeatPolicy { reclaim: ReclaimPolicy::Capped(15), invitations },
    }
}

pub(crate) fn invited(
    seat: SeatId,
    invitation: InvitationId,
    hash: LinkHash,
    address: &str,
    expires_at: Instant,
) -> Event {
    let event = SeatEvent::InvitationSent {
        invitation,
        channel: Channel::Mail,
        link: hash,
        expires_at,
        address: Some(Personal::new(email(address))),
        text: Some(note("See you\non \"Monday\".")),
    };
    Event::Seat(seat, event)
}

impl Fixture {
    /// The number of a code or link that nothing else has.
    pub(crate) fn number(&self) -> u64 {
        let id = *InvitationId::next(&self.ids).as_uuid();
        let (high, low) = id.as_u64_pair();
        (high >> 16 << 12) | (high & 0xfff) | (low & 0x3fff_ffff_ffff_ffff)
    }

    pub(crate) fn invitation_id(&self) -> InvitationId {
        InvitationId::next(&self.ids)
    }

    /// Adds an order of seats to a commit.
    pub(crate) fn push_seats(
        &self,
        commit: &mut Commit,
        buyer: CustomerId,
        bundle: Bundle,
        quantity: u32,
        terms: SeatTerms,
    ) -> Bought {
        let order = OrderId::next(&self.ids);
        let Bundle { product, price, .. } = bundle;
        let line = OrderLine { number: 1, product, price, quantity, unit_cost: usd(100) };
        let placed = OrderEvent::OrderPlaced {
            order,
            status: OrderStatus::Processed,
            payment_type: PaymentType::Invoice,
            lines: vec![line],
        };
        commit.push(Event::Customer(buyer, placed.into()), None);
        let terms = Box::new(terms);
        let bought = PoolEvent::SeatsBought { order, line: 1, product, price, quantity, terms };
        commit.push(Event::Customer(buyer, bought.into()), None);
        let seats: Vec<SeatId> = (0..quantity).map(|_| SeatId::next(&self.ids)).collect();
        for (seat, number) in seats.iter().zip(1..) {
            let code = Some(sealed_code(self.number()));
            let event = SeatEvent::SeatBought { buyer, order, line: 1, number, code };
            commit.push(Event::Seat(*seat, event), None);
        }
        Bought { buyer, order, bundle, seats }
    }

    pub(crate) fn buy_on(
        &self,
        buyer: CustomerId,
        bundle: Bundle,
        quantity: u32,
        terms: SeatTerms,
    ) -> Bought {
        let mut commit = self.draft(start());
        let bought = self.push_seats(&mut commit, buyer, bundle, quantity, terms);
        self.expect_what_is(&mut commit);
        self.commit(commit).unwrap();
        bought
    }

    pub(crate) fn buy(&self, buyer: CustomerId, bundle: Bundle, quantity: u32) -> Bought {
        self.buy_on(buyer, bundle, quantity, seat_terms())
    }

    /// The two events of a claim, and the grant it gives.
    pub(crate) fn claim_events(
        &self,
        bought: &Bought,
        seat: SeatId,
        holder: CustomerId,
        invitation: Option<InvitationId>,
    ) -> (GrantId, [Event; 2]) {
        let grant = GrantId::next(&self.ids);
        let claimed = SeatEvent::SeatClaimed {
            holder,
            grant,
            way: if invitation.is_some() { ClaimWay::Invitation } else { ClaimWay::Profile },
            invitation,
            address: Some(Personal::new(email("claimed@Example.org"))),
        };
        let (order, origin) = (bought.order, GrantOrigin::RegistrationCode);
        let granted = AccessEvent::AccessGranted {
            grant,
            product: bought.bundle.product,
            source: GrantSource { origin, order, line: 1, seat: Some(seat) },
            window: window(start(), Some(days_later(365))),
            from_first_launch: None,
        };
        (grant, [Event::Seat(seat, claimed), Event::Customer(holder, granted.into())])
    }

    pub(crate) fn claim(&self, bought: &Bought, seat: SeatId, holder: CustomerId) -> GrantId {
        let (grant, events) = self.claim_events(bought, seat, holder, None);
        self.write(events);
        grant
    }

    pub(crate) fn invite(&self, seat: SeatId, address: &str, expires_at: Instant) -> InvitationId {
        let invitation = self.invitation_id();
        self.write([invited(seat, invitation, link(self.number()), address, expires_at)]);
        invitation
    }

    /// A mail that nothing else is like.
    pub(crate) fn new_mail(&self, address: &str) -> NewMail {
        let id = MailId::next(&self.ids);
        let sealed = Sealed { key: KeyNumber(2), ciphertext: vec![0, 255, 39, 10].into() };
        let facts = MailFacts {
            first_name: Some("Ada \"A\" 'L'".to_owned()),
            products: vec!["Maths & more".to_owned()],
            window: Some(window(start(), None)),
            total: Some(usd(123)),
            tells: Some(SecretUse::InvitationLink),
            ..MailFacts::default()
        };
        NewMail {
            id,
            kind: MailKind::SeatInvitation,
            to: Personal::new(email(address)),
            customer: None,
            facts,
            secret: Some(MailSecret { usage: SecretUse::InvitationLink, sealed }),
            dedupe: DedupeKey::new(MailKind::SeatInvitation, id),
            is_held: false,
        }
    }

    /// Commits mails alone, caused at an instant.
    pub(crate) fn queue_at(&self, at: Instant, mails: impl IntoIterator<Item = NewMail>) {
        let mut commit = self.draft(at);
        mails.into_iter().for_each(|mail| commit.mail(mail));
        self.commit(commit).unwrap();
    }

    pub(crate) fn queue(&self, mails: impl IntoIterator<Item = NewMail>) {
        self.queue_at(start(), mails);
    }
}
