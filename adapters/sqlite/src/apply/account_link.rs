use rollbook_domain::customer::LinkPurpose;
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::stored::Word;
use rollbook_domain::secret::LinkHash;
use rollbook_domain::time::Instant;
use rusqlite::params;

use super::{Book, Place};
use crate::failure::Outcome;
use crate::row::StoredId;

impl Book<'_> {
    pub(super) fn insert_account_link(
        &self,
        place: &Place,
        customer: CustomerId,
        purpose: LinkPurpose,
        link: &LinkHash,
        expires_at: Instant,
    ) -> Outcome<()> {
        self.run_on_one(
            "INSERT INTO account_links (tenant_no, customer_id, position, purpose, hash, expires_at, is_ended, \
             effective_at, commit_no) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7, ?8)",
            params![
                self.tenant_no,
                customer.bytes(),
                place.position,
                purpose.word(),
                link.as_bytes(),
                expires_at.as_micros(),
                place.effective_at,
                self.commit_no
            ],
        )
    }

    /// Ends one link; one that the customer does not have is left alone, as the domain does.
    pub(super) fn end_account_link(&self, customer: CustomerId, link: &LinkHash) -> Outcome<()> {
        self.run(
            "UPDATE account_links SET is_ended = 1 WHERE tenant_no = ?1 AND hash = ?3 AND customer_id = ?2",
            params![self.tenant_no, customer.bytes(), link.as_bytes()],
        )?;
        Ok(())
    }

    /// Ends every link of the customer.
    pub(super) fn end_account_links(&self, customer: CustomerId) -> Outcome<()> {
        self.run(
            "UPDATE account_links SET is_ended = 1 WHERE tenant_no = ?1 AND customer_id = ?2 AND is_ended = 0",
            params![self.tenant_no, customer.bytes()],
        )?;
        Ok(())
    }
}
