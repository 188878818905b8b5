//! Looking a server and a database over.

use std::sync::Arc;

use rollbook_cli::{Finding, OpenFailed};
use rollbook_postgres::{Connection, Description, PostgresOptions, Server, describe};
use rollbook_system::SystemClock;

use super::{Address, failed, open};

/// Older servers do not understand the schema.
const OLDEST_VERSION: i32 = 14_00_00;

const SECOND: u64 = 1_000_000;

/// Beyond this the order of what two machines record is open to doubt.
const CLOCKS_DIFFER: u64 = SECOND;

/// Beyond this, leases and ends of invitations are off by as much as people notice.
const CLOCKS_ARE_WRONG: u64 = 30 * SECOND;

/// Looks a server and a database over.
pub(crate) async fn examine(url: &str) -> Vec<Finding> {
    let address = match Address::parse(url) {
        Ok(address) => address,
        Err(failed) => return vec![Finding::fail("address", failed.to_string())],
    };
    let description = match describe(&address.url, &address.options, Arc::new(SystemClock)).await {
        Ok(description) => description,
        Err(error) => return vec![Finding::fail("server", failed(url, &error).to_string())],
    };
    let opened = open(url).await.map(drop);
    findings(&description, &address.options, opened)
}

fn findings(
    description: &Description,
    options: &PostgresOptions,
    opened: Result<(), OpenFailed>,
) -> Vec<Finding> {
    let Description { server, connection, .. } = description;
    let mut findings = vec![version(server), standby(server), encoding(server)];
    findings.push(schema(description, opened));
    findings.push(row_security(description));
    findings.push(privileges(description));
    findings.push(statistics(description));
    findings.extend([durability(server), replication(server), checksums(server)]);
    findings.extend([tls(connection), connections(server, options), clock(description)]);
    findings
}

fn version(server: &Server) -> Finding {
    let version = &server.version;
    if server.version_number < OLDEST_VERSION {
        return Finding::fail("server", format!("PostgreSQL {version} is too old; use 14 or newer"));
    }
    Finding::ok("server", format!("PostgreSQL {version}"))
}

fn standby(server: &Server) -> Finding {
    if server.is_standby {
        let advice = "connect to the primary, or promote this server if the primary is gone for good";
        return Finding::fail(
            "primary",
            format!("the server is a standby, so nothing can be written; {advice}"),
        );
    }
    Finding::ok("primary", "the server takes writes")
}

fn encoding(server: &Server) -> Finding {
    match server.encoding.as_str() {
        "UTF8" => Finding::ok("encoding", "UTF8"),
        other => {
            let advice = "make one with ENCODING 'UTF8' TEMPLATE template0 and copy into it";
            Finding::fail(
                "encoding",
                format!("the database is in {other}, which cannot hold every name; {advice}"),
            )
        }
    }
}

/// What counts is whether the database opens; what waits is named beside it.
fn schema(description: &Description, opened: Result<(), OpenFailed>) -> Finding {
    let waiting = description.waiting.iter();
    let waiting: Vec<_> = waiting.map(|one| format!("{} {}", one.number, one.name)).collect();
    match (opened, description.schema_version) {
        (Ok(()), version) => {
            Finding::ok("schema", format!("version {}, which this program can use", version.unwrap_or(0)))
        }
        (Err(failed), None) => Finding::fail("schema", failed.to_string()),
        (Err(failed), Some(_)) if waiting.is_empty() => Finding::fail("schema", failed.to_string()),
        (Err(failed), Some(_)) => {
            Finding::fail("schema", format!("{failed}; these wait: {}", waiting.join(", ")))
        }
    }
}

fn row_security(description: &Description) -> Finding {
    let Description { server, unguarded_tables, .. } = description;
    let role = &server.role;
    if !unguarded_tables.is_empty() {
        let tables = unguarded_tables.join(", ");
        let advice = "ALTER TABLE ... ENABLE and FORCE ROW LEVEL SECURITY puts it back";
        return Finding::fail("row_security", format!("row-level security is off for {tables}; {advice}"));
    }
    if server.is_superuser || server.bypasses_row_security {
        let why = if server.is_superuser { "is a superuser" } else { "has BYPASSRLS" };
        let advice = "use a role of its own without either, see docs/operations.md";
        return Finding::warn(
            "row_security",
            format!("role {role} {why}, so row-level security does not bind it; {advice}"),
        );
    }
    Finding::ok("row_security", format!("binds role {role}"))
}

fn privileges(description: &Description) -> Finding {
    let Description { server, closed_to_role, schema_version, .. } = description;
    let role = &server.role;
    if closed_to_role.is_empty() {
        let done = if schema_version.is_some() { "may use every table" } else { "has no table to use yet" };
        return Finding::ok("privileges", format!("role {role} {done}"));
    }
    let closed = closed_to_role.join(", ");
    Finding::fail(
        "privileges",
        format!("role {role} may not read and write {closed}; grant it what it needs"),
    )
}

/// Plans that were made for small tables stay in use until somebody looks at what grew.
fn statistics(description: &Description) -> Finding {
    let Description { server, unlooked_tables, waiting, .. } = description;
    if !waiting.is_empty() {
        return Finding::ok("statistics", "to be told once the schema is up to date");
    }
    if unlooked_tables.is_empty() {
        return Finding::ok(
            "statistics",
            "tables that a large import makes grow are looked at once it is done",
        );
    }
    let (role, tables) = (&server.role, unlooked_tables.join(", "));
    let advice = format!(
        "let one role own the tables and the function analyze_what_grew, and let {role} execute it and insert \
         into each of the tables, see docs/operations.md"
    );
    Finding::warn(
        "statistics",
        format!("after a large import all is slow until autovacuum has looked at {tables}; {advice}"),
    )
}

/// An acknowledged commit must outlive a loss of power.
fn durability(server: &Server) -> Finding {
    let mut lost = Vec::new();
    if !server.has_fsync {
        lost.push("fsync is off");
    }
    if !server.has_full_page_writes {
        lost.push("full_page_writes is off");
    }
    if server.synchronous_commit == "off" {
        lost.push("synchronous_commit is off");
    }
    if lost.is_empty() {
        return Finding::ok("durability", "a commit is on the disk before it is acknowledged");
    }
    let lost = lost.join(", ");
    Finding::fail("durability", format!("{lost}: what was acknowledged may be lost; turn it on"))
}

fn replication(server: &Server) -> Finding {
    let (standbys, commit) = (&server.synchronous_standbys, server.synchronous_commit.as_str());
    if standbys.is_empty() {
        return Finding::ok(
            "replication",
            "no standby is waited for; losing the server loses what no backup has",
        );
    }
    if matches!(commit, "local" | "remote_write" | "off") {
        let advice = "set it to on";
        return Finding::warn(
            "replication",
            format!("synchronous_commit is {commit}, so a commit may be missing on {standbys}; {advice}"),
        );
    }
    Finding::ok("replication", format!("a commit waits for {standbys}"))
}

fn checksums(server: &Server) -> Finding {
    if server.has_checksums {
        return Finding::ok("checksums", "damaged pages are noticed");
    }
    let advice = "`pg_checksums --enable` turns them on while the server is stopped";
    Finding::warn("checksums", format!("the server would not notice pages that the disk damaged; {advice}"))
}

fn tls(connection: &Connection) -> Finding {
    let Connection { tls, checks_server, is_local, is_pooled } = connection;
    let whose = if *is_pooled { ", from the pooler to the server" } else { "" };
    match (tls, checks_server) {
        (_, _) if *is_local && tls.is_none() => {
            Finding::ok("tls", "none, and what is sent stays on this machine")
        }
        (None, _) => {
            let advice = "put sslmode=verify-full into the address";
            Finding::warn("tls", format!("nothing is encrypted{whose}; {advice}"))
        }
        (Some(version), true) => {
            Finding::ok("tls", format!("{version}{whose}, with the server's name checked"))
        }
        (Some(version), false) => {
            let advice =
                "put sslmode=verify-full into the address, and sslrootcert for an authority of your own";
            let why = "the server's certificate is not checked, so another could stand in for it";
            Finding::warn("tls", format!("{version}{whose}, but {why}; {advice}"))
        }
    }
}

fn connections(server: &Server, options: &PostgresOptions) -> Finding {
    let Server { connections_allowed: allowed, connections_in_use: used, .. } = server;
    let wanted = options.connections;
    let found = format!("{used} of {allowed} in use, and each process takes up to {wanted}");
    let left = i64::from(*allowed) - used;
    if i64::from(wanted) > left {
        let advice = "give each process fewer with ?connections=N, raise max_connections, or use a pooler";
        return Finding::warn("connections", format!("{found}; {advice}"));
    }
    Finding::ok("connections", found)
}

fn clock(description: &Description) -> Finding {
    let ahead = description.clock_ahead_by;
    let uncertain = u64::try_from(description.clock_uncertainty.as_micros()).unwrap_or(u64::MAX);
    let at_least = ahead.unsigned_abs().saturating_sub(uncertain);
    let tenths = at_least / (SECOND / 10);
    let way = if ahead > 0 { "ahead of" } else { "behind" };
    let found = format!("the server is {}.{} s {way} this machine", tenths / 10, tenths % 10);
    let advice = "let a time service set the clocks of all machines";
    match at_least {
        0..CLOCKS_DIFFER => Finding::ok("server_clock", "agrees with this machine's"),
        CLOCKS_DIFFER..CLOCKS_ARE_WRONG => Finding::warn("server_clock", format!("{found}; {advice}")),
        _ => Finding::fail("server_clock", format!("{found}; {advice}")),
    }
}

#[cfg(test)]
mod tests;
