//! The sum of all aggregates' events, and the streams they belong to.

use serde::de::Deserializer;
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

use crate::catalogue::{CourseEvent, PriceEvent, ProductEvent};
use crate::group::GroupEvent;
use crate::id::{
    CourseId, CustomerId, GroupId, ImportId, OrganizationId, PriceId, ProductId, SalesOrderId, SeatId,
};
use crate::import_log::ImportEvent;
use crate::mail::{MailKind, MailTextEvent, OutboxEvent};
use crate::organization::OrganizationEvent;
use crate::record::RecordEvent;
use crate::sales_order::SalesOrderEvent;
use crate::seat::SeatEvent;
use crate::settings::TenantEvent;
use crate::transcript::TranscriptEvent;

mod act;
mod kind;
#[cfg(test)]
mod tests;

pub use act::furthest_act;

/// A consistency boundary: events of one stream are numbered without gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StreamId {
    /// The tenant's settings.
    Tenant,
    /// One customer with everything that hangs on them.
    Customer(CustomerId),
    /// One group.
    Group(GroupId),
    /// One organization.
    Organization(OrganizationId),
    /// One product.
    Product(ProductId),
    /// One price.
    Price(PriceId),
    /// One course with its items.
    Course(CourseId),
    /// One import.
    Import(ImportId),
    /// One seat.
    Seat(SeatId),
    /// What one customer did as a learner.
    Transcript(CustomerId),
    /// One sales order.
    SalesOrder(SalesOrderId),
    /// The text of one kind of mail.
    MailText(MailKind),
    /// The tenant's outbox.
    Outbox,
}

/// A fact, with the stream it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// About the tenant.
    Tenant(TenantEvent),
    /// About a customer.
    Customer(CustomerId, RecordEvent),
    /// About a group.
    Group(GroupId, GroupEvent),
    /// About an organization.
    Organization(OrganizationId, OrganizationEvent),
    /// About a product.
    Product(ProductId, ProductEvent),
    /// About a price.
    Price(PriceId, PriceEvent),
    /// About a course.
    Course(CourseId, CourseEvent),
    /// About an import.
    Import(ImportId, ImportEvent),
    /// About a seat.
    Seat(SeatId, SeatEvent),
    /// About what a customer did as a learner.
    Transcript(CustomerId, TranscriptEvent),
    /// About a sales order.
    SalesOrder(SalesOrderId, SalesOrderEvent),
    /// About the text of a kind of mail.
    MailText(MailKind, MailTextEvent),
    /// About the outbox.
    Outbox(OutboxEvent),
}

impl Event {
    /// The stream it belongs to.
    pub fn stream(&self) -> StreamId {
        match self {
            Self::Tenant(_) => StreamId::Tenant,
            Self::Customer(id, _) => StreamId::Customer(*id),
            Self::Group(id, _) => StreamId::Group(*id),
            Self::Organization(id, _) => StreamId::Organization(*id),
            Self::Product(id, _) => StreamId::Product(*id),
            Self::Price(id, _) => StreamId::Price(*id),
            Self::Course(id, _) => StreamId::Course(*id),
            Self::Import(id, _) => StreamId::Import(*id),
            Self::Seat(id, _) => StreamId::Seat(*id),
            Self::Transcript(id, _) => StreamId::Transcript(*id),
            Self::SalesOrder(id, _) => StreamId::SalesOrder(*id),
            Self::MailText(kind, _) => StreamId::MailText(*kind),
            Self::Outbox(_) => StreamId::Outbox,
        }
    }

    /// Writes the log's payload: everything about the event but its stream and what is personal.
    ///
    /// # Errors
    /// Whatever the serializer refuses.
    pub fn serialize_payload<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Tenant(event) => event.serialize(serializer),
            Self::Customer(_, event) => event.serialize(serializer),
            Self::Group(_, event) => event.serialize(serializer),
            Self::Organization(_, event) => event.serialize(serializer),
            Self::Product(_, event) => event.serialize(serializer),
            Self::Price(_, event) => event.serialize(serializer),
            Self::Course(_, event) => event.serialize(serializer),
            Self::Import(_, event) => event.serialize(serializer),
            Self::Seat(_, event) => event.serialize(serializer),
            Self::Transcript(_, event) => event.serialize(serializer),
            Self::SalesOrder(_, event) => event.serialize(serializer),
            Self::MailText(_, event) => event.serialize(serializer),
            Self::Outbox(event) => event.serialize(serializer),
        }
    }

    /// Reads a payload back; what is personal stays behind.
    ///
    /// # Errors
    /// Whatever the deserializer refuses.
    pub fn deserialize_payload<'de, D: Deserializer<'de>>(
        stream: StreamId,
        payload: D,
    ) -> Result<Self, D::Error> {
        Ok(match stream {
            StreamId::Tenant => Self::Tenant(TenantEvent::deserialize(payload)?),
            StreamId::Customer(id) => Self::Customer(id, RecordEvent::deserialize(payload)?),
            StreamId::Group(id) => Self::Group(id, GroupEvent::deserialize(payload)?),
            StreamId::Organization(id) => Self::Organization(id, OrganizationEvent::deserialize(payload)?),
            StreamId::Product(id) => Self::Product(id, ProductEvent::deserialize(payload)?),
            StreamId::Price(id) => Self::Price(id, PriceEvent::deserialize(payload)?),
            StreamId::Course(id) => Self::Course(id, CourseEvent::deserialize(payload)?),
            StreamId::Import(id) => Self::Import(id, ImportEvent::deserialize(payload)?),
            StreamId::Seat(id) => Self::Seat(id, SeatEvent::deserialize(payload)?),
            StreamId::Transcript(id) => Self::Transcript(id, TranscriptEvent::deserialize(payload)?),
            StreamId::SalesOrder(id) => Self::SalesOrder(id, SalesOrderEvent::deserialize(payload)?),
            StreamId::MailText(kind) => Self::MailText(kind, MailTextEvent::deserialize(payload)?),
            StreamId::Outbox => Self::Outbox(OutboxEvent::deserialize(payload)?),
        })
    }
}
