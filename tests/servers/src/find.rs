use crate::ServerError;

/// The variable that names the server for tests: a URL of a role that may create databases.
pub const SERVER_VARIABLE: &str = "ROLLBOOK_TEST_POSTGRES_URL";

/// The variable that names a PgBouncer before the same server, in transaction mode.
pub const PGBOUNCER_VARIABLE: &str = "ROLLBOOK_TEST_PGBOUNCER_URL";

/// The URL of the server that tests use.
///
/// # Errors
///
/// [`ServerError::NotNamed`], which says how to get one: a test never passes for want of a server.
pub fn find_server() -> Result<String, ServerError> {
    named_in(SERVER_VARIABLE)
}

/// The URL of the PgBouncer before the server that tests use.
///
/// # Errors
///
/// As [`find_server`].
pub fn find_pgbouncer() -> Result<String, ServerError> {
    named_in(PGBOUNCER_VARIABLE)
}

#[expect(clippy::disallowed_methods, reason = "tests are told by the environment which server to use")]
fn named_in(variable: &'static str) -> Result<String, ServerError> {
    let url = std::env::var(variable).ok().filter(|url| !url.is_empty());
    url.ok_or(ServerError::NotNamed { variable })
}
