use rollbook_domain::customer::LinkPurpose;
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::stored::Word;
use rollbook_domain::secret::LinkHash;
use rollbook_domain::time::Instant;

use super::{Book, Place, Table};
use crate::failure::Outcome;
use crate::row::StoredId;

const END_LINK: &str = "UPDATE account_links l SET is_ended = true FROM {rows} \
    WHERE l.tenant_no = $1 AND l.hash = n.hash AND l.customer_id = n.customer_id";

const END_LINKS: &str = "UPDATE account_links l SET is_ended = true FROM {rows} \
    WHERE l.tenant_no = $1 AND l.customer_id = n.customer_id AND NOT l.is_ended";

impl Book {
    pub(super) fn insert_account_link(
        &mut self,
        place: &Place,
        customer: CustomerId,
        purpose: LinkPurpose,
        link: &LinkHash,
        expires_at: Instant,
    ) -> Outcome<()> {
        self.insert(
            Table::AccountLinks,
            customer.uuid(),
            [
                ("customer_id", customer.uuid().into()),
                ("position", place.position.into()),
                ("purpose", purpose.word().into()),
                ("hash", link.as_bytes().as_slice().into()),
                ("expires_at", expires_at.as_micros().into()),
                ("is_ended", false.into()),
                ("effective_at", place.effective_at.into()),
                ("commit_no", self.commit_no.into()),
            ],
        )
    }

    /// Ends one link; one that the customer does not have is left alone, as the domain does.
    pub(super) fn end_account_link(&mut self, customer: CustomerId, link: &LinkHash) -> Outcome<()> {
        let cells = [("customer_id", customer.uuid().into()), ("hash", link.as_bytes().as_slice().into())];
        self.change(Table::AccountLinks, customer.uuid(), END_LINK, cells)
    }

    /// Ends every link of the customer.
    pub(super) fn end_account_links(&mut self, customer: CustomerId) -> Outcome<()> {
        let cells = [("customer_id", customer.uuid().into())];
        self.change(Table::AccountLinks, customer.uuid(), END_LINKS, cells)
    }
}
