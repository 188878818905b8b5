//! Writing what was gathered.

use std::fmt::Write as _;

use rollbook_domain::port::StoreError;
use sqlx::postgres::PgArguments;
use sqlx::{Arguments as _, AssertSqlSafe, Row as _};

use super::Book;
use super::batch::{Bucket, Change, Counts, Stage};
use crate::connections::within;
use crate::failure::{Failure, Outcome};
use crate::tables::Tables;

/// A stage of no more rows than this goes to the server as one statement, since the way there costs more than the rows.
const MOST_ROWS_TO_FUSE: usize = 64;

impl Book {
    /// Writes everything, stage by stage.
    pub(crate) async fn write(self, tables: &mut Tables) -> Outcome<()> {
        for stage in self.batch.into_stages() {
            let rows: usize = stage.buckets.iter().map(|bucket| bucket.rows).sum();
            if stage.buckets.len() > 1 && rows <= MOST_ROWS_TO_FUSE && stage.is_fusible() {
                write_fused(tables, stage.buckets).await?;
            } else {
                for bucket in stage.buckets {
                    write(tables, bucket).await?;
                }
            }
        }
        Ok(())
    }
}

impl Stage {
    /// Whether its statements can be parts of one, which those cannot that have parts themselves.
    fn is_fusible(&self) -> bool {
        self.buckets.iter().all(|bucket| match bucket.change {
            Change::Insert { .. } => true,
            Change::Update { sql, .. } => !sql.starts_with("WITH "),
        })
    }
}

async fn write(tables: &mut Tables, bucket: Bucket) -> Outcome<()> {
    let sql = bucket.sql(2);
    let expected = Expected::of(&bucket);
    let mut arguments = PgArguments::default();
    arguments.add(tables.tenant_no)?;
    bucket.bind(&mut arguments)?;
    // Made of the program's own texts; every value is a parameter.
    let query = sqlx::query_with(AssertSqlSafe(sql), arguments).persistent(tables.keeps_statements);
    let limit = tables.transaction.patience;
    let changed = within(limit, query.execute(&mut *tables.transaction)).await?.rows_affected();
    expected.check(changed)
}

/// Sends all statements as parts of one, which answers how many rows each of them changed.
async fn write_fused(tables: &mut Tables, buckets: Vec<Bucket>) -> Outcome<()> {
    let (mut sql, mut counts) = (String::new(), String::new());
    let mut arguments = PgArguments::default();
    arguments.add(tables.tenant_no)?;
    let mut expected = Vec::with_capacity(buckets.len());
    let mut first = 2;
    for (number, bucket) in buckets.into_iter().enumerate() {
        let (with, comma) = if number == 0 { ("WITH", "") } else { (",", ", ") };
        let _ = write!(sql, "{with} part{number} AS ({} RETURNING 1)", bucket.sql(first));
        let _ = write!(counts, "{comma}(SELECT count(*) FROM part{number})");
        first += bucket.width();
        expected.push(Expected::of(&bucket));
        bucket.bind(&mut arguments)?;
    }
    let _ = write!(sql, " SELECT {counts}");
    // Made of the program's own texts; every value is a parameter.
    let query = sqlx::query_with(AssertSqlSafe(sql), arguments).persistent(tables.keeps_statements);
    let limit = tables.transaction.patience;
    let row = within(limit, query.fetch_one(&mut *tables.transaction)).await?;
    for (number, expected) in expected.into_iter().enumerate() {
        expected.check(row.try_get::<i64, _>(number)?.cast_unsigned())?;
    }
    Ok(())
}

/// How many rows a statement has to change.
struct Expected {
    table: &'static str,
    rows: Option<u64>,
}

impl Expected {
    fn of(bucket: &Bucket) -> Self {
        let counts = match bucket.change {
            Change::Insert { behind } => !behind.contains("ON CONFLICT"),
            Change::Update { counts, .. } => counts == Counts::EachOne,
        };
        Self { table: bucket.table.name(), rows: counts.then_some(bucket.rows as u64) }
    }

    fn check(&self, changed: u64) -> Outcome<()> {
        match self.rows {
            Some(rows) if rows != changed => {
                let table = self.table;
                let problem = format!("{changed} rows instead of {rows} changed in {table}");
                Err(Failure::from(StoreError::Malformed(problem)))
            }
            _ => Ok(()),
        }
    }
}
