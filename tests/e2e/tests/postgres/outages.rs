//! Servers that are not there, or do not let anybody in.

use std::process::Command;

use rollbook_servers::{Cluster, Stop};

use crate::house::{House, assert_unavailable, cluster, database_on};

#[test]
fn a_server_that_stops_is_told_of_and_one_that_comes_back_is_used_again() {
    let cluster = cluster();
    let house = House::at(&database_on(&cluster));
    house.done(&["init"]);
    let (code, found) = house.doctor();
    assert_eq!(code, Some(0), "a server as it should be: {found:?}");
    cluster.stop(Stop::Fast).expect("the server stops");
    for arguments in
        [&["customer", "list"][..], &["init"], &["migrate"], &["migrate", "--dry-run"], &["serve"]]
    {
        let said = house.run(arguments);
        assert_unavailable(&said, &["the database cannot be reached", "look whether the server runs"]);
    }
    assert_unavailable(&house.add_customer("ada"), &["the database cannot be reached"]);
    let (code, _) = house.doctor();
    assert_eq!((code, house.finding("server").0), (Some(1), "fail".to_owned()));
    cluster.start().expect("the server starts");
    assert_eq!(house.add_customer("ada").code, Some(0));
}

#[test]
fn a_database_that_is_not_there_is_named() {
    let cluster = cluster();
    let house = House::at(&cluster.url("absent"));
    for arguments in [&["customer", "list"][..], &["init"]] {
        assert_unavailable(&house.run(arguments), &["\"absent\" does not exist", "create it"]);
    }
}

/// Lets the role in by its password alone.
fn ask_for_password(cluster: &Cluster) {
    let rules = "host all rollbook 127.0.0.1/32 scram-sha-256\nhost all postgres 127.0.0.1/32 trust\n";
    std::fs::write(cluster.data().join("pg_hba.conf"), rules).expect("the rules are written");
    cluster.psql("ALTER ROLE rollbook PASSWORD 'Tr0ub4dor and 3:@/'").expect("a password");
    cluster.psql("SELECT pg_reload_conf()").expect("the rules are read");
}

#[test]
fn a_password_comes_from_the_address_the_environment_or_the_password_file() {
    let cluster = cluster();
    ask_for_password(&cluster);
    let url = database_on(&cluster);
    let house = House::at(&url);
    assert_unavailable(&house.run(&["init"]), &["password", "PGPASSWORD"]);
    let with = |variable: &str, value: &str| {
        house.command(&["init"]).env(variable, value).output().expect("the program starts").status.code()
    };
    let right = "Tr0ub4dor and 3:@/";
    assert_eq!(with("PGPASSWORD", "wrong"), Some(5));
    assert_eq!(with("PGPASSWORD", right), Some(0));
    let encoded = url.replace("rollbook@", "rollbook:Tr0ub4dor%20and%203%3A%40%2F@");
    assert_eq!(with("ROLLBOOK_DATABASE", &encoded), Some(0));
    let line = format!("127.0.0.1:{}:*:rollbook:Tr0ub4dor and 3\\:@/\n", cluster.port());
    let file = house.place.write(".pgpass", line);
    let mut private = Command::new("chmod");
    assert!(private.arg("600").arg(&file).status().expect("chmod runs").success());
    assert_eq!(house.run(&["init"]).code, Some(0), "the password file is in the home folder");
    std::fs::remove_file(file).expect("the password file");
    assert_eq!(house.run(&["init"]).code, Some(5));
}

#[test]
fn a_standby_is_read_from_but_not_written_to_until_it_is_promoted() {
    let primary = cluster();
    let house = House::at(&database_on(&primary));
    house.done(&["init"]);
    assert_eq!(house.add_customer("ada").code, Some(0));
    let standby = Cluster::standby_of(&primary).expect("a standby");
    assert_eq!(house.finding("replication").0, "ok");
    assert_eq!(house.add_customer("grace").code, Some(0));

    let moved = House { url: standby.url("ledger"), ..house };
    assert_unavailable(&moved.add_customer("alan"), &["this server is a standby, connect to the primary"]);
    let (health, says) = moved.finding("primary");
    assert!(health == "fail" && says.contains("promote"), "{says}");
    primary.kill().expect("the primary is gone");
    standby.promote().expect("the standby takes over");
    assert_eq!(moved.add_customer("alan").code, Some(0));
    let listed = moved.done(&["customer", "list", "--all"]).json();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(3), "what was acknowledged is there");
}
