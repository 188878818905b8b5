//! A copy of a database on a server, made as docs/operations.md says, and put in another's place.

use std::process::Command;

use rollbook_servers::Cluster;

use crate::house::House;
use crate::roles::{sql, url_of, with_roles};

fn run(cluster: &Cluster, program: &str, arguments: &[&str]) {
    let mut command = Command::new(cluster.binaries().program(program));
    let output = command.args(arguments).output().expect("the program starts");
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
}

/// F29
#[test]
fn a_dump_holds_every_tenant_and_is_an_installation_again_when_it_is_restored() {
    let cluster = with_roles();
    cluster.psql(&sql("CREATE ROLE rollbook_backup")).expect("a role that sees every tenant");
    let house = House::at(&url_of(&cluster, "rollbook_app"));
    house.done(&["init"]);
    assert_eq!(house.add_customer("ada").code, Some(0));
    house.done(&["demo", "--tenant", "school"]);
    let file = house.place.path("rollbook.dump").display().to_string();
    let source = url_of(&cluster, "rollbook_backup");
    run(&cluster, "pg_dump", &["--format=custom", "--file", &file, &source]);
    assert_eq!(house.add_customer("late").code, Some(0));

    cluster.psql("ALTER DATABASE rollbook RENAME TO damaged").expect("it makes room");
    let create = "CREATE DATABASE rollbook OWNER rollbook_migrator TEMPLATE template0 ENCODING 'UTF8'";
    cluster.psql(create).expect("a database");
    let target = cluster.admin_url("rollbook");
    run(&cluster, "pg_restore", &["--exit-on-error", "--single-transaction", "--dbname", &target, &file]);
    let (code, found) = house.doctor();
    assert_eq!(code, Some(0), "{found:?}");
    let listed = house.done(&["customer", "list", "--all"]).json();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(1), "as it was when the copy was made");
    assert_eq!(house.done(&["demo", "--tenant", "school"]).json()["outcome"], "unchanged");
    house.done(&["seat", "list", "--buyer", "office@acme.example", "--tenant", "school", "--all"]);
    assert_eq!(house.add_customer("late").code, Some(0));
}
