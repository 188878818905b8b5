use serde_json::{Value, json};

use crate::testing::{Installation, Said};

const ADA: &str = "ada@example.org";
const GRACE: &str = "grace@example.org";

/// Ada and Grace, who each signed in once, two years ago and in January 2026; it is 1 March 2026.
fn filled() -> Installation {
    let installation = Installation::ready();
    installation.done(&["settings", "set", "test_clock", "yes"]);
    for (email, name) in [(ADA, "Ada"), (GRACE, "Grace")] {
        let add = ["customer", "add", "--email", email, "--first-name", name, "--last-name", "Example"];
        installation.done(&add);
        for at in ["2024-03-01T12:00:00Z", "2026-01-15T12:00:00Z"] {
            let address = ["--address", "203.0.113.9", "--at", at];
            installation.done(&[&["customer", "record-login", "--customer", email], &address[..]].concat());
        }
    }
    installation
}

fn keep(installation: &Installation, setting: &str, value: &str) {
    installation.done(&["settings", "set", setting, value]);
}

fn calendar(installation: &Installation, category: &str) -> Value {
    let list = installation.done(&["privacy", "calendar"]).json();
    let lines = list["items"].as_array().unwrap();
    lines.iter().find(|line| line["category"] == category).unwrap().clone()
}

fn logins(installation: &Installation, email: &str) -> usize {
    installation.done(&["customer", "logins", email]).json()["items"].as_array().unwrap().len()
}

fn rule(said: &Said) -> (u8, Option<String>) {
    (said.code, said.error()["rules"][0].as_str().map(str::to_owned))
}

///
#[test]
fn the_calendar_says_what_is_due_and_what_falls_due_in_which_month() {
    let installation = filled();
    let line = calendar(&installation, "logins");
    assert_eq!((&line["days"], &line["rows"], &line["due"]), (&Value::Null, &json!(4), &json!(0)));
    assert_eq!((&line["months"], &line["first_due_at"]), (&json!([]), &Value::Null));
    keep(&installation, "keep_logins_days", "90");
    let line = calendar(&installation, "logins");
    assert_eq!((&line["due"], &line["later"]), (&json!(2), &json!(0)));
    assert_eq!(line["first_due_at"], "2024-05-30T12:00:00Z");
    assert_eq!(line["months"].as_array().unwrap().len(), 12);
    assert_eq!(line["months"][0], json!({"month": "2026-03", "rows": 0}));
    assert_eq!(line["months"][1], json!({"month": "2026-04", "rows": 2}));
    let table = installation.done(&["privacy", "calendar", "--output", "table"]).output;
    for words in ["90 days", "2026-04: 2", "until erased", "never"] {
        assert!(table.contains(words), "`{words}` is not in {table}");
    }
    assert!(!table.contains("2026-05"), "months without rows are not told: {table}");
    let csv = installation.done(&["privacy", "calendar", "--output", "csv"]).output;
    assert!(csv.starts_with("category,days,rows,due,months,later,oldest,first_due_at\n"), "{csv}");
}

///
#[test]
fn what_is_due_goes_after_a_plan_and_a_yes_and_nothing_else() {
    let installation = filled();
    keep(&installation, "keep_logins_days", "90");
    let planned = installation.done(&["privacy", "apply", "--dry-run"]).json();
    assert_eq!((&planned["outcome"], &planned["touched"]), (&json!("planned"), &json!(2)));
    assert_eq!(planned["rows"][0]["before"], "2025-12-01T12:00:00Z");
    let unasked = installation.run(&["privacy", "apply"]);
    assert_eq!((unasked.code, logins(&installation, ADA)), (2, 2), "{}", unasked.notes);
    assert!(unasked.notes.contains("let 2 rows go and erase 0 people"), "{}", unasked.notes);
    let applied = installation.done(&["privacy", "apply", "--yes"]).json();
    assert_eq!((&applied["outcome"], &applied["rows"][0]["rows"]), (&json!("applied"), &json!(2)));
    assert_eq!((logins(&installation, ADA), logins(&installation, GRACE)), (1, 1));
    let again = installation.done(&["privacy", "apply"]).json();
    assert_eq!((&again["outcome"], &again["touched"]), (&json!("unchanged"), &json!(0)));
}

/// X-05, GDPR-08, Q-12
#[test]
fn people_are_listed_and_erased_and_who_answers_for_seats_is_skipped_with_the_way_out() {
    let installation = filled();
    installation.done(&["product", "add", "ALGEBRA", "--title", "Algebra"]);
    let price = "price add TEAM --product ALGEBRA --amount 1 --duration unlimited --registration-codes yes";
    installation.done(&price.split(' ').collect::<Vec<_>>());
    installation.done(&["order", "place", "--customer", GRACE, "--price", "TEAM", "--quantity", "3"]);
    for email in [ADA, GRACE] {
        installation.done(&["customer", "status", email, "inactive", "--now", "2026-01-01T12:00:00Z"]);
    }
    let ada = installation.done(&["customer", "show", ADA]).json()["id"].clone();
    let grace = installation.done(&["customer", "show", GRACE]).json()["id"].clone();
    keep(&installation, "keep_inactive_days", "59");
    assert_eq!(installation.done(&["privacy", "apply", "--yes"]).json()["people"], json!([]));
    keep(&installation, "keep_inactive_days", "58");
    let planned = installation.done(&["privacy", "apply", "--dry-run"]);
    assert!(planned.notes.contains("1 person due and skipped"), "{}", planned.notes);
    let planned = planned.json();
    let people = &planned["people"];
    assert_eq!((&people[0]["id"], &people[0]["outcome"]), (&ada, &json!("planned")));
    assert_eq!((&people[1]["id"], &people[1]["outcome"]), (&grace, &json!("skipped")));
    assert_eq!(people[1]["rules"], json!(["Q-12"]));
    assert!(people[1]["reason"].as_str().unwrap().contains("--void-seats"), "{people}");
    assert_eq!(planned["touched"], 1);
    let applied = installation.done(&["privacy", "apply", "--yes", "--output", "table"]).output;
    assert!(applied.contains("erased") && applied.contains("skipped"), "{applied}");
    assert_eq!(installation.run(&["customer", "show", ADA]).code, 3);
    let voided = installation.done(&["privacy", "apply", "--void-seats", "--yes"]).json();
    assert_eq!((&voided["people"][0]["id"], &voided["people"][0]["outcome"]), (&grace, &json!("erased")));
    assert_eq!(installation.run(&["customer", "show", GRACE]).code, 3);
}

///
#[test]
fn past_the_guard_threshold_the_number_is_confirmed() {
    let installation = filled();
    keep(&installation, "keep_logins_days", "90");
    keep(&installation, "guard_threshold", "1");
    let refused = installation.run(&["privacy", "apply", "--yes"]);
    assert_eq!(rule(&refused), (1, Some("X-05".to_owned())));
    assert_eq!(logins(&installation, ADA), 2);
    installation.done(&["privacy", "apply", "--yes", "--confirm", "2"]);
    assert_eq!(logins(&installation, ADA), 1);
}

/// AUD-06
#[test]
fn nothing_goes_under_an_impersonation() {
    let installation = filled();
    installation.done(&["customer", "status", GRACE, "inactive", "--now", "2026-01-01T12:00:00Z"]);
    keep(&installation, "keep_inactive_days", "1");
    let begin = ["customer", "impersonate", "--customer", ADA, "--reason", "cannot open the quiz"];
    let id = installation.done(&begin).json()["id"].as_str().unwrap().to_owned();
    let refused = installation.run(&["privacy", "apply", "--yes", "--impersonation", &id]);
    assert_eq!(rule(&refused), (1, Some("AUD-06".to_owned())));
    assert_eq!(installation.done(&["customer", "show", GRACE]).json()["status"], "inactive");
}

/// X-05, MAIL-15
#[test]
fn a_mail_that_is_cleared_is_shown_without_its_words_and_not_queued_anew() {
    let installation = filled();
    installation.done(&["product", "add", "ALGEBRA", "--title", "Algebra"]);
    installation.done(&[
        "price",
        "add",
        "ALG",
        "--product",
        "ALGEBRA",
        "--amount",
        "1",
        "--duration",
        "9 days",
    ]);
    installation.done(&["order", "assign", "--customer", ADA, "--product", "ALGEBRA"]);
    installation.done(&["mail", "suppressions", "add", ADA]);
    installation.done(&["mail", "send"]);
    let list = || installation.done(&["mail", "list"]).json()["items"][0].clone();
    let before = list();
    assert_eq!((&before["state"], &before["to"]), (&json!("dead"), &json!(ADA)));
    keep(&installation, "keep_mails_days", "30");
    installation.done(&["privacy", "apply", "--yes"]);
    assert_eq!(list()["to"], ADA, "it ended today");
    let then = ["privacy", "apply", "--yes", "--now", "2026-04-01T12:00:00Z"];
    assert_eq!(installation.done(&then).json()["rows"][0]["rows"], 1);
    let cleared = list();
    assert_eq!(
        (&cleared["state"], &cleared["to"], &cleared["problem"]),
        (&json!("dead"), &Value::Null, &Value::Null)
    );
    let id = cleared["mail"].as_str().unwrap();
    let shown = installation.done(&["mail", "show", id, "--output", "table"]).output;
    assert!(!shown.contains("ada@") && shown.contains("erased"), "{shown}");
    let requeued = installation.run(&["mail", "requeue", id]);
    assert_eq!(rule(&requeued), (1, Some("MAIL-15".to_owned())), "{}", requeued.notes);
    assert!(requeued.notes.contains("older than mails are kept"), "{}", requeued.notes);
}
