//! Committing: everything is checked before anything is applied.

use async_trait::async_trait;
use rollbook_domain::catalogue::{CourseEvent, PriceEvent, ProductEvent};
use rollbook_domain::commit::Commit;
use rollbook_domain::customer::CustomerEvent;
use rollbook_domain::event::Event;
use rollbook_domain::group::GroupEvent;
use rollbook_domain::id::CommitId;
use rollbook_domain::organization::OrganizationEvent;
use rollbook_domain::port::{CommitError, Commits, Committed, Conflict, StoreError};
use rollbook_domain::record::RecordEvent;
use rollbook_domain::sales_order::SalesOrderEvent;
use rollbook_domain::seat::SeatEvent;
use rollbook_domain::settings::TenantEvent;
use rollbook_domain::stamp::Revision;

use crate::ledger::Ledger;
use crate::store::MemoryTenant;

#[async_trait]
impl Commits for MemoryTenant {
    async fn commit(&self, commit: Commit) -> Result<Committed, CommitError> {
        self.write().commit(commit)
    }

    async fn find_commit(&self, id: CommitId) -> Result<Option<Committed>, StoreError> {
        Ok(self.read().commits.get(&id).copied())
    }
}

impl Ledger {
    fn commit(&mut self, commit: Commit) -> Result<Committed, CommitError> {
        if let Some(committed) = self.commits.get(&commit.id) {
            return Ok(*committed);
        }
        let positions = positions(&commit)?;
        for expected in &commit.expected {
            if self.revision(expected.stream) != expected.revision {
                let (stream, expected) = (expected.stream, expected.revision);
                return Err(Conflict::Moved { stream, expected }.into());
            }
        }
        self.check_gone(&commit)?;
        let claims = self.unique.claim(&commit)?;
        self.unique.keep(claims);
        let id = commit.id;
        self.apply(commit, &positions)?;
        let committed = Committed { last_sequence: self.last_sequence() };
        self.commits.insert(id, committed);
        Ok(committed)
    }
}

/// The events' places in their streams, in a commit that makes sense.
fn positions(commit: &Commit) -> Result<Vec<Revision>, StoreError> {
    let positions = commit.positions().map_err(|error| StoreError::Malformed(error.to_string()))?;
    for (new, position) in commit.events.iter().zip(&positions) {
        let is_in_place = match new.event {
            Event::MailText(..) | Event::Outbox(_) | Event::Transcript(..) => true,
            _ => begins_a_stream(&new.event) == (*position == Revision::new(1)),
        };
        if !is_in_place {
            let (kind, stream) = (new.event.kind(), new.event.stream());
            return Err(StoreError::Malformed(format!("{kind} cannot be event {position} of {stream:?}")));
        }
    }
    Ok(positions)
}

fn begins_a_stream(event: &Event) -> bool {
    match event {
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
        Event::Import(..) | Event::MailText(..) | Event::Outbox(_) | Event::Transcript(..) => true,
    }
}
