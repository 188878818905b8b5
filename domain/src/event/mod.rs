//! The sum of all aggregates' events, and the streams they belong to.

use serde::de::Deserializer;
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

use crate::catalogue::{CourseEvent, PriceEvent, ProductEvent};
use crate::group::GroupEvent;
use crate::id::{CourseId, CustomerId, GroupId, ImportId, PriceId, ProductId};
use crate::import_log::ImportEvent;
use crate::record::RecordEvent;
use crate::settings::TenantEvent;

mod kind;

/// A consistency boundary: events of one stream are numbered without gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StreamId {
    /// The tenant's settings.
    Tenant,
    /// One customer with everything that hangs on them.
    Customer(CustomerId),
    /// One group.
    Group(GroupId),
    /// One product.
    Product(ProductId),
    /// One price.
    Price(PriceId),
    /// One course with its items.
    Course(CourseId),
    /// One import.
    Import(ImportId),
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
    /// About a product.
    Product(ProductId, ProductEvent),
    /// About a price.
    Price(PriceId, PriceEvent),
    /// About a course.
    Course(CourseId, CourseEvent),
    /// About an import.
    Import(ImportId, ImportEvent),
}

impl Event {
    /// The stream it belongs to.
    pub fn stream(&self) -> StreamId {
        match self {
            Self::Tenant(_) => StreamId::Tenant,
            Self::Customer(id, _) => StreamId::Customer(*id),
            Self::Group(id, _) => StreamId::Group(*id),
            Self::Product(id, _) => StreamId::Product(*id),
            Self::Price(id, _) => StreamId::Price(*id),
            Self::Course(id, _) => StreamId::Course(*id),
            Self::Import(id, _) => StreamId::Import(*id),
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
            Self::Product(_, event) => event.serialize(serializer),
            Self::Price(_, event) => event.serialize(serializer),
            Self::Course(_, event) => event.serialize(serializer),
            Self::Import(_, event) => event.serialize(serializer),
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
            StreamId::Product(id) => Self::Product(id, ProductEvent::deserialize(payload)?),
            StreamId::Price(id) => Self::Price(id, PriceEvent::deserialize(payload)?),
            StreamId::Course(id) => Self::Course(id, CourseEvent::deserialize(payload)?),
            StreamId::Import(id) => Self::Import(id, ImportEvent::deserialize(payload)?),
        })
    }
}
