use proptest::prelude::*;

use super::*;

fn server(url: &str) -> Server {
    match Transport::parse(url).unwrap() {
        Transport::Server(server) => *server,
        other => panic!("{other} is no server"),
    }
}

fn refused(url: &str) -> TransportError {
    Transport::parse(url).unwrap_err()
}

#[test]
fn an_address_names_a_server_a_folder_or_the_log() {
    assert_eq!(Transport::parse("log"), Ok(Transport::Log));
    assert_eq!(Transport::parse("file:mail"), Ok(Transport::Folder("mail".into())));
    assert_eq!(Transport::parse("file:///var/mail"), Ok(Transport::Folder("/var/mail".into())));
    assert_eq!((server("smtp://mail.example.org").port, server("smtps://mail.example.org").port), (587, 465));
    assert_eq!(server("smtp://[::1]:2525").host, "::1");
    assert_eq!(server("smtp://MAIL.Example.org/").host, "mail.example.org");
}

#[test]
fn encryption_is_required_unless_the_address_says_otherwise() {
    assert_eq!(server("smtp://mail.example.org").encryption, Encryption::Required);
    assert_eq!(server("smtp://mail.example.org?tls=required").encryption, Encryption::Required);
    assert_eq!(server("smtp://mail.example.org?tls=opportunistic").encryption, Encryption::Opportunistic);
    assert_eq!(server("smtps://mail.example.org").encryption, Encryption::Implicit);
    for here in ["localhost", "127.0.0.1", "127.8.9.10", "[::1]"] {
        assert_eq!(server(&format!("smtp://{here}?tls=none")).encryption, Encryption::None);
    }
}

#[test]
fn plain_text_goes_nowhere_but_to_this_machine_and_no_password_goes_in_plain_text() {
    for elsewhere in ["mail.example.org", "192.0.2.1", "localhost.example.org", "127.0.0.1.example.org"] {
        let found = refused(&format!("smtp://{elsewhere}?tls=none"));
        assert_eq!(found, TransportError::PlainToElsewhere(elsewhere.to_owned()));
    }
    let found = refused("smtp://ada:secret@mail.example.org?tls=opportunistic");
    assert_eq!(found, TransportError::PasswordMayBeSeen("ada".to_owned()));
}

#[test]
fn user_and_password_are_percent_decoded_and_the_password_is_never_shown() {
    let transport = Transport::parse("smtp://ada%40example.org:p%40ss%2Fword@mail.example.org").unwrap();
    let Transport::Server(server) = &transport else { panic!("a server") };
    assert_eq!(server.user.as_deref(), Some("ada@example.org"));
    let expected = lettre::transport::smtp::authentication::Credentials::new(
        "ada@example.org".to_owned(),
        "p@ss/word".to_owned(),
    );
    assert_eq!(server.credentials(), Ok(Some(expected)));
    for shown in [format!("{transport:?}"), transport.to_string()] {
        assert!(!shown.contains("p@ss") && !shown.contains("p%40ss"), "{shown}");
    }
}

#[test]
fn a_password_may_come_apart_from_the_address_and_needs_a_user() {
    let apart = Transport::parse("smtp://ada@mail.example.org").unwrap();
    let Transport::Server(without) = apart.clone() else { panic!("a server") };
    assert_eq!(without.credentials(), Err(TransportError::NoPassword("ada".to_owned())));
    let joined = Transport::parse("smtp://ada:secret@mail.example.org").unwrap();
    assert_eq!(apart.with_password("secret"), Ok(joined.clone()));
    assert_eq!(joined.clone().with_password("other"), Ok(joined), "the address goes before");
    let nobody = Transport::parse("smtp://mail.example.org").unwrap();
    assert_eq!(nobody.with_password("secret"), Err(TransportError::PasswordWithoutUser));
    assert_eq!(refused("smtp://:secret@mail.example.org"), TransportError::PasswordWithoutUser);
    assert_eq!(Transport::Log.with_password("secret"), Ok(Transport::Log));
}

#[test]
fn what_is_not_accepted_is_named_with_the_accepted_form() {
    for (url, part) in [
        ("mail.example.org", "smtp://HOST"),
        ("http://mail.example.org", "`http:`"),
        ("", "smtp://HOST"),
        ("file:", "file:FOLDER"),
        ("file://", "file:FOLDER"),
        ("smtp:", "host"),
        ("smtp://", "host"),
        ("smtp://mail.example.org:99999", "port"),
        ("smtp://mail.example.org/folder", "nothing but options"),
        ("smtp://bücher.example", "ASCII"),
        ("smtp://m?tls=maybe", "`tls=maybe`"),
        ("smtps://m?tls=required", "always encrypted"),
        ("smtp://m?timeout=0", "1 to 60"),
        ("smtp://m?timeout=61", "1 to 60"),
        ("smtp://m?timeout=soon", "1 to 60"),
        ("smtp://m?hello=a%0d%0ab", "a host name"),
        ("smtp://m?ca=", "PEM"),
        ("smtp://m?colour=blue", "`colour`"),
        ("smtp://m?timeout=5&timeout=6", "twice"),
        ("smtp://a%0ab:c@m", "control"),
        ("smtp://%ff:c@m", "UTF-8"),
    ] {
        let told = refused(url).to_string();
        assert!(told.contains(part), "{url}: {told}");
    }
}

#[test]
fn authorities_that_cannot_be_read_are_named() {
    let told = Transport::parse("smtp://m?ca=/no/such/file.pem").unwrap().open().err().unwrap().to_string();
    assert!(told.contains("/no/such/file.pem") && told.contains("PEM"), "{told}");
}

proptest! {
    /// N35
    #[test]
    fn no_address_makes_the_reader_fall_over_and_none_shows_its_password(url in ".{0,60}", word in "[a-z]{9}X") {
        let _ = Transport::parse(&url);
        let _ = Transport::parse(&format!("smtp://{url}"));
        if let Ok(transport) = Transport::parse(&format!("smtp://ada:{word}@m{url}")) {
            let shown = format!("{transport:?} {transport}");
            prop_assert!(!shown.contains(&word));
        }
        if let Err(error) = Transport::parse(&format!("smtp://ada:{word}@m:{url}")) {
            let shown = format!("{error:?} {error}");
            prop_assert!(!shown.contains(&word));
        }
    }
}
