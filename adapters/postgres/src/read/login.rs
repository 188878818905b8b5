use std::net::IpAddr;
use std::sync::Arc;

use async_trait::async_trait;
use rollbook_domain::id::{CustomerId, LoginId};
use rollbook_domain::login::{Login, LoginMeans, LoginOutcome};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{LoginQuery, Logins, Page, PageRequest, ReadResult};
use rollbook_domain::time::Instant;
use uuid::Uuid;

use super::page;
use crate::failure::Outcome;
use crate::row::{Cells, StoredId};
use crate::store::PostgresTenant;
use crate::tables::binds;
use crate::writer;

macro_rules! logins_sql {
    ($customer:literal, $beyond:literal, $order:literal) => {
        concat!(
            "SELECT customer_id, at, id, address, outcome, means FROM logins WHERE tenant_no = $1 AND at >= $2 \
             AND (customer_id, at, id) ",
            $beyond,
            " ($3::uuid, $4::int8, $5::uuid)",
            $customer,
            " ORDER BY ",
            $order,
            " LIMIT $6"
        )
    };
}

fn logins_sql(query: &LoginQuery) -> &'static str {
    match (query.customer.is_some(), query.is_newest_first) {
        (true, false) => logins_sql!(" AND customer_id = $7", ">", "customer_id, at, id"),
        (true, true) => logins_sql!(" AND customer_id = $7", "<", "customer_id DESC, at DESC, id DESC"),
        (false, false) => logins_sql!("", ">", "customer_id, at, id"),
        (false, true) => logins_sql!("", "<", "customer_id DESC, at DESC, id DESC"),
    }
}

#[async_trait]
impl Logins for PostgresTenant {
    async fn record_logins(&self, logins: &[Login]) -> ReadResult<usize> {
        let (link, tenant, logins) = (Arc::clone(&self.parts.link), self.id.clone(), logins.to_vec());
        self.parts.engine.run(async move { writer::record_logins(&link, &tenant, &logins).await }).await?
    }

    async fn logins(&self, query: &LoginQuery, request: &PageRequest) -> ReadResult<Page<Login>> {
        let start = if query.is_newest_first {
            (Uuid::max(), i64::MAX, Uuid::max())
        } else {
            (Uuid::nil(), i64::MIN, Uuid::nil())
        };
        let after = page::after(request, key_of)?;
        let (customer, at, id) =
            after.map_or(start, |(customer, at, id)| (customer.uuid(), at.as_micros(), id.uuid()));
        let (sql, limit) = (logins_sql(query), page::probe(request));
        let (wanted, from) = (query.customer, query.from.map_or(i64::MIN, Instant::as_micros));
        let logins = self.read(move |tables| {
            Box::pin(async move {
                let binds = binds![tables.tenant_no, from, customer, at, id, limit];
                let binds = match wanted {
                    Some(wanted) => binds.with(wanted.uuid()),
                    None => binds,
                };
                tables.rows("logins", sql, binds, |cells| login(cells)).await
            })
        });
        Ok(page::cut(logins.await?, request, |login| {
            format!("{}.{}.{}", login.customer, login.at.as_micros(), login.id)
        }))
    }
}

fn key_of(text: &str) -> Option<(CustomerId, Instant, LoginId)> {
    let mut parts = text.splitn(3, '.');
    let customer = CustomerId::parse(parts.next()?).ok()?;
    let at = Instant::from_micros(parts.next()?.parse().ok()?).ok()?;
    Some((customer, at, LoginId::parse(parts.next()?).ok()?))
}

fn login(cells: &Cells<'_>) -> Outcome<Login> {
    let customer = cells.id("customer_id")?;
    let at = cells.instant("at")?;
    let id = cells.id("id")?;
    let address = Personal::new(cells.parsed("address", str::parse::<IpAddr>)?);
    let unknown = "it is not a word of this column";
    let outcome = cells.parsed("outcome", |word| LoginOutcome::find(word).ok_or(unknown))?;
    let means = cells.parsed("means", |word| LoginMeans::find(word).ok_or(unknown))?;
    Ok(Login { id, customer, at, address, outcome, means })
}
