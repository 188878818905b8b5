//! Writing sign-ins.

use rollbook_domain::login::Login;
use rollbook_domain::settings::TenantId;
use rusqlite::{Connection, params};

use super::commit::tenant_no;
use crate::failure::Outcome;
use crate::row::StoredId;

/// One of a customer who is not there, or was erased, is left out; nobody is brought back by it.
const WRITE: &str = "\
    INSERT INTO logins (tenant_no, customer_id, at, id, address, outcome, means) \
    SELECT tenant_no, id, ?3, ?4, ?5, ?6, ?7 FROM customers \
    WHERE tenant_no = ?1 AND id = ?2 AND erased_at IS NULL \
    ON CONFLICT (tenant_no, customer_id, at, id) DO NOTHING";

/// Writes sign-ins within the transaction that is open, and says how many were new.
pub(super) fn record(connection: &Connection, tenant: &TenantId, logins: &[Login]) -> Outcome<usize> {
    let Some(tenant_no) = tenant_no(connection, tenant)? else { return Ok(0) };
    let mut statement = connection.prepare_cached(WRITE)?;
    let mut new = 0;
    for login in logins {
        new += statement.execute(params![
            tenant_no,
            login.customer.bytes(),
            login.at.as_micros(),
            login.id.bytes(),
            login.address.reveal().to_string(),
            login.outcome.word(),
            login.means.word(),
        ])?;
    }
    Ok(new)
}
