use std::net::IpAddr;

use async_trait::async_trait;
use rollbook_domain::id::{CustomerId, LoginId};
use rollbook_domain::login::{Login, LoginMeans, LoginOutcome};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{LoginQuery, Logins, Page, PageRequest, ReadResult};
use rollbook_domain::time::Instant;
use rusqlite::params;

use super::page;
use crate::failure::Outcome;
use crate::row::{Cells, StoredId};
use crate::store::SqliteTenant;

macro_rules! logins_sql {
    ($customer:literal, $beyond:literal, $order:literal) => {
        concat!(
            "SELECT customer_id, at, id, address, outcome, means FROM logins WHERE tenant_no = ?1 AND ",
            $customer,
            " AND at >= ?3 AND (customer_id, at, id) ",
            $beyond,
            " (?4, ?5, ?6) ORDER BY ",
            $order,
            " LIMIT ?7"
        )
    };
}

const FIRST: [u8; 16] = [0; 16];
const LAST: [u8; 16] = [0xff; 16];

fn logins_sql(query: &LoginQuery) -> &'static str {
    match (query.customer.is_some(), query.is_newest_first) {
        (true, false) => logins_sql!("customer_id = ?2", ">", "at, id"),
        (true, true) => logins_sql!("customer_id = ?2", "<", "at DESC, id DESC"),
        (false, false) => logins_sql!("?2 IS NULL", ">", "customer_id, at, id"),
        (false, true) => logins_sql!("?2 IS NULL", "<", "customer_id DESC, at DESC, id DESC"),
    }
}

#[async_trait]
impl Logins for SqliteTenant {
    async fn record_logins(&self, logins: &[Login]) -> ReadResult<usize> {
        self.write_logins(logins.to_vec()).await
    }

    async fn logins(&self, query: &LoginQuery, request: &PageRequest) -> ReadResult<Page<Login>> {
        let start = if query.is_newest_first { (LAST, i64::MAX, LAST) } else { (FIRST, i64::MIN, FIRST) };
        let after = page::after(request, key_of)?;
        let (customer, at, id) =
            after.map_or(start, |(customer, at, id)| (*customer.bytes(), at.as_micros(), *id.bytes()));
        let logins = self.read(|tables| {
            let mut statement = tables.reader.connection.prepare_cached(logins_sql(query))?;
            let mut rows = statement.query(params![
                tables.tenant_no,
                query.customer.as_ref().map(StoredId::bytes),
                query.from.map_or(i64::MIN, Instant::as_micros),
                customer,
                at,
                id,
                page::probe(request)
            ])?;
            let mut logins = Vec::new();
            while let Some(row) = rows.next()? {
                logins.push(login(&Cells::new(row, "logins"))?);
            }
            Ok(logins)
        })?;
        Ok(page::cut(logins, request, |login| {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::plans::assert_walks_an_index;

    #[test]
    fn sign_ins_are_read_by_their_key() {
        for is_newest_first in [false, true] {
            let all = LoginQuery { is_newest_first, ..LoginQuery::default() };
            assert_walks_an_index(logins_sql(&all), "SEARCH logins USING PRIMARY KEY (tenant_no=?");
            let customer = Some(CustomerId::from_bytes([1; 16]));
            let one = LoginQuery { customer, ..all };
            assert_walks_an_index(
                logins_sql(&one),
                "SEARCH logins USING PRIMARY KEY (tenant_no=? AND customer_id=?",
            );
        }
    }
}
