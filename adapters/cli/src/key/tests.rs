use serde_json::{Value, json};

use crate::testing::Installation;

const ADA: &str = "ada@example.org";

/// A buyer with three seats in the tenant.
fn with_seats(installation: &Installation, tenant: &str) {
    let done = |arguments: &[&str]| installation.done(&[arguments, &["--tenant", tenant]].concat());
    done(&["init"]);
    done(&["course", "add", "ALG", "--title", "Algebra"]);
    done(&["product", "add", "ALGEBRA", "--title", "Algebra", "--course", "ALG"]);
    let price = ["price", "add", "SEATS", "--product", "ALGEBRA", "--amount", "1"];
    let terms = ["--duration", "30 days", "--registration-codes", "yes"];
    done(&[&price[..], &terms].concat());
    done(&["customer", "add", "--email", ADA, "--first-name", "Ada", "--last-name", "Lovelace"]);
    done(&["order", "place", "--customer", ADA, "--price", "SEATS", "--quantity", "3", "--no-mail"]);
}

fn codes(installation: &Installation, tenant: &str) -> Vec<Value> {
    let listed = installation.done(&["seat", "list", "--buyer", ADA, "--tenant", tenant]).json();
    let seats = listed["items"].as_array().unwrap();
    let code = |seat: &Value| {
        let id = seat["seat"].as_str().unwrap();
        installation.done(&["seat", "show", id, "--reveal-code", "--tenant", tenant]).json()["code"].clone()
    };
    seats.iter().map(code).collect()
}

#[test]
fn a_new_key_seals_the_codes_of_every_tenant_and_none_of_them_changes() {
    let installation = Installation::empty();
    for tenant in ["default", "school"] {
        with_seats(&installation, tenant);
    }
    let before = [codes(&installation, "default"), codes(&installation, "school")];
    let said = installation.done(&["key", "rotate"]).json();
    assert_eq!(said, json!({"key": 2, "resealed": 6}));
    assert_eq!([codes(&installation, "default"), codes(&installation, "school")], before);
    let code = before[0][0].as_str().unwrap();
    installation.done(&[
        "seat",
        "claim",
        "--code",
        code,
        "--email",
        "joan@example.org",
        "--first-name",
        "Joan",
        "--last-name",
        "Clarke",
    ]);
    assert_eq!(installation.done(&["key", "reseal"]).json(), json!({"key": 2, "resealed": 0}));
}

#[test]
fn keys_are_listed_by_number_alone() {
    let installation = Installation::ready();
    installation.done(&["key", "rotate"]);
    let listed = installation.done(&["key", "list"]).json();
    assert_eq!(listed["items"], json!([{"key": 1, "is_newest": false}, {"key": 2, "is_newest": true}]));
}

#[test]
fn without_a_key_file_there_is_nothing_to_rotate() {
    let installation = Installation::ready();
    installation.keys.take_away();
    for verb in ["list", "rotate", "reseal"] {
        assert_eq!(installation.run(&["key", verb]).code, 5, "{verb}");
    }
}

#[test]
fn a_key_file_made_anew_for_a_database_that_was_there_is_warned_about() {
    let installation = Installation::empty();
    assert!(!installation.done(&["init"]).notes.contains("warning"));
    installation.keys.take_away();
    let said = installation.done(&["init"]);
    assert!(said.notes.contains("warning") && said.notes.contains("put that in its place"), "{}", said.notes);
}

#[test]
fn doctor_says_which_key_seals_and_warns_when_there_is_none() {
    let installation = Installation::ready();
    installation.done(&["key", "rotate"]);
    let keys = |installation: &Installation| {
        let found = installation.done(&["doctor"]).json();
        let lines = found["items"].as_array().unwrap().clone();
        lines.into_iter().find(|line| line["id"] == "keys").unwrap()
    };
    let well = keys(&installation);
    assert!(well["health"] == "ok" && well["says"].as_str().unwrap().contains("key 2"), "{well}");
    installation.keys.take_away();
    assert_eq!(keys(&installation)["health"], "warn");
}
