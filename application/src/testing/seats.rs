//! Ada's seats: one that Bob holds, and one that somebody is invited to.

use std::sync::Arc;

use rollbook_domain::access::{AccessEvent, AccessGrant, AccessWindow, GrantOrigin, GrantSource};
use rollbook_domain::catalogue::{ReclaimPolicy, SeatPolicy};
use rollbook_domain::customer::StatusWord;
use rollbook_domain::id::{CountingIds, CustomerId, GrantId, InvitationId, OrderId, SeatId};
use rollbook_domain::order::OrderStatus;
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{Buyer, CountingVault, Holder, KnownCustomer, Learner, SeatRow, Vault};
use rollbook_domain::seat::{
    Channel, ClaimWay, Pool, PoolEvent, Seat, SeatEvent, SeatState, SeatTerm, SeatTerms,
};
use rollbook_domain::secret::LinkSecret;
use rollbook_domain::stamp::{Revision, Stamp};

use super::world::{ada_id, catalogue, email, night, profile};
use super::{instant, now};

/// Bob's email, with which he claimed his seat and which he has still.
pub(crate) const BOB: &str = "bob@example.org";

/// Bob's id.
pub(crate) fn bob_id() -> CustomerId {
    CustomerId::next(&CountingIds::starting_at(77))
}

/// The seats' order.
pub(crate) fn seats_order() -> OrderId {
    OrderId::next(&CountingIds::starting_at(70))
}

/// The held seat or the pending one.
pub(crate) fn seat_id(state: SeatState) -> SeatId {
    SeatId::next(&CountingIds::starting_at(if state == SeatState::Claimed { 71 } else { 72 }))
}

/// The invitation to the pending seat.
pub(crate) fn invitation_id() -> InvitationId {
    InvitationId::next(&CountingIds::starting_at(74))
}

/// The link of that invitation.
pub(crate) fn invitation_link() -> LinkSecret {
    LinkSecret::from_entropy([1; 32])
}

/// The grant of the held seat.
pub(crate) fn seat_grant_id() -> GrantId {
    GrantId::next(&CountingIds::starting_at(73))
}

fn stamp(position: u64) -> Stamp {
    let (effective_at, recorded_at) = (instant("2026-02-01T00:00:00Z"), instant("2026-02-01T00:00:00Z"));
    let position = Revision::new(position);
    Stamp { position, effective_at, recorded_at, actor: "tester".into(), note: None }
}

/// The order line of both seats, with this policy.
pub(crate) fn pool(reclaim: ReclaimPolicy) -> Pool {
    let catalogue = catalogue();
    let price = &catalogue.prices()[0];
    let window = AccessWindow::unending_from(instant("2026-02-01T00:00:00Z"));
    let terms = SeatTerms {
        term: SeatTerm::Purchase { window, from_first_launch: None },
        policy: SeatPolicy { reclaim, ..SeatPolicy::default() },
    };
    let bought = PoolEvent::SeatsBought {
        order: seats_order(),
        line: 1,
        product: price.product,
        price: price.id,
        quantity: 2,
        terms: Box::new(terms),
    };
    Pool::from_first(ada_id(), &bought, &stamp(2)).expect("a pool")
}

/// A seat of the line, held by Bob or with an open invitation.
pub(crate) fn seat_row(state: SeatState, reclaim: ReclaimPolicy) -> SeatRow {
    let (id, number) = (seat_id(state), if state == SeatState::Claimed { 1 } else { 2 });
    let code = CountingVault::default().new_codes(&[id]).expect("a code").pop();
    let bought = SeatEvent::SeatBought { buyer: ada_id(), order: seats_order(), line: 1, number, code };
    let mut seat = Seat::from_first(id, &bought, &stamp(1)).expect("a seat");
    let mut holder = None;
    if state == SeatState::Claimed {
        let grant = seat_grant_id();
        let (way, address) = (ClaimWay::Profile, Some(Personal::new(email(BOB))));
        let claimed = SeatEvent::SeatClaimed { holder: bob_id(), grant, way, invitation: None, address };
        seat.apply(&claimed, &stamp(2));
        holder = Some(bob(id));
    } else {
        let invited = SeatEvent::InvitationSent {
            invitation: invitation_id(),
            channel: Channel::Mail,
            link: invitation_link().hash(),
            expires_at: instant("2026-03-05T00:00:00Z"),
            address: Some(Personal::new(email("carol@example.org"))),
            text: None,
        };
        seat.apply(&invited, &stamp(2));
    }
    assert_eq!(seat.state_at(now()), state);
    let buyer = Buyer {
        id: ada_id(),
        revision: Revision::new(2),
        profile: Some(Personal::new(profile(super::world::ADA))),
        status: StatusWord::Active,
        groups: vec![night().id],
    };
    SeatRow {
        seat,
        pool: Arc::new(pool(reclaim)),
        order_status: OrderStatus::Processed,
        buyer: Arc::new(buyer),
        holder,
    }
}

fn bob(seat: SeatId) -> Holder {
    let pool = pool(ReclaimPolicy::Always);
    let (order, line) = (pool.order, pool.line);
    let granted = AccessEvent::AccessGranted {
        grant: seat_grant_id(),
        product: pool.product,
        source: GrantSource { origin: GrantOrigin::RegistrationCode, order, line, seat: Some(seat) },
        window: AccessWindow::unending_from(instant("2026-02-01T00:00:00Z")),
        from_first_launch: None,
    };
    Holder {
        id: bob_id(),
        revision: Revision::new(5),
        profile: Some(Personal::new(profile(BOB))),
        status: StatusWord::Active,
        grant: AccessGrant::from_first(&granted, &stamp(2)).expect("a grant"),
    }
}

/// Bob as an earlier learner of Ada's, without access to the product any more.
pub(crate) fn earlier_bob() -> Learner {
    Learner {
        account: KnownCustomer {
            id: bob_id(),
            email: email(BOB).key(),
            code: None,
            status: StatusWord::Active,
            groups: Vec::new(),
            revision: Revision::new(5),
        },
        profile: Personal::new(profile(BOB)),
        has_password: true,
        claimed_as: Some(Personal::new(email(BOB))),
        grants: Vec::new(),
    }
}
