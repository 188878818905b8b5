//! Holding a handful of streams in one statement, since the way to the server costs more than the rows.

use std::fmt::Write as _;

use sqlx::postgres::PgArguments;
use sqlx::{Arguments as _, AssertSqlSafe, Encode, Postgres, Row as _, Type};

use super::{KINDS, Wanted};
use crate::connections::within;
use crate::failure::Outcome;
use crate::tables::Tables;

/// No more streams than this are held so.
pub(in crate::writer) const MOST: usize = 16;

/// A statement that is put together part by part, and answers how many rows each part found.
struct Parts {
    sql: String,
    counts: String,
    arguments: PgArguments,
    next: usize,
    count: usize,
}

/// Moves and holds streams; false when one was not where it was expected.
pub(in crate::writer) async fn hold(tables: &mut Tables, wanted: Vec<Wanted>) -> Outcome<bool> {
    let mut arguments = PgArguments::default();
    arguments.add(tables.tenant_no)?;
    let mut parts = Parts { sql: String::new(), counts: String::new(), arguments, next: 2, count: 0 };
    for (kind, wanted) in KINDS.iter().zip(wanted) {
        let table = kind.table;
        for (id, expected, reached) in wanted.in_order() {
            let (at, from) = (parts.bind(id)?, parts.bind(expected)?);
            let is_there = format!("{table} WHERE tenant_no = $1 AND id = ${at}");
            let part = match reached {
                None if expected == 0 => {
                    format!("SELECT 1 WHERE ${from} = 0::int8 AND NOT EXISTS (SELECT FROM {is_there})")
                }
                None => format!("SELECT 1 FROM {is_there} AND revision = ${from} FOR SHARE"),
                Some(_) if kind.moves_with_state => {
                    format!("SELECT 1 FROM {is_there} AND revision = ${from} FOR NO KEY UPDATE")
                }
                Some(reached) => {
                    let to = parts.bind(reached)?;
                    format!(
                        "UPDATE {table} SET revision = ${to} WHERE tenant_no = $1 AND id = ${at} AND revision = ${from} \
                         RETURNING 1"
                    )
                }
            };
            parts.add(&part);
        }
    }
    parts.run(tables).await
}

impl Parts {
    /// Sends a value along, and says which parameter it is.
    fn bind<'q, T: Encode<'q, Postgres> + Type<Postgres>>(&mut self, value: T) -> Outcome<usize> {
        self.arguments.add(value)?;
        let number = self.next;
        self.next += 1;
        Ok(number)
    }

    fn add(&mut self, part: &str) {
        let number = self.count;
        let (with, comma) = if number == 0 { ("WITH", "") } else { (",", ", ") };
        let _ = write!(self.sql, "{with} part{number} AS ({part})");
        let _ = write!(self.counts, "{comma}(SELECT count(*) FROM part{number})");
        self.count += 1;
    }

    async fn run(self, tables: &mut Tables) -> Outcome<bool> {
        let Self { mut sql, counts, arguments, count, .. } = self;
        let _ = write!(sql, " SELECT {counts}");
        // Made of the program's own texts; every value is a parameter.
        let query = sqlx::query_with(AssertSqlSafe(sql), arguments).persistent(tables.keeps_statements);
        let limit = tables.transaction.patience;
        let row = within(limit, query.fetch_one(&mut *tables.transaction)).await?;
        for number in 0..count {
            if row.try_get::<i64, _>(number)? != 1 {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
