//! What goes to the server and back is encrypted, and whoever answers has to show who they are.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::path::Path;

use rollbook_e2e::Authority;
use rollbook_servers::{Cluster, ClusterOptions, Stop};

use crate::house::{House, assert_unavailable, database_on};

/// Who may come how: the tests' own superuser as before, and the role of Rollbook only when nobody can listen.
const ENCRYPTED: &str = "host all postgres 127.0.0.1/32 trust\nhostssl all rollbook 127.0.0.1/32 trust\n";

/// The role has to show a certificate with its name.
const CERTIFIED: &str = "host all postgres 127.0.0.1/32 trust\nhostssl all rollbook 127.0.0.1/32 cert\n";

/// A server that shows a certificate of the authority, and its address.
fn encrypted(authority: &Authority, who_may_come: &str) -> (Cluster, String) {
    let cluster = Cluster::create(&ClusterOptions::fast()).expect("a server of our own");
    let url = database_on(&cluster);
    let data = cluster.data();
    let owner = fs::metadata(&data).expect("a folder of data");
    let give = |from: &Path, name: &str| {
        let to = data.join(name);
        fs::copy(from, &to).expect("a file is copied");
        chown(&to, Some(owner.uid()), Some(owner.gid())).expect("the server owns it");
        fs::set_permissions(&to, Permissions::from_mode(0o600)).expect("nobody else reads it");
    };
    give(&authority.server_certificate(), "server.crt");
    give(&authority.server_key(), "server.key");
    give(&authority.file(), "root.crt");
    fs::write(data.join("pg_hba.conf"), who_may_come).expect("the server's rules");
    cluster.psql("ALTER SYSTEM SET ssl = on").expect("a setting");
    cluster.psql("ALTER SYSTEM SET ssl_ca_file = 'root.crt'").expect("a setting");
    cluster.restart(Stop::Fast).expect("a server that shows its certificate");
    (cluster, url)
}

fn checked(url: &str, authority: &Authority) -> String {
    format!("{url}?sslmode=verify-full&sslrootcert={}", authority.file().display())
}

#[test]
fn a_server_that_shows_a_certificate_of_a_trusted_authority_is_used_and_everything_is_encrypted() {
    let authority = Authority::certifying("127.0.0.1");
    let (cluster, url) = encrypted(&authority, ENCRYPTED);
    let house = House::at(&checked(&url, &authority));
    house.done(&["init"]);
    assert_eq!(house.add_customer("ada").code, Some(0));
    assert_eq!(house.done(&["customer", "list"]).json()["items"][0]["email"], "ada@example.org");
    let (health, says) = house.finding("tls");
    assert!(health == "ok" && says.contains("TLSv1.3, with the server's name checked"), "{says}");
    let unchecked = House::at(&format!("{url}?sslmode=require"));
    let (health, says) = unchecked.finding("tls");
    assert!(health == "warn" && says.contains("another could stand in for it"), "{says}");
    let open = House::at(&format!("{url}?sslmode=disable"));
    assert_unavailable(&open.run(&["customer", "list"]), &["no encryption"]);
    drop(cluster);
}

#[test]
fn a_server_that_cannot_show_who_it_is_is_not_spoken_with() {
    let authority = Authority::certifying("db.example.org");
    let (_cluster, url) = encrypted(&authority, ENCRYPTED);
    let of_another_name = House::at(&checked(&url, &authority));
    assert_unavailable(&of_another_name.run(&["init"]), &["certificate"]);
    let stranger = Authority::certifying("127.0.0.1");
    let of_nobody_known = House::at(&checked(&url, &stranger));
    assert_unavailable(&of_nobody_known.run(&["init"]), &["certificate"]);
}

#[test]
fn a_role_can_show_a_certificate_in_place_of_a_password() {
    let authority = Authority::certifying("127.0.0.1");
    let (_cluster, url) = encrypted(&authority, CERTIFIED);
    assert_unavailable(&House::at(&checked(&url, &authority)).run(&["init"]), &["certificate"]);
    let shown = |name: &str| {
        let (certificate, key) = authority.certify_client(name);
        let url = checked(&url, &authority);
        House::at(&format!("{url}&sslcert={}&sslkey={}", certificate.display(), key.display()))
    };
    shown("rollbook").done(&["init"]);
    assert_unavailable(&shown("somebody").run(&["customer", "list"]), &["certificate authentication failed"]);
}
