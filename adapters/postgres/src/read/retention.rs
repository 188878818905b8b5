use async_trait::async_trait;
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::{InactiveCustomer, Page, PageRequest, ReadResult, Retention};
use rollbook_domain::privacy::retention::RetainedCounts;
use rollbook_domain::settings::{Retained, RetainedRows};
use rollbook_domain::time::Instant;
use uuid::Uuid;

use super::page;
use crate::row::StoredId;
use crate::store::PostgresTenant;
use crate::tables::binds;

/// The rows of each, with what they go by. The last session of an attempt is asked for by its instant, which is one entry of an
/// index; that there is none later would be looked up in all of them.
macro_rules! rows {
    (logins, $columns:literal, $beyond:literal) => {
        concat!("SELECT ", $columns, " FROM (SELECT at FROM logins WHERE tenant_no = $1) r WHERE ", $beyond)
    };
    (mails, $columns:literal, $beyond:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM (SELECT ended_at AS at FROM mails WHERE tenant_no = $1 AND ended_at IS NOT NULL \
             AND (address IS NOT NULL OR facts IS NOT NULL OR problem IS NOT NULL)) r WHERE ",
            $beyond
        )
    };
    (answers, $columns:literal, $beyond:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM (SELECT s.submitted_at AS at FROM submissions s JOIN submission_answers a \
             ON a.tenant_no = $1 AND a.customer_id = s.customer_id AND a.position = s.position \
             WHERE s.tenant_no = $1) r WHERE ",
            $beyond
        )
    };
    (cmi, $columns:literal, $beyond:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM (SELECT s.began_at AS at FROM cmi_sessions s WHERE s.tenant_no = $1 \
             AND s.began_at = (SELECT max(l.began_at) FROM cmi_sessions l WHERE l.tenant_no = $1 \
                 AND l.customer_id = s.customer_id AND l.item_id = s.item_id AND l.version = s.version \
                 AND l.number = s.number)) r WHERE ",
            $beyond
        )
    };
    (inactive, $columns:literal, $beyond:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM (SELECT s.effective_at AS at, s.customer_id FROM customer_statuses s JOIN customers c \
             ON c.tenant_no = $1 AND c.id = s.customer_id AND c.erased_at IS NULL \
             WHERE s.tenant_no = $1 AND s.status = 'inactive' AND NOT EXISTS (SELECT 1 FROM customer_statuses l \
                 WHERE l.tenant_no = $1 AND l.customer_id = s.customer_id AND l.position > s.position)) r WHERE ",
            $beyond
        )
    };
}

macro_rules! count {
    ($rows:ident) => {
        concat!(
            "SELECT (",
            rows!($rows, "count(*)", "r.at >= b.from_at AND r.at < b.until_at"),
            ") AS count, (",
            rows!($rows, "r.at", "true ORDER BY r.at LIMIT 1"),
            ") AS at FROM unnest($2::int8[], $3::int8[]) WITH ORDINALITY AS b (from_at, until_at, number) \
             ORDER BY b.number"
        )
    };
}

macro_rules! find {
    ($rows:ident) => {
        rows!($rows, "r.at", "r.at < $2 ORDER BY r.at LIMIT 1 OFFSET $3")
    };
}

const INACTIVE: &str = rows!(
    inactive,
    "r.at, r.customer_id",
    "r.at < $2 AND (r.at, r.customer_id) > ($3, $4) ORDER BY r.at, r.customer_id LIMIT $5"
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

#[async_trait]
impl Retention for PostgresTenant {
    async fn count_retained(&self, retained: Retained, bounds: &[Instant]) -> ReadResult<RetainedCounts> {
        let (first, end) = (Instant::MIN.as_micros(), Instant::MAX.as_micros() + 1);
        let bounds = bounds.iter().map(|bound| bound.as_micros());
        let from: Vec<i64> = std::iter::once(first).chain(bounds.clone()).collect();
        let until: Vec<i64> = bounds.chain([end]).collect();
        let counted = self.read(move |tables| {
            Box::pin(async move {
                let binds = binds![tables.tenant_no, from, until];
                let sql = count_sql(retained);
                let read = tables.rows("retained rows", sql, binds, |cells| {
                    Ok((cells.count("count")?, cells.optional_instant("at")?))
                });
                read.await
            })
        });
        let counted = counted.await?;
        let oldest = counted.first().and_then(|(_, oldest)| *oldest);
        Ok(RetainedCounts { oldest, rows: counted.into_iter().map(|(count, _)| count).collect() })
    }

    async fn find_retained(
        &self,
        retained: RetainedRows,
        before: Instant,
        after: u32,
    ) -> ReadResult<Option<Instant>> {
        let found = self.read(move |tables| {
            Box::pin(async move {
                let binds = binds![tables.tenant_no, before.as_micros(), i64::from(after)];
                let sql = find_sql(retained);
                tables.row("retained rows", sql, binds, |cells| cells.instant("at")).await
            })
        });
        found.await
    }

    async fn inactive_customers(
        &self,
        before: Instant,
        request: &PageRequest,
    ) -> ReadResult<Page<InactiveCustomer>> {
        let after = page::after(request, key_of)?;
        let (since, customer) =
            after.map_or((i64::MIN, Uuid::nil()), |(since, id)| (since.as_micros(), id.uuid()));
        let limit = page::probe(request);
        let found = self.read(move |tables| {
            Box::pin(async move {
                let binds = binds![tables.tenant_no, before.as_micros(), since, customer, limit];
                let read = tables.rows("customer_statuses", INACTIVE, binds, |cells| {
                    let since = cells.instant("effective_at")?;
                    Ok(InactiveCustomer { customer: cells.id("customer_id")?, since })
                });
                read.await
            })
        });
        Ok(page::cut(found.await?, request, |one| format!("{}.{}", one.since.as_micros(), one.customer)))
    }
}

fn key_of(text: &str) -> Option<(Instant, CustomerId)> {
    let (since, customer) = text.split_once('.')?;
    Some((Instant::from_micros(since.parse().ok()?).ok()?, CustomerId::parse(customer).ok()?))
}
