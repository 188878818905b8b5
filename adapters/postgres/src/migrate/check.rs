//! Whether a program can use the schema that is there.

use super::LATEST_VERSION;
use crate::failure::{Failure, Outcome};
use crate::open::OpenError;
use crate::store::{Link, Purpose};
use crate::tables::{Binds, Tables};

/// What is known of the schema.
enum Found {
    /// There is none.
    Nothing,
    /// A copy of an installation was begun in it and not finished.
    Unfinished,
    Schema {
        version: u32,
        /// The last migration after which older programs stop.
        contracted: u32,
    },
}

/// Looks whether this program can use the schema: nothing it needs is missing, and no newer program took anything away.
pub(crate) async fn check(link: &Link) -> Result<(), OpenError> {
    let found = async {
        let mut tables = link.begin(0, Purpose::Reading).await?;
        let found = look(&mut tables).await;
        tables.end(found).await
    };
    let found = found.await.map_err(|failure| match failure {
        Failure::Sqlx(error) => OpenError::unreachable(&error),
        Failure::Store(error) => OpenError::stopped(error),
    });
    match found? {
        Found::Nothing => Err(OpenError::Empty),
        Found::Unfinished => Err(OpenError::Unfinished),
        Found::Schema { version, .. } if version < LATEST_VERSION => {
            Err(OpenError::Older { found: version, needed: LATEST_VERSION })
        }
        Found::Schema { version, contracted } if contracted > LATEST_VERSION => {
            Err(OpenError::Newer { found: version, known: LATEST_VERSION })
        }
        Found::Schema { .. } => Ok(()),
    }
}

async fn look(tables: &mut Tables) -> Outcome<Found> {
    let sql = "SELECT to_regclass('schema_migrations') IS NOT NULL, to_regclass('copies') IS NOT NULL";
    let there = tables.row("schema_migrations", sql, Binds::default(), |cells| {
        Ok((cells.is_set("schema_migrations")?, cells.is_set("copies")?))
    });
    match there.await? {
        Some((true, false)) => {}
        Some((true, true)) => return Ok(Found::Unfinished),
        _ => return Ok(Found::Nothing),
    }
    let sql = "SELECT coalesce(max(number), 0), coalesce(max(number) FILTER (WHERE phase = 'contract'), 0) \
               FROM schema_migrations";
    let schema = tables.row("schema_migrations", sql, Binds::default(), |cells| {
        Ok(Found::Schema { version: cells.small("number")?, contracted: cells.small("number")? })
    });
    Ok(schema.await?.unwrap_or(Found::Nothing))
}
