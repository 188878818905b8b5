use async_trait::async_trait;
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::{InactiveCustomer, Page, PageRequest, ReadResult, Retention, StoreError};
use rollbook_domain::privacy::retention::RetainedCounts;
use rollbook_domain::settings::{Retained, RetainedRows};
use rollbook_domain::time::Instant;
use rusqlite::params;

use super::page;
use crate::row::{Cells, StoredId};
use crate::store::SqliteTenant;

/// The rows of each, with what they go by. The instant comes first, so that an index leads to the rows wanted.
macro_rules! rows {
    (logins, $columns:literal, $beyond:literal) => {
        concat!("SELECT ", $columns, " FROM (SELECT at FROM logins WHERE tenant_no = ?1) r WHERE ", $beyond)
    };
    (mails, $columns:literal, $beyond:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM (SELECT ended_at AS at FROM mails WHERE tenant_no = ?1 AND ended_at IS NOT NULL \
             AND (address IS NOT NULL OR facts IS NOT NULL OR problem IS NOT NULL)) r WHERE ",
            $beyond
        )
    };
    (answers, $columns:literal, $beyond:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM (SELECT s.submitted_at AS at FROM submissions s CROSS JOIN submission_answers a \
             ON a.tenant_no = ?1 AND a.customer_id = s.customer_id AND a.position = s.position \
             WHERE s.tenant_no = ?1) r WHERE ",
            $beyond
        )
    };
    (cmi, $columns:literal, $beyond:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM (SELECT s.began_at AS at FROM cmi_sessions s WHERE s.tenant_no = ?1 \
             AND NOT EXISTS (SELECT 1 FROM cmi_sessions l WHERE l.tenant_no = ?1 AND l.customer_id = s.customer_id \
                 AND l.item_id = s.item_id AND l.version = s.version AND l.number = s.number \
                 AND l.began_at > s.began_at)) r WHERE ",
            $beyond
        )
    };
    (inactive, $columns:literal, $beyond:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM (SELECT s.effective_at AS at, s.customer_id FROM customer_statuses s CROSS JOIN customers c \
             ON c.tenant_no = ?1 AND c.id = s.customer_id AND c.erased_at IS NULL \
             WHERE s.tenant_no = ?1 AND s.status = 'inactive' AND NOT EXISTS (SELECT 1 FROM customer_statuses l \
                 WHERE l.tenant_no = ?1 AND l.customer_id = s.customer_id AND l.position > s.position)) r WHERE ",
            $beyond
        )
    };
}

macro_rules! count {
    ($rows:ident) => {
        concat!(
            "SELECT b.key, (",
            rows!($rows, "count(*)", "r.at >= b.value ->> 0 AND r.at < b.value ->> 1"),
            "), (",
            rows!($rows, "min(r.at)", "true"),
            ") FROM json_each(?2) b"
        )
    };
}

macro_rules! find {
    ($rows:ident) => {
        rows!($rows, "r.at", "r.at < ?2 ORDER BY r.at LIMIT 1 OFFSET ?3")
    };
}

const INACTIVE: &str = rows!(
    inactive,
    "r.at, r.customer_id",
    "r.at < ?2 AND (r.at, r.customer_id) > (?3, ?4) ORDER BY r.at, r.customer_id LIMIT ?5"
);

fn count_sql(retained: Retained) -> &'static str {
    match retained {
        Retained::Rows(RetainedRows::Logins) => count!(logins),
        Retained::Rows(RetainedRows::Mails) => count!(mails),
        Retained::Rows(RetainedRows::Answers) => count!(answers),
        Retained::Rows(RetainedRows::Cmi) => count!(cmi),
        Retained::Inactive => count!(inactive),
    }
}

fn find_sql(rows: RetainedRows) -> &'static str {
    match rows {
        RetainedRows::Logins => find!(logins),
        RetainedRows::Mails => find!(mails),
        RetainedRows::Answers => find!(answers),
        RetainedRows::Cmi => find!(cmi),
    }
}

/// The spans that the bounds part time into, each up to the next, as a JSON array.
fn spans(bounds: &[Instant]) -> String {
    let (first, end) = (Instant::MIN.as_micros(), Instant::MAX.as_micros() + 1);
    let from = std::iter::once(first).chain(bounds.iter().map(|bound| bound.as_micros()));
    let until = bounds.iter().map(|bound| bound.as_micros()).chain([end]);
    let spans: Vec<String> = from.zip(until).map(|(from, until)| format!("[{from},{until}]")).collect();
    format!("[{}]", spans.join(","))
}

#[async_trait]
impl Retention for SqliteTenant {
    async fn count_retained(&self, retained: Retained, bounds: &[Instant]) -> ReadResult<RetainedCounts> {
        self.read(|tables| {
            let mut statement = tables.reader.connection.prepare_cached(count_sql(retained))?;
            let mut rows = statement.query(params![tables.tenant_no, spans(bounds)])?;
            let mut counts = RetainedCounts { oldest: None, rows: vec![0; bounds.len() + 1] };
            while let Some(row) = rows.next()? {
                let cells = Cells::new(row, "retained rows");
                let place = usize::try_from(cells.count("key")?).unwrap_or(usize::MAX);
                let count = cells.count("count")?;
                match counts.rows.get_mut(place) {
                    Some(place) => *place = count,
                    None => {
                        return Err(StoreError::Malformed(format!("there is no span {place}")).into());
                    }
                }
                counts.oldest = cells.optional_instant("at")?;
            }
            Ok(counts)
        })
    }

    async fn find_retained(
        &self,
        retained: RetainedRows,
        before: Instant,
        after: u32,
    ) -> ReadResult<Option<Instant>> {
        self.read(|tables| {
            let mut statement = tables.reader.connection.prepare_cached(find_sql(retained))?;
            let mut rows = statement.query(params![tables.tenant_no, before.as_micros(), after])?;
            let Some(row) = rows.next()? else { return Ok(None) };
            Cells::new(row, "retained rows").instant("at").map(Some)
        })
    }

    async fn inactive_customers(
        &self,
        before: Instant,
        request: &PageRequest,
    ) -> ReadResult<Page<InactiveCustomer>> {
        let after = page::after(request, key_of)?;
        let (since, customer) =
            after.map_or((i64::MIN, [0; 16]), |(since, id)| (since.as_micros(), *id.bytes()));
        let found = self.read(|tables| {
            let mut statement = tables.reader.connection.prepare_cached(INACTIVE)?;
            let mut rows = statement.query(params![
                tables.tenant_no,
                before.as_micros(),
                since,
                customer,
                page::probe(request)
            ])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                let cells = Cells::new(row, "customer_statuses");
                let since = cells.instant("effective_at")?;
                found.push(InactiveCustomer { customer: cells.id("customer_id")?, since });
            }
            Ok(found)
        })?;
        Ok(page::cut(found, request, |one| format!("{}.{}", one.since.as_micros(), one.customer)))
    }
}

fn key_of(text: &str) -> Option<(Instant, CustomerId)> {
    let (since, customer) = text.split_once('.')?;
    Some((Instant::from_micros(since.parse().ok()?).ok()?, CustomerId::parse(customer).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apply::{CLEAR_MAILS, REMOVE_ELEMENTS, REMOVE_LOGINS, REMOVE_SESSIONS};
    use crate::read::plans::assert_walks_an_index;

    #[test]
    fn rows_are_counted_found_and_taken_away_by_when_they_happened() {
        for (rows, search) in [
            (RetainedRows::Logins, "COVERING INDEX logins_at_ix (tenant_no=? AND at"),
            (RetainedRows::Mails, "INDEX mails_ended_at_ix (tenant_no=? AND ended_at"),
            (
                RetainedRows::Answers,
                "COVERING INDEX submissions_submitted_at_ix (tenant_no=? AND submitted_at",
            ),
            (RetainedRows::Cmi, "COVERING INDEX cmi_sessions_began_at_ix (tenant_no=? AND began_at"),
        ] {
            assert_walks_an_index(count_sql(rows.into()), &format!("{search}>? AND"));
            assert_walks_an_index(find_sql(rows), search);
        }
        assert_walks_an_index(REMOVE_LOGINS, "INDEX logins_at_ix (tenant_no=? AND at<?)");
        for sql in [REMOVE_ELEMENTS, REMOVE_SESSIONS] {
            assert_walks_an_index(sql, "INDEX cmi_sessions_began_at_ix (tenant_no=? AND began_at<?)");
        }
        assert_walks_an_index(CLEAR_MAILS, "INDEX mails_ended_at_ix (tenant_no=? AND ended_at");
    }

    #[test]
    fn people_are_found_by_since_when_they_are_inactive() {
        let search = "COVERING INDEX customer_statuses_effective_at_ix (tenant_no=? AND";
        assert_walks_an_index(count_sql(Retained::Inactive), search);
        assert_walks_an_index(INACTIVE, search);
    }
}
