//! The statements for one table; every name in them comes from the schema.

use rollbook_domain::port::copy::{Cell, CopyError, Row, Table};
use rusqlite::{Connection, params_from_iter};

use super::failed;
use super::value::{Value, cells, size};

pub(super) fn count(connection: &Connection, table: &Table, tenant_no: i64) -> Result<u64, CopyError> {
    let sql = format!("SELECT count(*) FROM {} WHERE tenant_no = ?1", table.name());
    let count =
        connection.prepare_cached(&sql).and_then(|mut found| found.query_row([tenant_no], |row| row.get(0)));
    count.map(i64::cast_unsigned).map_err(failed)
}

/// The rows after a key, up to a number of them and a number of bytes.
pub(super) fn read(
    connection: &Connection,
    table: &Table,
    tenant_no: i64,
    after: Option<&[Cell]>,
    [most, most_bytes]: [usize; 2],
) -> Result<Vec<Row>, CopyError> {
    let key = key_names(table);
    let after = after.unwrap_or_default();
    let beyond = match after.len() {
        0 => String::new(),
        count => format!(" AND ({key}) > ({})", places(3, count)),
    };
    let (name, columns) = (table.name(), table.column_names());
    let order = ["tenant_no", key.as_str()].into_iter().filter(|part| !part.is_empty());
    let order = order.collect::<Vec<_>>().join(", ");
    let sql = format!("SELECT {columns} FROM {name} WHERE tenant_no = ?1{beyond} ORDER BY {order} LIMIT ?2");
    let fixed = [Cell::Integer(tenant_no), Cell::Integer(most.cast_signed() as i64)];
    let given = fixed.iter().chain(after).map(Value);
    let mut statement = connection.prepare_cached(&sql).map_err(failed)?;
    let mut found = statement.query(params_from_iter(given)).map_err(failed)?;
    let (mut rows, mut bytes) = (Vec::new(), 0);
    while bytes <= most_bytes {
        let Some(row) = found.next().map_err(failed)? else { break };
        let row = cells(table, table.columns(), row)?;
        bytes += size(&row);
        rows.push(row);
    }
    Ok(rows)
}

pub(super) fn last_key(
    connection: &Connection,
    table: &Table,
    tenant_no: i64,
) -> Result<Option<Row>, CopyError> {
    let key = key_names(table);
    let order: Vec<_> = table.key().iter().map(|column| format!("{} DESC", column.name)).collect();
    let order = ["tenant_no DESC".to_owned()].into_iter().chain(order).collect::<Vec<_>>().join(", ");
    let shown = if key.is_empty() { "tenant_no" } else { key.as_str() };
    let sql = format!("SELECT {shown} FROM {} WHERE tenant_no = ?1 ORDER BY {order} LIMIT 1", table.name());
    let mut statement = connection.prepare_cached(&sql).map_err(failed)?;
    let mut found = statement.query([tenant_no]).map_err(failed)?;
    match found.next().map_err(failed)? {
        Some(row) => cells(table, table.key(), row).map(Some),
        None => Ok(None),
    }
}

pub(super) fn insert(connection: &Connection, table: &Table, rows: &[Row]) -> rusqlite::Result<()> {
    let (name, columns) = (table.name(), table.column_names());
    let sql = format!("INSERT INTO {name} ({columns}) VALUES ({})", places(1, table.columns().len()));
    let mut statement = connection.prepare_cached(&sql)?;
    for row in rows {
        statement.execute(params_from_iter(row.iter().map(Value)))?;
    }
    Ok(())
}

fn key_names(table: &Table) -> String {
    table.key().iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join(", ")
}

fn places(first: usize, count: usize) -> String {
    (first..first + count).map(|place| format!("?{place}")).collect::<Vec<_>>().join(", ")
}
