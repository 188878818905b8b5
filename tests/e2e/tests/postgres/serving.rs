//! Several processes of `rollbook serve` on one database.

use std::collections::BTreeMap;
use std::process::{Child, Command};

use rollbook_e2e::{MailServer, Said};

use crate::house::{House, database};

const LEARNERS: usize = 60;

fn serving(house: &House, server: &MailServer) -> Child {
    let mut command = house.command(&["serve", "--poll", "50ms", "--mail-workers", "3"]);
    command.env("ROLLBOOK_MAIL_URL", server.url()).spawn().expect("the program starts")
}

/// Asks the process to end, and waits until it has.
fn ended(serving: Child) -> Said {
    let asked = Command::new("kill").args(["-TERM", &serving.id().to_string()]).status();
    assert!(asked.expect("kill runs").success());
    Said::from_finished(&serving.wait_with_output().expect("the process ends"))
}

/// New learners of a price, as a file.
pub(crate) fn roster(first: usize, rows: usize) -> String {
    let mut lines = vec!["First Name,Last Name,Email,Price ID".to_owned()];
    lines.extend((first..first + rows).map(|row| format!("Learner,{row},learner{row}@example.org,ALG")));
    lines.join("\n")
}

/// I6
#[cfg(unix)]
#[test]
fn two_that_serve_one_database_send_each_mail_once() {
    let database = database();
    let (one, other) = (House::at(database.url()), House::at(database.url()));
    one.done(&["init"]);
    std::fs::copy(one.place.path("keys"), other.place.path("keys")).expect("the same keys");
    one.done(&["product", "add", "ALGEBRA", "--title", "Algebra"]);
    one.done(&["price", "add", "ALG", "--product", "ALGEBRA", "--amount", "49", "--duration", "unlimited"]);
    one.place.write("first.csv", roster(0, LEARNERS / 2));
    one.place.write("second.csv", roster(LEARNERS / 2, LEARNERS / 2));
    one.done(&["import", "roster", "first.csv"]);

    let server = MailServer::plain();
    let processes = [serving(&one, &server), serving(&other, &server)];
    server.wait_for_mails(LEARNERS / 2);
    // Both are awake by now, and mails come while they look.
    one.done(&["import", "roster", "second.csv"]);
    server.wait_for_mails(LEARNERS);
    for process in processes {
        let said = ended(process);
        assert_eq!(said.code, Some(0), "{said:?}");
        assert!(!said.notes.contains("warning"), "{said:?}");
    }
    let mut copies: BTreeMap<String, usize> = BTreeMap::new();
    for mail in server.mails() {
        *copies.entry(mail["to"][0].as_str().unwrap_or_default().to_owned()).or_default() += 1;
    }
    assert_eq!(copies.len(), LEARNERS);
    assert!(copies.values().all(|count| *count == 1), "{copies:?}");
    let listed = one.done(&["mail", "list", "--all"]).json();
    assert!(listed["items"].as_array().expect("a list").iter().all(|mail| mail["state"] == "sent"));
}

/// CUS-29
#[test]
fn of_machines_that_add_one_email_at_once_exactly_one_succeeds() {
    let database = database();
    let houses: Vec<House> = (0..4).map(|_| House::at(database.url())).collect();
    houses[0].done(&["init"]);
    let mut codes: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> =
            houses.iter().map(|house| scope.spawn(|| house.add_customer("ada").code)).collect();
        threads.into_iter().map(|thread| thread.join().expect("a thread that runs programs")).collect()
    });
    codes.sort_unstable();
    assert_eq!(codes, [0, 1, 1, 1].map(Some));
}
