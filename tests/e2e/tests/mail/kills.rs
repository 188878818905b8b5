//! Killing the dispatcher while the mail server has a mail in hand (I6, F03).

use rollbook_e2e::MailServer;
use serde_json::json;

use crate::office::{Office, at, copies, names};

const KILLS: usize = 100;
const MAILS: usize = 150;

#[test]
fn a_dispatcher_killed_between_the_final_dot_and_the_commit_loses_no_mail_and_doubles_one_at_most() {
    let office = Office::with_mails_to(&names(MAILS));
    let server = MailServer::plain();
    let mut minute = 0;
    for kill in 0..KILLS {
        // The mail that the kill meets is the first of the run, the second or the third; every other time the last
        // answer is out already and only the commit is missing, or not even that.
        let stage = if kill % 2 == 0 { "content" } else { "sent" };
        server.rule(&json!([{ "at": stage, "do": "pause", "skip": kill % 3, "times": 1 }]));
        minute += 10;
        let mut serving =
            office.command(&server.url(), &["serve", "--now", &at(minute)]).spawn().expect("it starts");
        server.wait_for_pauses(kill + 1);
        serving.kill().expect("the process is ours");
        serving.wait().expect("the process ends");
        server.go_on();
    }
    server.rule(&json!([]));
    let said = office.send(&server.url(), minute + 10);
    assert_eq!(said.code, Some(0), "{said:?}");

    let states = office.states();
    let unsent: Vec<_> = states.iter().filter(|(_, state)| *state != "sent").collect();
    assert!(unsent.is_empty(), "{unsent:?}");
    let copies = copies(&server.mails());
    assert_eq!(copies.len(), MAILS, "no mail is lost");
    let doubled: usize = copies.values().map(|copies| copies - 1).sum();
    println!("{KILLS} kills doubled {doubled} of {MAILS} mails");
    assert!(doubled <= KILLS, "{doubled} copies too many after {KILLS} kills");
    assert!(doubled > 0, "no kill came between the final dot and the commit");
}
