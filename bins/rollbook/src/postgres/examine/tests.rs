use std::time::Duration;

use rollbook_cli::Health;
use rollbook_postgres::{Migrated, Phase};

use super::*;

/// A server as it should be.
fn well() -> Description {
    Description {
        server: Server {
            version: "15.6".to_owned(),
            version_number: 150_006,
            encoding: "UTF8".to_owned(),
            synchronous_commit: "on".to_owned(),
            synchronous_standbys: "ANY 1 (a, b)".to_owned(),
            has_fsync: true,
            has_full_page_writes: true,
            has_checksums: true,
            is_standby: false,
            connections_allowed: 97,
            connections_in_use: 5,
            role: "rollbook_app".to_owned(),
            is_superuser: false,
            bypasses_row_security: false,
        },
        connection: Connection {
            tls: Some("TLSv1.3".to_owned()),
            checks_server: true,
            is_local: false,
            is_pooled: false,
        },
        clock_ahead_by: 400,
        clock_uncertainty: Duration::from_micros(300),
        schema_version: Some(12),
        waiting: Vec::new(),
        unguarded_tables: Vec::new(),
        closed_to_role: Vec::new(),
        unlooked_tables: Vec::new(),
    }
}

/// What is found of a server that is as it should be but for one thing.
fn found(id: &str, but: impl FnOnce(&mut Description)) -> (Health, String) {
    let mut description = well();
    but(&mut description);
    let mut found = findings(&description, &PostgresOptions::default(), Ok(()));
    let ill: Vec<_> = found.iter().filter(|one| one.health != Health::Ok && one.id != id).collect();
    assert!(ill.is_empty(), "{ill:?}");
    found.retain(|one| one.id == id);
    let one = found.remove(0);
    (one.health, one.says)
}

fn assert_found(id: &str, health: Health, telling: &str, but: impl FnOnce(&mut Description)) {
    let (how, says) = found(id, but);
    assert!(how == health && says.contains(telling), "{id} is {how:?}: {says}");
}

#[test]
fn a_server_as_it_should_be_is_well_in_every_respect() {
    let found = findings(&well(), &PostgresOptions::default(), Ok(()));
    assert!(found.iter().all(|one| one.health == Health::Ok), "{found:?}");
    assert_eq!(found.len(), 13);
}

#[test]
fn a_server_that_could_lose_what_it_acknowledged_fails() {
    assert_found("durability", Health::Fail, "fsync is off", |one| one.server.has_fsync = false);
    assert_found("durability", Health::Fail, "full_page_writes", |one| {
        one.server.has_full_page_writes = false;
    });
    assert_found("durability", Health::Fail, "synchronous_commit", |one| {
        one.server.synchronous_commit = "off".to_owned();
        one.server.synchronous_standbys = String::new();
    });
    assert_found("replication", Health::Warn, "missing on ANY 1", |one| {
        one.server.synchronous_commit = "local".to_owned();
    });
    assert_found("checksums", Health::Warn, "pg_checksums --enable", |one| one.server.has_checksums = false);
}

#[test]
fn a_server_that_cannot_be_used_fails() {
    assert_found("server", Health::Fail, "14 or newer", |one| one.server.version_number = 13_00_14);
    assert_found("primary", Health::Fail, "connect to the primary", |one| one.server.is_standby = true);
    assert_found("encoding", Health::Fail, "SQL_ASCII", |one| one.server.encoding = "SQL_ASCII".to_owned());
}

#[test]
fn a_role_that_is_not_bound_is_warned_about_and_one_that_may_not_write_fails() {
    assert_found("row_security", Health::Warn, "is a superuser", |one| one.server.is_superuser = true);
    assert_found("row_security", Health::Warn, "BYPASSRLS", |one| one.server.bypasses_row_security = true);
    assert_found("row_security", Health::Fail, "off for seats", |one| {
        one.unguarded_tables = vec!["seats".to_owned()];
    });
    assert_found("privileges", Health::Fail, "may not read and write seats", |one| {
        one.closed_to_role = vec!["seats".to_owned()];
    });
}

#[test]
fn tables_that_nobody_looks_at_are_warned_about_unless_the_schema_is_to_come() {
    assert_found("statistics", Health::Warn, "looked at seats", |one| {
        one.unlooked_tables = vec!["seats".to_owned()];
    });
    assert_found("statistics", Health::Ok, "are looked at", |_| ());
    assert_found("statistics", Health::Ok, "up to date", |one| {
        one.unlooked_tables = vec!["seats".to_owned()];
        one.waiting = vec![Migrated { number: 31, name: "analyze_what_grew", phase: Phase::Expand }];
    });
}

#[test]
fn a_connection_that_others_may_listen_to_is_warned_about() {
    assert_found("tls", Health::Warn, "nothing is encrypted", |one| one.connection.tls = None);
    assert_found("tls", Health::Warn, "not checked", |one| one.connection.checks_server = false);
    let local = |one: &mut Description| {
        one.connection =
            Connection { tls: None, checks_server: false, is_local: true, ..one.connection.clone() };
    };
    assert_found("tls", Health::Ok, "stays on this machine", local);
}

#[test]
fn a_pool_that_the_server_has_no_room_for_is_warned_about() {
    assert_found("connections", Health::Ok, "87 of 97", |one| one.server.connections_in_use = 87);
    assert_found("connections", Health::Warn, "?connections=N", |one| one.server.connections_in_use = 88);
}

#[test]
fn clocks_that_differ_by_more_than_asking_takes_are_told_with_the_direction() {
    let apart = |by: i64, uncertain: u64| {
        move |one: &mut Description| {
            one.clock_ahead_by = by;
            one.clock_uncertainty = Duration::from_micros(uncertain);
        }
    };
    assert_found("server_clock", Health::Ok, "agrees", apart(999_999, 0));
    assert_found("server_clock", Health::Warn, "1.0 s ahead of this machine", apart(1_000_000, 0));
    assert_found("server_clock", Health::Ok, "agrees", apart(1_400_000, 400_001));
    assert_found("server_clock", Health::Warn, "29.9 s behind this machine", apart(-29_999_999, 0));
    assert_found("server_clock", Health::Fail, "30.0 s behind", apart(-30_000_000, 0));
}

#[test]
fn a_schema_that_this_program_cannot_use_fails_with_what_waits() {
    let mut old = well();
    old.schema_version = Some(11);
    old.waiting = vec![Migrated { number: 12, name: "create_mails", phase: Phase::Expand }];
    let opened = Err(OpenFailed::Unusable("run `rollbook migrate`".to_owned()));
    let found = schema(&old, opened);
    assert_eq!(found.health, Health::Fail);
    assert!(found.says.contains("rollbook migrate") && found.says.contains("12 create_mails"), "{found:?}");
}
