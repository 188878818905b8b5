//! Ids as UUIDs.

use rollbook_domain::id::{
    CommitId, CourseId, CustomerId, GrantId, GroupId, ImpersonationId, ImportId, InvitationId, ItemId,
    LoginId, MailId, OrderId, OrganizationId, PriceId, ProductId, SalesOrderId, SeatId, SubmissionId,
};
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
