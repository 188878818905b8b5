//! Making a copy a store.

use rollbook_domain::port::copy::CopyError;
use sqlx::Row as _;

use super::failed;
use super::layout::PROGRESS;
use super::mark::NOBODY;
use super::session::Session;
use crate::tables::{Binds, binds};

/// Where each tenant's log ends, which only this kind of database keeps.
const LOG_END: &str = "\
    INSERT INTO log_ends (tenant_no, last_sequence, chain) \
    SELECT $1, coalesce(e.sequence, 0), e.chain \
    FROM (SELECT 1) always \
    LEFT JOIN (SELECT sequence, chain FROM events WHERE tenant_no = $1 ORDER BY sequence DESC LIMIT 1) e ON true";

impl Session {
    /// All of it in one transaction: what is derived, the numbers that are given out next, and the mark taken away.
    pub(super) async fn finish(&mut self) -> Result<(), CopyError> {
        let tenants = self.tenant_numbers().await?;
        let mut greatest_commit = 0;
        for tenant_no in &tenants {
            self.run(*tenant_no, LOG_END.to_owned(), binds![*tenant_no]).await.map_err(failed)?;
            let sql = "SELECT coalesce(max(commit_no), 0) FROM commits WHERE tenant_no = $1".to_owned();
            let rows = self.fetch(*tenant_no, sql, binds![*tenant_no]).await?;
            let greatest: i64 = rows.first().map_or(Ok(0), |row| row.try_get(0)).map_err(failed)?;
            greatest_commit = greatest_commit.max(greatest);
        }
        let greatest_tenant = tenants.last().copied().unwrap_or(0);
        for (sql, next) in [
            ("SELECT setval('commit_numbers', $1, false)", greatest_commit + 1),
            ("SELECT setval(pg_get_serial_sequence('tenants', 'tenant_no'), $1, false)", greatest_tenant + 1),
        ] {
            self.fetch(NOBODY, sql.to_owned(), binds![next]).await?;
        }
        // Nobody has asked these tables anything yet, so the planner knows nothing of them.
        let tables: Vec<String> = self.types.keys().map(|table| format!("\"{table}\"")).collect();
        let sql = format!("ANALYZE {}", tables.join(", "));
        self.run(NOBODY, sql, Binds::default()).await.map_err(failed)?;
        self.run(NOBODY, format!("DROP TABLE {PROGRESS}"), Binds::default()).await.map_err(failed)?;
        self.end().await.map_err(failed)
    }
}
