//! What can be worked out about a commit before the database is touched.

use std::collections::HashMap;

use rollbook_domain::catalogue::{CourseEvent, PriceEvent, ProductEvent};
use rollbook_domain::commit::Commit;
use rollbook_domain::customer::CustomerEvent;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::group::GroupEvent;
use rollbook_domain::organization::OrganizationEvent;
use rollbook_domain::port::StoreError;
use rollbook_domain::record::RecordEvent;
use rollbook_domain::sales_order::SalesOrderEvent;
use rollbook_domain::seat::SeatEvent;
use rollbook_domain::settings::{TenantEvent, TenantId};
use rollbook_domain::stamp::Revision;

/// A commit that makes sense, ready to be written.
pub(crate) struct Work {
    pub(crate) tenant: TenantId,
    pub(crate) commit: Commit,
    /// The place of every event in its stream.
    pub(crate) positions: Vec<Revision>,
    /// How far each stream that is written to gets.
    pub(crate) reached: HashMap<StreamId, Revision>,
}

impl Work {
    /// Works out where every event will stand.
    ///
    /// # Errors
    /// [`StoreError::Malformed`] when an event's stream is not expected, or when it begins a stream that is there or goes
    /// on with one that is not.
    pub(crate) fn parse(tenant: TenantId, commit: Commit) -> Result<Self, StoreError> {
        let positions = commit.positions().map_err(|error| StoreError::Malformed(error.to_string()))?;
        let mut reached = HashMap::with_capacity(commit.expected.len());
        for (new, position) in commit.events.iter().zip(&positions) {
            let stream = new.event.stream();
            if !stands_right(&new.event, *position == Revision::new(1)) {
                let kind = new.event.kind();
                return Err(StoreError::Malformed(format!(
                    "{kind} cannot be event {position} of {stream:?}"
                )));
            }
            reached.insert(stream, *position);
        }
        Ok(Self { tenant, commit, positions, reached })
    }
}

/// Whether the event may stand where it does: first in its stream, or after others.
fn stands_right(event: &Event, is_first: bool) -> bool {
    let begins = match event {
        // These streams begin with whatever is done first.
        Event::MailText(..) | Event::Outbox(_) | Event::Transcript(..) => return true,
        Event::Tenant(event) => matches!(event, TenantEvent::TenantAdded { .. }),
        Event::Customer(_, event) => {
            matches!(event, RecordEvent::Customer(CustomerEvent::CustomerAdded { .. }))
        }
        Event::Group(_, event) => matches!(event, GroupEvent::GroupAdded { .. }),
        Event::Organization(_, event) => matches!(event, OrganizationEvent::OrganizationAdded { .. }),
        Event::Product(_, event) => matches!(event, ProductEvent::ProductAdded { .. }),
        Event::Price(_, event) => matches!(event, PriceEvent::PriceAdded { .. }),
        Event::Course(_, event) => matches!(event, CourseEvent::CourseAdded { .. }),
        Event::SalesOrder(_, event) => matches!(event, SalesOrderEvent::SalesOrderAdded { .. }),
        Event::Seat(_, event) => matches!(event, SeatEvent::SeatBought { .. }),
        Event::Import(..) => true,
    };
    begins == is_first
}
