//! The examples of the help texts, pasted into a shell beside the demo.

use std::process::Stdio;

use rollbook_e2e::{Installation, program};
use rollbook_servers::{Database, find_server};

use crate::help::every_help;

/// The files that the examples of imports name.
const FILES: [(&str, &str); 20] = [
    ("invitation.txt", "Come to {{ product }}!\n{{ link }}\n"),
    ("invitation.html", "<p>Come to {{ product }}! {{ link }}</p>\n"),
    ("groups.csv", "Group Code,Name\nnight,Night shift\n"),
    ("courses.csv", "Course Code,Title,Start Date,End Date\nGEOMETRY,Geometry,2026-01-01,2026-12-31\n"),
    ("items.csv", "Course Code,Item Code,Kind\nALGEBRA,ALG-QUIZ,quiz\n"),
    ("prices.csv", "Price Code,Product Code,Unit Price,Duration\nALG-WEEK,ALGEBRA,9.50,7 days\n"),
    (
        "roster.csv",
        "First Name,Last Name,Email,Group ID,Price ID\nJoan,Clarke,joan@example.org,acme,ALG-YEAR\n",
    ),
    (
        "staff.csv",
        "First Name,Last Name,Email,Password\nJoan,Clarke,joan@example.org,a long enough password\n",
    ),
    (
        "learners.csv",
        "First Name,Last Name,Email\nJoan,Clarke,joan@example.org\nGrace,Hopper,grace@example.org\n",
    ),
    ("emails.csv", "Email\njoan@example.org\nannie@acme.example\n"),
    ("left.csv", "Email\nada@example.org\n"),
    ("withdrawals.csv", "Email,Course Code,Date\nada@example.org,ALGEBRA,2025-03-01\n"),
    ("scores.csv", "Email,Course Code,Item Code,Date,Score\nada@example.org,ALGEBRA,ALG-FINAL,2025-03-01,\n"),
    ("password.txt", "a long enough password\n"),
    (
        "contracts.csv",
        "External Id,Number,Client,Starts,Ends,Courses,Seats\n4711,SO-2041,Acme,2025-01-01,2031-12-31,SAFETY,200\n",
    ),
    (
        "contracts.json",
        r#"[{"number": "SO-2043", "client": "Acme", "starts": "2025-01-01", "ends": "2031-12-31", "courses": ["SAFETY"]}]"#,
    ),
    (
        "quiz.json",
        r#"{"pass_mark": 50, "questions": [{"id": "prime", "text": "1 is a prime.", "kind": "true_false", "correct": ["false"]}]}"#,
    ),
    ("erasures.csv", "tenant,customer,erased_at\n"),
    ("answers.json", r#"{"prime": ["false"], "even": ["two", "four"]}"#),
    ("cmi.json", r#"{"cmi.completion_status": "completed", "cmi.session_time": "PT20M"}"#),
];

/// `rollbook serve` stays until it is told to end, so it is told once it says that it has begun.
const ENDING_WHAT_STAYS: &str = r#"rollbook() {
    if [ "$1" != serve ]; then command rollbook "$@"; return; fi
    mkfifo said
    command rollbook "$@" 2> said &
    exec 3< said
    read -r begun <&3
    kill -TERM $!
    wait $!
}"#;

/// The address of a database on a server in examples; each that has it is given a database of its own.
const ON_SERVER: &str = "postgres://rollbook@db/rollbook";

/// An empty database, or one with the demo in it when the example reads from there.
fn database_for(example: &str, demo: &Installation) -> Database {
    let database = Database::empty(&find_server().expect("a server")).expect("a database");
    if example.contains(&format!("--from {ON_SERVER}")) {
        demo.done(&["store", "copy", "--from", "sqlite:rollbook.db", "--to", database.url()]);
    }
    database
}

/// The examples of a help text, each with the lines that continue it.
fn examples(help: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let lines = help.split("Examples:\n").nth(1).unwrap_or_default().lines();
    for line in lines.take_while(|line| line.starts_with("  ")) {
        match found.last_mut() {
            Some(begun) if line.starts_with("      ") => begun.extend(["\n", line]),
            _ => found.push(line.trim().to_owned()),
        }
    }
    found
}

/// Exit codes of examples that are questions, and say no.
fn may_end_with(example: &str, code: i32) -> bool {
    code == 0 || (code == 1 && example.contains("access check"))
}

#[test]
fn no_example_is_too_long_for_a_terminal() {
    let helps: Vec<String> = every_help().into_iter().map(|(_, help)| help).collect();
    let shown = helps.iter().map(|help| help.split("Examples:\n").nth(1).unwrap_or_default());
    let examples = shown.flat_map(|shown| shown.lines().take_while(|line| line.starts_with("  ")));
    let long: Vec<_> = examples.filter(|line| line.chars().count() > 80).collect();
    assert_eq!(long, Vec::<&str>::new());
}

/// A line that the help broke at its edge, or a code that the demo has no more, would fail here.
#[cfg(unix)]
#[test]
fn every_example_works_when_it_is_pasted_beside_the_demo() {
    let demo = Installation::empty();
    demo.done(&["demo"]);
    for (name, text) in FILES {
        demo.write(name, text);
    }
    let folder = program().parent().expect("the program lies in a folder").display();
    let (mut tried, mut failed) = (0, Vec::new());
    for (path, help) in every_help() {
        for example in examples(&help) {
            let place = demo.copy();
            for home in [".zfunc", ".config/fish/completions"] {
                std::fs::create_dir_all(place.path(home)).expect("a folder");
            }
            let database = example.contains(ON_SERVER).then(|| database_for(&example, &demo));
            let url = database.as_ref().map_or(ON_SERVER, Database::url);
            let pasted = example.replace(ON_SERVER, url);
            let answer = std::fs::File::open(place.path("password.txt")).expect("the file of the password");
            let mut shell = std::process::Command::new("bash");
            shell
                .args(["-c", &format!("PATH='{folder}':\"$PATH\"\n{ENDING_WHAT_STAYS}\n{pasted}")])
                .current_dir(place.folder())
                .env("HOME", place.folder());
            for variable in ["DATABASE", "KEY_FILE", "MAIL_URL", "MAIL_PASSWORD"] {
                shell.env_remove(format!("ROLLBOOK_{variable}"));
            }
            shell.stdin(Stdio::from(answer));
            let ended = shell.output().expect("bash starts");
            let is_as_promised = ended.status.code().is_some_and(|code| may_end_with(&example, code));
            if !is_as_promised {
                failed.push(format!("{path:?}: {example}\n{}", String::from_utf8_lossy(&ended.stderr)));
            }
            tried += 1;
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert!(tried >= 200, "only {tried} examples were found");
}
