//! What becomes of mails when the mail server fails them (I6, F20).

use rollbook_e2e::{Authority, MailServer, MailServerOptions, Tls, closed_port};
use serde_json::{Value, json};

use crate::office::{Office, copies, mails_to, names};

const OTHERS: usize = 4;

fn office() -> Office {
    let mut all = names(OTHERS);
    all.insert(2, "bad".to_owned());
    Office::with_mails_to(&all)
}

/// Sends by a server that fails one recipient: gives the office, the server, and the state of that mail after it.
fn failing(rule: &Value) -> (Office, MailServer, String) {
    let (office, server) = (office(), MailServer::plain());
    server.rule(&json!([rule]));
    let said = office.send(&format!("{}&timeout=2", server.url()), 1);
    assert_eq!(said.code, Some(0), "{rule}: {said:?}");
    let got = server.mails();
    for name in names(OTHERS) {
        assert_eq!((mails_to(&got, &name), office.state_of(&name).as_str()), (1, "sent"), "{rule}: {name}");
    }
    let state = office.state_of("bad");
    (office, server, state)
}

/// The server recovers and much time goes by; gives how many copies of the failed mail it has taken in all.
fn recovered(office: &Office, server: &MailServer) -> usize {
    server.rule(&json!([]));
    office.send(&server.url(), 120);
    let got = server.mails();
    for (id, copies) in copies(&got) {
        assert!(copies == 1 || id == id_of(&got, "bad"), "{id} came {copies} times");
    }
    let bad: Vec<_> = got.iter().filter(|mail| mail["to"][0] == "bad@example.org").collect();
    assert!(bad.iter().all(|mail| mail["message_id"] == bad[0]["message_id"]), "{bad:?}");
    bad.len()
}

fn id_of(mails: &[Value], name: &str) -> String {
    let address = format!("{name}@example.org");
    let mail = mails.iter().find(|mail| mail["to"][0] == address.as_str());
    mail.and_then(|mail| mail["message_id"].as_str()).unwrap_or_default().to_owned()
}

/// Tries several things side by side, since most of the time is waiting.
fn at_once(what: &[&str], trial: impl Fn(&str) + Sync) {
    std::thread::scope(|scope| {
        for one in what {
            scope.spawn(|| trial(one));
        }
    });
}

#[test]
fn a_mail_that_is_turned_down_for_now_holds_up_no_other_and_is_sent_later() {
    for stage in ["rcpt", "data", "content"] {
        let rule = json!({ "at": stage, "to": "bad@example.org", "do": "answer", "says": "451 greylisted" });
        let (office, server, state) = failing(&rule);
        assert_eq!(state, "queued", "{stage}");
        let bad = office.mails().into_iter().find(|mail| mail["to"] == "bad@example.org").expect("the mail");
        assert!(bad["problem"].as_str().is_some_and(|problem| problem.contains("451 greylisted")), "{bad}");
        assert_eq!((recovered(&office, &server), office.state_of("bad")), (1, "sent".to_owned()), "{stage}");
    }
}

#[test]
fn an_address_that_is_refused_for_good_is_sent_nothing_more() {
    let rule =
        json!({ "at": "rcpt", "to": "bad@example.org", "do": "answer", "says": "550 5.1.1 no such user" });
    let (office, server, state) = failing(&rule);
    assert_eq!(state, "dead");
    office.queue("bad", 10);
    assert_eq!(recovered(&office, &server), 0, "nothing goes to a suppressed address");
    let states: Vec<_> = office.states().into_iter().filter(|(mail, _)| mail.starts_with("bad ")).collect();
    assert!(states.len() == 2 && states.iter().all(|(_, state)| state == "dead"), "{states:?}");
}

#[test]
fn a_mail_that_is_refused_for_good_is_given_up_and_its_address_is_not() {
    let rule =
        json!({ "at": "content", "to": "bad@example.org", "do": "answer", "says": "554 looks like spam" });
    let (office, server, state) = failing(&rule);
    assert_eq!(state, "dead");
    office.queue("bad", 10);
    assert_eq!(recovered(&office, &server), 1, "the next mail goes out");
}

#[test]
fn a_connection_cut_in_the_middle_of_a_mail_costs_a_second_attempt_and_no_second_mail() {
    let rule = json!({ "at": "body", "to": "bad@example.org", "do": "reset" });
    let (office, server, state) = failing(&rule);
    assert_eq!(state, "queued");
    assert_eq!((recovered(&office, &server), office.state_of("bad")), (1, "sent".to_owned()));
}

#[test]
fn a_mail_of_which_nobody_knows_whether_it_was_taken_comes_twice_at_most_with_the_same_message_id() {
    at_once(&["reset", "silent", "drip"], |action| {
        let (office, server, state) =
            failing(&json!({ "at": "content", "to": "bad@example.org", "do": action }));
        assert_eq!(state, "queued", "{action}");
        assert_eq!((recovered(&office, &server), office.state_of("bad")), (2, "sent".to_owned()), "{action}");
        office.send(&server.url(), 600);
        assert_eq!(mails_to(&server.mails(), "bad"), 2, "{action}");
    });
}

#[test]
fn a_reset_after_the_last_answer_changes_nothing() {
    let rule = json!({ "at": "sent", "to": "bad@example.org", "do": "reset" });
    let (office, server, state) = failing(&rule);
    assert_eq!(state, "sent");
    assert_eq!(recovered(&office, &server), 1);
}

#[test]
fn a_slow_server_is_given_up_before_the_mail_is_handed_over_and_asked_again_later() {
    at_once(&["silent", "drip"], |action| {
        let (office, server, state) =
            failing(&json!({ "at": "rcpt", "to": "bad@example.org", "do": action }));
        assert_eq!(state, "queued", "{action}");
        assert_eq!((recovered(&office, &server), office.state_of("bad")), (1, "sent".to_owned()), "{action}");
    });
}

/// A server that nobody can use costs no mail: all of them wait, and go out once when it works again.
fn waits_for(office: &Office, broken: &str, working: &str, server: &MailServer, why: &str) {
    for minute in [1, 30, 60] {
        let said = office.send(broken, minute);
        let told = format!("{}{}", said.output, said.notes);
        assert!(told.contains(why), "{told}");
        assert!(office.states().values().all(|state| state == "queued"), "{:?}", office.states());
    }
    assert_eq!(server.mails().len(), 0);
    office.send(working, 120);
    let copies = copies(&server.wait_for_mails(OTHERS + 1));
    assert!(copies.len() == OTHERS + 1 && copies.values().all(|copies| *copies == 1), "{copies:?}");
    assert!(office.states().values().all(|state| state == "sent"), "{:?}", office.states());
}

#[test]
fn mails_wait_while_the_server_refuses_connections() {
    let (office, server) = (office(), MailServer::plain());
    let nobody = format!("smtp://127.0.0.1:{}?tls=none", closed_port());
    waits_for(&office, &nobody, &server.url(), &server, "refused");
}

#[test]
fn mails_wait_while_the_server_cannot_prove_who_it_is() {
    let (real, other) = (Authority::certifying("127.0.0.1"), Authority::certifying("127.0.0.1"));
    let server = MailServer::start(&MailServerOptions {
        tls: Some((Tls::StartTls, &real)),
        user: None,
        ..MailServerOptions::default()
    });
    let trusting =
        |who: &Authority| format!("smtp://127.0.0.1:{}?ca={}", server.port(), who.file().display());
    waits_for(&office(), &trusting(&other), &trusting(&real), &server, "certificate");
}

#[test]
fn mails_wait_while_the_server_refuses_the_password_or_the_sender() {
    let authority = Authority::certifying("127.0.0.1");
    let options = MailServerOptions {
        tls: Some((Tls::StartTls, &authority)),
        user: Some("rollbook:right"),
        ..MailServerOptions::default()
    };
    let server = MailServer::start(&options);
    let with = |password: &str| {
        format!("smtp://rollbook:{password}@127.0.0.1:{}?ca={}", server.port(), authority.file().display())
    };
    waits_for(&office(), &with("wrong"), &with("right"), &server, "535");

    let (office, server) = (office(), MailServer::plain());
    server.rule(&json!([{ "at": "mail", "do": "answer", "says": "550 5.7.1 not your address" }]));
    let said = office.send(&server.url(), 1);
    assert!(format!("{}{}", said.output, said.notes).contains("not your address"), "{said:?}");
    assert!(office.states().values().all(|state| state == "queued"), "{:?}", office.states());
}
