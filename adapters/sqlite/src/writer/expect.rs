//! Holding the streams at the revisions that a decision rests on.

use rollbook_domain::commit::Expected;
use rollbook_domain::event::StreamId;
use rollbook_domain::port::Conflict;
use rollbook_domain::port::stored::stream_key;
use rollbook_domain::stamp::Revision;
use rusqlite::{Connection, OptionalExtension, params};

use super::conflict::Refused;
use super::work::Work;
use crate::apply::Book;
use crate::failure::Outcome;

/// Checks every expected revision, and moves the streams that are written to.
///
/// A stream that the commit begins needs no look: its row's primary key refuses a second one.
pub(super) fn expect(book: &Book<'_>, work: &Work) -> Result<(), Refused> {
    let mut seen = std::collections::HashSet::with_capacity(work.commit.expected.len());
    for expected in &work.commit.expected {
        let is_first_mention = seen.insert(expected.stream);
        let holds = match work.reached.get(&expected.stream) {
            Some(_) if expected.revision == Revision::NONE && is_first_mention => true,
            Some(reached) if is_first_mention => advance(book, expected, *reached)?,
            _ => revision(book.connection(), book.tenant_no(), expected.stream)? == expected.revision,
        };
        if !holds {
            return Err(moved(expected).into());
        }
    }
    Ok(())
}

/// The first of the expected streams that is not where it was read.
pub(super) fn find_moved(
    connection: &Connection,
    tenant_no: Option<i64>,
    expected: &[Expected],
) -> Outcome<Option<Conflict>> {
    for expected in expected {
        let found = match tenant_no {
            Some(tenant_no) => revision(connection, tenant_no, expected.stream)?,
            None => Revision::NONE,
        };
        if found != expected.revision {
            return Ok(Some(moved(expected)));
        }
    }
    Ok(None)
}

fn moved(expected: &Expected) -> Conflict {
    Conflict::Moved { stream: expected.stream, expected: expected.revision }
}

/// Moves a stream from the revision expected to the one reached; false when it is not at the one expected.
fn advance(book: &Book<'_>, expected: &Expected, reached: Revision) -> Outcome<bool> {
    let (from, to) = (expected.revision.get().cast_signed(), reached.get().cast_signed());
    let tenant_no = book.tenant_no();
    let rows = match expected.stream {
        StreamId::Tenant => book.run(
            "UPDATE tenants SET revision = ?3 WHERE tenant_no = ?1 AND revision = ?2",
            params![tenant_no, from, to],
        )?,
        stream => {
            let (_, id) = stream_key(&stream);
            book.run(advance_sql(stream), params![tenant_no, id.as_bytes(), from, to])?
        }
    };
    Ok(rows == 1)
}

macro_rules! for_each_stream {
    ($stream:expr, $before:literal, $after:literal) => {
        match $stream {
            StreamId::Tenant => "",
            StreamId::Customer(_) => concat!($before, "customers", $after),
            StreamId::Group(_) => concat!($before, "groups", $after),
            StreamId::Organization(_) => concat!($before, "organizations", $after),
            StreamId::Product(_) => concat!($before, "products", $after),
            StreamId::Price(_) => concat!($before, "prices", $after),
            StreamId::Course(_) => concat!($before, "courses", $after),
            StreamId::Import(_) => concat!($before, "imports", $after),
            StreamId::SalesOrder(_) => concat!($before, "sales_orders", $after),
            StreamId::Seat(_) => concat!($before, "seats", $after),
            StreamId::Transcript(_) => concat!($before, "transcripts", $after),
            StreamId::MailText(_) => concat!($before, "mail_texts", $after),
            StreamId::Outbox => concat!($before, "outboxes", $after),
        }
    };
}

fn advance_sql(stream: StreamId) -> &'static str {
    for_each_stream!(
        stream,
        "UPDATE ",
        " SET revision = ?4 WHERE tenant_no = ?1 AND id = ?2 AND revision = ?3"
    )
}

fn revision(connection: &Connection, tenant_no: i64, stream: StreamId) -> Outcome<Revision> {
    let count: Option<i64> = if let StreamId::Tenant = stream {
        connection
            .prepare_cached("SELECT revision FROM tenants WHERE tenant_no = ?1")?
            .query_row([tenant_no], |row| row.get(0))
            .optional()?
    } else {
        let sql = for_each_stream!(stream, "SELECT revision FROM ", " WHERE tenant_no = ?1 AND id = ?2");
        let (_, id) = stream_key(&stream);
        connection
            .prepare_cached(sql)?
            .query_row(params![tenant_no, id.as_bytes()], |row| row.get(0))
            .optional()?
    };
    Ok(Revision::new(count.map_or(0, i64::cast_unsigned)))
}
