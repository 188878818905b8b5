//! Servers that are started, stopped, killed and promoted.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use rollbook_servers::{Cluster, ClusterOptions, ServerError, Stop};

fn cluster() -> Result<Cluster, ServerError> {
    Cluster::create(&ClusterOptions::fast())
}

/// The numbers of all processes that name a folder in their command line.
fn processes_of(folder: &Path) -> Vec<PathBuf> {
    let folder = folder.to_string_lossy();
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten().map(|entry| entry.path());
    let named = entries.filter(|process| {
        let command = fs::read(process.join("cmdline")).unwrap_or_default();
        String::from_utf8_lossy(&command).contains(&*folder)
    });
    named.collect()
}

#[test]
fn what_was_committed_outlives_a_restart_and_a_kill_at_the_same_address() {
    let cluster = Cluster::create(&ClusterOptions::durable()).unwrap();
    let url = cluster.server_url();
    cluster.psql("CREATE TABLE kept (no int)").unwrap();
    cluster.psql("INSERT INTO kept VALUES (1)").unwrap();
    cluster.restart(Stop::Immediate).unwrap();
    cluster.psql("INSERT INTO kept VALUES (2)").unwrap();
    cluster.kill().unwrap();
    assert!(cluster.psql("SELECT 1").is_err());
    cluster.start().unwrap();
    assert_eq!(cluster.psql("SELECT no FROM kept ORDER BY no").unwrap(), "1\n2");
    assert_eq!(cluster.server_url(), url);
}

#[test]
fn the_role_of_tests_may_create_databases_but_is_no_superuser() {
    let cluster = cluster().unwrap();
    let role =
        cluster.psql("SELECT rolcreatedb, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = 'rollbook'");
    assert_eq!(role.unwrap(), "t|f|f");
    let locale = "SELECT pg_encoding_to_char(encoding), datcollate, current_setting('data_checksums'), \
                  current_setting('fsync') FROM pg_database WHERE datname = 'postgres'";
    assert_eq!(cluster.psql(locale).unwrap(), "UTF8|C.UTF-8|on|off");
}

#[test]
fn root_does_not_run_the_server_itself() {
    let cluster = cluster().unwrap();
    let process = PathBuf::from(format!("/proc/{}", cluster.process_id().unwrap()));
    let runs_as = fs::metadata(process).unwrap().uid();
    assert_ne!(runs_as, 0);
    assert_eq!(fs::metadata(cluster.data()).unwrap().uid(), runs_as);
}

#[test]
fn a_setting_of_the_caller_holds() {
    let cluster = Cluster::create(&ClusterOptions::fast().with("max_connections", "17")).unwrap();
    assert_eq!(cluster.psql("SHOW max_connections").unwrap(), "17");
}

#[test]
fn a_standby_has_what_was_committed_and_writes_once_it_is_promoted() {
    let primary = cluster().unwrap();
    primary.psql("CREATE TABLE kept (no int)").unwrap();
    let standby = Cluster::standby_of(&primary).unwrap();
    primary.psql("SET synchronous_commit = remote_apply; INSERT INTO kept VALUES (1)").unwrap();
    assert_eq!(standby.psql("SELECT no FROM kept").unwrap(), "1");
    let refused = standby.psql("INSERT INTO kept VALUES (2)").unwrap_err().to_string();
    assert!(refused.contains("25006"), "{refused}");
    primary.kill().unwrap();
    standby.promote().unwrap();
    standby.psql("INSERT INTO kept VALUES (2)").unwrap();
    assert_eq!(standby.psql("SELECT no FROM kept ORDER BY no").unwrap(), "1\n2");
}

#[test]
fn a_cluster_that_goes_leaves_neither_a_process_nor_a_file() {
    let cluster = cluster().unwrap();
    let folder = cluster.data().parent().unwrap().to_owned();
    assert!(folder.is_dir());
    assert!(processes_of(&folder).len() > 1, "the server and its guard");
    drop(cluster);
    assert_eq!(processes_of(&folder), Vec::<PathBuf>::new());
    assert!(!folder.exists());
    assert!(!folder.with_extension("lock").exists());
}
