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

/// The elements of attempts of which no session began at the cut or later.
pub(crate) const REMOVE_ELEMENTS: &str = "DELETE FROM cmi_elements WHERE tenant_no = ?1 \
     AND (customer_id, item_id, version, number) IN ( \
         SELECT s.customer_id, s.item_id, s.version, s.number FROM cmi_sessions s \
         WHERE s.tenant_no = ?1 AND s.began_at < ?2 AND NOT EXISTS (SELECT 1 FROM cmi_sessions l \
             WHERE l.tenant_no = ?1 AND l.customer_id = s.customer_id AND l.item_id = s.item_id \
             AND l.version = s.version AND l.number = s.number AND l.began_at >= ?2))";

/// Their sessions; the attempts stay, so that their numbers are not given again.
pub(crate) const REMOVE_SESSIONS: &str = "DELETE FROM cmi_sessions AS s WHERE s.tenant_no = ?1 AND s.began_at < ?2 \
     AND NOT EXISTS (SELECT 1 FROM cmi_sessions l \
         WHERE l.tenant_no = ?1 AND l.customer_id = s.customer_id AND l.item_id = s.item_id \
         AND l.version = s.version AND l.number = s.number AND l.began_at >= ?2)";

impl Book<'_> {
    /// Takes away what is older.
    pub(super) fn retain(&self, rows: RetainedRows, before: Instant) -> Outcome<()> {
        let statements: &[&'static str] = match rows {
            RetainedRows::Logins => &[REMOVE_LOGINS],
            RetainedRows::Mails => &[CLEAR_MAILS],
            RetainedRows::Answers => &[REMOVE_ANSWERS],
            RetainedRows::Cmi => &[REMOVE_ELEMENTS, REMOVE_SESSIONS],
        };
        for &sql in statements {
            self.run(sql, params![self.tenant_no, before.as_micros()])?;
        }
        Ok(())
    }
}
