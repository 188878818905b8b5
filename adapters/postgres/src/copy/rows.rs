//! Reading and writing the rows of one table.

use rollbook_domain::port::StoreError;
use rollbook_domain::port::copy::{Cell, CopyError, PAGE_BYTES, Row, Table};
use sqlx::Row as _;

use super::kind::SqlType;
use super::session::Session;
use super::{failed, failure};
use crate::failure::sqlstate;
use crate::tables::{Binds, binds};

/// The fewest rows that are asked for while it is not known how large they are.
const PROBE: usize = 200;

impl Session {
    fn types_of(&self, table: &Table) -> Vec<SqlType> {
        self.types.get(table.name()).cloned().unwrap_or_default()
    }

    pub(super) async fn count(&mut self, table: &Table, tenant_no: i64) -> Result<u64, CopyError> {
        let sql = format!("SELECT count(*) FROM \"{}\" WHERE tenant_no = $1", table.name());
        let rows = self.fetch(tenant_no, sql, binds![tenant_no]).await?;
        let count = rows.first().map_or(Ok(0), |row| row.try_get::<i64, _>(0));
        self.end().await.map_err(failed)?;
        Ok(count.map_err(failed)?.cast_unsigned())
    }

    /// The rows after a key. How many fill a page is learned from the page before.
    pub(super) async fn read(
        &mut self,
        table: &Table,
        tenant_no: i64,
        after: Option<Row>,
        most: usize,
    ) -> Result<Vec<Row>, CopyError> {
        let types = self.types_of(table);
        let most = if after.is_some() { self.fitting.min(most) } else { PROBE.min(most) };
        let mut given = binds![tenant_no, most.cast_signed() as i64];
        let after = after.unwrap_or_default();
        let mut places = Vec::new();
        for (place, cell) in after.iter().enumerate() {
            let sql_type = types.get(place + 1).copied().unwrap_or(SqlType::BigInt);
            given = sql_type.bind(given, cell).map_err(|problem| not_so(table, place + 1, problem))?;
            places.push(format!("${}::{}", place + 3, sql_type.sent()));
        }
        let key: Vec<String> = table.key().iter().map(|column| format!("\"{}\"", column.name)).collect();
        let beyond = match places.len() {
            0 => String::new(),
            _ => format!(" AND ({}) > ({})", key.join(", "), places.join(", ")),
        };
        let order = [vec!["tenant_no".to_owned()], key].concat().join(", ");
        let columns = table.columns().iter().zip(&types);
        let columns: Vec<String> = columns.map(|(column, of)| of.selected(&column.name)).collect();
        let sql = format!(
            "SELECT {} FROM \"{}\" WHERE tenant_no = $1{beyond} ORDER BY {order} LIMIT $2",
            columns.join(", "),
            table.name()
        );
        let found = self.fetch(tenant_no, sql, given).await?;
        let rows = found.iter().map(|row| cells(&types, row)).collect::<Result<Vec<Row>, _>>();
        self.end().await.map_err(failed)?;
        let rows = rows.map_err(failed)?;
        let bytes: usize = rows.iter().flatten().map(Cell::size).sum();
        self.fitting = (PAGE_BYTES * rows.len()).checked_div(bytes).unwrap_or(PROBE).max(1);
        Ok(rows)
    }

    pub(super) async fn last_key(&mut self, table: &Table, tenant_no: i64) -> Result<Option<Row>, CopyError> {
        let types = self.types_of(table);
        let key_types = types.get(1..=table.key().len()).unwrap_or_default();
        let names: Vec<String> = table.key().iter().map(|column| format!("\"{}\"", column.name)).collect();
        let order: Vec<String> = names.iter().map(|name| format!("{name} DESC")).collect();
        let order = [vec!["tenant_no DESC".to_owned()], order].concat().join(", ");
        let names = [names, vec!["tenant_no".to_owned()]].concat().join(", ");
        let sql =
            format!("SELECT {names} FROM \"{}\" WHERE tenant_no = $1 ORDER BY {order} LIMIT 1", table.name());
        let found = self.fetch(tenant_no, sql, binds![tenant_no]).await?;
        let key = found.first().map(|row| cells(key_types, row)).transpose();
        self.end().await.map_err(failed)?;
        key.map_err(failed)
    }

    /// Writes all rows in one statement and one transaction.
    pub(super) async fn write(
        &mut self,
        table: &Table,
        tenant_no: i64,
        rows: &[Row],
    ) -> Result<(), CopyError> {
        let types = self.types_of(table);
        let mut given = Binds::default();
        for (place, sql_type) in types.iter().enumerate() {
            let cells = rows.iter().filter_map(|row| row.get(place));
            given = sql_type.bind_all(given, cells).map_err(|problem| not_so(table, place, problem))?;
        }
        let columns = || table.columns().iter().zip(&types);
        let names: Vec<String> = columns().map(|(column, _)| format!("\"{}\"", column.name)).collect();
        let written: Vec<String> = columns().map(|(column, of)| of.written(&column.name)).collect();
        let arrays = types.iter().enumerate().map(|(place, of)| format!("${}::{}[]", place + 1, of.sent()));
        let sql = format!(
            "INSERT INTO \"{}\" ({names}) SELECT {} FROM unnest({}) AS n ({names})",
            table.name(),
            written.join(", "),
            arrays.collect::<Vec<_>>().join(", "),
            names = names.join(", "),
        );
        let done = match self.run(tenant_no, sql, given).await {
            Ok(()) => self.end().await,
            Err(error) => Err(error),
        };
        let Err(error) = done else { return Ok(()) };
        // What went wrong first is what there is to tell.
        let _ = self.give_up().await;
        Err(turned_down(table, error))
    }
}

fn cells(types: &[SqlType], row: &sqlx::postgres::PgRow) -> Result<Row, sqlx::Error> {
    types.iter().enumerate().map(|(place, sql_type)| sql_type.read(row, place)).collect()
}

fn not_so(table: &Table, place: usize, problem: String) -> CopyError {
    let column = table.columns().get(place).map_or_else(String::new, |column| column.name.clone());
    CopyError::Cell { table: table.name().to_owned(), column, problem }
}

/// Values and constraints that the server refuses; its message names the constraint, and its details, with the values,
/// are left away.
fn turned_down(table: &Table, error: sqlx::Error) -> CopyError {
    let is_refused = sqlstate(&error).is_some_and(|code| code.starts_with("22") || code.starts_with("23"));
    match error.as_database_error() {
        Some(database) if is_refused => {
            CopyError::TurnedDown { table: table.name().to_owned(), problem: database.message().to_owned() }
        }
        _ => failed(error),
    }
}

/// The store's own failure, as a copy tells of it.
pub(super) fn stopped(error: StoreError) -> CopyError {
    failure(error.into())
}
