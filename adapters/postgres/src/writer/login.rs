//! Writing sign-ins.

use rollbook_domain::login::Login;
use rollbook_domain::port::ReadResult;
use rollbook_domain::settings::TenantId;
use uuid::Uuid;

use super::dispatch::{MOST_TRIES, finish, may_pass};
use crate::failure::{Failure, Outcome};
use crate::row::StoredId;
use crate::store::{Link, Purpose};
use crate::tables::binds;

/// One of a customer who is not there, or was erased, is left out. The customer is held meanwhile, so that an erasure comes
/// wholly before, and is seen, or wholly after, and removes these as well.
const WRITE: &str = "\
    WITH held AS ( \
        SELECT id FROM customers WHERE tenant_no = $1 AND id = ANY($2) AND erased_at IS NULL ORDER BY id FOR SHARE \
    ) \
    INSERT INTO logins (tenant_no, customer_id, at, id, address, outcome, means) \
    SELECT $1, n.customer_id, n.at, n.id, n.address, n.outcome, n.means \
    FROM unnest($2::uuid[], $3::int8[], $4::uuid[], $5::text[], $6::text[], $7::text[]) \
        AS n (customer_id, at, id, address, outcome, means) \
    JOIN held ON held.id = n.customer_id ORDER BY n.customer_id, n.at, n.id \
    ON CONFLICT (tenant_no, customer_id, at, id) DO NOTHING";

/// Sign-ins as columns.
#[derive(Default, Clone)]
struct Columns {
    customers: Vec<Uuid>,
    at: Vec<i64>,
    ids: Vec<Uuid>,
    addresses: Vec<String>,
    outcomes: Vec<&'static str>,
    means: Vec<&'static str>,
}

/// Writes sign-ins, and says how many were new. Doing it twice is doing it once, so it is tried again where it may pass.
pub(crate) async fn record_logins(link: &Link, tenant: &TenantId, logins: &[Login]) -> ReadResult<usize> {
    let mut columns = Columns::default();
    for login in logins {
        columns.customers.push(login.customer.uuid());
        columns.at.push(login.at.as_micros());
        columns.ids.push(login.id.uuid());
        columns.addresses.push(login.address.reveal().to_string());
        columns.outcomes.push(login.outcome.word());
        columns.means.push(login.means.word());
    }
    let mut tries = 1;
    loop {
        match attempt(link, tenant, columns.clone()).await {
            Err(failure) if may_pass(&failure) && tries < MOST_TRIES => tries += 1,
            written => return Ok(written?),
        }
    }
}

async fn attempt(link: &Link, tenant: &TenantId, columns: Columns) -> Outcome<usize> {
    let Some(tenant_no) = link.tenant_no(tenant).await? else { return Ok(0) };
    let mut tables = link.begin(tenant_no, Purpose::Writing(columns.ids.len())).await?;
    let binds = binds![
        tenant_no,
        columns.customers,
        columns.at,
        columns.ids,
        columns.addresses,
        columns.outcomes,
        columns.means
    ];
    match tables.run(WRITE, binds).await {
        Ok(written) => {
            finish(link, tables).await?;
            Ok(usize::try_from(written).unwrap_or(usize::MAX))
        }
        Err(failure) => {
            tables.roll_back().await;
            Err::<usize, Failure>(failure)
        }
    }
}
