//! `rollbook serve` as a process.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use rollbook_e2e::{MailServer, MailServerOptions, Said, closed_port};
use serde_json::json;

use crate::office::{Office, mails_to, names};

fn serving(office: &Office, url: &str, more: &[&str]) -> Child {
    let arguments = [&["serve", "--poll", "100ms"], more].concat();
    office.command(url, &arguments).spawn().expect("the program starts")
}

/// Asks the process to end, and waits until it has.
#[cfg(unix)]
fn ended(serving: Child) -> Said {
    let asked =
        Command::new("kill").args(["-TERM", &serving.id().to_string()]).stdout(Stdio::null()).status();
    assert!(asked.expect("kill runs").success());
    Said::from_finished(&serving.wait_with_output().expect("the process ends"))
}

/// The queue of an office is filled by the test's clock, far ahead; these run by the machine's.
fn office_of_today(count: usize) -> Office {
    let office = Office::with_mails_to(&[]);
    for name in names(count) {
        let email = format!("{name}@example.org");
        let add = ["customer", "add", "--email", &email, "--first-name", &name, "--last-name", "Example"];
        office.installation.done(&add);
        office.installation.done(&["order", "assign", "--customer", &email, "--product", "ALGEBRA"]);
    }
    office
}

#[cfg(unix)]
#[test]
fn mails_that_wait_and_mails_queued_meanwhile_by_others_are_sent_until_it_is_asked_to_end() {
    let (office, server) = (office_of_today(3), MailServer::plain());
    let process = serving(&office, &server.url(), &["--mail-workers", "3"]);
    server.wait_for_mails(3);
    let email = "learner1@example.org";
    office.installation.done(&["order", "assign", "--customer", email, "--product", "ALGEBRA"]);
    let got = server.wait_for_mails(4);
    assert_eq!(mails_to(&got, "learner1"), 2);
    let said = ended(process);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(
        said.notes.contains("Sending mails by smtp://127.0.0.1") && said.notes.contains("Ended"),
        "{said:?}"
    );
    assert!(said.notes.contains("default: ") && said.notes.contains(" sent"), "{said:?}");
    assert!(!said.notes.contains("@example.org"), "the log names nobody: {said:?}");
    assert!(office.states().values().all(|state| state == "sent"));
}

#[cfg(unix)]
#[test]
fn asked_to_end_it_finishes_the_mail_in_hand_and_puts_back_the_others() {
    let (office, server) = (office_of_today(3), MailServer::plain());
    server.rule(&json!([{ "at": "content", "do": "pause", "times": 1 }]));
    let process = serving(&office, &server.url(), &[]);
    server.wait_for_pauses(1);
    let asked = Command::new("kill").args(["-TERM", &process.id().to_string()]).status();
    assert!(asked.expect("kill runs").success());
    server.go_on();
    let said = ended_already(process);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_eq!(server.mails().len(), 1, "no further mail is begun");
    let sent = office.states().values().filter(|state| *state == "sent").count();
    assert_eq!(sent, 1, "{:?}", office.states());
    assert!(said.notes.contains("2 put back"), "{said:?}");
}

fn ended_already(process: Child) -> Said {
    Said::from_finished(&process.wait_with_output().expect("the process ends"))
}

#[cfg(unix)]
#[test]
fn a_server_that_comes_back_is_found_again() {
    let office = office_of_today(1);
    let port = closed_port();
    let mut process = serving(&office, &format!("smtp://127.0.0.1:{port}?tls=none"), &[]);
    let notes = BufReader::new(process.stderr.take().expect("its notes are ours"));
    let mut lines = notes.lines().map_while(Result::ok);
    assert!(lines.any(|line| line.contains("the mail server cannot be used")), "the failure is told");
    let server = MailServer::start(&MailServerOptions { port: Some(port), ..MailServerOptions::default() });
    // The mail waits for a minute after the failed attempt; one that is new does not.
    office.installation.done(&[
        "order",
        "assign",
        "--customer",
        "learner0@example.org",
        "--product",
        "ALGEBRA",
    ]);
    server.wait_for_mails(1);
    assert_eq!(ended(process).code, Some(0));
}
