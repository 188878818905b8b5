use uuid::Uuid;

use super::*;
use crate::access::AccessWindow;
use crate::catalogue::SeatPolicy;
use crate::id::{InvitationId, OrderId, PriceId, ProductId};
use crate::order::OrderStatus;
use crate::rule::{ORD_13, Q_03, Q_13};
use crate::seat::{
    Channel, Happening, InvitationState, Pool, PoolEvent, Renewal, Seat, SeatTerm, SeatTerms, VoidCause,
    assignable,
};
use crate::secret::LinkHash;
use crate::stamp::{Revision, Stamp};
use crate::time::AccessDuration;

fn at(day: &str) -> Instant {
    Instant::parse(&format!("{day}T00:00:00Z")).unwrap()
}

fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn email(name: &str) -> EmailAddress {
    EmailAddress::parse(&format!("{name}@example.org")).unwrap()
}

fn stamp(position: u64) -> Stamp {
    let at = at("2026-03-01");
    let position = Revision::new(position);
    Stamp { position, effective_at: at, recorded_at: at, actor: "ada".into(), note: None }
}

fn year() -> SeatTerm {
    let window = AccessWindow::parse(at("2026-03-01"), Some(at("2027-03-01"))).unwrap();
    SeatTerm::Purchase { window, from_first_launch: None }
}

/// A seat of a line of two.
struct Bought {
    seat: Seat,
    pool: Pool,
    status: OrderStatus,
}

impl Bought {
    fn with(term: SeatTerm) -> Self {
        let (buyer, order) = (CustomerId::from_uuid(uuid(1)), OrderId::from_uuid(uuid(2)));
        let bought = SeatEvent::SeatBought { buyer, order, line: 1, number: 1, code: None };
        let terms = Box::new(SeatTerms { term, policy: SeatPolicy::default() });
        let (product, price) = (ProductId::from_uuid(uuid(4)), PriceId::from_uuid(uuid(5)));
        let pool = PoolEvent::SeatsBought { order, line: 1, product, price, quantity: 2, terms };
        Self {
            seat: Seat::from_first(SeatId::from_uuid(uuid(3)), &bought, &stamp(1)).unwrap(),
            pool: Pool::from_first(buyer, &pool, &stamp(2)).unwrap(),
            status: OrderStatus::Processed,
        }
    }

    fn write(&mut self, event: &SeatEvent) {
        let position = self.seat.revision.next().get();
        self.seat.apply(event, &stamp(position));
    }

    fn invite(&mut self, number: u8, name: &str) -> InvitationId {
        let invitation = InvitationId::from_uuid(uuid(100 + u128::from(number)));
        self.write(&SeatEvent::InvitationSent {
            invitation,
            channel: Channel::Mail,
            link: LinkHash::from_stored([number; 32]),
            expires_at: at("2026-05-01"),
            address: Some(Personal::new(email(name))),
            text: None,
        });
        invitation
    }

    fn offer(&self) -> Offer<'_> {
        Offer { seat: &self.seat, pool: &self.pool, order_status: self.status }
    }

    fn assign(&self, day: &str) -> Result<AssignedSeat, AssignSeatRefused> {
        let address = email("grace");
        let command = AssignSeat {
            holder: CustomerId::from_uuid(uuid(7)),
            address: Some(&address),
            grant: GrantId::from_uuid(uuid(8)),
            way: ClaimWay::Profile,
        };
        assign(self.offer(), &command, at(day), &Zone::utc())
    }
}

/// REG-13, REG-39, ACC-11
#[test]
fn an_assigned_seat_is_held_by_the_learner_and_gives_the_window_of_the_purchase() {
    let mut bought = Bought::with(year());
    let assigned = bought.assign("2026-04-01").unwrap();
    let AccessEvent::AccessGranted { source, window, product, .. } = &assigned.granted else { panic!() };
    assert_eq!((source.seat, source.order), (Some(bought.seat.id), bought.seat.order));
    assert_eq!((*product, window.starts_at()), (bought.pool.product, at("2026-03-01")));
    assert_eq!(window.ends_at(), Some(at("2027-03-01")));
    bought.write(&assigned.claimed);
    assert_eq!(bought.seat.state_at(at("2026-04-01")), SeatState::Claimed);
    let claim = bought.seat.claim().unwrap();
    assert_eq!(claim.address.as_ref().map(|address| address.reveal().as_typed()), Some("grace@example.org"));
}

///
#[test]
fn a_window_anchored_at_redemption_counts_from_the_assigning() {
    let bought = Bought::with(SeatTerm::Claim { duration: AccessDuration::parse("30 days").unwrap() });
    let AccessEvent::AccessGranted { window, .. } = bought.assign("2026-04-01").unwrap().granted else {
        panic!()
    };
    assert_eq!((window.starts_at(), window.ends_at()), (at("2026-04-01"), Some(at("2026-05-01"))));
}

/// REG-22, REG-25
#[test]
fn assigning_a_pending_seat_ends_every_invitation_to_it() {
    let mut bought = Bought::with(year());
    let invitations = [bought.invite(1, "ada"), bought.invite(2, "alan")];
    assert_eq!(bought.seat.state_at(at("2026-04-01")), SeatState::Pending);
    let assigned = bought.assign("2026-04-01").unwrap();
    bought.write(&assigned.claimed);
    for invitation in invitations {
        let state = bought.seat.invitation(invitation).unwrap().state_at(at("2026-04-01"));
        assert_eq!(state, InvitationState::Taken);
    }
}

/// REG-39
#[test]
fn a_seat_that_somebody_holds_is_not_given_to_somebody_else() {
    let mut bought = Bought::with(year());
    let assigned = bought.assign("2026-04-01").unwrap();
    bought.write(&assigned.claimed);
    let refused = bought.assign("2026-04-02").unwrap_err();
    assert_eq!(
        (refused.clone(), refused.rules()),
        (AssignSeatRefused::Claimed(bought.seat.id), &[REG_39][..])
    );
    bought.write(&SeatEvent::SeatReclaimed { code: None });
    assert!(bought.assign("2026-04-02").is_ok());
}

/// ORD-13, ORD-14, Q-03, Q-13
#[test]
fn a_seat_that_would_open_nothing_is_not_given_out() {
    let mut bought = Bought::with(year());
    assert!(bought.assign("2027-02-28").is_ok());
    assert!(bought.assign("2027-03-01").unwrap_err().rules().contains(&Q_03));
    bought.status = OrderStatus::Pending;
    assert!(bought.assign("2026-04-01").unwrap_err().rules().contains(&ORD_13));
    bought.status = OrderStatus::Processed;
    bought.write(&SeatEvent::SeatVoided { cause: VoidCause::PartCancelled });
    assert!(bought.assign("2026-04-01").unwrap_err().rules().contains(&Q_13));
}

///
#[test]
fn seats_that_open_nothing_are_passed_over_unless_there_are_no_others() {
    let over = AccessWindow::parse(at("2025-01-01"), Some(at("2026-01-01"))).unwrap();
    let over = Bought::with(SeatTerm::Purchase { window: over, from_first_launch: None });
    let open = Bought::with(year());
    let now = at("2026-04-01");
    let usable = assignable([over.offer(), open.offer(), over.offer()], now, &Zone::utc()).unwrap();
    assert_eq!(usable.iter().map(|offer| offer.pool).collect::<Vec<_>>(), [&open.pool]);
    let refused = assignable([over.offer()], now, &Zone::utc()).unwrap_err();
    assert!(refused.rules().contains(&Q_03), "{refused}");
    assert!(assignable([], now, &Zone::utc()).unwrap().is_empty());
}

fn told(seat: &Seat) -> Vec<String> {
    let name = |address: &Option<Personal<EmailAddress>>| {
        address.as_ref().map_or("nobody", |address| address.reveal().as_typed()).to_owned()
    };
    let words = |happening: &Happening| match happening {
        Happening::Bought => "bought".to_owned(),
        Happening::Invited { address, .. } => format!("invited {}", name(address)),
        Happening::Renewed { renewal: Renewal::Reminded, address, .. } => {
            format!("reminded {}", name(address))
        }
        Happening::Renewed { renewal: Renewal::Resent, address, .. } => {
            format!("resent to {}", name(address))
        }
        Happening::Withdrawn { address, .. } => format!("withdrawn from {}", name(address)),
        Happening::Claimed { way, address } => format!("claimed by {way}: {}", name(address)),
        Happening::Reclaimed { address } => format!("reclaimed from {}", name(address)),
        Happening::Voided(cause) => format!("void: {cause}"),
        Happening::Reinstated => "reinstated".to_owned(),
        Happening::HandedOver { .. } => "handed over".to_owned(),
    };
    seat.story().iter().map(|chapter| words(&chapter.happening)).collect()
}

/// SEAT-01
#[test]
fn the_story_of_a_seat_tells_everything_in_the_order_it_happened() {
    let mut bought = Bought::with(year());
    let ada = bought.invite(1, "ada");
    let renewed = |is_reminder, link| SeatEvent::InvitationRenewed {
        invitation: ada,
        link: LinkHash::from_stored([link; 32]),
        expires_at: at("2026-05-01"),
        is_reminder,
    };
    bought.write(&renewed(true, 2));
    bought.write(&renewed(false, 3));
    bought.write(&SeatEvent::InvitationWithdrawn { invitation: ada });
    bought.invite(4, "alan");
    let assigned = bought.assign("2026-04-01").unwrap();
    bought.write(&assigned.claimed);
    bought.write(&SeatEvent::SeatReclaimed { code: None });
    bought.write(&SeatEvent::SeatVoided { cause: VoidCause::OrderCancelled });
    bought.write(&SeatEvent::SeatReinstated { code: None });
    bought.write(&SeatEvent::SeatHandedOver { to: CustomerId::from_uuid(uuid(9)) });
    assert_eq!(
        told(&bought.seat),
        [
            "bought",
            "invited ada@example.org",
            "reminded ada@example.org",
            "resent to ada@example.org",
            "withdrawn from ada@example.org",
            "invited alan@example.org",
            "claimed by profile: grace@example.org",
            "reclaimed from grace@example.org",
            "void: order cancelled",
            "reinstated",
            "handed over",
        ]
    );
}

/// SEAT-01
#[test]
fn taking_an_invited_seat_back_is_told_as_the_end_of_its_invitation() {
    let mut bought = Bought::with(year());
    bought.invite(1, "ada");
    bought.write(&SeatEvent::SeatReclaimed { code: None });
    assert_eq!(told(&bought.seat), ["bought", "invited ada@example.org", "withdrawn from ada@example.org"]);
}
