use serde_json::json;

use crate::testing::Installation;

fn people() -> Installation {
    let installation = Installation::ready();
    for name in ["ada", "grace", "alan"] {
        let email = format!("{name}@example.org");
        installation.done(&["customer", "add", "--email", &email, "--first-name", "A", "--last-name", "B"]);
    }
    installation
}

/// VIEW-03
#[test]
fn several_customers_are_given_a_manager_at_once() {
    let installation = people();
    let set = [
        "customer",
        "manager",
        "set",
        "ada@example.org",
        "alan@example.org",
        "--manager",
        "grace@example.org",
    ];
    assert_eq!(installation.done(&set).json(), json!({ "changed": 2, "unchanged": 0, "left_out": 0 }));
    assert_eq!(installation.done(&set).json(), json!({ "changed": 0, "unchanged": 2, "left_out": 0 }));
    let clear = installation.done(&["customer", "manager", "clear", "ada@example.org", "--output", "table"]);
    assert_eq!(clear.output, "cleared the manager: 1 changed, 0 as before\n");
}

/// VIEW-03, CUS-24
#[test]
fn whose_manager_was_deleted_may_be_made_a_manager() {
    let installation = people();
    let set = |who: &str, manager: &str| {
        let (who, manager) = (format!("{who}@example.org"), format!("{manager}@example.org"));
        installation.done(&["customer", "manager", "set", &who, "--manager", &manager]).json()
    };
    set("ada", "grace");
    installation.done(&["customer", "delete", "--customer", "grace@example.org", "--yes"]);
    assert_eq!(set("alan", "ada"), json!({ "changed": 1, "unchanged": 0, "left_out": 0 }));
}

/// VIEW-03, N96
#[test]
fn a_circle_of_managers_is_refused_and_nothing_of_it_is_kept() {
    let installation = people();
    let set = |who: &str, manager: &str, more: &[&str]| {
        let (who, manager) = (format!("{who}@example.org"), format!("{manager}@example.org"));
        installation.run(&[&["customer", "manager", "set", &who, "--manager", &manager], more].concat())
    };
    assert_eq!(set("ada", "grace", &[]).code, 0);
    assert_eq!(set("grace", "alan", &[]).code, 0);
    for who in ["alan", "grace"] {
        let said = set("alan", if who == "alan" { "alan" } else { "ada" }, &[]);
        assert_eq!((said.code, &said.error()["rules"]), (1, &json!(["VIEW-03"])), "{}", said.notes);
    }
    let left_out = set("alan", "ada", &["--skip-bad"]);
    assert_eq!((left_out.code, &left_out.json()["left_out"]), (0, &json!(1)));
    assert!(left_out.notes.contains("above themselves"), "{}", left_out.notes);
    assert_eq!(set("ada", "nobody", &[]).code, 3);
}
