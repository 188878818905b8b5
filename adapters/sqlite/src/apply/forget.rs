//! Taking a person out of every row that speaks of them, by the map of the schema.

use std::fmt::Write as _;

use rollbook_domain::id::{CustomerId, InvitationId, MailId, SeatId};
use rollbook_domain::mail::{
    WITHDRAWN, keys_about_customer, keys_about_invitation, keys_about_seat, keys_queued_anew,
};
use rollbook_domain::privacy::map::tables_of_customers;
use rusqlite::{Params, params};

use super::times::{Time, in_json};
use super::{Book, json};
use crate::facts::OWN_ADDRESSES;
use crate::failure::Outcome;
use crate::row::StoredId;

/// What becomes of the record of a person who is taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Record {
    /// It stays with its id and create date, and with orders and access.
    Stays,
    /// It goes with orders and access, and the id stays alone.
    Goes,
}

/// Whose rows belong to the access of others, and stay when the customer goes.
const OF_OTHERS: [&str; 3] = ["seats", "seat_pools", "seat_claims"];

/// Takes times as a parameter: `(seat_id, first, last)`, the ends in the log of the commits with which each began and
/// ended.
macro_rules! times {
    ($parameter:literal) => {
        concat!(
            "(SELECT unhex(value ->> 0) AS seat_id, value ->> 1 AS first, value ->> 2 AS last FROM json_each(",
            $parameter,
            "))"
        )
    };
}

const NOTES_OF_SEATS: &str = concat!(
    "DELETE FROM event_notes WHERE tenant_no = ?1 AND stream_kind = 'seat' AND (stream_id, position) IN ( \
         SELECT e.stream_id, e.position FROM ",
    times!("?2"),
    " t CROSS JOIN events e ON e.tenant_no = ?1 AND e.stream_kind = 'seat' AND e.stream_id = t.seat_id \
         CROSS JOIN commits k ON k.tenant_no = e.tenant_no AND k.commit_no = e.commit_no \
         AND k.last_sequence BETWEEN t.first AND t.last)"
);

/// The reasons that stand with the access which the seats gave to others, and those that were given with the same act to
/// who held or bought the seats.
const NOTES_OF_OTHERS: &str = concat!(
    "WITH bought AS ",
    times!("?2"),
    ", held AS ",
    times!("?3"),
    ", given AS ( \
         SELECT c.holder_id, g.position, g.commit_no, b.first, b.last FROM bought b \
         CROSS JOIN seat_claims c ON c.tenant_no = ?1 AND c.seat_id = b.seat_id \
         JOIN grants g ON g.tenant_no = c.tenant_no AND g.customer_id = c.holder_id AND g.id = c.grant_id \
     ), of_given AS ( \
         SELECT holder_id, position, commit_no, first, last FROM given \
         UNION ALL SELECT n.holder_id, s.position, s.commit_no, n.first, n.last FROM given n \
         JOIN grant_standings s ON s.tenant_no = ?1 AND s.customer_id = n.holder_id \
             AND s.grant_position = n.position \
         UNION ALL SELECT n.holder_id, e.position, e.commit_no, n.first, n.last FROM given n \
         JOIN window_edits e ON e.tenant_no = ?1 AND e.customer_id = n.holder_id \
             AND e.grant_position = n.position \
     ), of_bought AS ( \
         SELECT e.commit_no FROM bought b CROSS JOIN events e ON e.tenant_no = ?1 AND e.stream_kind = 'seat' \
             AND e.stream_id = b.seat_id \
         CROSS JOIN commits k ON k.tenant_no = e.tenant_no AND k.commit_no = e.commit_no \
             AND k.last_sequence BETWEEN b.first AND b.last \
     ), of_held AS ( \
         SELECT commit_no FROM events \
         WHERE tenant_no = ?1 AND stream_kind = 'seat' AND stream_id IN (SELECT seat_id FROM held) \
         INTERSECT SELECT commit_no FROM events \
         WHERE tenant_no = ?1 AND stream_kind = 'customer' AND stream_id = ?4 \
     ), places AS ( \
         SELECT n.holder_id, n.position FROM of_given n \
         CROSS JOIN commits k ON k.tenant_no = ?1 AND k.commit_no = n.commit_no \
             AND k.last_sequence BETWEEN n.first AND n.last \
         UNION SELECT stream_id, position FROM events WHERE tenant_no = ?1 AND stream_kind = 'customer' \
             AND stream_id IN (SELECT holder_id FROM seat_claims \
                 WHERE tenant_no = ?1 AND seat_id IN (SELECT seat_id FROM bought)) \
             AND commit_no IN (SELECT commit_no FROM of_bought) \
         UNION SELECT stream_id, position FROM events WHERE tenant_no = ?1 AND stream_kind = 'customer' \
             AND stream_id IN (SELECT buyer_id FROM seats \
                 WHERE tenant_no = ?1 AND id IN (SELECT seat_id FROM held)) \
             AND commit_no IN (SELECT commit_no FROM of_held) \
     ) DELETE FROM event_notes WHERE tenant_no = ?1 AND stream_kind = 'customer' \
         AND (stream_id, position) IN (SELECT holder_id, position FROM places)"
);

/// The words of the invitations that were made then.
const WORDS: &str = concat!(
    "UPDATE invitations SET text = NULL WHERE tenant_no = ?1 AND text IS NOT NULL AND (seat_id, position) IN ( \
         SELECT i.seat_id, i.position FROM ",
    times!("?2"),
    " t CROSS JOIN invitations i ON i.tenant_no = ?1 AND i.seat_id = t.seat_id \
         CROSS JOIN commits k ON k.tenant_no = i.tenant_no AND k.commit_no = i.commit_no \
         AND k.last_sequence BETWEEN t.first AND t.last)"
);

/// The invitations to seats, each with the instants of the time it was not made in.
const INVITATIONS: &str = "SELECT i.id, \
         CASE WHEN k.last_sequence BETWEEN t.value ->> 1 AND t.value ->> 2 THEN NULL ELSE t.value ->> 3 END AS since, \
         CASE WHEN k.last_sequence BETWEEN t.value ->> 1 AND t.value ->> 2 THEN NULL ELSE t.value ->> 4 END AS until \
     FROM json_each(?2) t CROSS JOIN invitations i ON i.tenant_no = ?1 AND i.seat_id = unhex(t.value ->> 0) \
     CROSS JOIN commits k ON k.tenant_no = i.tenant_no AND k.commit_no = i.commit_no";

/// The mails whose keys begin so, queued within the time. A key begins with what ends in a colon, and the semicolon is the
/// letter after it.
const TOLD: &str = "SELECT m.id FROM json_each(?2) k CROSS JOIN mails m ON m.tenant_no = ?1 \
     AND m.dedupe >= k.value ->> 0 \
     AND m.dedupe < substr(k.value ->> 0, 1, length(k.value ->> 0) - 1) || ';' \
     AND m.queued_at >= coalesce(k.value ->> 1, m.queued_at) \
     AND m.queued_at <= coalesce(k.value ->> 2, m.queued_at)";

/// What the key of a mail begins with, and when it was queued if that counts.
type About = (String, Option<i64>, Option<i64>);

impl Book<'_> {
    /// Takes the person out; what becomes of their seats is written before.
    pub(super) fn forget(&self, id: CustomerId, record: Record) -> Outcome<()> {
        let (tenant_no, customer) = (self.tenant_no, id.bytes());
        let addresses = json(&self.texts(OWN_ADDRESSES, params![tenant_no, customer])?)?;
        let answered = self.answered(id)?;
        let times = in_json(&answered);
        let held = in_json(&self.held(id)?);
        self.forget_mails(id, &self.about(id, &answered, &times)?, &addresses)?;
        self.forget_notes(id, &times, &held)?;
        self.forget_invitations(id, &times, &addresses)?;
        self.run(
            "DELETE FROM mail_suppressions WHERE tenant_no = ?1 \
             AND address_key IN (SELECT value FROM json_each(?2))",
            params![tenant_no, addresses],
        )?;
        if record == Record::Goes {
            for sql in [
                "DELETE FROM order_statuses WHERE tenant_no = ?1 \
                 AND order_id IN (SELECT id FROM orders WHERE tenant_no = ?1 AND customer_id = ?2)",
                "DELETE FROM order_lines WHERE tenant_no = ?1 \
                 AND order_id IN (SELECT id FROM orders WHERE tenant_no = ?1 AND customer_id = ?2)",
            ] {
                self.run(sql, params![tenant_no, customer])?;
            }
        }
        self.run(
            "DELETE FROM customer_ties WHERE tenant_no = ?1 AND manager_id = ?2",
            params![tenant_no, customer],
        )?;
        self.forget_by_the_map(id, record)?;
        self.run_on_one(
            "UPDATE customers SET erased_at = ?3, deleted_at = ?4, is_tax_exempt = 0, password_set_at = NULL, \
             password_must_change_since = NULL, password_expires_after_days = NULL WHERE tenant_no = ?1 AND id = ?2",
            params![
                tenant_no,
                customer,
                self.recorded_at,
                (record == Record::Goes).then_some(self.recorded_at)
            ],
        )
    }

    /// Removes and empties what hangs on the customer's id.
    fn forget_by_the_map(&self, id: CustomerId, record: Record) -> Outcome<()> {
        for (table, whose) in tables_of_customers() {
            let goes = record == Record::Goes && !OF_OTHERS.contains(&table.name);
            let mut sql = String::new();
            let condition = format!("WHERE tenant_no = ?1 AND {whose} = ?2");
            if goes || table.is_removed() {
                let _ = write!(sql, "DELETE FROM {} {condition}", table.name);
            } else {
                let empty: Vec<String> = table.cleared().map(|column| format!("{column} = NULL")).collect();
                if empty.is_empty() {
                    continue;
                }
                let _ = write!(sql, "UPDATE {} SET {} {condition}", table.name, empty.join(", "));
            }
            self.connection.execute(&sql, params![self.tenant_no, id.bytes()])?;
        }
        Ok(())
    }

    fn forget_notes(&self, id: CustomerId, bought: &str, held: &str) -> Outcome<()> {
        self.run(
            "DELETE FROM event_notes WHERE tenant_no = ?1 AND stream_kind IN ('customer', 'transcript') AND stream_id = ?2",
            params![self.tenant_no, id.bytes()],
        )?;
        for times in [bought, held] {
            self.run(NOTES_OF_SEATS, params![self.tenant_no, times])?;
        }
        self.run(NOTES_OF_OTHERS, params![self.tenant_no, bought, held, id.bytes()])?;
        Ok(())
    }

    fn forget_invitations(&self, id: CustomerId, bought: &str, addresses: &str) -> Outcome<()> {
        self.run(WORDS, params![self.tenant_no, bought])?;
        self.run(
            "UPDATE invitations SET address = NULL, address_key = NULL, text = NULL WHERE tenant_no = ?1 \
             AND address_key IN (SELECT value FROM json_each(?2))",
            params![self.tenant_no, addresses],
        )?;
        self.run(
            "UPDATE invitations SET address = NULL, address_key = NULL, text = NULL WHERE tenant_no = ?1 \
             AND id IN (SELECT invitation_id FROM seat_claims WHERE tenant_no = ?1 AND holder_id = ?2) \
             AND NOT EXISTS (SELECT 1 FROM customer_profiles p \
                 WHERE p.tenant_no = ?1 AND p.email_key = invitations.address_key AND p.customer_id <> ?2)",
            params![self.tenant_no, id.bytes()],
        )?;
        Ok(())
    }

    /// Which mails tell somebody else about the person.
    fn about(&self, id: CustomerId, answered: &[Time], times: &str) -> Outcome<Vec<About>> {
        let mut about: Vec<About> = Vec::new();
        let mut add = |keys: Vec<String>, since, until| {
            about.extend(keys.into_iter().map(|key| (key, since, until)));
        };
        add(keys_about_customer(id), None, None);
        for time in answered {
            add(keys_about_seat(SeatId::from_bytes(time.seat)), time.since, time.until);
        }
        let mut statement = self.connection.prepare_cached(INVITATIONS)?;
        let mut rows = statement.query(params![self.tenant_no, times])?;
        while let Some(row) = rows.next()? {
            // Whoever sends one again that was made then sends the words it was made with.
            let keys = keys_about_invitation(InvitationId::from_bytes(row.get("id")?));
            add(keys, row.get("since")?, row.get("until")?);
        }
        Ok(about)
    }

    /// Takes the person out of the mails to them and of those that tell somebody else about them; what waits is withdrawn.
    fn forget_mails(&self, id: CustomerId, about: &[About], addresses: &str) -> Outcome<()> {
        let own = self.ids(
            "SELECT id FROM mails WHERE tenant_no = ?1 AND customer_id = ?2 \
             UNION SELECT id FROM mails WHERE tenant_no = ?1 AND customer_id IS NULL \
                 AND address_key IN (SELECT value FROM json_each(?3))",
            params![self.tenant_no, id.bytes(), addresses],
        )?;
        let mut told = self.ids(TOLD, params![self.tenant_no, json(&about)?])?;
        let mut found = told.clone();
        while !found.is_empty() {
            let keys = found.iter().flat_map(|id| keys_queued_anew(MailId::from_bytes(*id)));
            found = self.ids(
                "SELECT m.id FROM json_each(?2) k CROSS JOIN mails m ON m.tenant_no = ?1 AND m.dedupe = k.value",
                params![self.tenant_no, json(&keys.collect::<Vec<_>>())?],
            )?;
            told.extend(&found);
        }
        let all = hex(own.iter().chain(&told));
        self.run(
            "UPDATE mails SET facts = NULL, problem = NULL, secret_usage = NULL, secret_key = NULL, \
             secret_ciphertext = NULL WHERE tenant_no = ?1 AND id IN (SELECT unhex(value) FROM json_each(?2))",
            params![self.tenant_no, all],
        )?;
        self.run(
            "UPDATE mails SET state = 'dead', leased_until = NULL, ended_at = ?3, problem = ?4 WHERE tenant_no = ?1 \
             AND id IN (SELECT unhex(value) FROM json_each(?2)) AND ended_at IS NULL",
            params![self.tenant_no, all, self.recorded_at, WITHDRAWN],
        )?;
        self.run(
            "UPDATE mails SET address = NULL, address_key = NULL, domain = '' WHERE tenant_no = ?1 \
             AND id IN (SELECT unhex(value) FROM json_each(?2))",
            params![self.tenant_no, hex(&own)],
        )?;
        Ok(())
    }

    fn ids(&self, sql: &str, params: impl Params) -> Outcome<Vec<[u8; 16]>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let ids = statement.query_map(params, |row| row.get(0))?;
        Ok(ids.collect::<rusqlite::Result<_>>()?)
    }

    fn texts(&self, sql: &str, params: impl Params) -> Outcome<Vec<String>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let texts = statement.query_map(params, |row| row.get(0))?;
        Ok(texts.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether the customer would leave seats behind: for a record that stays those that nobody holds, and else any.
    pub(crate) fn leaves_seats(&self, id: CustomerId, record: Record) -> Outcome<bool> {
        let sql = match record {
            Record::Stays => {
                "SELECT EXISTS (SELECT 1 FROM seats WHERE tenant_no = ?1 AND buyer_id = ?2 AND standing = 'open')"
            }
            Record::Goes => "SELECT EXISTS (SELECT 1 FROM seats WHERE tenant_no = ?1 AND buyer_id = ?2)",
        };
        let mut statement = self.connection.prepare_cached(sql)?;
        let leaves: bool = statement.query_row(params![self.tenant_no, id.bytes()], |row| row.get(0))?;
        Ok(leaves)
    }
}

/// Ids as a JSON array of their hexadecimal digits.
fn hex<'a>(ids: impl IntoIterator<Item = &'a [u8; 16]>) -> String {
    let mut text = "[".to_owned();
    for id in ids {
        text.push_str(if text.len() > 1 { ",\"" } else { "\"" });
        for byte in id {
            let _ = write!(text, "{byte:02x}");
        }
        text.push('"');
    }
    text.push(']');
    text
}
