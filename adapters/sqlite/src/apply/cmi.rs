use std::collections::BTreeMap;

use rollbook_domain::id::{CustomerId, ItemId};
use rollbook_domain::port::stored::Word;
use rollbook_domain::transcript::cmi::CmiCommit;
use rusqlite::params;

use super::{Book, json};
use crate::failure::Outcome;
use crate::row::StoredId;

impl Book<'_> {
    /// Later values stand over earlier ones; what an attempt is of, and that a session was late, stays.
    pub(super) fn commit_cmi(&self, customer: CustomerId, commit: &CmiCommit) -> Outcome<()> {
        let (item, customer) = (commit.item.bytes(), customer.bytes());
        let (version, attempt) = (commit.version, commit.attempt);
        self.run(
            "INSERT INTO cmi_attempts (tenant_no, customer_id, item_id, version, number, course_id, standard) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
             ON CONFLICT (tenant_no, customer_id, item_id, version, number) DO NOTHING",
            params![
                self.tenant_no,
                customer,
                item,
                version,
                attempt,
                commit.course.bytes(),
                commit.standard.word()
            ],
        )?;
        self.run(
            "INSERT INTO cmi_sessions (tenant_no, customer_id, item_id, version, number, began_at, session_time, \
             left_by, is_over, is_late) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) \
             ON CONFLICT (tenant_no, customer_id, item_id, version, number, began_at) DO UPDATE \
             SET session_time = excluded.session_time, left_by = excluded.left_by, is_over = excluded.is_over, \
             is_late = max(is_late, excluded.is_late)",
            params![
                self.tenant_no,
                customer,
                item,
                version,
                attempt,
                commit.session_began_at.as_micros(),
                commit.session_time.hundredths().cast_signed(),
                commit.exit.word(),
                commit.is_over,
                commit.is_late
            ],
        )?;
        let Some(elements) = &commit.elements else { return Ok(()) };
        let values: BTreeMap<&str, &String> =
            elements.iter().map(|(name, value)| (name.as_str(), value.reveal())).collect();
        self.run(
            "INSERT INTO cmi_elements (tenant_no, customer_id, item_id, version, number, name, value) \
             SELECT ?1, ?2, ?3, ?4, ?5, key, value FROM json_each(?6) WHERE true \
             ON CONFLICT (tenant_no, customer_id, item_id, version, number, name) DO UPDATE \
             SET value = excluded.value",
            params![self.tenant_no, customer, item, version, attempt, json(&values)?],
        )?;
        Ok(())
    }

    /// Sessions and elements go with their attempts.
    pub(super) fn clear_cmi(&self, customer: CustomerId, item: ItemId) -> Outcome<()> {
        self.run(
            "DELETE FROM cmi_attempts WHERE tenant_no = ?1 AND customer_id = ?2 AND item_id = ?3",
            params![self.tenant_no, customer.bytes(), item.bytes()],
        )?;
        Ok(())
    }
}
