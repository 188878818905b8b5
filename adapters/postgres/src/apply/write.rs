//! Writing what was gathered.

use rollbook_domain::port::StoreError;
use sqlx::{Arguments as _, AssertSqlSafe};

use super::Book;
use super::batch::{Bucket, Change, Counts};
use crate::failure::Outcome;
use crate::tables::Tables;

impl Book {
    /// Writes everything, stage by stage.
    pub(crate) async fn write(self, tables: &mut Tables) -> Outcome<()> {
        for mut stage in self.batch.stages {
            stage.buckets.sort_by_key(|bucket| bucket.table);
            for bucket in stage.buckets {
                write(tables, bucket).await?;
            }
        }
        Ok(())
    }
}

async fn write(tables: &mut Tables, bucket: Bucket) -> Outcome<()> {
    let sql = bucket.sql(2);
    let (table, change, rows) = (bucket.table, bucket.change, bucket.rows as u64);
    let mut arguments = sqlx::postgres::PgArguments::default();
    arguments.add(tables.tenant_no)?;
    bucket.bind(&mut arguments)?;
    // Made of the program's own texts; every value is a parameter.
    let query = sqlx::query_with(AssertSqlSafe(sql), arguments).persistent(tables.keeps_statements);
    let changed = query.execute(&mut *tables.transaction).await?.rows_affected();
    let counts = match change {
        Change::Insert { behind } => behind.is_empty(),
        Change::Update { counts, .. } => counts == Counts::EachOne,
    };
    if counts && changed != rows {
        let table = table.name();
        return Err(
            StoreError::Malformed(format!("{changed} rows instead of {rows} changed in {table}")).into()
        );
    }
    Ok(())
}
