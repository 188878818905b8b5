//! Applying migrations.

use std::time::Duration;

use sqlx::{AssertSqlSafe, PgPool, Postgres, Row as _, Transaction};

use super::chain::seal_logs;
use super::list::{CHAINED, Migration};
use super::{MIGRATIONS, MigrateError, Migrated};
use crate::failure::sqlstate;
use crate::open::{OpenError, cause};

/// How often a migration whose tables are in use is tried, a few seconds each.
const MOST_TRIES: u32 = 20;

/// Waited for a table, so that those who come after the migration wait no longer either.
const BEGIN: &str = "BEGIN; SET LOCAL lock_timeout = '3s'; SET LOCAL statement_timeout = 0; \
                     SET LOCAL idle_in_transaction_session_timeout = '60s'";

/// A number of Rollbook's own, under which one migration runs at a time.
const ONE_AT_A_TIME: &str = "SELECT pg_try_advisory_xact_lock(7882829312)";

const LIST: &str = "CREATE TABLE IF NOT EXISTS schema_migrations (
    number BIGINT NOT NULL CONSTRAINT schema_migrations_number_pk PRIMARY KEY,
    name TEXT COLLATE \"C\" NOT NULL,
    phase TEXT COLLATE \"C\" NOT NULL
        CONSTRAINT schema_migrations_phase_ck CHECK (phase IN ('expand', 'migrate', 'contract')),
    applied_at TIMESTAMPTZ NOT NULL DEFAULT now()
)";

/// What came of one try.
enum Tried {
    Applied,
    WasThere,
    InUse,
}

pub(super) async fn run(
    pool: &PgPool,
    mut tell: impl FnMut(Migrated) + Send,
) -> Result<Vec<Migrated>, OpenError> {
    refuse_foreign(pool).await?;
    let mut done = Vec::new();
    for migration in MIGRATIONS {
        if apply(pool, migration).await? {
            let Migration { number, name, phase, .. } = *migration;
            let migrated = Migrated { number, name, phase };
            tell(migrated);
            done.push(migrated);
        }
    }
    Ok(done)
}

/// A database without our list of migrations has to be empty.
async fn refuse_foreign(pool: &PgPool) -> Result<(), OpenError> {
    let sql = "SELECT min(c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
               WHERE c.relkind IN ('r', 'p') AND n.nspname = current_schema() AND to_regclass('schema_migrations') IS NULL";
    let mut transaction = match pool.begin().await {
        Ok(transaction) => transaction,
        Err(error) => return Err(OpenError::unreachable(&cause(pool, error).await)),
    };
    let row = sqlx::query(sql).persistent(false).fetch_one(&mut *transaction).await;
    let table = row.and_then(|row| row.try_get::<Option<String>, _>(0));
    match table.map_err(|error| OpenError::unreachable(&error))? {
        Some(table) => Err(MigrateError::Foreign { table }.into()),
        None => Ok(()),
    }
}

async fn apply(pool: &PgPool, migration: &Migration) -> Result<bool, MigrateError> {
    let Migration { number, name, .. } = *migration;
    for tried in 1..=MOST_TRIES {
        match attempt(pool, migration).await {
            Ok(Tried::Applied) => return Ok(true),
            Ok(Tried::WasThere) => return Ok(false),
            Ok(Tried::InUse) => {}
            Err(error) if sqlstate(&error).as_deref() == Some("55P03") => {}
            Err(error) => return Err(MigrateError::failed(number, name, &error)),
        }
        // A little longer each time, so that whoever holds the table gets done.
        tokio::time::sleep(Duration::from_millis(100) * tried).await;
    }
    Err(MigrateError::InUse { number, name, tries: MOST_TRIES })
}

async fn attempt(pool: &PgPool, migration: &Migration) -> Result<Tried, sqlx::Error> {
    let mut transaction = pool.begin_with(BEGIN).await?;
    if !first_cell(&mut transaction, ONE_AT_A_TIME).await? {
        transaction.rollback().await?;
        return Ok(Tried::InUse);
    }
    sqlx::raw_sql(LIST).execute(&mut *transaction).await?;
    let number = i64::from(migration.number);
    let there = sqlx::query("SELECT EXISTS (SELECT FROM schema_migrations WHERE number = $1)").bind(number);
    if there.persistent(false).fetch_one(&mut *transaction).await?.try_get(0)? {
        // At once, and not when the connection is used again: the lock goes with it.
        transaction.rollback().await?;
        return Ok(Tried::WasThere);
    }
    // A text of the program's own.
    sqlx::raw_sql(AssertSqlSafe(migration.sql)).execute(&mut *transaction).await?;
    if migration.number == CHAINED {
        seal_logs(&mut transaction).await?;
    }
    sqlx::query("INSERT INTO schema_migrations (number, name, phase) VALUES ($1, $2, $3)")
        .bind(number)
        .bind(migration.name)
        .bind(migration.phase.word())
        .persistent(false)
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    Ok(Tried::Applied)
}

async fn first_cell(
    transaction: &mut Transaction<'static, Postgres>,
    sql: &'static str,
) -> Result<bool, sqlx::Error> {
    sqlx::query(sql).persistent(false).fetch_one(&mut **transaction).await?.try_get(0)
}
