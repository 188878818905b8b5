use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::testing::Installation;

const ADA: &str = "ada@example.org";
const GRACE: &str = "grace@example.org";
const OLIVE: &str = "olive@example.org";

/// Ada, Grace and Olive, of whom Ada answers for three seats; the same ids each time, so a second one is a backup of the
/// first.
fn filled() -> Installation {
    let installation = Installation::ready();
    installation.done(&["product", "add", "ALGEBRA", "--title", "Algebra"]);
    let price = "price add TEAM --product ALGEBRA --amount 1 --duration unlimited --registration-codes yes";
    installation.done(&price.split(' ').collect::<Vec<_>>());
    for (email, name) in [(ADA, "Ada"), (GRACE, "Grace"), (OLIVE, "Olive")] {
        let add = ["customer", "add", "--email", email, "--first-name", name, "--last-name", "Example"];
        installation.done(&add);
    }
    installation.done(&["order", "place", "--customer", ADA, "--price", "TEAM", "--quantity", "3"]);
    installation
}

fn id(installation: &Installation, email: &str) -> String {
    installation.done(&["customer", "show", email]).json()["id"].as_str().unwrap().to_owned()
}

fn erase(installation: &Installation, email: &str) {
    installation.done(&["customer", "status", email, "inactive"]);
    installation.done(&["customer", "erase", "--customer", email, "--void-seats", "--yes"]);
}

/// A file in a folder of its own, which goes with the folder.
fn file() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("erasures.csv");
    (folder, path)
}

fn shown(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn counts(run: &Value) -> [u64; 3] {
    ["erased", "already", "unknown"].map(|key| run[key].as_u64().unwrap())
}

/// N123
#[test]
fn the_list_names_ids_and_instants_and_is_the_same_byte_by_byte() {
    let (installation, (_folder, path)) = (filled(), file());
    let write = ["privacy", "erasures", "--to", shown(&path)];
    assert_eq!(installation.done(&write).json()["erasures"], 0);
    let (ada, grace) = (id(&installation, ADA), id(&installation, GRACE));
    erase(&installation, ADA);
    installation.done(&["customer", "delete", "--customer", GRACE, "--yes"]);
    let said = installation.done(&write).json();
    assert_eq!((&said["tenant"], &said["erasures"]), (&json!("default"), &json!(2)));
    let at = "2026-03-01T12:00:00Z";
    let expected = format!("tenant,customer,erased_at\ndefault,{ada},{at}\ndefault,{grace},{at}\n");
    assert_eq!(fs::read_to_string(&path).unwrap(), expected);
    installation.done(&write);
    assert_eq!(fs::read_to_string(&path).unwrap(), expected);
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "nothing else is left");
}

/// N123, GDPR-08, GDPR-11, Q-12
#[test]
fn a_backup_is_brought_up_to_what_was_erased_since_and_twice_is_once() {
    let (later, backup, (_folder, path)) = (filled(), filled(), file());
    let ids = [ADA, GRACE, OLIVE].map(|email| id(&later, email));
    assert_eq!(ids, [ADA, GRACE, OLIVE].map(|email| id(&backup, email)), "it is a backup");
    erase(&backup, OLIVE);
    for email in [ADA, GRACE, OLIVE] {
        erase(&later, email);
    }
    let add =
        ["customer", "add", "--email", "new@example.org", "--first-name", "New", "--last-name", "Example"];
    later.done(&add);
    erase(&later, "new@example.org");
    later.done(&["privacy", "erasures", "--to", shown(&path)]);
    backup.done(&["customer", "status", GRACE, "locked"]);

    let replay = ["privacy", "replay", shown(&path)];
    let planned = backup.done(&[&replay[..], &["--dry-run"]].concat()).json();
    assert_eq!((&planned["outcome"], counts(&planned)), (&json!("planned"), [2, 1, 1]));
    let told = |run: &Value| -> Vec<Value> {
        let people = run["people"].as_array().unwrap();
        people.iter().map(|one| json!([one["id"], one["outcome"], one["status"], one["seats"]])).collect()
    };
    assert_eq!(
        told(&planned)[..2],
        [json!([ids[0], "planned", "active", 3]), json!([ids[1], "planned", "locked", 0])]
    );
    let unasked = backup.run(&replay);
    assert_eq!(unasked.code, 2, "{}", unasked.notes);
    assert!(unasked.notes.contains("erase 2 people again"), "{}", unasked.notes);
    assert_eq!(id(&backup, ADA), ids[0], "nothing was changed");

    let run = backup.done(&[&replay[..], &["--yes"]].concat()).json();
    assert_eq!((&run["outcome"], counts(&run)), (&json!("applied"), [2, 1, 1]));
    assert_eq!(told(&run)[0], json!([ids[0], "erased", "active", 3]));
    assert_eq!(told(&run)[2], json!([ids[2], "already", null, 0]));
    assert_eq!(told(&run)[3][1], "unknown");
    for (email, id) in [(ADA, &ids[0]), (GRACE, &ids[1])] {
        assert_eq!(backup.run(&["customer", "show", email]).code, 3);
        let shown = backup.done(&["customer", "show", id]).json();
        assert_eq!((&shown["email"], &shown["status"]), (&Value::Null, &json!("inactive")));
    }
    let again = backup.done(&replay).json();
    assert_eq!((&again["outcome"], counts(&again)), (&json!("unchanged"), [0, 3, 1]));
    let table = backup.done(&[&replay[..], &["--output", "table"]].concat()).output;
    assert!(table.contains("0 people erased again, 3 erased here already, 1 unknown here"), "{table}");
    let of_the_later_one = later.done(&replay).json();
    assert_eq!(counts(&of_the_later_one), [0, 4, 0]);
}

/// N123
#[test]
fn somebody_who_was_deleted_is_erased_again_and_known_as_gone_where_they_still_are() {
    let (later, backup, (_folder, path)) = (filled(), filled(), file());
    later.done(&["customer", "delete", "--customer", GRACE, "--yes"]);
    later.done(&["privacy", "erasures", "--to", shown(&path)]);
    let replay = ["privacy", "replay", shown(&path), "--yes"];
    assert_eq!(counts(&backup.done(&replay).json()), [1, 0, 0]);
    assert_eq!(backup.run(&["customer", "show", GRACE]).code, 3);
    assert_eq!(counts(&later.done(&replay).json()), [0, 1, 0]);
}

/// N123, Q-12, GDPR-11
#[test]
fn seats_go_to_a_successor_who_is_not_gone_themselves() {
    let (later, backup, (_folder, path)) = (filled(), filled(), file());
    erase(&later, ADA);
    erase(&later, GRACE);
    later.done(&["privacy", "erasures", "--to", shown(&path)]);
    let replay = |successor| ["privacy", "replay", shown(&path), "--yes", "--successor", successor];
    let refused = backup.run(&replay(GRACE));
    assert_eq!((refused.code, &refused.error()["rules"]), (1, &json!(["Q-12", "GDPR-11"])));
    assert_eq!(backup.run(&replay("nobody@example.org")).code, 3);
    assert_eq!(backup.run(&["customer", "show", ADA]).code, 0, "nothing was changed");
    assert_eq!(counts(&backup.done(&replay(OLIVE)).json()), [2, 0, 0]);
    let seats = backup.done(&["seat", "list", "--buyer", OLIVE]).json();
    assert_eq!(seats["items"].as_array().unwrap().len(), 3);
}

/// N123: a timer goes on in the restored database, too.
#[test]
fn a_list_is_never_replaced_by_that_of_an_older_database() {
    let (later, backup, (_folder, path)) = (filled(), filled(), file());
    erase(&later, ADA);
    let write = ["privacy", "erasures", "--to", shown(&path)];
    later.done(&write);
    let before = fs::read(&path).unwrap();
    let refused = backup.run(&write);
    assert_eq!(refused.code, 2, "{}", refused.notes);
    assert!(
        refused.notes.contains("names 1 person") && refused.notes.contains("privacy replay"),
        "{}",
        refused.notes
    );
    assert_eq!(fs::read(&path).unwrap(), before);
    backup.done(&["privacy", "replay", shown(&path), "--yes"]);
    backup.done(&write);
    assert!(fs::read_to_string(&path).unwrap().contains("default,cus_"));
}

#[test]
fn what_is_no_list_of_this_tenant_is_wrong_usage_with_the_line_and_changes_nothing() {
    let (installation, (_folder, path)) = (filled(), file());
    let ada = id(&installation, ADA);
    let at = "2026-03-01T12:00:00Z";
    for (rows, problem) in [
        ("tenant,customer\n".to_owned(), "no column `erased_at`"),
        (format!("tenant,customer,erased_at\nschool,{ada},{at}\n"), "line 2: it is of tenant `school`"),
        (format!("tenant,customer,erased_at\ndefault,{ada},{at}\ndefault,ada,{at}\n"), "line 3: "),
        (format!("tenant,customer,erased_at\ndefault,{ada},yesterday\n"), "line 2: "),
    ] {
        fs::write(&path, &rows).unwrap();
        for command in [
            &["privacy", "replay", shown(&path), "--yes"][..],
            &["privacy", "erasures", "--to", shown(&path)],
        ] {
            let refused = installation.run(command);
            assert_eq!(refused.code, 2, "{rows}");
            assert!(refused.notes.contains(problem), "{rows}: {}", refused.notes);
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), rows);
    }
    assert_eq!(id(&installation, ADA), ada);
    assert_eq!(installation.run(&["privacy", "replay", "/nowhere/at/all"]).code, 5);
    assert_eq!(installation.run(&["privacy", "erasures", "--to", "/nowhere/at/all.csv"]).code, 5);
}

/// AUD-06
#[test]
fn nobody_is_erased_again_under_an_impersonation() {
    let (later, backup, (_folder, path)) = (filled(), filled(), file());
    erase(&later, ADA);
    later.done(&["privacy", "erasures", "--to", shown(&path)]);
    let begin = ["customer", "impersonate", "--customer", GRACE, "--reason", "cannot open the quiz"];
    let impersonation = backup.done(&begin).json()["id"].as_str().unwrap().to_owned();
    let refused =
        backup.run(&["privacy", "replay", shown(&path), "--yes", "--impersonation", &impersonation]);
    assert_eq!((refused.code, &refused.error()["rules"]), (1, &json!(["AUD-06"])));
    assert_eq!(backup.run(&["customer", "show", ADA]).code, 0);
}
