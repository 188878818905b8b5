//! One seat and what people do with the invitations to it.

mod claims;
mod invitations;
mod words;

use uuid::Uuid;

use super::*;
use crate::access::{AccessGrant, AccessWindow};
use crate::catalogue::{InvitationPolicy, SeatPolicy};
use crate::customer::StatusWord;
use crate::id::{PriceId, ProductId};
use crate::order::OrderStatus;
use crate::secret::{CodeLookup, KeyNumber, LinkHash, Sealed};
use crate::time::{Instant, Zone};

fn at(text: &str) -> Instant {
    let text = if text.len() == 10 { format!("{text}T00:00:00Z") } else { text.to_owned() };
    Instant::parse(&text).unwrap()
}

fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn email(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

fn link(number: u8) -> LinkHash {
    LinkHash::from_stored([number; 32])
}

fn sealed(number: u8) -> SealedCode {
    let sealed = Sealed { key: KeyNumber(1), ciphertext: Box::new([number]) };
    SealedCode { sealed, lookup: CodeLookup([number; 32]) }
}

fn person(number: u128) -> CustomerId {
    CustomerId::from_uuid(uuid(number))
}

/// The seat of an order line of two, for the year 2026, and whoever holds it with grant 9.
struct Bench {
    seat: Seat,
    pool: Pool,
    order_status: OrderStatus,
    buyer: StatusWord,
    now: Instant,
}

impl Bench {
    fn new() -> Self {
        Self::with(InvitationPolicy::default())
    }

    fn with(invitations: InvitationPolicy) -> Self {
        let window = AccessWindow::parse(at("2026-01-01"), Some(at("2027-01-01"))).unwrap();
        Self::of(SeatTerm::Purchase { window, from_first_launch: None }, invitations)
    }

    fn of(term: SeatTerm, invitations: InvitationPolicy) -> Self {
        let (buyer, order) = (person(1), OrderId::from_uuid(uuid(2)));
        let terms = SeatTerms { term, policy: SeatPolicy { invitations, ..SeatPolicy::default() } };
        let pool = PoolEvent::SeatsBought {
            order,
            line: 1,
            product: ProductId::from_uuid(uuid(4)),
            price: PriceId::from_uuid(uuid(5)),
            quantity: 2,
            terms: Box::new(terms),
        };
        let bought = SeatEvent::SeatBought { buyer, order, line: 1, number: 1, code: Some(sealed(1)) };
        let now = at("2026-03-01");
        Self {
            seat: Seat::from_first(SeatId::from_uuid(uuid(3)), &bought, &stamp(1, now)).unwrap(),
            pool: Pool::from_first(buyer, &pool, &stamp(1, now)).unwrap(),
            order_status: OrderStatus::Processed,
            buyer: StatusWord::Active,
            now,
        }
    }

    fn offer(&self) -> Offer<'_> {
        Offer { seat: &self.seat, pool: &self.pool, order_status: self.order_status }
    }

    fn write(&mut self, event: &SeatEvent) {
        let position = self.seat.revision.next().get();
        self.seat.apply(event, &stamp(position, self.now));
    }

    /// Invites an address; the invitation is named as its first link.
    fn invite(&mut self, number: u8, address: Option<&str>) -> Result<InvitationId, InviteRefused> {
        let invitation = InvitationId::from_uuid(uuid(u128::from(number)));
        let command = InviteTo { invitation, link: link(number), address: address.map(email), text: None };
        let event = invite(self.offer(), command, self.now, &Zone::utc())?;
        self.write(&event);
        Ok(invitation)
    }

    fn resend(&mut self, invitation: InvitationId, number: u8) -> Result<(), RenewRefused> {
        let event = resend(self.offer(), invitation, link(number), self.now, &Zone::utc())?;
        self.write(&event);
        Ok(())
    }

    fn remind(&mut self, invitation: InvitationId, number: u8) -> Result<(), RenewRefused> {
        let event = remind(self.offer(), invitation, link(number), self.now, &Zone::utc())?;
        self.write(&event);
        Ok(())
    }

    fn withdraw(&mut self, invitation: InvitationId) -> Result<(), WithdrawRefused> {
        let (_, events) = withdraw(&self.seat, invitation, self.now)?;
        for event in &events {
            self.write(event);
        }
        Ok(())
    }

    fn decide(
        &self,
        by: ClaimBy,
        who: u128,
        address: &str,
        grants: &[AccessGrant],
    ) -> Result<Claimed, ClaimRefused> {
        let address = email(address);
        let claimant = Claimant { id: person(who), status: StatusWord::Active, grants, address: &address };
        self.decide_for(by, claimant, false)
    }

    fn decide_for(
        &self,
        by: ClaimBy,
        claimant: Claimant<'_>,
        may_stack: bool,
    ) -> Result<Claimed, ClaimRefused> {
        let new = NewClaim { grant: GrantId::from_uuid(uuid(9)), may_stack };
        claim(self.offer(), self.buyer, by, claimant, new, self.now, &Zone::utc())
    }

    /// Accepts and folds what that writes; gives the holder's grant.
    fn accept(&mut self, number: u8, who: u128, address: &str) -> Result<AccessGrant, ClaimRefused> {
        match self.decide(ClaimBy::Link(link(number)), who, address, &[])? {
            Claimed::Taken { seat, access } => {
                self.write(&seat);
                Ok(AccessGrant::from_first(&access, &stamp(1, self.now)).unwrap())
            }
            other => panic!("{other:?}"),
        }
    }

    fn reclaim(&mut self) {
        self.write(&SeatEvent::SeatReclaimed { code: Some(sealed(2)) });
    }

    fn state(&self, invitation: InvitationId) -> InvitationState {
        self.seat.invitation(invitation).unwrap().state_at(self.now)
    }
}

fn stamp(position: u64, at: Instant) -> Stamp {
    Stamp {
        position: Revision::new(position),
        effective_at: at,
        recorded_at: at,
        actor: "tester".into(),
        note: None,
    }
}
