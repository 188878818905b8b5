//! Where a database is, and what an operator may say about how it is used.

use std::time::Duration;

use rollbook_cli::OpenFailed;
use rollbook_cli::address::without_password;
use rollbook_cli::values::pause;
use rollbook_postgres::PostgresOptions;

/// More than one process can make use of.
const MOST_CONNECTIONS: u32 = 1000;

/// What the driver understands, and the pooler; a name that it does not know it would silently leave out.
const OTHERS: &[&str] = &[
    "application_name",
    "dbname",
    "host",
    "hostaddr",
    "options",
    "password",
    "pooler",
    "port",
    "sslcert",
    "sslkey",
    "sslmode",
    "sslrootcert",
    "user",
];

/// An address in its two parts.
#[derive(Clone)]
pub(crate) struct Address {
    /// The address for the driver.
    pub(crate) url: String,
    /// How the database is used.
    pub(crate) options: PostgresOptions,
}

impl Address {
    /// Reads `postgres://role@host:port/database?sslmode=verify-full&connections=20`.
    pub(crate) fn parse(url: &str) -> Result<Self, OpenFailed> {
        let mut options = PostgresOptions::default();
        let Some((start, query)) = url.split_once('?') else {
            return Ok(Self { url: url.to_owned(), options });
        };
        let mut others = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let bad = |problem: String| {
                let shown = without_password(url);
                OpenFailed::BadAddress(format!("{shown}: {problem}"))
            };
            match name {
                "connections" => options.connections = connections(value).map_err(bad)?,
                "acquire_timeout" => options.acquire_timeout = timeout(name, value).map_err(bad)?,
                "statement_timeout" => options.statement_timeout = timeout(name, value).map_err(bad)?,
                "lock_timeout" => options.lock_timeout = timeout(name, value).map_err(bad)?,
                "sslcert" | "sslkey" | "sslrootcert" => {
                    readable(name, value).map_err(bad)?;
                    others.push(pair);
                }
                _ if OTHERS.contains(&name) => others.push(pair),
                _ => {
                    return Err(bad(format!(
                        "`{name}` is no option of an address; give connections, acquire_timeout, statement_timeout, \
                         lock_timeout, or one of {}",
                        OTHERS.join(", ")
                    )));
                }
            }
        }
        let query = others.join("&");
        let url = if query.is_empty() { start.to_owned() } else { format!("{start}?{query}") };
        Ok(Self { url, options })
    }
}

fn connections(typed: &str) -> Result<u32, String> {
    let number = typed.parse().ok().filter(|number| (1..=MOST_CONNECTIONS).contains(number));
    number.ok_or_else(|| format!("connections `{typed}` must be a number from 1 to {MOST_CONNECTIONS}"))
}

fn timeout(name: &str, typed: &str) -> Result<Duration, String> {
    pause(typed).map_err(|problem| format!("{name} {problem}"))
}

/// Whether the file can be opened, since the driver does not say which one it could not. What is encoded may be the
/// certificate itself.
fn readable(name: &str, typed: &str) -> Result<(), String> {
    if typed.contains('%') || typed.starts_with("-----BEGIN") {
        return Ok(());
    }
    let opened = std::fs::File::open(typed);
    let problem =
        |error| format!("{name} `{typed}` cannot be read: {error}; name a file that this program may read");
    opened.map(drop).map_err(problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_operator_says_about_use_is_taken_out_of_the_address() {
        let url = "postgres://ada@db.example.org/rollbook?connections=20&sslmode=verify-full&statement_timeout=30s\
                   &pooler=transaction&lock_timeout=3s&acquire_timeout=500ms";
        let address = Address::parse(url).unwrap();
        assert_eq!(
            address.url,
            "postgres://ada@db.example.org/rollbook?sslmode=verify-full&pooler=transaction"
        );
        let options = PostgresOptions {
            connections: 20,
            statement_timeout: Duration::from_secs(30),
            lock_timeout: Duration::from_secs(3),
            acquire_timeout: Duration::from_millis(500),
            ..PostgresOptions::default()
        };
        assert_eq!(address.options, options);
        let bare = Address::parse("postgresql://db.example.org/rollbook?connections=3").unwrap();
        assert_eq!(bare.url, "postgresql://db.example.org/rollbook");
    }

    #[test]
    fn what_is_misspelt_is_refused_by_its_name_and_without_the_password() {
        for (query, telling) in [
            ("sslmod=verify-full", "`sslmod` is no option"),
            ("connections=0", "connections `0` must be a number from 1"),
            ("connections=many", "connections `many`"),
            ("statement_timeout=5", "statement_timeout `5` is no length of time"),
            ("sslrootcert=/nowhere/ca.pem", "sslrootcert `/nowhere/ca.pem` cannot be read"),
        ] {
            let url = format!("postgres://ada:Tr0ub4dor@db.example.org/rollbook?{query}");
            let Err(OpenFailed::BadAddress(problem)) = Address::parse(&url) else {
                panic!("{query} is taken")
            };
            assert!(problem.contains(telling) && !problem.contains("Tr0ub4dor"), "{problem}");
        }
    }
}
