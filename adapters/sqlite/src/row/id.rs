//! Ids as 16 bytes, and streams as a word and 16 bytes.

use rollbook_domain::event::StreamId;
use rollbook_domain::id::{
    CommitId, CourseId, CustomerId, GrantId, GroupId, ImportId, ItemId, OrderId, PriceId, ProductId,
};
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

stored_ids!(CommitId, CourseId, CustomerId, GrantId, GroupId, ImportId, ItemId, OrderId, PriceId, ProductId);

const NO_ID: [u8; 16] = [0; 16];

/// How a stream is named in the log.
pub(crate) fn stream_key(stream: &StreamId) -> (&'static str, &[u8; 16]) {
    match stream {
        StreamId::Tenant => ("tenant", &NO_ID),
        StreamId::Customer(id) => ("customer", id.bytes()),
        StreamId::Group(id) => ("group", id.bytes()),
        StreamId::Product(id) => ("product", id.bytes()),
        StreamId::Price(id) => ("price", id.bytes()),
        StreamId::Course(id) => ("course", id.bytes()),
        StreamId::Import(id) => ("import", id.bytes()),
    }
}

/// The stream that the log names so.
pub(crate) fn stream_of(kind: &str, id: [u8; 16]) -> Option<StreamId> {
    Some(match kind {
        "tenant" => StreamId::Tenant,
        "customer" => StreamId::Customer(CustomerId::from_bytes(id)),
        "group" => StreamId::Group(GroupId::from_bytes(id)),
        "product" => StreamId::Product(ProductId::from_bytes(id)),
        "price" => StreamId::Price(PriceId::from_bytes(id)),
        "course" => StreamId::Course(CourseId::from_bytes(id)),
        "import" => StreamId::Import(ImportId::from_bytes(id)),
        _ => return None,
    })
}
