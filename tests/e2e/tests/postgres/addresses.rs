//! Addresses, passwords, and the key file that every machine needs.

use rollbook_e2e::Said;

use crate::house::{House, assert_unavailable, database};

const PASSWORD: &str = "Tr0ub4dor";

/// The address with a password in it, which the server of tests does not ask for.
fn with_password(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").expect("a URL");
    let (person, place) = rest.split_once('@').expect("a role");
    let role = person.split(':').next().unwrap_or_default();
    format!("{scheme}://{role}:{PASSWORD}@{place}")
}

fn tells_no_password(said: &Said) {
    let all = format!("{}{}", said.output, said.notes);
    assert!(!all.contains(PASSWORD), "{all}");
}

#[test]
fn a_password_is_never_printed() {
    let database = database();
    let house = House::at(&with_password(database.url()));
    assert!(
        house.run(&["doctor"]).output.contains("***@127.0.0.1"),
        "the address is told, but for the password"
    );
    for form in ["json", "table", "csv"] {
        for arguments in
            [&["init"][..], &["init"], &["migrate"], &["doctor"], &["demo", "--tenant", "school"]]
        {
            let said = house.run(&[arguments, &["--output", form]].concat());
            assert!(matches!(said.code, Some(0 | 1)), "{said:?}");
            tells_no_password(&said);
        }
    }
    for wrong in [
        house.url.replace("127.0.0.1", "nowhere.invalid"),
        house.url.replace("/rollbook_test_", "/absent_"),
        format!("{}?sslmode=verify-full", house.url),
        format!("{}?sslmode=odd", house.url),
        format!("{}?connections=0", house.url),
        format!("{}?pooler=statement", house.url),
        house.url.replace("postgres://", "postgresql://odd:port@"),
        house.url.replace("postgres://", "mysql://"),
    ] {
        for arguments in [&["customer", "list"][..], &["migrate"], &["doctor"]] {
            let said = house.run(&[arguments, &["--database", &wrong]].concat());
            assert!(matches!(said.code, Some(1 | 2 | 5)), "{wrong}: {said:?}");
            tells_no_password(&said);
        }
    }
}

#[test]
fn an_address_that_is_misspelt_is_wrong_usage() {
    let house = House::at("postgres://db.example.org/rollbook?sslmod=require");
    let said = house.run(&["customer", "list"]);
    assert_eq!((said.code, &said.error()["kind"]), (Some(2), &"usage".into()), "{said:?}");
    assert!(said.notes.contains("`sslmod` is no option"), "{said:?}");
}

#[test]
fn what_an_operator_says_in_the_address_holds() {
    let database = database();
    let house = House::at(&format!("{}?connections=3&statement_timeout=30s", database.url()));
    house.done(&["init"]);
    let (health, says) = house.finding("connections");
    assert!(health == "ok" && says.contains("takes up to 3"), "{says}");
}

#[test]
fn every_machine_needs_to_be_told_of_the_key_file_and_the_same_one() {
    let database = database();
    let (one, other) = (House::at(database.url()), House::at(database.url()));
    for arguments in [&["init"][..], &["serve"], &["demo"]] {
        let unnamed = one.command(arguments).env_remove("ROLLBOOK_KEY_FILE").output();
        let said = Said::from_finished(&unnamed.expect("the program starts"));
        assert_unavailable(&said, &["set ROLLBOOK_KEY_FILE", "the same file"]);
    }
    let tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";
    assert_eq!(database.psql(tables).expect("a count"), "0", "nothing was begun without keys");
    one.done(&["init"]);
    let said = other.run(&["init", "--tenant", "second"]);
    assert_unavailable(&said, &["no new keys are made", "copy it there from a machine that has it"]);
    assert!(!other.place.path("keys").exists());
    std::fs::copy(one.place.path("keys"), other.place.path("keys")).expect("a copy");
    assert_eq!(other.done(&["init", "--tenant", "second"]).json()["outcome"], "applied");
}

#[test]
fn mails_need_to_be_told_where_they_go() {
    let database = database();
    let house = House::at(database.url());
    house.done(&["init"]);
    let unnamed = house.command(&["serve"]).env_remove("ROLLBOOK_MAIL_URL").output();
    let said = Said::from_finished(&unnamed.expect("the program starts"));
    assert_eq!(said.code, Some(2), "{said:?}");
    assert!(said.notes.contains("set ROLLBOOK_MAIL_URL"), "{said:?}");
}
