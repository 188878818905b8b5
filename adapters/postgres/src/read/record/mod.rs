//! One customer's record: most decisions wait for this, so it is read by one statement.

mod gathered;
mod statement;

use rollbook_domain::port::CustomerKey;
use rollbook_domain::record::CustomerRecord;

use self::gathered::Gathered;
use crate::failure::Outcome;
use crate::row::StoredId;
use crate::tables::{Binds, Tables, binds};

/// The record of whoever the key names.
pub(super) async fn find_record(tables: &mut Tables, key: &CustomerKey) -> Outcome<Option<CustomerRecord>> {
    let binds = key_binds(tables, key);
    gather(tables, statement::record_sql(key), binds).await
}

/// The record of whoever the key names, as far as it was written at those places of the stream, the last included.
pub(super) async fn find_part(
    tables: &mut Tables,
    key: &CustomerKey,
    [first, last]: [i64; 2],
) -> Outcome<Option<CustomerRecord>> {
    let binds = key_binds(tables, key).with(first).with(last);
    gather(tables, statement::part_sql(key), binds).await
}

fn key_binds(tables: &Tables, key: &CustomerKey) -> Binds {
    let tenant = binds![tables.tenant_no];
    match key {
        CustomerKey::Id(id) => tenant.with(id.uuid()),
        CustomerKey::Email(email) => tenant.with(email.as_str()),
        CustomerKey::Code(code) => tenant.with(code.folded()),
    }
}

async fn gather(tables: &mut Tables, sql: &'static str, binds: Binds) -> Outcome<Option<CustomerRecord>> {
    let mut found: Option<Gathered> = None;
    let told = tables.rows("customers", sql, binds, |cells| match &mut found {
        Some(gathered) => {
            cells.skip(statement::TOLD_AFTER);
            gathered.take(cells)
        }
        None => found.insert(Gathered::begin(cells)?).take(cells),
    });
    told.await?;
    Ok(found.map(Gathered::record))
}
