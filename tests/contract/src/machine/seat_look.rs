//! Questions about seats, order lines and mails: what they answer must be the same on both stores.

use std::fmt::Debug;

use pollster::block_on;
use proptest::option;
use proptest::prelude::*;
use rollbook_domain::id::CustomerId;
use rollbook_domain::mail::{MailKind, MailState};
use rollbook_domain::port::{
    CustomerKey, MailQuery, PageRequest, PoolQuery, SeatKey, SeatQuery, TenantStore,
};
use rollbook_domain::seat::{SeatCounts, SeatState};
use rollbook_domain::time::Instant;

use super::pools::{CODES, EMAILS, index, pick, who};
use super::world::{Who, World, nth_of};
use crate::paging::in_pages;
use crate::words::{email, later};

#[derive(Debug, Clone)]
pub(super) enum SeatLook {
    /// Seats by state at the boundary of an invitation, a microsecond before, at it or after it.
    Seats {
        buyer: Option<Who>,
        product: Option<u8>,
        holder: Option<Who>,
        invited: Option<u8>,
        order: Option<u8>,
        state: Option<u8>,
        boundary: u8,
        micros: i64,
        size: usize,
    },
    Pools {
        buyer: Option<Who>,
        product: Option<u8>,
        boundary: u8,
        micros: i64,
        size: usize,
    },
    Find {
        seat: u8,
    },
    Mails {
        who: Option<Who>,
        kind: Option<u8>,
        state: Option<u8>,
        to: Option<u8>,
        is_held: Option<bool>,
        size: usize,
    },
    NextDue,
}

const STATES: [SeatState; 4] =
    [SeatState::Available, SeatState::Pending, SeatState::Claimed, SeatState::Void];
const MAIL_STATES: [MailState; 5] =
    [MailState::Queued, MailState::Leased, MailState::Sent, MailState::Dead, MailState::HeldBack];

impl SeatLook {
    pub(super) fn strategy() -> impl Strategy<Value = Self> {
        let some = || option::weighted(0.3, 0_u8..3);
        let person = || option::weighted(0.3, who());
        let around = || (index(), -1_i64..2, 1_usize..4);
        prop_oneof![
            4 => (person(), some(), (option::weighted(0.2, who()), option::weighted(0.2, index())), some(), option::of(index()), around()).prop_map(
                |(buyer, product, (holder, invited), order, state, (boundary, micros, size))| {
                    Self::Seats { buyer, product, holder, invited, order, state, boundary, micros, size }
                }
            ),
            2 => (person(), some(), around()).prop_map(|(buyer, product, (boundary, micros, size))| {
                Self::Pools { buyer, product, boundary, micros, size }
            }),
            1 => index().prop_map(|seat| Self::Find { seat }),
            2 => (person(), some(), some(), some(), option::weighted(0.2, any::<bool>()), 1_usize..4).prop_map(
                |(who, kind, state, to, is_held, size)| Self::Mails { who, kind, state, to, is_held, size }
            ),
            1 => Just(Self::NextDue),
        ]
    }

    pub(super) fn perform(&self, world: &World) -> String {
        let tenant = &*world.fixture.tenant;
        match self.clone() {
            Self::Seats { buyer, product, holder, invited, order, state, boundary, micros, size } => {
                let at = boundary_of(world, boundary, micros);
                let query = SeatQuery {
                    buyer: buyer.map(|who| id_of(world, who)),
                    order: order.map(|nth| world.order(nth)),
                    product: product.and_then(|index| product_of(tenant, index)),
                    holders: holder
                        .map(|who| vec![id_of(world, who), CustomerId::from_uuid(uuid::Uuid::nil())]),
                    invited: invited.map(|index| vec![email(pick(EMAILS, index)).key()]),
                    state: state.map(|nth| (STATES[usize::from(nth) % 4], at)),
                    line: None,
                };
                let rows = in_pages(size, |page| block_on(tenant.seats(&query, page)));
                let whole = block_on(tenant.seats(&query, &PageRequest::everything())).unwrap();
                assert_eq!(rows, whole.items, "seats in pages of {size}");
                for row in &rows {
                    assert!(query.state.is_none_or(|(state, at)| row.seat.state_at(at) == state), "{row:?}");
                }
                shown(rows)
            }
            Self::Pools { buyer, product, boundary, micros, size } => {
                let at = boundary_of(world, boundary, micros);
                let buyer = buyer.map(|who| id_of(world, who));
                let product = product.and_then(|index| product_of(tenant, index));
                let query = PoolQuery { buyer, order: None, product };
                let rows = in_pages(size, |page| block_on(tenant.pools(&query, at, page)));
                for row in &rows {
                    let of_line = SeatQuery {
                        order: Some(row.pool.order),
                        line: Some(row.pool.line),
                        ..SeatQuery::default()
                    };
                    let seats = block_on(tenant.seats(&of_line, &PageRequest::everything())).unwrap().items;
                    let mut counts = SeatCounts::default();
                    for seat in &seats {
                        counts.count(seat.seat.state_at(at));
                    }
                    assert_eq!(row.counts, counts, "{row:?}");
                    assert_eq!(counts.sum(), u64::from(row.pool.quantity), "REG-38: {row:?}");
                }
                shown(rows)
            }
            Self::Find { seat } => {
                let Some(row) = world.seat(seat) else { return "no seat".to_owned() };
                let mut keys = vec![SeatKey::Id(row.seat.id)];
                keys.extend(row.seat.code.iter().map(|code| SeatKey::Code(vec![code.lookup])));
                for invitation in &row.seat.invitations {
                    keys.push(SeatKey::Invitation(invitation.id));
                    keys.extend(invitation.links.iter().map(|link| SeatKey::Link(link.hash)));
                }
                for key in keys {
                    let found = block_on(tenant.find_seat(&key)).unwrap();
                    assert_eq!(found.as_ref(), Some(&row), "{key:?}");
                }
                shown(row)
            }
            Self::Mails { who, kind, state, to, is_held, size } => {
                let query = MailQuery {
                    kind: kind.map(|nth| MailKind::ALL[usize::from(nth) % MailKind::ALL.len()]),
                    state: state.map(|nth| MAIL_STATES[usize::from(nth) % 4]),
                    is_held,
                    to: to.map(|index| email(pick(EMAILS, index)).key()),
                    customer: who.map(|who| id_of(world, who)),
                };
                let mails = in_pages(size, |page| block_on(tenant.mails(&query, page)));
                let whole = block_on(tenant.mails(&query, &PageRequest::everything())).unwrap();
                assert_eq!(mails, whole.items, "mails in pages of {size}");
                shown(mails)
            }
            Self::NextDue => shown(block_on(tenant.next_due_at()).unwrap()),
        }
    }
}

fn shown(answer: impl Debug) -> String {
    format!("{answer:?}")
}

fn id_of(world: &World, who: Who) -> CustomerId {
    let key = world.key(who);
    if let CustomerKey::Id(id) = key {
        return id;
    }
    let found = block_on(world.fixture.tenant.find_customer(&key)).unwrap();
    found.map_or(CustomerId::from_uuid(uuid::Uuid::nil()), |record| record.customer.id)
}

fn product_of(tenant: &dyn TenantStore, index: u8) -> Option<rollbook_domain::id::ProductId> {
    let catalogue = block_on(tenant.catalogue()).unwrap();
    catalogue.find_product(pick(CODES, index)).map(|product| product.id)
}

/// Close to the end of an invitation, where there is one; else now.
fn boundary_of(world: &World, nth: u8, micros: i64) -> Instant {
    let seats = world.seats();
    let ends: Vec<Instant> =
        seats.iter().flat_map(|row| &row.seat.invitations).map(|invitation| invitation.expires_at).collect();
    later(nth_of(&ends, nth).copied().unwrap_or_else(|| world.now()), micros)
}
