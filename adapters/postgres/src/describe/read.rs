//! Asking the server about itself; nothing here needs more than the right to connect.

use sqlx::postgres::PgRow;
use sqlx::{PgConnection, Row as _};

use super::Server;

const SERVER: &str = "SELECT current_setting('server_version'), current_setting('server_version_num')::INTEGER, \
     current_setting('server_encoding'), current_setting('synchronous_commit'), \
     current_setting('synchronous_standby_names'), current_setting('fsync') = 'on', \
     current_setting('full_page_writes') = 'on', current_setting('data_checksums') = 'on', pg_is_in_recovery(), \
     current_setting('max_connections')::INTEGER - current_setting('superuser_reserved_connections')::INTEGER, \
     (SELECT coalesce(sum(numbackends), 0)::BIGINT FROM pg_stat_database), \
     rolname::TEXT, rolsuper, rolbypassrls \
     FROM pg_roles WHERE rolname = current_user";

const TLS: &str = "SELECT CASE WHEN ssl THEN version END FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

const CLOCK: &str = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::BIGINT";

const HAS_SCHEMA: &str = "SELECT to_regclass('schema_migrations') IS NOT NULL";

const APPLIED: &str = "SELECT number FROM schema_migrations ORDER BY number";

const UNGUARDED: &str = "SELECT c.relname::TEXT FROM pg_class c \
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_no' AND NOT a.attisdropped \
     WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::REGNAMESPACE AND c.relname <> 'tenants' \
     AND NOT (c.relrowsecurity AND c.relforcerowsecurity) ORDER BY 1";

/// The log only grows, so that a role needs no more than to read and to add there.
const CLOSED: &str = "SELECT c.relname::TEXT FROM pg_class c \
     WHERE c.relnamespace = current_schema()::REGNAMESPACE AND CASE c.relkind \
         WHEN 'S' THEN NOT has_sequence_privilege(c.oid, 'USAGE') \
         WHEN 'r' THEN NOT has_table_privilege(c.oid, 'SELECT') \
             OR (c.relname <> 'schema_migrations' AND NOT has_table_privilege(c.oid, 'INSERT')) \
             OR (c.relname NOT IN ('schema_migrations', 'events', 'commits') \
                 AND NOT (has_table_privilege(c.oid, 'UPDATE') AND has_table_privilege(c.oid, 'DELETE'))) \
         ELSE false END \
     ORDER BY 1";

/// Of the tables that the role writes to, those whose owner the function cannot stand in for, or not for this role. Where a
/// table is one part of another, the role may write by way of the whole alone; the function asks for a right to the part.
const UNLOOKED: &str = "SELECT c.relname::TEXT FROM pg_class c \
     WHERE c.relnamespace = current_schema()::REGNAMESPACE AND c.relkind = 'r' AND c.relforcerowsecurity \
     AND has_table_privilege(coalesce(pg_partition_root(c.oid), c.oid), 'INSERT') \
     AND NOT (has_table_privilege(session_user, c.oid, 'INSERT') \
         AND EXISTS (SELECT FROM pg_proc p WHERE p.pronamespace = c.relnamespace AND p.proname = 'analyze_what_grew' \
             AND has_function_privilege(p.oid, 'EXECUTE') AND pg_has_role(p.proowner, c.relowner, 'USAGE'))) \
     ORDER BY 1";

/// The server's settings and the role.
pub(super) async fn server(connection: &mut PgConnection) -> Result<Server, sqlx::Error> {
    let row = one(connection, SERVER).await?;
    Ok(Server {
        version: row.try_get(0)?,
        version_number: row.try_get(1)?,
        encoding: row.try_get(2)?,
        synchronous_commit: row.try_get(3)?,
        synchronous_standbys: row.try_get(4)?,
        has_fsync: row.try_get(5)?,
        has_full_page_writes: row.try_get(6)?,
        has_checksums: row.try_get(7)?,
        is_standby: row.try_get(8)?,
        connections_allowed: row.try_get(9)?,
        connections_in_use: row.try_get(10)?,
        role: row.try_get(11)?,
        is_superuser: row.try_get(12)?,
        bypasses_row_security: row.try_get(13)?,
    })
}

/// The version of TLS that the server speaks with whoever connected to it.
pub(super) async fn tls(connection: &mut PgConnection) -> Result<Option<String>, sqlx::Error> {
    one(connection, TLS).await?.try_get(0)
}

/// The server's clock, in microseconds.
pub(super) async fn clock(connection: &mut PgConnection) -> Result<i64, sqlx::Error> {
    one(connection, CLOCK).await?.try_get(0)
}

/// The numbers of the migrations that were applied.
pub(super) async fn applied(connection: &mut PgConnection) -> Result<Vec<u32>, sqlx::Error> {
    if !one(connection, HAS_SCHEMA).await?.try_get(0)? {
        return Ok(Vec::new());
    }
    let rows = sqlx::query(APPLIED).persistent(false).fetch_all(connection).await?;
    rows.iter().map(|row| Ok(u32::try_from(row.try_get::<i64, _>(0)?).unwrap_or(u32::MAX))).collect()
}

/// Tables with rows of tenants that row-level security does not guard against the tables' own owner.
pub(super) async fn unguarded_tables(connection: &mut PgConnection) -> Result<Vec<String>, sqlx::Error> {
    names(connection, UNGUARDED).await
}

/// What the role may not use as the program needs to.
pub(super) async fn closed_to_role(connection: &mut PgConnection) -> Result<Vec<String>, sqlx::Error> {
    names(connection, CLOSED).await
}

/// The tables that the server cannot be made to look at once they have grown.
pub(super) async fn unlooked_tables(connection: &mut PgConnection) -> Result<Vec<String>, sqlx::Error> {
    names(connection, UNLOOKED).await
}

async fn one(connection: &mut PgConnection, sql: &'static str) -> Result<PgRow, sqlx::Error> {
    sqlx::query(sql).persistent(false).fetch_one(connection).await
}

async fn names(connection: &mut PgConnection, sql: &'static str) -> Result<Vec<String>, sqlx::Error> {
    let rows = sqlx::query(sql).persistent(false).fetch_all(connection).await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}
