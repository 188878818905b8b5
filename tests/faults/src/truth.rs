//! What a store says happened, and what it says is so now.

use std::collections::BTreeMap;

use rollbook_domain::event::Event;
use rollbook_domain::id::{CommitId, CustomerId, InvitationId, SeatId};
use rollbook_domain::port::{
    ActivityQuery, Clock, Cursor, Page, PageRequest, PoolQuery, SeatQuery, StoreError, TenantStore,
};
use rollbook_domain::record::RecordEvent;
use rollbook_domain::seat::{PoolEvent, SeatCounts, SeatEvent};
use rollbook_system::SystemClock;

use crate::history::PoolKey;

const PAGE: usize = 5_000;

/// A fact about seats, as the log has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// An order line became seats.
    Bought {
        /// The pool.
        pool: PoolKey,
        /// How many.
        quantity: u32,
    },
    /// One of them.
    Made {
        /// The seat.
        seat: SeatId,
        /// Its pool.
        pool: PoolKey,
    },
    /// Somebody took a seat.
    Taken {
        /// The seat.
        seat: SeatId,
        /// Who.
        holder: CustomerId,
    },
    /// A seat was taken back.
    Freed {
        /// The seat.
        seat: SeatId,
    },
    /// Somebody was invited.
    Invited {
        /// To which seat.
        seat: SeatId,
        /// By what.
        invitation: InvitationId,
    },
    /// Anything else.
    Other,
}

/// A fact with its place in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// Its place, counted from 1 without gaps.
    pub sequence: u64,
    /// The commit it came with.
    pub commit: CommitId,
    /// The fact.
    pub fact: Fact,
}

/// A seat as it is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeatNow {
    /// Its pool.
    pub pool: PoolKey,
    /// Who holds it.
    pub holder: Option<CustomerId>,
}

/// A pool as it is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolNow {
    /// How many seats were bought.
    pub quantity: u64,
    /// How they stand.
    pub counts: SeatCounts,
}

/// Everything about seats that a store says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Truth {
    /// The log.
    pub log: Vec<Written>,
    /// The seats.
    pub seats: BTreeMap<SeatId, SeatNow>,
    /// The pools.
    pub pools: BTreeMap<PoolKey, PoolNow>,
}

impl Truth {
    /// Reads all of it, while nobody writes.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn read(store: &dyn TenantStore) -> Result<Self, StoreError> {
        let mut truth = Self::default();
        let mut page = Some(PageRequest::first(PAGE));
        while let Some(request) = page.take() {
            let Page { items, next } = store.activity(&ActivityQuery::default(), &request).await?;
            truth.log.extend(items.into_iter().map(|recorded| Written {
                sequence: recorded.sequence,
                commit: recorded.commit,
                fact: fact(&recorded.event),
            }));
            page = after(next);
        }
        page = Some(PageRequest::first(PAGE));
        while let Some(request) = page.take() {
            let Page { items, next } = store.seats(&SeatQuery::default(), &request).await?;
            truth.seats.extend(items.into_iter().map(|row| {
                let pool = PoolKey { order: row.seat.order, line: row.seat.line };
                (row.seat.id, SeatNow { pool, holder: row.seat.claim().map(|claim| claim.holder) })
            }));
            page = after(next);
        }
        page = Some(PageRequest::first(PAGE));
        while let Some(request) = page.take() {
            let Page { items, next } =
                store.pools(&PoolQuery::default(), SystemClock.now(), &request).await?;
            truth.pools.extend(items.into_iter().map(|row| {
                let pool = PoolKey { order: row.pool.order, line: row.pool.line };
                (pool, PoolNow { quantity: row.pool.quantity.into(), counts: row.counts })
            }));
            page = after(next);
        }
        Ok(truth)
    }
}

fn after(next: Option<Cursor>) -> Option<PageRequest> {
    next.map(|cursor| PageRequest::after(cursor, PAGE))
}

fn fact(event: &Event) -> Fact {
    match event {
        Event::Customer(_, RecordEvent::Pool(PoolEvent::SeatsBought { order, line, quantity, .. })) => {
            Fact::Bought { pool: PoolKey { order: *order, line: *line }, quantity: *quantity }
        }
        Event::Seat(seat, event) => {
            let seat = *seat;
            match event {
                SeatEvent::SeatBought { order, line, .. } => {
                    Fact::Made { seat, pool: PoolKey { order: *order, line: *line } }
                }
                SeatEvent::SeatClaimed { holder, .. } => Fact::Taken { seat, holder: *holder },
                SeatEvent::SeatReclaimed { .. } => Fact::Freed { seat },
                SeatEvent::InvitationSent { invitation, .. } => {
                    Fact::Invited { seat, invitation: *invitation }
                }
                _ => Fact::Other,
            }
        }
        _ => Fact::Other,
    }
}
