//! One customer's record: most decisions wait for this, so it is read by one statement.

mod gathered;
mod statement;

use rollbook_domain::port::CustomerKey;
use rollbook_domain::record::CustomerRecord;

use self::gathered::Gathered;
use crate::failure::Outcome;
use crate::row::StoredId;
use crate::tables::{Tables, binds};

/// The record of whoever the key names.
pub(super) async fn find_record(tables: &mut Tables, key: &CustomerKey) -> Outcome<Option<CustomerRecord>> {
    let tenant = binds![tables.tenant_no];
    let binds = match key {
        CustomerKey::Id(id) => tenant.with(id.uuid()),
        CustomerKey::Email(email) => tenant.with(email.as_str()),
        CustomerKey::Code(code) => tenant.with(code.folded()),
    };
    let mut found: Option<Gathered> = None;
    let told = tables.rows("customers", statement::record_sql(key), binds, |cells| match &mut found {
        Some(gathered) => {
            cells.skip(statement::TOLD_AFTER);
            gathered.take(cells)
        }
        None => found.insert(Gathered::begin(cells)?).take(cells),
    });
    told.await?;
    Ok(found.map(Gathered::record))
}
