//! Ids as 16 bytes, and streams as a word and 16 bytes.

use rollbook_domain::event::StreamId;
use rollbook_domain::id::{
    CommitId, CourseId, CustomerId, GrantId, GroupId, ImpersonationId, ImportId, InvitationId, ItemId,
    LoginId, MailId, OrderId, OrganizationId, PriceId, ProductId, SalesOrderId, SeatId, SubmissionId,
};
use rollbook_domain::mail::MailKind;
use uuid::Uuid;

/// An id that is stored as the 16 bytes of its UUID.
pub(crate) trait StoredId: Sized {
    fn from_bytes(bytes: [u8; 16]) -> Self;
    fn bytes(&self) -> &[u8; 16];
}

macro_rules! stored_ids {
    ($($id:ty),+ $(,)?) => {$(
        impl StoredId for $id {
            fn from_bytes(bytes: [u8; 16]) -> Self {
                Self::from_uuid(Uuid::from_bytes(bytes))
            }

            fn bytes(&self) -> &[u8; 16] {
                self.as_uuid().as_bytes()
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
pub(crate) const NO_ID: [u8; 16] = [0; 16];

/// Longer names than this differ in their ends rather than in their starts.
const LONGEST_FROM_ITS_START: usize = 20;

/// The id of the text of a kind of mail: as much of the kind's name as has room, from its start or to its end.
pub(crate) fn mail_text_key(kind: MailKind) -> [u8; 16] {
    let mut key = NO_ID;
    let name = kind.name();
    let skipped = if name.len() > LONGEST_FROM_ITS_START { name.len() - key.len() } else { 0 };
    for (place, byte) in key.iter_mut().zip(name.bytes().skip(skipped)) {
        *place = byte;
    }
    key
}

/// The kind of mail whose text has this id.
pub(crate) fn mail_text_of(key: [u8; 16]) -> Option<MailKind> {
    MailKind::ALL.into_iter().find(|kind| mail_text_key(*kind) == key)
}

/// How a stream is named in the log.
pub(crate) fn stream_key(stream: &StreamId) -> (&'static str, [u8; 16]) {
    match stream {
        StreamId::Tenant => ("tenant", NO_ID),
        StreamId::Customer(id) => ("customer", *id.bytes()),
        StreamId::Group(id) => ("group", *id.bytes()),
        StreamId::Organization(id) => ("organization", *id.bytes()),
        StreamId::Product(id) => ("product", *id.bytes()),
        StreamId::Price(id) => ("price", *id.bytes()),
        StreamId::Course(id) => ("course", *id.bytes()),
        StreamId::Import(id) => ("import", *id.bytes()),
        StreamId::SalesOrder(id) => ("sales_order", *id.bytes()),
        StreamId::Seat(id) => ("seat", *id.bytes()),
        StreamId::Transcript(id) => ("transcript", *id.bytes()),
        StreamId::MailText(kind) => ("mail_text", mail_text_key(*kind)),
        StreamId::Outbox => ("outbox", NO_ID),
    }
}

/// The stream that the log names so.
pub(crate) fn stream_of(kind: &str, id: [u8; 16]) -> Option<StreamId> {
    Some(match kind {
        "tenant" => StreamId::Tenant,
        "customer" => StreamId::Customer(CustomerId::from_bytes(id)),
        "group" => StreamId::Group(GroupId::from_bytes(id)),
        "organization" => StreamId::Organization(OrganizationId::from_bytes(id)),
        "product" => StreamId::Product(ProductId::from_bytes(id)),
        "price" => StreamId::Price(PriceId::from_bytes(id)),
        "course" => StreamId::Course(CourseId::from_bytes(id)),
        "import" => StreamId::Import(ImportId::from_bytes(id)),
        "sales_order" => StreamId::SalesOrder(SalesOrderId::from_bytes(id)),
        "seat" => StreamId::Seat(SeatId::from_bytes(id)),
        "transcript" => StreamId::Transcript(CustomerId::from_bytes(id)),
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
