//! Where a database is, and how it is reached.

use std::net::IpAddr;
use std::str::FromStr as _;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions, PgSslMode};
use sqlx::{Connection as _, PgPool};

use super::OpenError;
use crate::options::PostgresOptions;

/// A connection that nobody used for this long is asked whether it is still there before it is used again.
const ASKED_AFTER: Duration = Duration::from_secs(30);

/// The part of an address that says a pooler lends connections for one transaction at a time.
const POOLER: &str = "pooler";

/// An address that was understood.
#[derive(Debug, Clone)]
pub(crate) struct Address {
    options: PgConnectOptions,
    /// Whether a connection stays with who opened it, so that statements may be kept on it.
    pub(crate) owns_sessions: bool,
}

impl Address {
    /// Reads `postgres://role:password@host:port/database?sslmode=...&pooler=transaction`.
    pub(crate) fn parse(url: &str) -> Result<Self, OpenError> {
        let (plain, pooler) = take_pooler(url)?;
        let options = PgConnectOptions::from_str(&plain).map_err(OpenError::address)?;
        let options = options.application_name("rollbook");
        Ok(Self { options, owns_sessions: !pooler })
    }

    /// Whether the server has to show a certificate that holds for its name.
    pub(crate) fn checks_server(&self) -> bool {
        matches!(self.options.get_ssl_mode(), PgSslMode::VerifyFull)
    }

    /// Whether what is sent stays on this machine.
    pub(crate) fn is_local(&self) -> bool {
        let host = self.options.get_host();
        let is_loopback = host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
        self.options.get_socket().is_some() || is_loopback || host == "localhost"
    }

    /// How a connection is opened.
    pub(crate) fn connect_options(&self, options: &PostgresOptions) -> PgConnectOptions {
        let mut connect = self.options.clone();
        if self.owns_sessions {
            connect = connect.options([
                ("statement_timeout", options.statement_timeout.as_millis().to_string()),
                ("lock_timeout", options.lock_timeout.as_millis().to_string()),
                ("idle_in_transaction_session_timeout", options.idle_timeout.as_millis().to_string()),
                // What is done again and again goes by keys: it is planned once for each connection, or it would be
                // planned for longer than it runs. Such a plan may be older than most rows, so it may not rest on how
                // few there were; the checks of references share this.
                ("plan_cache_mode", "force_generic_plan".to_owned()),
                ("enable_seqscan", "off".to_owned()),
                // While a table has a handful of rows, to read a page of them seems cheaper than to look one up.
                ("enable_bitmapscan", "off".to_owned()),
                ("jit", "off".to_owned()),
            ]);
        } else {
            // A pooler hands sessions on, so nothing may be asked of them at the start or kept on them.
            connect = connect.statement_cache_capacity(0).extra_float_digits(None);
        }
        connect
    }

    /// A pool for chores, without a connection yet.
    pub(crate) fn pool(&self, options: &PostgresOptions) -> PgPool {
        PgPoolOptions::new()
            .max_connections(options.connections.max(1))
            .acquire_timeout(options.acquire_timeout)
            .max_lifetime(options.connection_lifetime)
            .test_before_acquire(false)
            .before_acquire(|connection, used| {
                Box::pin(async move {
                    if used.idle_for > ASKED_AFTER {
                        connection.ping().await?;
                    }
                    Ok(true)
                })
            })
            .connect_lazy_with(self.connect_options(options))
    }
}

/// Takes `pooler=transaction` out of an address.
fn take_pooler(url: &str) -> Result<(String, bool), OpenError> {
    let Some((start, query)) = url.split_once('?') else { return Ok((url.to_owned(), false)) };
    let mut pooler = false;
    let mut kept = Vec::new();
    for pair in query.split('&') {
        match pair.split_once('=') {
            Some((POOLER, "transaction")) => pooler = true,
            Some((POOLER, other)) => return Err(OpenError::Pooler(other.to_owned())),
            _ => kept.push(pair),
        }
    }
    let query = kept.join("&");
    let plain = if query.is_empty() { start.to_owned() } else { format!("{start}?{query}") };
    Ok((plain, pooler))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_whether_a_pooler_lends_connections() {
        let own = Address::parse("postgres://ada@db.example.org/rollbook?sslmode=verify-full").unwrap();
        assert!(own.owns_sessions);
        let lent =
            Address::parse("postgres://ada@db.example.org/rollbook?pooler=transaction&sslmode=require")
                .unwrap();
        assert!(!lent.owns_sessions);
        let lent =
            Address::parse("postgresql://ada@db.example.org:6432/rollbook?pooler=transaction").unwrap();
        assert!(!lent.owns_sessions);
    }

    #[test]
    fn another_kind_of_pooling_is_refused_by_its_name() {
        let problem =
            Address::parse("postgres://db.example.org/rollbook?pooler=statement").unwrap_err().to_string();
        assert!(problem.contains("`statement`") && problem.contains("pooler=transaction"), "{problem}");
    }
}
