use serde_json::Value;

use crate::testing::{Installation, Said};

const ADA: &str = "ada@example.org";

fn add(installation: &Installation, email: &str, first_name: &str, last_name: &str) -> String {
    let arguments =
        ["customer", "add", "--email", email, "--first-name", first_name, "--last-name", last_name];
    installation.done(&arguments).json()["id"].as_str().unwrap().to_owned()
}

/// A tenant with Ada, Grace and the groups NIGHT and DAY.
fn filled() -> Installation {
    let installation = Installation::ready();
    add(&installation, "Ada@Example.org", "Ada", "Lovelace");
    add(&installation, "grace@bücher.example", "Grace", "Hópper");
    installation.done(&["group", "add", "NIGHT", "--name", "Night shift"]);
    installation.done(&["group", "add", "DAY", "--name", "Day shift"]);
    installation
}

fn emails(said: &Said) -> Vec<String> {
    let list = said.json();
    list["items"].as_array().unwrap().iter().map(|item| item["email"].as_str().unwrap().to_owned()).collect()
}

fn list(installation: &Installation, filter: &[&str]) -> Vec<String> {
    emails(&installation.done(&[&["customer", "list"], filter].concat()))
}

fn show(installation: &Installation) -> Value {
    installation.done(&["customer", "show", ADA]).json()
}

/// CUS-13, CUS-26
#[test]
fn a_customer_who_was_added_is_shown_by_email_by_id_and_by_code() {
    let installation = Installation::ready();
    let arguments = [
        "customer",
        "add",
        "--email",
        "Ada@Example.org",
        "--first-name",
        "Ada",
        "--last-name",
        "Lovelace",
        "--code",
        "E-1815",
        "--field",
        "Site=London",
        "--field",
        "badge=",
    ];
    let id = installation.done(&arguments).json()["id"].as_str().unwrap().to_owned();
    for key in [ADA, &id, "e-1815"] {
        let shown = installation.done(&["customer", "show", key]).json();
        assert_eq!(shown["id"], id.as_str());
        assert_eq!(shown["email"], "Ada@Example.org");
        assert_eq!((&shown["status"], &shown["origin"]), (&"active".into(), &"admin".into()));
        assert_eq!(shown["fields"], serde_json::json!({ "site": "London" }));
        assert_eq!(shown["created_at"], "2026-03-01T12:00:00Z");
    }
}

/// CUS-29
#[test]
fn an_email_that_is_taken_in_any_letters_is_refused_with_the_rule() {
    let said = filled().run(&[
        "customer",
        "add",
        "--email",
        "GRACE@xn--bcher-kva.example",
        "--first-name",
        "G",
        "--last-name",
        "H",
    ]);
    assert_eq!((said.code, said.error()["rules"][0].as_str()), (1, Some("CUS-29")));
}

#[test]
fn who_does_not_exist_is_not_found_by_any_verb() {
    let installation = Installation::ready();
    let verbs: [&[&str]; 6] = [
        &["show", ADA],
        &["edit", ADA, "--first-name", "Augusta"],
        &["status", ADA, "inactive"],
        &["groups", ADA],
        &["activity", ADA],
        &["password", ADA, "--never-expire"],
    ];
    for verb in verbs {
        let said = installation.run(&[&["customer"], verb].concat());
        assert_eq!(said.code, 3, "{verb:?}");
        assert!(said.error()["message"].as_str().unwrap().contains(ADA), "{verb:?}");
    }
}

/// CUS-10, CUS-25, CUS-27
#[test]
fn an_edit_changes_what_it_names_and_says_so_once() {
    let installation = filled();
    let edit = ["customer", "edit", ADA, "--code", "E-1", "--field", "site=Leeds", "--tax-exempt", "yes"];
    assert_eq!(installation.done(&edit).json()["outcome"], "applied");
    assert_eq!(installation.done(&edit).json()["outcome"], "unchanged");
    let shown = show(&installation);
    assert_eq!((&shown["code"], &shown["is_tax_exempt"]), (&"E-1".into(), &true.into()));
    installation.done(&[
        "customer",
        "edit",
        ADA,
        "--no-code",
        "--field",
        "site=",
        "--email",
        "al@example.org",
    ]);
    let shown = installation.done(&["customer", "show", "al@example.org"]).json();
    assert_eq!((&shown["code"], &shown["fields"]), (&Value::Null, &serde_json::json!({})));
    assert_eq!(installation.run(&["customer", "show", ADA]).code, 3);
}

/// CUS-27
#[test]
fn a_field_without_a_name_or_with_a_control_character_is_wrong_usage() {
    let installation = filled();
    for field in ["site", "=Leeds", "a b=Leeds", "site=\u{1b}[31m"] {
        assert_eq!(installation.run(&["customer", "edit", ADA, "--field", field]).code, 2, "{field:?}");
    }
}

/// CUS-27
#[test]
fn a_billing_address_is_given_as_a_whole_and_taken_away() {
    let installation = filled();
    let edit = |options: &[&str]| installation.run(&[&["customer", "edit", ADA], options].concat()).code;
    assert_eq!(edit(&["--street", "12 St James's Square", "--city", "London", "--country", "gb"]), 0);
    let address = &show(&installation)["billing_address"];
    assert_eq!((&address["city"], &address["country"]), (&"London".into(), &"GB".into()));
    let page = installation.done(&["customer", "show", ADA, "--output", "table"]).output;
    assert!(page.contains("Billing address  12 St James's Square, London, GB"), "{page}");
    assert_eq!(edit(&["--city", "Leeds"]), 0);
    assert_eq!(show(&installation)["billing_address"]["line_one"], Value::Null);
    assert_eq!(edit(&["--city", "Leeds", "--no-address"]), 2);
    assert_eq!(edit(&["--country", "Germany"]), 2);
    assert_eq!(edit(&["--no-address"]), 0);
    assert_eq!(show(&installation)["billing_address"], Value::Null);
}

/// CUS-14, CUS-18
#[test]
fn a_status_is_set_with_its_reason_and_no_other_word_will_do() {
    let installation = filled();
    let status = ["customer", "status", ADA, "inactive", "--reason", "left the company"];
    assert_eq!(installation.done(&status).json()["outcome"], "applied");
    assert_eq!(installation.done(&status).json()["outcome"], "unchanged");
    let shown = show(&installation);
    assert_eq!(shown["status"], "inactive");
    assert_eq!(shown["status_reason"], "left the company");
    assert_eq!(installation.run(&["customer", "status", ADA, "asleep"]).code, 2);
}

/// GRP-02
#[test]
fn groups_are_joined_and_left_at_one_stroke_or_not_at_all() {
    let installation = filled();
    let groups = |arguments: &[&str]| {
        let said = installation.run(&[&["customer", "groups", ADA], arguments].concat());
        (said.code, said)
    };
    let codes = |said: &Said| {
        let list = said.json();
        let items = list["items"].as_array().unwrap();
        items.iter().map(|item| item["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let (code, said) = groups(&["--add", "night"]);
    assert_eq!((code, codes(&said)), (0, vec!["NIGHT".to_owned()]));
    let (code, said) = groups(&["--add", "DAY", "--remove", "NIGHT"]);
    assert_eq!((code, codes(&said)), (0, vec!["DAY".to_owned()]));
    let (code, said) = groups(&["--add", "NIGHT", "--remove", "NIGHT"]);
    assert_eq!((code, said.error()["kind"].as_str()), (2, Some("usage")));
    assert_eq!(groups(&["--remove", "NIGHT"]).0, 1);
    assert_eq!(groups(&["--add", "NOON", "--remove", "DAY"]).0, 3);
    assert_eq!(codes(&groups(&[]).1), ["DAY"]);
}

/// AUD-02
#[test]
fn activity_tells_who_did_what_and_why_the_newest_first() {
    let installation = filled();
    installation.done(&["customer", "groups", ADA, "--add", "NIGHT"]);
    installation.done(&["customer", "status", ADA, "locked", "--reason", "odd sign-ins", "--actor", "bea"]);
    let list = installation.done(&["customer", "activity", ADA]).json();
    let items = list["items"].as_array().unwrap();
    let kinds: Vec<_> = items.iter().map(|item| item["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["status_changed", "group_joined", "customer_added"]);
    assert_eq!((&items[0]["actor"], &items[0]["reason"]), (&"bea".into(), &"odd sign-ins".into()));
    assert!(items.iter().all(|item| item["id"].is_u64()));
    let oldest = installation.done(&["customer", "activity", ADA, "--oldest-first", "--limit", "1"]).json();
    assert_eq!(oldest["items"][0]["kind"], "customer_added");
    assert!(oldest["next"].is_string());
    let table = installation.done(&["customer", "activity", ADA, "--output", "table"]).output;
    for part in ["group: NIGHT", "status: locked", "odd sign-ins", "bea"] {
        assert!(table.contains(part), "{part:?} is not in\n{table}");
    }
}

/// CUS-11, CUS-12, IMP-14
#[test]
fn a_password_comes_from_the_input_and_is_never_said_again() {
    let mut installation = filled();
    installation.input = "correct horse battery staple\r\nsecond line\n".to_owned();
    let set = ["customer", "password", ADA, "--from-stdin", "--must-change", "--expire-after", "90"];
    assert_eq!(installation.done(&set).json()["outcome"], "applied");
    let password = &show(&installation)["password"];
    assert_eq!((&password["expires_after_days"], &password["is_due"]), (&90.into(), &true.into()));
    let everything = [
        installation.done(&["customer", "show", ADA]).output,
        installation.done(&["customer", "activity", ADA, "--all"]).output,
    ];
    assert!(everything.iter().all(|said| !said.contains("horse") && !said.contains("hash")));
    installation.done(&["customer", "password", ADA, "--never-expire"]);
    assert_eq!(show(&installation)["password"]["expires_after_days"], Value::Null);
}

///
#[test]
fn a_password_against_the_policy_is_refused_and_not_repeated() {
    let mut installation = filled();
    installation.input = "swordfish\n".to_owned();
    let said = installation.run(&["customer", "password", ADA, "--from-stdin"]);
    assert_eq!((said.code, said.error()["rules"][0].as_str()), (1, Some("Q-33")));
    assert!(!said.notes.contains("swordfish"));
    assert_eq!(show(&installation)["password"]["set_at"], Value::Null);
}

#[test]
fn a_password_command_that_asks_for_nothing_is_wrong_usage() {
    let installation = filled();
    for options in
        [&[][..], &["--must-change"], &["--expire-after", "0"], &["--expire-after", "9", "--never-expire"]]
    {
        let said = installation.run(&[&["customer", "password", ADA], options].concat());
        assert_eq!(said.code, 2, "{options:?}");
    }
}

/// CUS-05, CUS-06
#[test]
fn a_list_is_narrowed_by_every_filter() {
    let installation = filled();
    installation.done(&["customer", "groups", ADA, "--add", "NIGHT"]);
    installation.done(&["customer", "status", ADA, "inactive"]);
    let ada = ["Ada@Example.org"];
    let grace = ["grace@bücher.example"];
    assert_eq!(list(&installation, &[]), [ada, grace].concat());
    assert_eq!(list(&installation, &["--text", "LOVE"]), ada);
    assert_eq!(list(&installation, &["--text", "grace hó"]), grace);
    assert_eq!(list(&installation, &["--status", "inactive"]), ada);
    assert_eq!(list(&installation, &["--status", "active"]), grace);
    assert_eq!(list(&installation, &["--group", "night"]), ada);
    assert_eq!(list(&installation, &["--origin", "import"]), Vec::<String>::new());
    assert_eq!(list(&installation, &["--created-from", "2026-03-01"]).len(), 2);
    assert_eq!(list(&installation, &["--created-from", "2026-03-02"]).len(), 0);
    assert_eq!(list(&installation, &["--created-before", "2026-03-01T12:00:00Z"]).len(), 0);
    assert_eq!(list(&installation, &["--created-before", "2026-03-01T12:00:00.000001Z"]).len(), 2);
    for (filter, name) in [("--group", "NOON"), ("--product", "NOTHING")] {
        assert_eq!(installation.run(&["customer", "list", filter, name]).code, 3, "{filter}");
    }
}

#[test]
fn a_list_is_read_page_by_page_without_losing_anybody() {
    let installation = filled();
    let first = installation.done(&["customer", "list", "--limit", "1"]);
    let next = first.json()["next"].as_str().unwrap().to_owned();
    let second = installation.done(&["customer", "list", "--limit", "1", "--after", &next]);
    let both = [emails(&first), emails(&second)].concat();
    assert_eq!(both, list(&installation, &["--all"]));
    assert_eq!(installation.run(&["customer", "list", "--after", "nonsense"]).code, 2);
}

#[test]
fn the_heading_of_the_billing_address_has_its_lines_alone_under_it() {
    let help = Installation::empty().done(&["customer", "edit", "--help"]).output;
    let under = help.split("Billing address").nth(1).unwrap().split("Global options").next().unwrap();
    assert!(under.contains("--street") && under.contains("--no-address"), "{help}");
    assert!(!under.contains("--reason") && !under.contains("--tax-exempt"), "{help}");
}
