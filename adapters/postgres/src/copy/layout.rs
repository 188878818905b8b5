//! Reading the layout out of the schema, so that no table can be forgotten.

use std::collections::{BTreeMap, BTreeSet};

use rollbook_domain::port::copy::{Column, CopyError, Layout, Table};
use sqlx::{PgConnection, Row as _};

use super::failed;
use super::kind::SqlType;

/// The table that says whose copy a database is going to be; it is there while the copy is not finished.
pub(crate) const PROGRESS: &str = "copies";

/// The server's own bookkeeping, derived from the log or of no meaning elsewhere.
const OWN: [&str; 3] = [PROGRESS, "log_ends", "schema_migrations"];

const COLUMNS: &str = "\
    SELECT c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod), \
        coalesce(array_position(k.conkey, a.attnum), 0)::int8 \
    FROM pg_class c \
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped \
    LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p' \
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition \
    ORDER BY 1, 4, 2";

const REFERENCES: &str = "\
    SELECT DISTINCT c.relname::text, t.relname::text \
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid \
    WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace AND NOT c.relispartition \
        AND NOT t.relispartition";

/// What the server works out by itself when the rows that it tells of arrive.
const DERIVED: [(&str, &str); 1] = [("customers", "kept")];

/// The types of each table's columns, in the order of a row's cells.
pub(super) type Types = BTreeMap<String, Vec<SqlType>>;

/// All tables that hold what was written.
pub(super) async fn layout(connection: &mut PgConnection) -> Result<(Layout, Types), CopyError> {
    let mut described: BTreeMap<String, Described> = BTreeMap::new();
    for row in sqlx::query(COLUMNS).persistent(false).fetch_all(&mut *connection).await.map_err(failed)? {
        let table: String = row.try_get(0).map_err(failed)?;
        if OWN.contains(&table.as_str()) {
            continue;
        }
        let (name, sql_type): (String, String) =
            (row.try_get(1).map_err(failed)?, row.try_get(2).map_err(failed)?);
        if DERIVED.contains(&(table.as_str(), name.as_str())) {
            continue;
        }
        let Some(found) = SqlType::find(&sql_type) else {
            let problem = format!("its column {name} is of type `{sql_type}`");
            return Err(CopyError::Layout { table, problem });
        };
        let described = described.entry(table).or_default();
        let is_in_key = row.try_get::<i64, _>(3).map_err(failed)? > 0;
        let side = if is_in_key { &mut described.key } else { &mut described.others };
        side.push(Column { name: name.clone(), kind: found.kind() });
        described.types.insert(name, found);
    }
    for row in sqlx::query(REFERENCES).persistent(false).fetch_all(connection).await.map_err(failed)? {
        let (from, to): (String, String) = (row.try_get(0).map_err(failed)?, row.try_get(1).map_err(failed)?);
        if let Some(described) = described.get_mut(&from) {
            described.references.insert(to);
        }
    }
    let (mut tables, mut types) = (Vec::new(), Types::new());
    for (name, described) in described {
        let table = Table::new(name.as_str(), described.key, described.others)?;
        let of_columns = table.columns().iter().filter_map(|column| described.types.get(&column.name));
        types.insert(name, of_columns.copied().collect());
        tables.push((table, described.references));
    }
    Ok((Layout::new(tables)?, types))
}

#[derive(Default)]
struct Described {
    key: Vec<Column>,
    others: Vec<Column>,
    types: BTreeMap<String, SqlType>,
    references: BTreeSet<String>,
}
