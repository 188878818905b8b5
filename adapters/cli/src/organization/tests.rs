use serde_json::{Value, json};

use crate::testing::Installation;

fn filled() -> Installation {
    let installation = Installation::ready();
    for email in ["ada@example.org", "grace@example.org"] {
        installation.done(&["customer", "add", "--email", email, "--first-name", "A", "--last-name", "B"]);
    }
    installation.done(&["organization", "add", "ACME", "--title", "Acme"]);
    installation.done(&["organization", "add", "LEEDS", "--title", "Acme, Leeds", "--parent", "acme"]);
    installation
}

fn emails(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|item| item["email"].as_str().unwrap()).collect()
}

/// VIEW-06, VIEW-11
#[test]
fn an_organization_is_made_shown_listed_and_edited() {
    let installation = filled();
    let shown = installation.done(&["organization", "show", "leeds"]).json();
    assert_eq!((&shown["code"], &shown["above"]), (&json!("LEEDS"), &json!(["ACME"])));
    let top = installation.done(&["organization", "show", "ACME"]).json();
    assert_eq!((&top["below"], &top["parent"]), (&json!(["LEEDS"]), &Value::Null));
    let edit = ["organization", "edit", "LEEDS", "--title", "Leeds", "--top"];
    assert_eq!(installation.done(&edit).json()["outcome"], "applied");
    assert_eq!(installation.done(&edit).json()["outcome"], "unchanged");
    let csv = installation.done(&["organization", "list", "--output", "csv"]).output;
    let line = csv.lines().find(|line| line.contains(",LEEDS,")).unwrap();
    assert!(line.ends_with(",LEEDS,Leeds,,3"), "{line}");
    assert_eq!(installation.run(&["organization", "add", "acme", "--title", "x"]).code, 1);
    assert_eq!(installation.run(&["organization", "show", "NONE"]).code, 3);
    let nowhere = ["organization", "add", "X", "--title", "x", "--parent", "NONE"];
    assert_eq!(installation.run(&nowhere).code, 3);
}

/// VIEW-06
#[test]
fn an_organization_is_never_put_below_itself() {
    let installation = filled();
    for parent in ["ACME", "LEEDS"] {
        let said = installation.run(&["organization", "edit", "ACME", "--parent", parent]);
        assert_eq!((said.code, &said.error()["rules"]), (1, &json!(["VIEW-06"])), "{parent}");
    }
    let shown = installation.done(&["organization", "show", "ACME"]).json();
    assert_eq!(shown["above"], json!([]));
}

/// VIEW-06
#[test]
fn a_customer_moves_from_one_organization_to_another_and_out() {
    let installation = filled();
    let join = |code, who| installation.done(&["organization", "members", code, "--add", who]).json();
    assert_eq!(emails(&join("ACME", "ada@example.org")), ["ada@example.org"]);
    assert_eq!(emails(&join("LEEDS", "ada@example.org")), ["ada@example.org"]);
    join("ACME", "grace@example.org");
    let members =
        |more: &[&str]| installation.done(&[&["organization", "members", "ACME"], more].concat()).json();
    assert_eq!(emails(&members(&[])), ["grace@example.org"]);
    let all = members(&["--below"]);
    assert_eq!(emails(&all), ["grace@example.org", "ada@example.org"]);
    assert_eq!(all["items"][1]["organization"], "LEEDS");
    let gone = installation.run(&["organization", "members", "ACME", "--remove", "ada@example.org"]);
    assert_eq!((gone.code, &gone.error()["rules"]), (1, &json!(["VIEW-06"])));
    installation.done(&["organization", "members", "LEEDS", "--remove", "ada@example.org"]);
    assert_eq!(emails(&members(&["--below"])), ["grace@example.org"]);
    let missing = ["organization", "members", "ACME", "--add", "nobody@example.org"];
    assert_eq!(installation.run(&missing).code, 3);
}

/// VIEW-11
#[test]
fn administrators_are_appointed_shown_and_dismissed() {
    let installation = filled();
    let administrators = ["organization", "administrators", "ACME"];
    let add = [&administrators[..], &["--add", "ada@example.org", "--add", "grace@example.org"]].concat();
    assert_eq!(emails(&installation.done(&add).json()), ["ada@example.org", "grace@example.org"]);
    let shown = installation.done(&["organization", "show", "ACME", "--output", "table"]).output;
    assert!(shown.contains("ada@example.org, grace@example.org"), "{shown}");
    let remove = [&administrators[..], &["--remove", "ada@example.org"]].concat();
    assert_eq!(emails(&installation.done(&remove).json()), ["grace@example.org"]);
    let again = installation.run(&remove);
    assert_eq!((again.code, &again.error()["rules"]), (1, &json!(["VIEW-11"])));
}
