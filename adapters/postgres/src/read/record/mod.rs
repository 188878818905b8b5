//! One customer's record: most decisions wait for this, so it is read by one statement.

mod gathered;
mod statement;

use rollbook_domain::port::CustomerKey;
use rollbook_domain::record::CustomerRecord;

use self::gathered::Gathered;
use crate::failure::Outcome;
use crate::row::{Cells, StoredId};
use crate::tables::{Binds, Tables, binds};

/// The record of whoever each of the keys names, which are of one kind.
pub(super) async fn find_records(
    tables: &mut Tables,
    keys: &[CustomerKey],
) -> Outcome<Vec<Option<CustomerRecord>>> {
    match keys {
        [] => Ok(Vec::new()),
        [key] => {
            let binds = key_binds(tables, key);
            Ok(vec![gather(tables, statement::record_sql(key), binds).await?])
        }
        [kind, ..] => gather_several(tables, statement::records_sql(kind), keys).await,
    }
}

async fn gather_several(
    tables: &mut Tables,
    sql: &'static str,
    keys: &[CustomerKey],
) -> Outcome<Vec<Option<CustomerRecord>>> {
    let (mut ids, mut texts) = (Vec::new(), Vec::new());
    for key in keys {
        match key {
            CustomerKey::Id(id) => ids.push(id.uuid()),
            CustomerKey::Email(email) => texts.push(email.as_str().to_owned()),
            CustomerKey::Code(code) => texts.push(code.folded()),
        }
    }
    let tenant = binds![tables.tenant_no];
    let binds = if texts.is_empty() { tenant.with(ids) } else { tenant.with(texts) };
    let mut found: Vec<Option<Gathered>> = Vec::new();
    found.resize_with(keys.len(), || None);
    let told = tables.rows("customers", sql, binds, |cells| {
        let place = cells.count("place")?;
        let found = usize::try_from(place).ok().and_then(|place| found.get_mut(place.checked_sub(1)?));
        let found = found.ok_or_else(|| cells.corrupt("place", "nobody was asked for there"))?;
        take(found, cells)
    });
    told.await?;
    Ok(found.into_iter().map(|found| found.map(Gathered::record)).collect())
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
    let told = tables.rows("customers", sql, binds, |cells| take(&mut found, cells));
    told.await?;
    Ok(found.map(Gathered::record))
}

fn take(found: &mut Option<Gathered>, cells: &mut Cells<'_>) -> Outcome<()> {
    match found {
        Some(gathered) => {
            cells.skip(statement::TOLD_AFTER);
            gathered.take(cells)
        }
        None => found.insert(Gathered::begin(cells)?).take(cells),
    }
}
