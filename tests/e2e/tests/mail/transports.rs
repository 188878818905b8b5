//! The transport to a mail server, held against one that is not ours.

use rollbook_domain::email::EmailAddress;
use rollbook_domain::id::{CountingIds, MailId};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{Mailer, MailerError, OutgoingMail};
use rollbook_domain::time::Instant;
use rollbook_e2e::{Authority, MailServer, MailServerOptions, Tls, closed_port};
use rollbook_smtp::{Transport, TransportError};
use serde_json::{Value, json};
use std::sync::Arc;

fn mail(number: u64, to: &str) -> OutgoingMail {
    OutgoingMail {
        id: MailId::next(&CountingIds::starting_at(number)),
        from: "Bücher & Co <rollbook@example.org>".to_owned(),
        to: Personal::new(EmailAddress::parse(to).expect("an address")),
        subject: Personal::new(format!("Ihr Platz № {number}")),
        text: Personal::new("Grüße,\n.\n..\nFrom here: https://example.org/invitation/abc=d\n".to_owned()),
        html: Personal::new("<p>Grüße</p>\n.\n".to_owned()),
        dated: Instant::parse("2026-03-01T12:00:00Z").expect("an instant"),
    }
}

fn mailer(url: &str) -> Arc<dyn Mailer> {
    Transport::parse(url).expect("an address of a transport").open().expect("a transport that opens")
}

fn of(server: &MailServer) -> Arc<dyn Mailer> {
    mailer(&format!("{}&timeout=2", server.url()))
}

/// What happened, in one letter and the server's words.
fn outcome(result: Result<(), MailerError>) -> (char, String) {
    match result {
        Ok(()) => ('.', String::new()),
        Err(MailerError::Transient(told)) => ('T', told),
        Err(MailerError::AddressRefused(told)) => ('A', told),
        Err(MailerError::MailRefused(told)) => ('M', told),
        Err(MailerError::Unusable(told)) => ('U', told),
        Err(MailerError::Unknown(told)) => ('?', told),
    }
}

fn letter(result: Result<(), MailerError>) -> char {
    outcome(result).0
}

#[test]
fn a_mail_arrives_whole_with_its_message_id_and_both_texts() {
    let server = MailServer::plain();
    let sent = mail(1, "Ada.King@Bücher.example");
    of(&server).send(&sent).expect("it is taken");
    let got = server.wait_for_mails(1).remove(0);
    assert_eq!(got["from"], "rollbook@example.org");
    assert_eq!(got["to"], json!(["Ada.King@xn--bcher-kva.example"]));
    assert_eq!(got["sender"], "Bücher & Co <rollbook@example.org>");
    assert_eq!(got["subject"], "Ihr Platz № 1");
    assert_eq!(got["message_id"], format!("<{}@example.org>", sent.id));
    assert_eq!(got["headers"]["Auto-Submitted"], "auto-generated");
    assert_eq!(got["content_type"], "multipart/alternative");
    assert_eq!(got["text"].as_str().expect("a text").replace("\r\n", "\n"), *sent.text.reveal());
    assert_eq!(got["html"].as_str().expect("a text").replace("\r\n", "\n"), *sent.html.reveal());
    assert_eq!((&got["hello"], &got["is_encrypted"]), (&json!("example.org"), &json!(false)));
    assert!(got["date"].as_str().is_some_and(|date| date.contains("1 Mar 2026 12:00:00")), "{got}");
}

#[test]
fn one_connection_carries_many_mails_and_a_lost_one_is_made_anew() {
    let server = MailServer::plain();
    let mailer = of(&server);
    for number in 1..=3 {
        mailer.send(&mail(number, "ada@example.org")).expect("it is taken");
    }
    server.rule(&json!([{ "at": "mail", "do": "reset", "times": 1 }]));
    mailer.send(&mail(4, "ada@example.org")).expect("a lost connection is made anew");
    server.rule(
        &json!([{ "at": "mail", "do": "answer", "says": "421 enough for one connection", "times": 1 }]),
    );
    mailer.send(&mail(5, "ada@example.org")).expect("a connection that the server ends is made anew");
    let connections: Vec<_> =
        server.wait_for_mails(5).iter().map(|mail| mail["connection"].clone()).collect();
    assert_eq!(connections, [1, 1, 1, 2, 3]);
}

#[test]
fn a_mailer_works_from_inside_a_runtime_and_goes_there_too() {
    let server = MailServer::plain();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mailer = of(&server);
        mailer.send(&mail(1, "ada@example.org")).expect("it is taken");
        drop(mailer);
    });
    assert_eq!(server.wait_for_mails(1).len(), 1);
}

#[test]
fn starttls_and_implicit_tls_work_with_a_private_authority_and_a_user() {
    let authority = Authority::certifying("127.0.0.1");
    for (tls, scheme) in [(Tls::StartTls, "smtp"), (Tls::Implicit, "smtps")] {
        let options = MailServerOptions {
            tls: Some((tls, &authority)),
            user: Some("rollbook:p@ss/word"),
            ..MailServerOptions::default()
        };
        let server = MailServer::start(&options);
        let rest = format!("127.0.0.1:{}?ca={}", server.port(), authority.file().display());
        mailer(&format!("{scheme}://rollbook:p%40ss%2Fword@{rest}"))
            .send(&mail(1, "ada@example.org"))
            .unwrap_or_else(|error| panic!("{tls:?}: {error}"));
        let got = server.wait_for_mails(1).remove(0);
        assert_eq!((&got["is_encrypted"], &got["user"]), (&json!(tls == Tls::StartTls), &json!("rollbook")));

        let apart = Transport::parse(&format!("{scheme}://rollbook@{rest}")).expect("an address");
        assert_eq!(apart.open().err(), Some(TransportError::NoPassword("rollbook".to_owned())));
        let apart =
            apart.with_password("p@ss/word").expect("a user to give it to").open().expect("a transport");
        apart.send(&mail(2, "ada@example.org")).expect("the password may come apart");

        let (found, told) =
            outcome(mailer(&format!("{scheme}://rollbook:wrong@{rest}")).send(&mail(3, "a@b.example")));
        assert!(found == 'U' && told.contains("535"), "{told}");
        assert!(!told.contains("wrong"), "{told}");
        let (found, told) = outcome(mailer(&format!("{scheme}://{rest}")).send(&mail(4, "a@b.example")));
        assert!(found == 'U' && told.contains("530"), "{told}");
    }
}

#[test]
fn nothing_goes_out_in_plain_text_unless_the_address_says_so() {
    let server = MailServer::plain();
    let port = server.port();
    let (found, told) =
        outcome(mailer(&format!("smtp://127.0.0.1:{port}")).send(&mail(1, "ada@example.org")));
    assert!(found == 'U' && told.contains("STARTTLS"), "{told}");
    assert_eq!(server.mails().len(), 0);
    mailer(&format!("smtp://127.0.0.1:{port}?tls=opportunistic"))
        .send(&mail(2, "ada@example.org"))
        .expect("plain text is allowed where the server cannot encrypt");
}

#[test]
fn a_certificate_of_another_authority_or_for_another_host_is_not_accepted() {
    let authority = Authority::certifying("127.0.0.1");
    let other = Authority::certifying("127.0.0.1");
    let for_another_host = Authority::certifying("mail.example.org");
    for (shown, trusted) in [(&authority, &other), (&for_another_host, &for_another_host)] {
        let server = MailServer::start(&MailServerOptions {
            tls: Some((Tls::StartTls, shown)),
            user: None,
            ..MailServerOptions::default()
        });
        for tls in ["required", "opportunistic"] {
            let ca = trusted.file();
            let url = format!("smtp://127.0.0.1:{}?tls={tls}&ca={}", server.port(), ca.display());
            let (found, told) = outcome(mailer(&url).send(&mail(1, "ada@example.org")));
            assert!(found == 'U' && told.contains("certificate"), "{told}");
        }
        assert_eq!(server.mails().len(), 0);
    }
}

#[test]
fn a_server_that_is_not_there_or_speaks_something_else_is_unusable() {
    let (found, told) = outcome(
        mailer(&format!("smtp://127.0.0.1:{}?tls=none", closed_port())).send(&mail(1, "a@b.example")),
    );
    assert!(found == 'U' && told.contains("refused"), "{told}");
    let server = MailServer::plain();
    assert_eq!(
        letter(
            mailer(&format!("smtps://127.0.0.1:{}?timeout=1", server.port())).send(&mail(1, "a@b.example"))
        ),
        'U'
    );
    assert_eq!(letter(mailer("smtp://no-such-host.invalid?timeout=5").send(&mail(1, "a@b.example"))), 'U');
}

/// What becomes of a mail, and of the next one over the same mailer.
fn under(server: &MailServer, rule: &Value) -> (char, String) {
    let mailer = of(server);
    server.rule(&json!([rule]));
    let (found, told) = outcome(mailer.send(&mail(1, "ada@example.org")));
    server.rule(&json!([]));
    let before = server.mails().len();
    mailer
        .send(&mail(2, "ada@example.org"))
        .unwrap_or_else(|error| panic!("the next mail after {rule}: {error}"));
    server.wait_for_mails(before + 1);
    (found, told)
}

#[test]
fn what_to_do_follows_from_the_stage_at_which_the_server_said_no() {
    let server = MailServer::plain();
    for (stage, temporary, permanent) in [
        ("connect", 'T', 'U'),
        ("ehlo", 'T', 'U'),
        ("mail", 'T', 'U'),
        ("rcpt", 'T', 'A'),
        ("data", 'T', 'M'),
        ("content", 'T', 'M'),
    ] {
        for (says, wanted) in [("451 not now", temporary), ("421 busy", temporary), ("550 never", permanent)]
        {
            let rule = json!({ "at": stage, "do": "answer", "says": says });
            let (found, told) = under(&server, &rule);
            assert_eq!(found, wanted, "{stage} {says}: {told}");
            assert!(told.contains(says), "{stage} {says}: {told}");
        }
    }
    let several = json!({ "at": "rcpt", "do": "answer", "says": "550-no\r\n550 such user" });
    assert_eq!(under(&server, &several), ('A', "RCPT TO: 550 no such user".to_owned()));
    let relay = json!({ "at": "rcpt", "do": "answer", "says": "554 5.7.1 relay access denied" });
    assert_eq!(under(&server, &relay).0, 'M');
    let nonsense = json!({ "at": "rcpt", "do": "answer", "says": "hello there" });
    assert_eq!(under(&server, &nonsense).0, 'T');
}

#[test]
fn a_connection_that_breaks_leaves_the_outcome_open_only_after_the_mail_itself() {
    let server = MailServer::plain();
    for (stage, wanted) in [
        ("connect", 'U'),
        ("ehlo", 'U'),
        ("mail", 'T'),
        ("rcpt", 'T'),
        ("data", 'T'),
        ("body", '?'),
        ("content", '?'),
    ] {
        let (found, told) = under(&server, &json!({ "at": stage, "do": "reset" }));
        assert_eq!(found, wanted, "{stage}: {told}");
    }
    let (found, told) = under(&server, &json!({ "at": "sent", "do": "reset" }));
    assert_eq!(found, '.', "an answer that came is an answer: {told}");
}

#[test]
fn a_silent_or_dripping_server_is_given_up_in_time() {
    let stages = [("connect", 'U'), ("mail", 'T'), ("rcpt", 'T'), ("data", 'T'), ("content", '?')];
    let silent = stages.map(|(stage, wanted)| (stage, "silent", wanted));
    let dripping = [("rcpt", "drip", 'T'), ("content", "drip", '?')];
    std::thread::scope(|scope| {
        for (stage, action, wanted) in silent.into_iter().chain(dripping) {
            scope.spawn(move || {
                let rule = json!({ "at": stage, "do": action, "times": 1 });
                let (found, told) = under(&MailServer::plain(), &rule);
                assert_eq!(found, wanted, "{stage} {action}: {told}");
                assert!(told.contains("no answer within"), "{stage} {action}: {told}");
            });
        }
    });
}

#[test]
fn a_server_that_is_slow_at_everything_is_given_up_before_the_mail_itself() {
    let server = MailServer::plain();
    let mailer = of(&server);
    mailer.send(&mail(1, "ada@example.org")).expect("it is taken");
    let slow = |stage| json!({ "at": stage, "do": "slow", "seconds": 1.6 });
    server.rule(&json!(["rset", "mail", "rcpt", "data"].map(slow)));
    let (found, told) = outcome(mailer.send(&mail(2, "ada@example.org")));
    assert!(found == 'T' && told.contains("no answer within"), "{told}");
    assert_eq!(server.mails().len(), 1);
}

#[test]
fn a_probe_finds_a_server_that_would_take_mails_and_one_that_would_not() {
    let authority = Authority::certifying("127.0.0.1");
    let options = MailServerOptions {
        tls: Some((Tls::StartTls, &authority)),
        user: Some("rollbook:right"),
        ..MailServerOptions::default()
    };
    let server = MailServer::start(&options);
    let probe = |password: &str| {
        let rest = format!("127.0.0.1:{}?ca={}", server.port(), authority.file().display());
        let transport = Transport::parse(&format!("smtp://rollbook:{password}@{rest}")).expect("an address");
        let Transport::Server(server) = transport else { panic!("a server") };
        rollbook_smtp::SmtpMailer::open(&server).expect("a mailer").probe()
    };
    assert_eq!(probe("right"), Ok(()));
    assert_eq!(letter(probe("wrong")), 'U');
}
