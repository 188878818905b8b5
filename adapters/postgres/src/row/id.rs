//! Ids as UUIDs, and streams as a word and a UUID.

use rollbook_domain::event::StreamId;
use rollbook_domain::id::{
    CommitId, CourseId, CustomerId, GrantId, GroupId, ImpersonationId, ImportId, InvitationId, ItemId,
    LoginId, MailId, OrderId, OrganizationId, PriceId, ProductId, SalesOrderId, SeatId, SubmissionId,
};
use rollbook_domain::mail::MailKind;
use uuid::Uuid;

/// An id that is stored as its UUID.
pub(crate) trait StoredId: Sized {
    fn from_stored(uuid: Uuid) -> Self;
    fn uuid(&self) -> Uuid;
}

macro_rules! stored_ids {
    ($($id:ty),+ $(,)?) => {$(
        impl StoredId for $id {
            fn from_stored(uuid: Uuid) -> Self {
                Self::from_uuid(uuid)
            }

            fn uuid(&self) -> Uuid {
                *self.as_uuid()
            }
        }
    )+};
}

stored_ids!(
    CommitId,
    CourseId,
    CustomerId,
    GrantId,
    GroupId,
    ImpersonationId,
    ImportId,
    InvitationId,
    ItemId,
    LoginId,
    MailId,
    OrderId,
    OrganizationId,
    PriceId,
    ProductId,
    SalesOrderId,
    SeatId,
    SubmissionId,
);

/// The id of a stream of which a tenant has only one.
pub(crate) const NO_ID: Uuid = Uuid::nil();

/// Longer names than this differ in their ends rather than in their starts.
const LONGEST_FROM_ITS_START: usize = 20;

/// The id of the text of a kind of mail: as much of the kind's name as has room, from its start or to its end.
pub(crate) fn mail_text_key(kind: MailKind) -> Uuid {
    let mut key = [0; 16];
    let name = kind.name();
    let skipped = if name.len() > LONGEST_FROM_ITS_START { name.len() - key.len() } else { 0 };
    for (place, byte) in key.iter_mut().zip(name.bytes().skip(skipped)) {
        *place = byte;
    }
    Uuid::from_bytes(key)
}

/// The kind of mail whose text has this id.
pub(crate) fn mail_text_of(key: Uuid) -> Option<MailKind> {
    MailKind::ALL.into_iter().find(|kind| mail_text_key(*kind) == key)
}

/// How a stream is named in the log.
pub(crate) fn stream_key(stream: &StreamId) -> (&'static str, Uuid) {
    match stream {
        StreamId::Tenant => ("tenant", NO_ID),
        StreamId::Customer(id) => ("customer", id.uuid()),
        StreamId::Group(id) => ("group", id.uuid()),
        StreamId::Organization(id) => ("organization", id.uuid()),
        StreamId::Product(id) => ("product", id.uuid()),
        StreamId::Price(id) => ("price", id.uuid()),
        StreamId::Course(id) => ("course", id.uuid()),
        StreamId::Import(id) => ("import", id.uuid()),
        StreamId::SalesOrder(id) => ("sales_order", id.uuid()),
        StreamId::Seat(id) => ("seat", id.uuid()),
        StreamId::Transcript(id) => ("transcript", id.uuid()),
        StreamId::MailText(kind) => ("mail_text", mail_text_key(*kind)),
        StreamId::Outbox => ("outbox", NO_ID),
    }
}

/// The stream that the log names so.
pub(crate) fn stream_of(kind: &str, id: Uuid) -> Option<StreamId> {
    Some(match kind {
        "tenant" => StreamId::Tenant,
        "customer" => StreamId::Customer(CustomerId::from_stored(id)),
        "group" => StreamId::Group(GroupId::from_stored(id)),
        "organization" => StreamId::Organization(OrganizationId::from_stored(id)),
        "product" => StreamId::Product(ProductId::from_stored(id)),
        "price" => StreamId::Price(PriceId::from_stored(id)),
        "course" => StreamId::Course(CourseId::from_stored(id)),
        "import" => StreamId::Import(ImportId::from_stored(id)),
        "sales_order" => StreamId::SalesOrder(SalesOrderId::from_stored(id)),
        "seat" => StreamId::Seat(SeatId::from_stored(id)),
        "transcript" => StreamId::Transcript(CustomerId::from_stored(id)),
        "mail_text" => StreamId::MailText(mail_text_of(id)?),
        "outbox" => StreamId::Outbox,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stream_is_found_again_by_its_name_in_the_log() {
        let texts = MailKind::ALL.into_iter().map(StreamId::MailText);
        for stream in texts.chain([StreamId::Tenant, StreamId::Outbox]) {
            let (kind, id) = stream_key(&stream);
            assert_eq!(stream_of(kind, id), Some(stream));
        }
        assert_eq!(stream_of("mail_text", NO_ID), None);
        assert_eq!(stream_of("unheard of", NO_ID), None);
    }
}
