//! Whether a program can use the schema that is there.

use sqlx::Row as _;

use super::LATEST_VERSION;
use crate::open::{OpenError, cause};
use crate::store::Link;

/// Looks whether this program can use the schema: nothing it needs is missing, and no newer program took anything away.
pub(crate) async fn check(link: &Link) -> Result<(), OpenError> {
    let mut transaction = match link.pool.begin().await {
        Ok(transaction) => transaction,
        Err(error) => return Err(OpenError::unreachable(&cause(&link.pool, error).await)),
    };
    let there = "SELECT to_regclass('schema_migrations') IS NOT NULL";
    let there: bool = sqlx::query(there)
        .persistent(link.owns_sessions)
        .fetch_one(&mut *transaction)
        .await
        .and_then(|row| row.try_get(0))
        .map_err(|error| OpenError::unreachable(&error))?;
    if !there {
        return Err(OpenError::Empty);
    }
    let copying = "SELECT to_regclass('copies') IS NOT NULL";
    let copying: bool = sqlx::query(copying)
        .persistent(link.owns_sessions)
        .fetch_one(&mut *transaction)
        .await
        .and_then(|row| row.try_get(0))
        .map_err(|error| OpenError::unreachable(&error))?;
    if copying {
        return Err(OpenError::Unfinished);
    }
    let sql = "SELECT coalesce(max(number), 0), coalesce(max(number) FILTER (WHERE phase = 'contract'), 0) \
               FROM schema_migrations";
    let row = sqlx::query(sql).persistent(link.owns_sessions).fetch_one(&mut *transaction).await;
    let row = row.map_err(|error| OpenError::unreachable(&error))?;
    let version = |place: usize| -> Result<u32, OpenError> {
        let number: i64 = row.try_get(place).map_err(|error| OpenError::unreachable(&error))?;
        Ok(u32::try_from(number).unwrap_or(u32::MAX))
    };
    let (found, contracted) = (version(0)?, version(1)?);
    transaction.rollback().await.map_err(|error| OpenError::unreachable(&error))?;
    if found < LATEST_VERSION {
        return Err(OpenError::Older { found, needed: LATEST_VERSION });
    }
    if contracted > LATEST_VERSION {
        return Err(OpenError::Newer { found, known: LATEST_VERSION });
    }
    Ok(())
}
