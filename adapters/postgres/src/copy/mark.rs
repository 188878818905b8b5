//! How far tenants have come.

use rollbook_domain::port::copy::{CopyError, TenantMark};
use sqlx::Row as _;
use uuid::Uuid;

use super::failed;
use super::session::Session;
use crate::tables::{Binds, binds};

/// A number that no tenant has; what all tenants share is seen with it.
pub(super) const NOBODY: i64 = 0;

const MARK: &str = "\
    SELECT (SELECT c.id FROM events e JOIN commits c ON c.tenant_no = e.tenant_no AND c.commit_no = e.commit_no \
            WHERE e.tenant_no = $1 ORDER BY e.sequence LIMIT 1), \
        (SELECT count(*) FROM commits WHERE tenant_no = $1), \
        (SELECT coalesce(max(sequence), 0) FROM events WHERE tenant_no = $1), \
        coalesce(sum(epoch), 0)::int8, count(ended_at), count(leased_until), \
        (SELECT count(*) FROM logins WHERE tenant_no = $1), \
        (SELECT coalesce(max(at), 0) FROM logins WHERE tenant_no = $1) FROM mails WHERE tenant_no = $1";

impl Session {
    pub(super) async fn tenant_numbers(&mut self) -> Result<Vec<i64>, CopyError> {
        let sql = "SELECT tenant_no FROM tenants ORDER BY tenant_no".to_owned();
        let rows = self.fetch(NOBODY, sql, Binds::default()).await?;
        self.end().await.map_err(failed)?;
        rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>().map_err(failed)
    }

    pub(super) async fn mark(&mut self, tenant_no: i64) -> Result<TenantMark, CopyError> {
        let rows = self.fetch(tenant_no, MARK.to_owned(), binds![tenant_no]).await?;
        self.end().await.map_err(failed)?;
        let row = rows.first().ok_or_else(|| failed(sqlx::Error::RowNotFound))?;
        let number = |place: usize| row.try_get::<i64, _>(place).map_err(failed);
        let first_commit = row.try_get::<Option<Uuid>, _>(0).map_err(failed)?;
        Ok(TenantMark {
            tenant_no,
            first_commit: first_commit.map(Uuid::into_bytes),
            commits: number(1)?,
            last_sequence: number(2)?,
            mail_moves: [number(3)?, number(4)?, number(5)?],
            logins: [number(6)?, number(7)?],
        })
    }
}
