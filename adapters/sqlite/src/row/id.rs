//! Ids as 16 bytes.

use rollbook_domain::id::{
    CommitId, CourseId, CustomerId, GrantId, GroupId, ImpersonationId, ImportId, InvitationId, ItemId,
    LoginId, MailId, OrderId, OrganizationId, PriceId, ProductId, SalesOrderId, SeatId, SubmissionId,
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
