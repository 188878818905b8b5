use rollbook_domain::settings::RetainedRows;
use rollbook_domain::time::Instant;
use rusqlite::params;

use super::Book;
use crate::failure::Outcome;

pub(crate) const REMOVE_LOGINS: &str = "DELETE FROM logins WHERE tenant_no = ?1 AND at < ?2";

/// Of mails that have ended; what waits or is in somebody's hand is left alone.
pub(crate) const CLEAR_MAILS: &str = "UPDATE mails SET address = NULL, address_key = NULL, domain = '', facts = NULL, \
     problem = NULL, secret_usage = NULL, secret_key = NULL, secret_ciphertext = NULL \
     WHERE tenant_no = ?1 AND ended_at < ?2 AND ended_at IS NOT NULL \
     AND (address IS NOT NULL OR facts IS NOT NULL OR problem IS NOT NULL)";

const REMOVE_ANSWERS: &str = "DELETE FROM submission_answers WHERE tenant_no = ?1 \
     AND (customer_id, position) IN (SELECT s.customer_id, s.position FROM submissions s \
         WHERE s.tenant_no = ?1 AND s.submitted_at < ?2)";

impl Book<'_> {
    /// Takes away what is older.
    pub(super) fn retain(&self, rows: RetainedRows, before: Instant) -> Outcome<()> {
        let sql = match rows {
            RetainedRows::Logins => REMOVE_LOGINS,
            RetainedRows::Mails => CLEAR_MAILS,
            RetainedRows::Answers => REMOVE_ANSWERS,
        };
        self.run(sql, params![self.tenant_no, before.as_micros()])?;
        Ok(())
    }
}
