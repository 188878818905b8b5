//! Erasing a person on a real server, down to the files of its tables.

use std::path::Path;

use rollbook_e2e::canaries::{address, all_to_be_found, found, plant};

use crate::house::{House, cluster, database_on};

/// What stands in the files of the folder, however deep.
fn files_in(folder: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().expect("a folder of the server").flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                bytes.extend(std::fs::read(entry.path()).expect("a file of the server"));
            }
        }
    }
    bytes
}

/// GDPR-04, GDPR-12, X-05, N120
#[test]
fn after_an_erasure_and_a_full_vacuum_no_file_of_a_table_holds_a_word_of_the_person() {
    let cluster = cluster();
    let house = House::at(&database_on(&cluster));
    house.done(&["init"]);
    plant(&|arguments| house.done(arguments), house.place.folder());
    // What the planner keeps of the most common values is a copy as well.
    cluster.psql_in("ledger", "ANALYZE").expect("statistics");
    let in_files = || {
        cluster.psql_in("ledger", "CHECKPOINT").expect("a checkpoint");
        found(&files_in(&cluster.data().join("base")))
    };
    assert_eq!(in_files(), all_to_be_found(), "everything planted is there, but for the password");
    let refused = house.run(&["store", "vacuum"]);
    assert!(refused.code == Some(5) && refused.error()["message"].to_string().contains("VACUUM FULL"));

    house.done(&["customer", "erase", "--customer", &address(), "--void-seats", "--yes"]);
    for step in ["DELETE FROM pg_statistic", "VACUUM FULL"] {
        cluster.psql_in("ledger", step).expect("a step that the manual names");
    }
    assert_eq!(in_files(), Vec::<String>::new());
    assert_eq!(house.finding("log").0, "ok", "the log reads on");
    house.done(&["audit", "verify"]);
}
