//! Mail before there is a mail server, and what the doctor says about either.

use rollbook_e2e::{MailServer, Said, closed_port};
use serde_json::Value;

use crate::office::{Office, at, names};

fn files(office: &Office) -> Vec<String> {
    let folder = office.installation.path("rollbook.db.mail");
    let entries =
        folder.read_dir().expect("a folder beside the database").map(|entry| entry.expect("a file"));
    entries.map(|entry| std::fs::read_to_string(entry.path()).expect("an .eml file")).collect()
}

#[test]
fn without_a_mail_server_mails_become_files_beside_the_database() {
    let office = Office::with_mails_to(&names(2));
    office.installation.done(&["mail", "send", "--now", &at(1)]);
    let found = files(&office);
    assert_eq!(found.len(), 2);
    for name in names(2) {
        let start = format!("To: {name}@example.org\r\n");
        assert!(
            found.iter().any(|text| text.contains(&start) && text.contains("Auto-Submitted: auto-generated"))
        );
    }
    assert!(office.states().values().all(|state| state == "sent"));
}

/// N35
#[test]
fn the_log_names_mails_and_tells_nothing_of_what_they_say() {
    let office = Office::with_mails_to(&names(1));
    let email = "learner0@example.org";
    office.installation.done(&["customer", "password", email, "--send-link", "--now", &at(0)]);
    let said = office.send("log", 1);
    assert_eq!(said.code, Some(0), "{said:?}");
    let lines: Vec<_> = said.notes.lines().filter(|line| line.starts_with("mail mail_")).collect();
    assert!(lines.len() == 2 && lines.iter().all(|line| line.contains(email)), "{said:?}");
    assert!(!said.notes.contains("/password/"), "{said:?}");
}

fn doctor(office: &Office, url: &str) -> (Said, Vec<Value>) {
    let mut command = office.command(url, &["doctor", "--output", "json"]);
    let said = Said::from_finished(&command.output().expect("the program starts"));
    let items = said.json()["items"].as_array().expect("a list").clone();
    (
        said,
        items
            .into_iter()
            .filter(|item| item["id"].as_str().is_some_and(|id| id.starts_with("mail")))
            .collect(),
    )
}

#[test]
fn the_doctor_asks_the_mail_server_and_fails_when_it_does_not_answer() {
    let office = Office::with_mails_to(&[]);
    let server = MailServer::plain();
    let (said, found) = doctor(&office, &server.url());
    assert_eq!((said.code, found.len()), (Some(0), 2), "{found:?}");
    assert!(found.iter().all(|item| item["health"] == "ok"), "{found:?}");
    let (said, found) = doctor(&office, &format!("smtp://rollbook:s3cret@127.0.0.1:{}", closed_port()));
    assert_eq!(said.code, Some(1), "{found:?}");
    assert_eq!((&found[1]["id"], &found[1]["health"]), (&"mail_server".into(), &"fail".into()));
    assert!(!said.output.contains("s3cret") && !said.notes.contains("s3cret"), "{said:?}");
    let (said, _) = doctor(&office, "pigeon:post");
    assert!(said.code == Some(1) && said.output.contains("smtp://HOST"), "{said:?}");
}
