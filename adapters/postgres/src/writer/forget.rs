//! Taking a person out of every row that speaks of them, by the map of the schema.

use rollbook_domain::customer::CustomerEvent;
use rollbook_domain::event::Event;
use rollbook_domain::id::{CustomerId, InvitationId, MailId, SeatId};
use rollbook_domain::mail::{
    WITHDRAWN, keys_about_customer, keys_about_invitation, keys_about_seat, keys_queued_anew,
};
use rollbook_domain::port::Conflict;
use rollbook_domain::privacy::map::tables_of_customers;
use rollbook_domain::record::RecordEvent;
use rollbook_domain::time::Instant;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::conflict::Refused;
use super::times::Times;
use super::work::Work;
use crate::facts::OWN_ADDRESSES;
use crate::failure::Outcome;
use crate::row::StoredId;
use crate::tables::{Binds, Tables, binds};

/// What becomes of the record of a person who is taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Record {
    /// It stays with its id and create date, and with orders and access.
    Stays,
    /// It goes with orders and access, and the id stays alone.
    Goes,
}

/// Whose rows belong to the access of others, and stay when the customer goes.
const OF_OTHERS: [&str; 3] = ["seats", "seat_pools", "seat_claims"];

const NOTES_OF_SEATS: &str = "DELETE FROM event_notes d \
     USING unnest($2::uuid[], $3::int8[], $4::int8[]) AS t (seat_id, first, last) \
     JOIN events e ON e.tenant_no = $1 AND e.stream_kind = 'seat' AND e.stream_id = t.seat_id \
     JOIN commits k ON k.tenant_no = e.tenant_no AND k.commit_no = e.commit_no \
     WHERE k.last_sequence BETWEEN t.first AND t.last \
     AND d.tenant_no = $1 AND d.stream_kind = 'seat' AND d.stream_id = e.stream_id AND d.position = e.position";

/// The reasons that stand with the access which the seats gave to others, and those that were given with the same act to
/// who held or bought the seats.
const NOTES_OF_OTHERS: &str = "WITH bought AS ( \
         SELECT * FROM unnest($2::uuid[], $5::int8[], $6::int8[]) AS t (seat_id, first, last) \
     ), given AS ( \
         SELECT c.holder_id, g.position, g.commit_no, b.first, b.last FROM bought b \
         JOIN seat_claims c ON c.tenant_no = $1 AND c.seat_id = b.seat_id \
         JOIN grants g ON g.tenant_no = c.tenant_no AND g.customer_id = c.holder_id AND g.id = c.grant_id \
     ), of_given AS ( \
         SELECT holder_id, position, commit_no, first, last FROM given \
         UNION ALL SELECT n.holder_id, s.position, s.commit_no, n.first, n.last FROM given n \
         JOIN grant_standings s ON s.tenant_no = $1 AND s.customer_id = n.holder_id \
             AND s.grant_position = n.position \
         UNION ALL SELECT n.holder_id, e.position, e.commit_no, n.first, n.last FROM given n \
         JOIN window_edits e ON e.tenant_no = $1 AND e.customer_id = n.holder_id \
             AND e.grant_position = n.position \
     ), of_bought AS ( \
         SELECT e.commit_no FROM bought b JOIN events e ON e.tenant_no = $1 AND e.stream_kind = 'seat' \
             AND e.stream_id = b.seat_id \
         JOIN commits k ON k.tenant_no = e.tenant_no AND k.commit_no = e.commit_no \
         WHERE k.last_sequence BETWEEN b.first AND b.last \
     ), of_held AS ( \
         SELECT commit_no FROM events WHERE tenant_no = $1 AND stream_kind = 'seat' AND stream_id = ANY($3) \
         INTERSECT SELECT commit_no FROM events \
         WHERE tenant_no = $1 AND stream_kind = 'customer' AND stream_id = $4 \
     ), places AS ( \
         SELECT n.holder_id, n.position FROM of_given n \
         JOIN commits k ON k.tenant_no = $1 AND k.commit_no = n.commit_no \
         WHERE k.last_sequence BETWEEN n.first AND n.last \
         UNION SELECT stream_id, position FROM events WHERE tenant_no = $1 AND stream_kind = 'customer' \
             AND stream_id = ANY(ARRAY(SELECT holder_id FROM seat_claims \
                 WHERE tenant_no = $1 AND seat_id = ANY($2))) \
             AND commit_no IN (SELECT commit_no FROM of_bought) \
         UNION SELECT stream_id, position FROM events WHERE tenant_no = $1 AND stream_kind = 'customer' \
             AND stream_id = ANY(ARRAY(SELECT buyer_id FROM seats WHERE tenant_no = $1 AND id = ANY($3))) \
             AND commit_no IN (SELECT commit_no FROM of_held) \
     ) DELETE FROM event_notes n USING places p WHERE n.tenant_no = $1 AND n.stream_kind = 'customer' \
         AND n.stream_id = p.holder_id AND n.position = p.position";

/// The words of the invitations that were made then, also by the commit that is being written, which comes after all others
/// and has no place in the log yet.
const WORDS: &str = "UPDATE invitations i SET text = NULL \
     FROM unnest($2::uuid[], $3::int8[], $4::int8[]) AS t (seat_id, first, last) \
     JOIN invitations j ON j.tenant_no = $1 AND j.seat_id = t.seat_id AND j.text IS NOT NULL \
     LEFT JOIN commits k ON k.tenant_no = j.tenant_no AND k.commit_no = j.commit_no \
     WHERE i.tenant_no = $1 AND i.seat_id = j.seat_id AND i.position = j.position \
     AND coalesce(k.last_sequence, 9223372036854775807) BETWEEN t.first AND t.last";

/// The invitations to seats, each with the instants of the time it was not made in.
const INVITATIONS: &str = "SELECT o.id, CASE WHEN o.is_then THEN NULL ELSE o.since END AS since, \
         CASE WHEN o.is_then THEN NULL ELSE o.until END AS until FROM ( \
         SELECT i.id, t.since, t.until, \
             coalesce(k.last_sequence, 9223372036854775807) BETWEEN t.first AND t.last AS is_then \
         FROM unnest($2::uuid[], $3::int8[], $4::int8[], $5::int8[], $6::int8[]) \
             AS t (seat_id, first, last, since, until) \
         JOIN invitations i ON i.tenant_no = $1 AND i.seat_id = t.seat_id \
         LEFT JOIN commits k ON k.tenant_no = i.tenant_no AND k.commit_no = i.commit_no \
     ) o";

/// The mails whose keys begin so, queued within the time. A key begins with what ends in a colon, and the semicolon is the
/// letter after it.
const TOLD: &str = "SELECT m.id FROM unnest($2::text[], $3::int8[], $4::int8[]) AS k (beginning, since, until) \
     JOIN mails m ON m.tenant_no = $1 AND m.dedupe >= k.beginning COLLATE \"C\" \
     AND m.dedupe < (left(k.beginning, -1) || ';') COLLATE \"C\" \
     AND m.queued_at >= coalesce(k.since, m.queued_at) AND m.queued_at <= coalesce(k.until, m.queued_at)";

/// Takes out every person whom the commit erases or deletes; its other rows are written already.
pub(super) async fn forget_the_gone(tables: &mut Tables, work: &Work) -> Result<(), Refused> {
    for new in &work.commit.events {
        let (id, record) = match &new.event {
            Event::Customer(id, RecordEvent::Customer(CustomerEvent::CustomerErased)) => (*id, Record::Stays),
            Event::Customer(id, RecordEvent::Customer(CustomerEvent::CustomerDeleted)) => (*id, Record::Goes),
            _ => continue,
        };
        if leaves_seats(tables, id, record).await? {
            return Err(Conflict::SeatsLeft(id).into());
        }
        forget(tables, id, record, work.commit.recorded_at).await?;
    }
    Ok(())
}

/// Whether the customer would leave seats behind: for a record that stays those that nobody holds, and else any.
async fn leaves_seats(tables: &mut Tables, id: CustomerId, record: Record) -> Outcome<bool> {
    let sql = match record {
        Record::Stays => {
            "SELECT id FROM seats WHERE tenant_no = $1 AND buyer_id = $2 AND standing = 'open' LIMIT 1"
        }
        Record::Goes => "SELECT id FROM seats WHERE tenant_no = $1 AND buyer_id = $2 LIMIT 1",
    };
    Ok(!ids(tables, "seats", sql, binds![tables.tenant_no, id.uuid()]).await?.is_empty())
}

async fn forget(tables: &mut Tables, id: CustomerId, record: Record, at: Instant) -> Outcome<()> {
    let (tenant_no, customer) = (tables.tenant_no, id.uuid());
    let addresses = tables.rows("customer_profiles", OWN_ADDRESSES, binds![tenant_no, customer], |cells| {
        Ok(cells.text("address_key")?.to_owned())
    });
    let addresses = addresses.await?;
    let bought = Times::answered(tables, id, at).await?;
    let held = Times::held(tables, id).await?;
    forget_mails(tables, id, &bought, &addresses, at).await?;
    forget_notes(tables, id, &bought, &held).await?;
    forget_invitations(tables, id, &bought, &addresses).await?;
    let sql = "DELETE FROM mail_suppressions WHERE tenant_no = $1 AND address_key = ANY($2)";
    tables.run(sql, binds![tenant_no, addresses]).await?;
    if record == Record::Goes {
        for sql in [
            "DELETE FROM order_statuses s USING orders o WHERE s.tenant_no = $1 AND o.tenant_no = $1 \
             AND o.customer_id = $2 AND s.order_id = o.id",
            "DELETE FROM order_lines l USING orders o WHERE l.tenant_no = $1 AND o.tenant_no = $1 \
             AND o.customer_id = $2 AND l.order_id = o.id",
        ] {
            tables.run(sql, binds![tenant_no, customer]).await?;
        }
    }
    let sql = "DELETE FROM customer_ties WHERE tenant_no = $1 AND manager_id = $2";
    tables.run(sql, binds![tenant_no, customer]).await?;
    forget_by_the_map(tables, customer, record).await?;
    let deleted_at = (record == Record::Goes).then_some(at.as_micros());
    let sql = "UPDATE customers SET erased_at = $3, deleted_at = $4, is_tax_exempt = false, password_set_at = NULL, \
               password_must_change_since = NULL, password_expires_after_days = NULL WHERE tenant_no = $1 AND id = $2";
    tables.run(sql, binds![tenant_no, customer, at.as_micros(), deleted_at]).await?;
    Ok(())
}

/// Removes and empties what hangs on the customer's id.
async fn forget_by_the_map(tables: &mut Tables, customer: Uuid, record: Record) -> Outcome<()> {
    for (table, whose) in tables_of_customers() {
        let goes = record == Record::Goes && !OF_OTHERS.contains(&table.name);
        let name = table.name;
        let sql = if goes || table.is_removed() {
            format!("DELETE FROM {name} WHERE tenant_no = $1 AND {whose} = $2")
        } else {
            let empty: Vec<String> = table.cleared().map(|column| format!("{column} = NULL")).collect();
            if empty.is_empty() {
                continue;
            }
            format!("UPDATE {name} SET {} WHERE tenant_no = $1 AND {whose} = $2", empty.join(", "))
        };
        // Made of the map's own names; every value is a parameter.
        tables.run(AssertSqlSafe(sql), binds![tables.tenant_no, customer]).await?;
    }
    Ok(())
}

async fn forget_notes(tables: &mut Tables, id: CustomerId, bought: &Times, held: &Times) -> Outcome<()> {
    let tenant_no = tables.tenant_no;
    let sql = "DELETE FROM event_notes WHERE tenant_no = $1 AND stream_kind IN ('customer', 'transcript') AND stream_id = $2";
    tables.run(sql, binds![tenant_no, id.uuid()]).await?;
    for times in [bought, held] {
        let Times { seats, first, last, .. } = times;
        tables.run(NOTES_OF_SEATS, binds![tenant_no, seats.clone(), first.clone(), last.clone()]).await?;
    }
    let (seats, held) = (bought.seats.clone(), held.seats.clone());
    let binds = binds![tenant_no, seats, held, id.uuid(), bought.first.clone(), bought.last.clone()];
    tables.run(NOTES_OF_OTHERS, binds).await?;
    Ok(())
}

async fn forget_invitations(
    tables: &mut Tables,
    id: CustomerId,
    bought: &Times,
    addresses: &[String],
) -> Outcome<()> {
    let tenant_no = tables.tenant_no;
    let Times { seats, first, last, .. } = bought;
    tables.run(WORDS, binds![tenant_no, seats.clone(), first.clone(), last.clone()]).await?;
    let sql = "UPDATE invitations SET address = NULL, address_key = NULL, text = NULL \
               WHERE tenant_no = $1 AND address_key = ANY($2)";
    tables.run(sql, binds![tenant_no, addresses.to_vec()]).await?;
    let sql = "UPDATE invitations SET address = NULL, address_key = NULL, text = NULL WHERE tenant_no = $1 \
               AND id = ANY(ARRAY(SELECT c.invitation_id FROM seat_claims c \
                   WHERE c.tenant_no = $1 AND c.holder_id = $2 AND c.invitation_id IS NOT NULL)) \
               AND NOT EXISTS (SELECT 1 FROM customer_profiles p \
                   WHERE p.tenant_no = $1 AND p.email_key = invitations.address_key AND p.customer_id <> $2)";
    tables.run(sql, binds![tenant_no, id.uuid()]).await?;
    Ok(())
}

/// Which mails tell somebody else about a person: what their keys begin with, and when they were queued if that counts.
#[derive(Default)]
struct About {
    beginnings: Vec<String>,
    since: Vec<Option<i64>>,
    until: Vec<Option<i64>>,
}

impl About {
    fn add(&mut self, beginnings: Vec<String>, since: Option<i64>, until: Option<i64>) {
        for beginning in beginnings {
            self.beginnings.push(beginning);
            self.since.push(since);
            self.until.push(until);
        }
    }
}

async fn about(tables: &mut Tables, id: CustomerId, bought: &Times) -> Outcome<About> {
    let mut about = About::default();
    about.add(keys_about_customer(id), None, None);
    for ((seat, since), until) in bought.seats.iter().zip(&bought.since).zip(&bought.until) {
        about.add(keys_about_seat(SeatId::from_uuid(*seat)), *since, *until);
    }
    let Times { seats, first, last, since, until } = bought;
    let (first, last, since, until) = (first.clone(), last.clone(), since.clone(), until.clone());
    let binds = binds![tables.tenant_no, seats.clone(), first, last, since, until];
    let invitations = tables.rows("invitations", INVITATIONS, binds, |cells| {
        Ok((cells.uuid("id")?, cells.optional_integer("since")?, cells.optional_integer("until")?))
    });
    // Whoever sends one again that was made then sends the words it was made with.
    for (invitation, since, until) in invitations.await? {
        about.add(keys_about_invitation(InvitationId::from_uuid(invitation)), since, until);
    }
    Ok(about)
}

/// Takes the person out of the mails to them and of those that tell somebody else about them; what waits is withdrawn.
async fn forget_mails(
    tables: &mut Tables,
    id: CustomerId,
    bought: &Times,
    addresses: &[String],
    at: Instant,
) -> Outcome<()> {
    let tenant_no = tables.tenant_no;
    let sql = "SELECT id FROM mails WHERE tenant_no = $1 AND customer_id = $2 \
               UNION SELECT id FROM mails WHERE tenant_no = $1 AND customer_id IS NULL AND address_key = ANY($3)";
    let own = ids(tables, "mails", sql, binds![tenant_no, id.uuid(), addresses.to_vec()]).await?;
    let about = about(tables, id, bought).await?;
    let mut told =
        ids(tables, "mails", TOLD, binds![tenant_no, about.beginnings, about.since, about.until]).await?;
    let mut found = told.clone();
    while !found.is_empty() {
        let keys: Vec<String> =
            found.iter().flat_map(|id| keys_queued_anew(MailId::from_uuid(*id))).collect();
        let sql = "SELECT id FROM mails WHERE tenant_no = $1 AND dedupe = ANY($2)";
        found = ids(tables, "mails", sql, binds![tenant_no, keys]).await?;
        told.extend(&found);
    }
    let all: Vec<Uuid> = own.iter().copied().chain(told).collect();
    let sql = "UPDATE mails SET facts = NULL, problem = NULL, secret_usage = NULL, secret_key = NULL, \
               secret_ciphertext = NULL WHERE tenant_no = $1 AND id = ANY($2)";
    tables.run(sql, binds![tenant_no, all.clone()]).await?;
    let sql = "UPDATE mails SET state = 'dead', leased_until = NULL, ended_at = $3, problem = $4 \
               WHERE tenant_no = $1 AND id = ANY($2) AND ended_at IS NULL";
    tables.run(sql, binds![tenant_no, all, at.as_micros(), WITHDRAWN]).await?;
    let sql = "UPDATE mails SET address = NULL, address_key = NULL, domain = '' \
               WHERE tenant_no = $1 AND id = ANY($2)";
    tables.run(sql, binds![tenant_no, own]).await?;
    Ok(())
}

async fn ids(
    tables: &mut Tables,
    table: &'static str,
    sql: &'static str,
    binds: Binds,
) -> Outcome<Vec<Uuid>> {
    tables.rows(table, sql, binds, |cells| cells.uuid("id")).await
}
