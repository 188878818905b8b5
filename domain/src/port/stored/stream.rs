//! How the log names streams.

use uuid::Uuid;

use crate::event::StreamId;
use crate::id::{
    CourseId, CustomerId, GroupId, ImportId, OrganizationId, PriceId, ProductId, SalesOrderId, SeatId,
};
use crate::mail::MailKind;

/// The id of a stream of which a tenant has only one.
pub const NO_ID: Uuid = Uuid::nil();

/// Longer names than this differ in their ends rather than in their starts.
const LONGEST_FROM_ITS_START: usize = 20;

/// The id that stands for the text of a kind of mail: as much of the kind's name as has room, from its start or to its
/// end.
pub fn mail_text_key(kind: MailKind) -> Uuid {
    let mut key = [0; 16];
    let name = kind.name();
    let skipped = if name.len() > LONGEST_FROM_ITS_START { name.len() - key.len() } else { 0 };
    for (place, byte) in key.iter_mut().zip(name.bytes().skip(skipped)) {
        *place = byte;
    }
    Uuid::from_bytes(key)
}

/// The kind of mail whose text has this id; `None` where it stands for none.
pub fn mail_text_of(key: Uuid) -> Option<MailKind> {
    MailKind::ALL.into_iter().find(|kind| mail_text_key(*kind) == key)
}

/// How a stream is named in the log: a word for its kind, and its id.
///
/// Every entry of the log is sealed with it, so no name may ever change.
pub fn stream_key(stream: &StreamId) -> (&'static str, Uuid) {
    match stream {
        StreamId::Tenant => ("tenant", NO_ID),
        StreamId::Customer(id) => ("customer", *id.as_uuid()),
        StreamId::Group(id) => ("group", *id.as_uuid()),
        StreamId::Organization(id) => ("organization", *id.as_uuid()),
        StreamId::Product(id) => ("product", *id.as_uuid()),
        StreamId::Price(id) => ("price", *id.as_uuid()),
        StreamId::Course(id) => ("course", *id.as_uuid()),
        StreamId::Import(id) => ("import", *id.as_uuid()),
        StreamId::SalesOrder(id) => ("sales_order", *id.as_uuid()),
        StreamId::Seat(id) => ("seat", *id.as_uuid()),
        StreamId::Transcript(id) => ("transcript", *id.as_uuid()),
        StreamId::MailText(kind) => ("mail_text", mail_text_key(*kind)),
        StreamId::Outbox => ("outbox", NO_ID),
    }
}

/// The stream that the log names so; `None` where there is no such kind.
///
/// # Examples
/// ```
/// use rollbook_domain::event::StreamId;
/// use rollbook_domain::port::stored::{NO_ID, stream_key, stream_of};
///
/// assert_eq!(stream_key(&StreamId::Outbox), ("outbox", NO_ID));
/// assert_eq!(stream_of("outbox", NO_ID), Some(StreamId::Outbox));
/// assert_eq!(stream_of("unheard of", NO_ID), None);
/// ```
pub fn stream_of(kind: &str, id: Uuid) -> Option<StreamId> {
    Some(match kind {
        "tenant" => StreamId::Tenant,
        "customer" => StreamId::Customer(CustomerId::from_uuid(id)),
        "group" => StreamId::Group(GroupId::from_uuid(id)),
        "organization" => StreamId::Organization(OrganizationId::from_uuid(id)),
        "product" => StreamId::Product(ProductId::from_uuid(id)),
        "price" => StreamId::Price(PriceId::from_uuid(id)),
        "course" => StreamId::Course(CourseId::from_uuid(id)),
        "import" => StreamId::Import(ImportId::from_uuid(id)),
        "sales_order" => StreamId::SalesOrder(SalesOrderId::from_uuid(id)),
        "seat" => StreamId::Seat(SeatId::from_uuid(id)),
        "transcript" => StreamId::Transcript(CustomerId::from_uuid(id)),
        "mail_text" => StreamId::MailText(mail_text_of(id)?),
        "outbox" => StreamId::Outbox,
        _ => return None,
    })
}
