use std::collections::BTreeMap;

use rollbook_domain::id::{CustomerId, ItemId};
use rollbook_domain::port::stored::Word;
use rollbook_domain::transcript::cmi::CmiCommit;

use super::{Book, Table, json};
use crate::failure::Outcome;
use crate::row::StoredId;

const ATTEMPT: &str = "INSERT INTO cmi_attempts (tenant_no, customer_id, item_id, version, number, course_id, standard) \
    SELECT $1::int8, n.customer_id, n.item_id, n.version, n.number, n.course_id, n.standard FROM {rows} \
    ON CONFLICT (tenant_no, customer_id, item_id, version, number) DO NOTHING";

/// That a session was late stays.
const SESSION: &str = "INSERT INTO cmi_sessions AS s (tenant_no, customer_id, item_id, version, number, began_at, \
    session_time, left_by, is_over, is_late) \
    SELECT $1::int8, n.customer_id, n.item_id, n.version, n.number, n.began_at, n.session_time, n.left_by, n.is_over, \
    n.is_late FROM {rows} \
    ON CONFLICT (tenant_no, customer_id, item_id, version, number, began_at) DO UPDATE \
    SET session_time = excluded.session_time, left_by = excluded.left_by, is_over = excluded.is_over, \
    is_late = s.is_late OR excluded.is_late";

const ELEMENTS: &str = "INSERT INTO cmi_elements (tenant_no, customer_id, item_id, version, number, name, value) \
    SELECT $1::int8, n.customer_id, n.item_id, n.version, n.number, e.name, e.value \
    FROM {rows} CROSS JOIN LATERAL json_each_text(n.elements::json) AS e (name, value) \
    ON CONFLICT (tenant_no, customer_id, item_id, version, number, name) DO UPDATE SET value = excluded.value";

/// Sessions and elements go with their attempts.
const CLEAR: &str = "DELETE FROM cmi_attempts a USING {rows} \
    WHERE a.tenant_no = $1 AND a.customer_id = n.customer_id AND a.item_id = n.item_id";

impl Book {
    /// Later values stand over earlier ones; what an attempt is of stays.
    pub(super) fn commit_cmi(&mut self, customer: CustomerId, commit: &CmiCommit) -> Outcome<()> {
        let key = customer.uuid();
        self.change(
            Table::CmiAttempts,
            key,
            ATTEMPT,
            [
                ("customer_id", key.into()),
                ("item_id", commit.item.uuid().into()),
                ("version", commit.version.into()),
                ("number", commit.attempt.into()),
                ("course_id", commit.course.uuid().into()),
                ("standard", commit.standard.word().into()),
            ],
        )?;
        self.change(
            Table::CmiSessions,
            key,
            SESSION,
            [
                ("customer_id", key.into()),
                ("item_id", commit.item.uuid().into()),
                ("version", commit.version.into()),
                ("number", commit.attempt.into()),
                ("began_at", commit.session_began_at.as_micros().into()),
                ("session_time", commit.session_time.hundredths().cast_signed().into()),
                ("left_by", commit.exit.word().into()),
                ("is_over", commit.is_over.into()),
                ("is_late", commit.is_late.into()),
            ],
        )?;
        let Some(elements) = &commit.elements else { return Ok(()) };
        let values: BTreeMap<&str, &String> =
            elements.iter().map(|(name, value)| (name.as_str(), value.reveal())).collect();
        self.change(
            Table::CmiElements,
            key,
            ELEMENTS,
            [
                ("customer_id", key.into()),
                ("item_id", commit.item.uuid().into()),
                ("version", commit.version.into()),
                ("number", commit.attempt.into()),
                ("elements", json(&values)?),
            ],
        )
    }

    pub(super) fn clear_cmi(&mut self, customer: CustomerId, item: ItemId) -> Outcome<()> {
        let cells = [("customer_id", customer.uuid().into()), ("item_id", item.uuid().into())];
        self.change(Table::CmiAttempts, customer.uuid(), CLEAR, cells)
    }
}
