//! What is behind a time-out of the pool.

use std::io;
use std::time::Duration;

use sqlx::{Connection as _, PgConnection, PgPool};

/// How long the server may take to answer when it is asked once more.
const PATIENCE: Duration = Duration::from_secs(2);

/// The error, or what is behind it: a pool tries a server that refuses it until its time is over, and then does not
/// tell that from connections which are all in use.
pub(crate) async fn cause(pool: &PgPool, error: sqlx::Error) -> sqlx::Error {
    let is_full = pool.size() >= pool.options().get_max_connections();
    if is_full || !matches!(error, sqlx::Error::PoolTimedOut) {
        return error;
    }
    let options = pool.connect_options();
    match tokio::time::timeout(PATIENCE, PgConnection::connect_with(&options)).await {
        Ok(Ok(connection)) => {
            let _ = connection.close().await;
            error
        }
        Ok(Err(cause)) => cause,
        Err(_) => sqlx::Error::Io(io::Error::new(io::ErrorKind::TimedOut, "the server does not answer")),
    }
}
