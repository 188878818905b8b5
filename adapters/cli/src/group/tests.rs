use serde_json::Value;

use crate::testing::Installation;

fn filled() -> Installation {
    let installation = Installation::ready();
    for email in ["ada@example.org", "grace@example.org"] {
        installation.done(&["customer", "add", "--email", email, "--first-name", "A", "--last-name", "B"]);
    }
    installation.done(&["group", "add", "NIGHT", "--name", "Night shift"]);
    installation
}

fn members(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|item| item["email"].as_str().unwrap()).collect()
}

/// GRP-01, GRP-10
#[test]
fn a_group_is_made_shown_and_edited() {
    let installation = filled();
    let shown = installation.done(&["group", "show", "night"]).json();
    assert_eq!((&shown["code"], &shown["is_inherited"]), (&"NIGHT".into(), &false.into()));
    let edit = ["group", "edit", "NIGHT", "--inherit", "yes", "--name", "Nights"];
    assert_eq!(installation.done(&edit).json()["outcome"], "applied");
    assert_eq!(installation.done(&edit).json()["outcome"], "unchanged");
    let list = installation.done(&["group", "list"]).json();
    assert_eq!((&list["items"][0]["name"], &list["next"]), (&"Nights".into(), &Value::Null));
    assert_eq!(installation.run(&["group", "add", "night", "--name", "x"]).code, 1);
    assert_eq!(installation.run(&["group", "show", "NOON"]).code, 3);
    assert_eq!(installation.run(&["group", "add", "a b", "--name", "x"]).code, 2);
}

/// GRP-02
#[test]
fn one_who_is_missing_keeps_a_group_as_it_is_unless_they_are_left_out() {
    let installation = filled();
    let add = ["group", "members", "NIGHT", "--add", "ada@example.org", "--add", "nobody@example.org"];
    let refused = installation.run(&add);
    assert_eq!(refused.code, 1);
    assert_eq!(refused.error()["details"]["refused"][0]["customer"], "nobody@example.org");
    assert_eq!(members(&installation.done(&["group", "members", "NIGHT"]).json()), Vec::<&str>::new());
    let done = installation.done(&[&add[..], &["--skip-bad"]].concat());
    assert_eq!(members(&done.json()), ["ada@example.org"]);
    assert!(done.notes.contains("nobody@example.org was left out"), "{}", done.notes);
}

/// GRP-02
#[test]
fn members_are_taken_out_and_who_is_none_is_refused_with_the_rule() {
    let installation = filled();
    installation.done(&["group", "members", "NIGHT", "--add", "ada@example.org"]);
    let remove = ["group", "members", "NIGHT", "--remove", "ada@example.org", "--reason", "moved"];
    assert_eq!(members(&installation.done(&remove).json()), Vec::<&str>::new());
    let again = installation.run(&remove);
    assert_eq!((again.code, again.error()["rules"][0].as_str()), (1, Some("GRP-02")));
    let activity = installation.done(&["customer", "activity", "ada@example.org"]).json();
    assert_eq!(activity["items"][0]["reason"], "moved");
}

#[test]
fn one_customer_named_who_does_not_exist_is_not_found() {
    let installation = filled();
    let said = installation.run(&["group", "members", "NIGHT", "--add", "nobody@example.org"]);
    assert_eq!((said.code, &said.error()["kind"]), (3, &"not_found".into()));
}
