use std::fs;

use serde_json::{Value, json};

use crate::testing::{Installation, Said};

const GROUPS: &str = "Group Code,Name\nblue,Blue\nred,Red\n";
const COURSES: &str = "Course Code,Title,Start Date,End Date\nALGEBRA,Algebra,2026-01-01,2026-12-31\n";
const HEADER: &str = "First Name,Last Name,Email,Password,Group ID,Price ID,Cost";

/// Runs an import of that text.
fn import(installation: &mut Installation, kind: &str, text: &str, options: &[&str]) -> Said {
    text.clone_into(&mut installation.input);
    let arguments: Vec<&str> = ["import", kind, "-"].into_iter().chain(options.iter().copied()).collect();
    installation.run(&arguments)
}

/// An installation with groups and a course.
fn filled() -> Installation {
    let mut installation = Installation::ready();
    assert_eq!(import(&mut installation, "groups", GROUPS, &[]).code, 0);
    assert_eq!(import(&mut installation, "courses", COURSES, &[]).code, 0);
    installation
}

fn roster(rows: &[&str]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

fn good() -> String {
    roster(&["Ada,Lovelace,ada@example.org,,blue,ALGEBRA,12.50", "Alan,Turing,alan@example.org,,red,,"])
}

fn bad() -> String {
    roster(&[
        "Ada,Lovelace,ada@example.org,,blue,ALGEBRA,12.50",
        "Alan,Turing,alan@example.org,,green,ALGEBRA,-1",
    ])
}

fn customers(installation: &Installation) -> usize {
    installation.done(&["customer", "list"]).json()["items"].as_array().unwrap().len()
}

/// IMP-23: the form that scripts rely on.
#[test]
fn an_applied_roster_answers_in_the_fixed_form() {
    let mut installation = filled();
    let said = import(&mut installation, "roster", &good(), &[]);
    assert_eq!(said.code, 0);
    let mut answer = said.json();
    let fingerprint = answer["fingerprint"].take();
    assert_eq!(fingerprint.as_str().map(str::len), Some(64));
    let expected = json!({
        "fingerprint": null,
        "rows": 2,
        "customers": {"created": 2, "existing": 0},
        "orders": 1,
        "grants": 1,
        "group_memberships": 2,
        "mails": 1,
        "cannot_sign_in": {"count": 2, "emails": ["ada@example.org", "alan@example.org"]},
        "skipped": [],
        "refused": [],
        "applied": true,
        "unchanged": false,
    });
    assert_eq!(answer, expected);
    assert_eq!(customers(&installation), 2);
}

#[test]
fn the_keys_of_the_answer_come_in_the_order_that_is_documented() {
    let said = import(&mut filled(), "roster", &good(), &[]);
    let keys: Vec<&str> = said
        .output
        .lines()
        .filter_map(|line| line.strip_prefix("  \"").and_then(|rest| rest.split('"').next()))
        .collect();
    let expected = [
        "fingerprint",
        "rows",
        "customers",
        "orders",
        "grants",
        "group_memberships",
        "mails",
        "cannot_sign_in",
        "skipped",
        "refused",
        "applied",
        "unchanged",
    ];
    assert_eq!(keys, expected);
}

///
#[test]
fn the_same_file_a_second_time_changes_nothing_and_returns_the_first_result() {
    let mut installation = filled();
    let first = import(&mut installation, "roster", &good(), &[]).json();
    let second = import(&mut installation, "roster", &good(), &[]);
    assert_eq!(second.code, 0);
    let mut second = second.json();
    assert_eq!((second["applied"].take(), second["unchanged"].take()), (json!(false), json!(true)));
    for key in ["fingerprint", "rows", "customers", "orders", "grants", "group_memberships", "mails"] {
        assert_eq!(second[key], first[key], "{key}");
    }
}

/// IMP-18
#[test]
fn a_rehearsal_shows_the_plan_and_writes_nothing() {
    let mut installation = filled();
    let said = import(&mut installation, "roster", &good(), &["--dry-run"]);
    assert_eq!(said.code, 0);
    assert_eq!((&said.json()["customers"]["created"], &said.json()["applied"]), (&json!(2), &json!(false)));
    assert_eq!(said.notes, "Nothing was written; applying it would change 2 things.\n");
    assert_eq!(customers(&installation), 0);
    assert_eq!(import(&mut installation, "roster", &bad(), &["--dry-run"]).code, 1);
    assert_eq!(import(&mut installation, "roster", &bad(), &["--dry-run", "--skip-bad"]).code, 0);
    assert_eq!(customers(&installation), 0);
}

///
#[test]
fn a_refused_row_refuses_the_file_and_every_refused_cell_is_named() {
    let mut installation = filled();
    let said = import(&mut installation, "roster", &bad(), &[]);
    assert_eq!(said.code, 1);
    let answer = said.json();
    assert_eq!((&answer["applied"], &answer["unchanged"]), (&json!(false), &json!(false)));
    let cells: Vec<(&Value, &Value, &Value, &Value)> = answer["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (&row["line"], &row["column"], &row["value"], &row["rules"][0]))
        .collect();
    let (line, rule) = (json!(3), json!("Q-27"));
    let expected =
        [(&line, &json!("Group ID"), &json!("green"), &rule), (&line, &json!("Cost"), &json!("-1"), &rule)];
    assert_eq!(cells, expected);
    let error = said.error();
    assert_eq!((&error["kind"], &error["rules"]), (&json!("refused"), &json!(["Q-27", "Q-28"])));
    assert_eq!(error["details"]["refused"], answer["refused"]);
    assert_eq!(customers(&installation), 0);
}

///
#[test]
fn good_rows_are_applied_and_bad_ones_come_back_ready_to_be_mended() {
    let mut installation = filled();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rejected.csv");
    let options = ["--skip-bad", "--rejected", path.to_str().unwrap()];
    let said = import(&mut installation, "roster", &bad(), &options);
    assert_eq!((said.code, &said.json()["applied"]), (0, &json!(true)));
    assert_eq!(customers(&installation), 1);
    let rejected = fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = rejected.lines().collect();
    assert_eq!(lines[0], format!("{HEADER},Reason"));
    assert!(lines[1].starts_with("Alan,Turing,alan@example.org,,green,ALGEBRA,-1,Group ID: "), "{rejected}");
    assert!(lines[1].contains("; Cost: ") && lines.len() == 2, "{rejected}");

    let reason = lines[1].split(",-1,").nth(1).unwrap().replace(',', " ");
    let mended = format!("{}\nAlan,Turing,alan@example.org,,red,ALGEBRA,1,{reason}\n", lines[0]);
    assert_eq!(import(&mut installation, "roster", &mended, &[]).code, 0);
    assert_eq!(customers(&installation), 2);

    let again = import(&mut installation, "roster", &bad(), &options);
    assert_eq!((again.code, &again.json()["unchanged"]), (0, &json!(true)));
    assert_eq!(fs::read_to_string(&path).unwrap(), rejected, "a file applied before rejects nothing anew");
}

///
#[test]
fn a_row_rejected_again_has_its_new_reason_only() {
    let mut installation = filled();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rejected.csv");
    let text = format!("Reason,{HEADER}\nthe old one,Alan,Turing,alan@example.org,,green,,\n");
    let options = ["--skip-bad", "--rejected", path.to_str().unwrap()];
    assert_eq!(import(&mut installation, "roster", &text, &options).code, 1);
    let rejected = fs::read_to_string(&path).unwrap();
    assert!(rejected.starts_with(&format!("{HEADER},Reason\nAlan,")), "{rejected}");
    assert!(rejected.contains("Group ID: ") && !rejected.contains("the old one"), "{rejected}");
}

///
#[test]
fn a_file_of_nothing_but_bad_rows_is_refused_even_when_they_may_be_skipped() {
    let mut installation = filled();
    let text = roster(&["Alan,Turing,alan@example.org,,green,,"]);
    assert_eq!(import(&mut installation, "roster", &text, &["--skip-bad"]).code, 1);
    assert_eq!(import(&mut installation, "roster", "First Name\nAda\n", &["--skip-bad"]).code, 1);
}

///
#[test]
fn a_file_past_the_limit_is_refused_before_anything_is_written() {
    let mut installation = filled();
    installation.done(&["settings", "set", "import_max_rows", "1"]);
    let said = import(&mut installation, "roster", &good(), &["--skip-bad"]);
    assert_eq!((said.code, customers(&installation)), (1, 0));
    assert_eq!(said.json()["refused"].as_array().map(Vec::len), Some(1));
}

/// IMP-23
#[test]
fn a_change_of_very_much_must_be_confirmed_by_its_count() {
    let mut installation = filled();
    installation.done(&["settings", "set", "guard_threshold", "1"]);
    let said = import(&mut installation, "roster", &good(), &[]);
    assert_eq!((said.code, said.output.as_str()), (1, ""));
    let error = said.error();
    assert_eq!(error["rules"], json!(["IMP-23"]));
    assert!(error["message"].as_str().unwrap().contains("--confirm 2"));
    assert_eq!(import(&mut installation, "roster", &good(), &["--confirm", "3"]).code, 1);
    assert_eq!(import(&mut installation, "roster", &good(), &["--dry-run"]).code, 0);
    assert_eq!(import(&mut installation, "roster", &good(), &["--confirm", "2"]).code, 0);
}

/// IMP-02, Q-21
#[test]
fn who_was_typed_in_before_is_known_to_a_file() {
    let mut installation = filled();
    let typed = ["--email", "Alan@example.org", "--first-name", "Alan", "--last-name", "Turing"];
    installation.done(&[&["customer", "add"], &typed[..]].concat());
    let answer = import(&mut installation, "roster", &good(), &[]).json();
    assert_eq!(answer["customers"], json!({"created": 1, "existing": 1}));
    assert_eq!(customers(&installation), 2);
}

/// Q-22, IMP-14
#[test]
fn repeats_and_a_demanded_password_change_are_options_of_a_roster() {
    let mut installation = filled();
    let row = "Ada,Lovelace,ada@example.org,a password of hers,,ALGEBRA,";
    let text = roster(&[row, row]);
    assert_eq!(import(&mut installation, "roster", &text, &[]).code, 1);
    let said = import(&mut installation, "roster", &text, &["--allow-repeat", "--require-password-change"]);
    assert_eq!((said.code, &said.json()["orders"]), (0, &json!(2)));
}

///
#[test]
fn warnings_are_counted_on_standard_error_and_leave_the_answer_alone() {
    let mut installation = filled();
    let text = format!(
        "{HEADER},Order Date\nAda,Lovelace,ada@example.org,,,ALGEBRA,,2026-01-05\n\
         Alan,Turing,alan@example.org,,,ALGEBRA,,2026-01-05\n"
    );
    let said = import(&mut installation, "roster", &text, &[]);
    assert_eq!(said.code, 0);
    assert_eq!(said.notes, "warning: 2 rows (line 2, 3): the order is dated back (Q-53)\n");
}

#[test]
fn every_kind_of_file_is_imported_and_answers_with_its_own_counts() {
    let mut installation = filled();
    let items = "Course Code,Item Code,Kind,Weight,Required\nALGEBRA,QUIZ,quiz,50,yes\n";
    let prices = "Price Code,Product Code,Unit Price,Duration\nMONTH,ALGEBRA,49,30 days\n";
    let entries = json!({"created": 1, "existing": 0, "edited": 0});
    assert_eq!(import(&mut installation, "items", items, &[]).json()["items"], entries);
    assert_eq!(import(&mut installation, "prices", prices, &[]).json()["prices"], entries);
    assert_eq!(import(&mut installation, "roster", &good(), &[]).code, 0);
    let withdrawals = "Email,Course Code,Date\nada@example.org,ALGEBRA,2026-03-01\n";
    // Ada ordered at noon, after the day had begun.
    assert_eq!(import(&mut installation, "withdrawals", withdrawals, &[]).code, 1);
    let later = withdrawals.replace("03-01", "03-02");
    assert_eq!(import(&mut installation, "withdrawals", &later, &[]).json()["unenrolled"], json!(1));
    assert_eq!(import(&mut installation, "withdrawals", &later, &[]).json()["unchanged"], json!(true));
}

#[test]
fn people_are_told_in_sentences() {
    let mut installation = filled();
    let said = import(&mut installation, "roster", &good(), &["--output", "table"]);
    let expected = "2 rows: 2 customers new, 0 there already; 1 order, 1 access grant, 2 group memberships, 1 mail.\n\
                    2 new customers without a password and without a welcome \
                    (ada@example.org, alan@example.org) cannot sign in yet; \
                    `rollbook customer password EMAIL --send-link` mails a way in (X-15).\n\
                    Applied: 2 things changed";
    assert!(said.output.starts_with(expected), "{}", said.output);
    let said = import(&mut installation, "roster", &bad(), &["--output", "table"]);
    assert!(said.output.contains("line 3, Cost: amount `-1` is not accepted"), "{}", said.output);
    assert!(said.notes.starts_with("error: 1 row of `-` cannot be accepted"), "{}", said.notes);
    let said = import(&mut installation, "roster", &good(), &["--output", "table"]);
    assert!(said.output.starts_with("2 rows, as applied then: 2 customers new"), "{}", said.output);
    assert!(said.output.contains("Nothing changed: this very file was applied before"), "{}", said.output);
}

#[test]
fn a_file_that_is_not_there_or_cannot_be_written_is_unavailable() {
    let installation = filled();
    let said = installation.run(&["import", "roster", "/nowhere/roster.csv"]);
    assert_eq!((said.code, &said.error()["kind"]), (5, &json!("unavailable")));
    let arguments = ["import", "roster", "-", "--skip-bad", "--rejected", "/nowhere/rejected.csv"];
    assert_eq!(installation.run(&arguments).code, 5);
    assert_eq!(installation.run(&["import", "roster", "-", "--rejected", "rejected.csv"]).code, 2);
}

#[test]
fn imports_are_known_as_such_in_the_activity_log() {
    let mut installation = filled();
    import(&mut installation, "roster", &good(), &[]);
    let said = installation.done(&["customer", "activity", "ada@example.org"]).json();
    assert!(said["items"].to_string().contains("import"), "{said}");
}

///
#[test]
fn a_file_applied_without_its_bad_rows_says_so_when_it_comes_again() {
    let mut installation = filled();
    assert_eq!(import(&mut installation, "roster", &bad(), &["--skip-bad"]).code, 0);
    let again = import(&mut installation, "roster", &bad(), &[]);
    assert_eq!((again.code, &again.json()["unchanged"]), (0, &json!(true)));
    assert!(again.notes.starts_with("warning: this file was applied without 1 row"), "{}", again.notes);
    assert_eq!(import(&mut installation, "roster", &good(), &[]).code, 0);
    assert_eq!(import(&mut installation, "roster", &good(), &[]).notes, "");
}

#[test]
fn a_wrong_header_is_an_error_of_the_file_that_no_option_can_skip() {
    let mut installation = filled();
    let said = import(&mut installation, "groups", "Group Code\nblue\n", &["--output", "table"]);
    assert_eq!(said.code, 1);
    assert!(said.notes.starts_with("error: `-` is not accepted, so nothing is applied ("), "{}", said.notes);
}

#[test]
fn a_refusal_for_people_shows_the_value_unless_its_reason_does() {
    let mut installation = filled();
    let row = roster(&["Ada,Lovelace,nonsense,,,ALGEBRA,1", "Ada,Lovelace,ada@example.org,,,ALGEBRA,-1"]);
    let said = import(&mut installation, "roster", &row, &["--output", "table"]).output;
    assert!(said.contains("line 2, Email, `nonsense`: "), "{said}");
    assert!(said.contains("line 3, Cost: amount `-1` is not accepted"), "{said}");
}

/// IMP-15 to IMP-17, MAIL-01, MAIL-02, X-15
#[test]
fn a_roster_welcomes_its_people_with_its_own_words_and_a_way_in() {
    let mut installation = filled();
    installation.done(&["settings", "set", "base_url", "https://learn.example.org"]);
    let options =
        ["--welcome", "yes", "--subject", "Term begins", "--text", "Bring a pencil.", "--hold-mail"];
    let rehearsed =
        import(&mut installation, "roster", &good(), &[&options[..], &["--dry-run"]].concat()).json();
    assert_eq!((&rehearsed["mails"], &rehearsed["cannot_sign_in"]["count"]), (&json!(3), &json!(0)));
    assert_eq!(installation.done(&["mail", "list"]).json()["items"], json!([]));
    assert_eq!(import(&mut installation, "roster", &good(), &options).json()["mails"], json!(3));
    installation.done(&["mail", "send"]);
    assert!(installation.mailbox.mails().is_empty(), "they wait");
    installation.done(&["mail", "release", "--all"]);
    installation.done(&["mail", "send"]);
    let mails = installation.mailbox.mails();
    let welcome = |address: &str| {
        let is_wanted = |mail: &&rollbook_domain::port::OutgoingMail| {
            mail.to.reveal().as_typed() == address && mail.subject.reveal() == "Term begins"
        };
        mails.iter().find(is_wanted).map(|mail| mail.text.reveal().clone()).unwrap()
    };
    let alan = welcome("alan@example.org");
    assert!(
        alan.contains("Bring a pencil.") && alan.contains("https://learn.example.org/password/"),
        "{alan}"
    );
    assert!(welcome("ada@example.org").contains("Algebra"));
    assert_eq!(mails.len(), 3);

    let link = alan.split_whitespace().find(|word| word.starts_with("https://")).unwrap().to_owned();
    installation.input = "correct horse battery staple\n".to_owned();
    installation.done(&["customer", "password", "--link", &link, "--from-stdin"]);
}

/// MAIL-01
#[test]
fn nobody_is_mailed_where_no_confirmation_is_wanted() {
    let mut installation = filled();
    let said = import(&mut installation, "roster", &good(), &["--no-confirmation"]).json();
    assert_eq!((&said["mails"], &said["applied"]), (&json!(0), &json!(true)));
    assert_eq!(installation.done(&["mail", "list"]).json()["items"], json!([]));
}

/// IMP-16, IMP-17
#[test]
fn words_for_a_welcome_without_one_are_wrong_usage() {
    let mut installation = filled();
    for option in [["--subject", "Term begins"], ["--text", "Bring a pencil."]] {
        let said = import(&mut installation, "roster", &good(), &option);
        assert_eq!(said.code, 2);
        assert!(said.notes.contains("--welcome"), "{}", said.notes);
    }
}

/// whether there are mails changes nothing of what the rows mean, and a file must not sell twice because of them.
#[test]
fn a_file_that_was_applied_is_not_applied_again_for_its_mails() {
    let mut installation = filled();
    import(&mut installation, "roster", &good(), &["--no-confirmation"]);
    let again = import(&mut installation, "roster", &good(), &["--welcome"]).json();
    assert_eq!((&again["unchanged"], &again["applied"]), (&json!(true), &json!(false)));
    assert_eq!(installation.done(&["order", "list"]).json()["items"].as_array().map(Vec::len), Some(1));
}
