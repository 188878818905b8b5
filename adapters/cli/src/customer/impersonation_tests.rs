use serde_json::Value;

use crate::testing::{Installation, Said};

const ADA: &str = "ada@example.org";

fn filled() -> Installation {
    let installation = Installation::ready();
    let ada = ["--email", ADA, "--first-name", "Ada", "--last-name", "Lovelace"];
    installation.done(&[&["customer", "add"], &ada[..]].concat());
    installation.done(&["settings", "set", "test_clock", "yes"]);
    installation
}

fn begin(installation: &Installation) -> String {
    let begin = ["customer", "impersonate", "--customer", ADA, "--reason", "cannot open the quiz"];
    installation.done(&begin).json()["id"].as_str().unwrap().to_owned()
}

fn within(installation: &Installation, id: &str, command: &[&str]) -> Said {
    installation.run(&[command, &["--impersonation", id]].concat())
}

fn rule(said: &Said) -> (u8, Option<String>) {
    (said.code, said.error()["rules"][0].as_str().map(str::to_owned))
}

fn activity(installation: &Installation) -> Vec<Value> {
    let list = installation.done(&["customer", "activity", ADA, "--oldest-first"]).json();
    list["items"].as_array().unwrap().clone()
}

/// AUD-04, AUD-05
#[test]
fn what_is_changed_while_impersonating_is_in_the_activity_with_both_people_and_the_impersonation() {
    let installation = filled();
    let id = begin(&installation);
    let edited = within(&installation, &id, &["customer", "edit", ADA, "--first-name", "Augusta"]);
    assert_eq!(edited.code, 0, "{}", edited.notes);
    installation.done(&["customer", "end-impersonation", &id]);
    let lines = activity(&installation);
    let kinds: Vec<_> = lines.iter().map(|line| line["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["customer_added", "impersonation_started", "profile_edited", "impersonation_ended"]);
    assert_eq!(lines[1]["reason"], "cannot open the quiz");
    assert_eq!(lines[1]["what"]["impersonation"], id.as_str());
    assert_eq!(lines[2]["impersonation"], id.as_str());
    assert_eq!(lines[2]["actor"], lines[1]["actor"]);
    let ada = installation.done(&["customer", "show", ADA]).json();
    assert_eq!(lines[2]["on_behalf_of"], ada["id"]);
    assert_eq!((&lines[0]["impersonation"], &lines[0]["on_behalf_of"]), (&Value::Null, &Value::Null));
    let table = installation.done(&["customer", "activity", ADA, "--output", "table"]).output;
    assert!(table.contains("as the customer"), "{table}");
}

/// AUD-06
#[test]
fn passwords_orders_addresses_and_administrators_acts_are_barred() {
    let mut installation = filled();
    installation.input = "correct horse battery staple\n".to_owned();
    let id = begin(&installation);
    for command in [
        &["customer", "password", ADA, "--from-stdin"][..],
        &["customer", "password", ADA, "--expire-after", "9"],
        &["customer", "edit", ADA, "--email", "other@example.org"],
        &["customer", "status", ADA, "inactive"],
        &["customer", "edit", ADA, "--tax-exempt", "yes"],
        &["customer", "impersonate", "--customer", ADA, "--reason", "nested"],
        &["group", "add", "NIGHT", "--name", "Night shift"],
        &["settings", "set", "locale", "de"],
        &["customer", "export", "--customer", ADA, "--to", "ada.zip"],
        &["customer", "export", "--customer", "grace@example.org", "--to", "grace.zip"],
    ] {
        assert_eq!(rule(&within(&installation, &id, command)), (1, Some("AUD-06".to_owned())), "{command:?}");
    }
    assert_eq!(activity(&installation).len(), 2);
}

/// AUD-06
#[test]
fn an_impersonation_ends_after_half_an_hour_or_when_it_is_ended_and_is_no_one_else_s() {
    let installation = filled();
    let id = begin(&installation);
    let look = |options: &[&str]| within(&installation, &id, &[&["customer", "show", ADA], options].concat());
    assert_eq!(look(&["--now", "2026-03-01T12:29:59Z"]).code, 0);
    assert_eq!(rule(&look(&["--now", "2026-03-01T12:30:00Z"])), (1, Some("AUD-06".to_owned())));
    assert_eq!(rule(&look(&["--actor", "mallory"])), (1, Some("AUD-06".to_owned())));
    installation.done(&["customer", "end-impersonation", &id]);
    assert_eq!(installation.done(&["customer", "end-impersonation", &id]).json()["outcome"], "unchanged");
    assert_eq!(rule(&look(&[])), (1, Some("AUD-06".to_owned())));
    let unknown = id.replace("imps_0", "imps_1");
    assert_eq!(within(&installation, &unknown, &["customer", "show", ADA]).code, 3);
    let unreasoned = installation.run(&["customer", "impersonate", "--customer", ADA]);
    assert_eq!(unreasoned.code, 2);
}

/// AUD-07
#[test]
fn an_inactive_or_locked_customer_can_be_looked_at_and_not_changed() {
    for status in ["inactive", "locked"] {
        let installation = filled();
        installation.done(&["customer", "status", ADA, status]);
        let id = begin(&installation);
        assert_eq!(within(&installation, &id, &["customer", "show", ADA]).code, 0);
        let edited = within(&installation, &id, &["customer", "edit", ADA, "--first-name", "Augusta"]);
        assert_eq!(rule(&edited), (1, Some("AUD-07".to_owned())), "{status}");
    }
}

/// AUD-08
#[test]
fn a_sign_in_under_impersonation_is_not_the_customer_s_own() {
    let installation = filled();
    let id = begin(&installation);
    let record = ["customer", "record-login", "--customer", ADA, "--address", "203.0.113.9"];
    assert_eq!(rule(&within(&installation, &id, &record)), (1, Some("AUD-08".to_owned())));
    assert_eq!(installation.done(&["customer", "logins", ADA]).json()["items"], serde_json::json!([]));
}
