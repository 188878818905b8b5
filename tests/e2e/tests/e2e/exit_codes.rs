//! How commands end, as docs/errors.md promises.

use rollbook_e2e::{Installation, Said};

use crate::roster::with_catalogue;

const ADA: [&str; 8] =
    ["customer", "add", "--email", "ada@example.org", "--first-name", "Ada", "--last-name", "Lovelace"];

fn assert_error(said: &Said, code: i32, kind: &str) {
    assert_eq!(said.code, Some(code), "{said:?}");
    let error = said.error();
    assert_eq!(error["kind"], kind, "{error}");
    assert!(error["rules"].is_array() && error.get("details").is_some(), "{error}");
    assert!(
        error["message"]
            .as_str()
            .is_some_and(|message| message.starts_with(|first: char| !first.is_uppercase()))
    );
    assert_eq!(said.output, "", "a command that fails prints no data");
}

/// CUS-29
#[test]
fn a_rule_that_turns_a_command_down_ends_with_1_and_is_named() {
    let installation = Installation::ready();
    installation.done(&ADA);
    let said = installation.run(&ADA);
    assert_error(&said, 1, "refused");
    assert_eq!(said.error()["rules"][0], "CUS-29");
}

#[test]
fn wrong_usage_ends_with_2() {
    let installation = Installation::ready();
    assert_error(&installation.run(&["customer", "add", "--email", "ada@example.org"]), 2, "usage");
    assert_error(&installation.run(&["customer", "fly"]), 2, "usage");
    assert_error(&installation.run(&["report", "enrollments", "--at", "2026-02-30"]), 2, "usage");
    assert_error(&installation.run(&["--database", "mysql://there", "customer", "list"]), 2, "usage");
    assert_error(&installation.run(&["--tenant", "No Such Name", "customer", "list"]), 2, "usage");
    assert_eq!(installation.run(&[]).code, Some(2));
}

#[test]
fn a_thing_that_does_not_exist_ends_with_3() {
    let installation = with_catalogue();
    assert_error(&installation.run(&["customer", "show", "nobody@example.org"]), 3, "not_found");
    assert_error(&installation.run(&["rules", "show", "ACC-99"]), 3, "not_found");
    assert_error(&installation.run(&["--tenant", "other", "settings", "show"]), 3, "not_found");
}

#[test]
fn a_database_that_cannot_be_used_ends_with_5_and_stays_as_it_is() {
    let installation = Installation::empty();
    let absent = installation.run(&["customer", "list"]);
    assert_error(&absent, 5, "unavailable");
    assert!(absent.error()["message"].as_str().is_some_and(|message| message.contains("rollbook init")));
    assert!(!installation.path("rollbook.db").exists(), "a database that is only read is not made");

    let text =
        installation.write("text.db", "these are notes, not a database, and they are long enough to look at");
    let said = installation.run(&["--database", "sqlite:text.db", "init"]);
    assert_error(&said, 5, "unavailable");
    assert!(std::fs::read_to_string(text).expect("the notes").starts_with("these are notes"));

    let said = installation.run(&["--database", "sqlite:no/such/folder/rollbook.db", "init"]);
    assert_error(&said, 5, "unavailable");
}

#[test]
fn an_error_for_people_is_one_sentence_with_its_rules() {
    let installation = Installation::ready();
    installation.done(&ADA);
    let said = installation.run(&[&ADA[..], &["--output", "table"]].concat());
    assert_eq!(said.code, Some(1));
    assert!(said.notes.starts_with("error: ") && said.notes.contains("(CUS-29"), "{said:?}");
    assert!(said.notes.contains("rollbook rules show CUS-29"), "{said:?}");
}

#[test]
fn doctor_finds_nothing_wrong_with_a_new_database_and_much_with_a_damaged_one() {
    let installation = with_catalogue();
    let well = installation.done(&["doctor"]).json();
    let items = well["items"].as_array().expect("a list");
    assert!(items.len() > 5 && items.iter().all(|item| item["health"] == "ok"), "{well}");

    let mut bytes = std::fs::read(installation.path("rollbook.db")).expect("the database");
    let end = bytes.len();
    for byte in &mut bytes[4096 + 100..end - 100] {
        *byte ^= 0x5a;
    }
    installation.write("damaged.db", bytes);
    let ill = installation.run(&["doctor", "--database", "sqlite:damaged.db"]);
    assert_eq!(ill.code, Some(1), "{ill:?}");
    assert!(ill.json()["items"].as_array().expect("a list").iter().any(|item| item["health"] == "fail"));
}
