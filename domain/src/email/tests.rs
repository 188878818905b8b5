use std::collections::HashSet;

use proptest::prelude::*;

use super::{EmailAddress, EmailKey};

fn email(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

fn reason(text: &str) -> &'static str {
    EmailAddress::parse(text).unwrap_err().reason()
}

/// CUS-29
#[test]
fn case_and_the_space_around_an_address_make_no_second_account() {
    let stored = email("user@x.com");
    assert_eq!(email("USER@X.com"), stored);
    assert_eq!(email("user@x.com "), stored);
    assert_eq!(email("\u{3000}User@x.COM\r\n"), stored);
    assert_eq!(email("USER@X.com").as_typed(), "USER@X.com");
    let all = HashSet::from(["user@x.com", "USER@X.com", "User@X.Com"].map(email));
    assert_eq!(all.len(), 1);
}

/// CUS-29
#[test]
fn letters_that_only_look_like_ascii_are_refused_before_the_at() {
    for look_alike in [
        "ｕser@x.com",        // A full-width letter.
        "m\u{131}ke@x.com",   // A dotless i, whose capital is I.
        "u\u{17f}er@x.com",   // A long s, whose capital is S.
        "\u{212a}ate@x.com",  // The Kelvin sign, whose small letter is k.
        "jose\u{301}@x.com",  // An accent of its own.
        "jos\u{e9}@x.com",    // The same as one letter.
        "us\u{200b}er@x.com", // A space without width.
        "\u{feff}user@x.com", // A byte order mark.
        "\u{430}dmin@x.com",  // A Cyrillic a.
    ] {
        assert!(reason(look_alike).contains("not ASCII"), "{look_alike:?}");
    }
}

/// CUS-29
#[test]
fn a_domain_is_one_in_every_way_it_can_be_written() {
    let ascii = email("user@xn--bcher-kva.example");
    for same in [
        "user@bücher.example",
        "user@BÜCHER.example",
        "user@bu\u{308}cher.example",
        "user@XN--BCHER-KVA.Example",
    ] {
        assert_eq!(email(same), ascii, "{same}");
        assert_eq!(email(same).canonical(), "user@xn--bcher-kva.example");
    }
    assert_eq!(email("user@ｅxample。com"), email("user@example.com"));
    assert_eq!(email("user@exam\u{ad}ple.com"), email("user@example.com"));
    assert_eq!(email("user@\u{212a}elvin.com"), email("user@kelvin.com"));
    assert_ne!(email("user@straße.example"), email("user@strasse.example"));
}

/// CUS-29
#[test]
fn an_encoded_domain_that_hides_a_plain_one_is_refused() {
    for trick in [
        "user@xn--example-.org",
        "user@XN--EXAMPLE-.org",
        "user@xn--.org",
        "user@xn--a.org",
        "user@xn--bcher-kva-.example",
        "user@xn--xn--example--.org",
        "user@ab--cd.org",
    ] {
        assert_eq!(reason(trick), "the domain is not a valid domain name", "{trick}");
    }
}

#[test]
fn an_address_of_another_form_is_refused_with_the_reason() {
    let long_local = format!("{}@x.com", "a".repeat(65));
    let long_label = format!("a@{}.com", "b".repeat(64));
    let long_domain = format!("a@{}com", "b.".repeat(130));
    for (text, words) in [
        ("", "no `@`"),
        ("user", "no `@`"),
        ("user＠x.com", "no `@`"),
        ("a@b@x.com", "more than one `@`"),
        ("@x.com", "nothing stands before"),
        ("user@", "nothing stands after"),
        (".user@x.com", "dot"),
        ("user.@x.com", "dot"),
        ("us..er@x.com", "dot"),
        ("us er@x.com", "space"),
        ("\"user\"@x.com", "quote"),
        ("us(er)@x.com", "not accepted"),
        ("us,er@x.com", "not accepted"),
        ("user\u{0}@x.com", "not accepted"),
        ("user\r\nbcc:a@x.com", "not accepted"),
        ("user@x.com\r\nbcc", "not a valid domain"),
        ("Ada <ada@x.com>", "not accepted"),
        ("user@localhost", "only one label"),
        ("user@x.com.", "not a valid domain"),
        ("user@x.com。", "not a valid domain"),
        ("user@.x.com", "not a valid domain"),
        ("user@x..com", "not a valid domain"),
        ("user@-x.com", "not a valid domain"),
        ("user@x-.com", "not a valid domain"),
        ("user@x_y.com", "not a valid domain"),
        ("user@x y.com", "not a valid domain"),
        ("user@a＠b.com", "not a valid domain"),
        ("user@[127.0.0.1]", "not a valid domain"),
        ("user@[IPv6:::1]", "not a valid domain"),
        ("user@127.0.0.1", "number"),
        ("user@１２７.０.０.１", "number"),
        (&long_local, "longer than 64 bytes"),
        (&long_label, "not a valid domain"),
        (&long_domain, "longer than 254 bytes"),
    ] {
        assert!(reason(text).contains(words), "{text:?}: {}", reason(text));
    }
}

#[test]
fn an_address_that_is_too_long_only_in_ascii_is_refused() {
    // Each label of two bytes has seven in ASCII.
    let address = |local: usize| format!("{}@{}com", "a".repeat(local), "ü.".repeat(25));
    assert!(address(64).len() <= 254);
    assert_eq!(email(&address(50)).canonical().len(), 254);
    assert_eq!(reason(&address(51)), "it is longer than 254 bytes when its domain is written in ASCII");
}

#[test]
fn neither_an_address_nor_its_refusal_shows_in_a_log() {
    let address = email("secret@x.com");
    assert_eq!(format!("{address:?} {:?}", address.key()), "EmailAddress(..) EmailKey(..)");
    let refusal = EmailAddress::parse("secret secret@x.com").unwrap_err();
    assert!(!format!("{refusal} {refusal:?}").contains("secret"), "{refusal}");
    assert!(refusal.to_string().ends_with("accepted form: name@example.org"), "{refusal}");
}

#[test]
fn a_stored_address_is_the_one_that_was_parsed() {
    let parsed = email("Ada@Bücher.example");
    let stored = EmailAddress::from_stored(parsed.as_typed(), parsed.canonical());
    assert_eq!(stored, parsed);
    assert_eq!(stored.as_typed(), "Ada@Bücher.example");
    assert_eq!(EmailKey::from_stored(parsed.canonical()), parsed.key());
    assert_eq!(parsed.key().as_str(), "ada@xn--bcher-kva.example");
}

#[test]
fn ordinary_addresses_are_accepted() {
    for text in [
        "a@b.co",
        "first.last+tag@sub.example.org",
        "o'neil@example.org",
        "1@2.com",
        "_@x.com",
        "user@例え.jp",
    ] {
        assert!(EmailAddress::parse(text).is_ok(), "{text}");
    }
}

const LOCAL: &str = "[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]{1,20}(\\.[a-zA-Z0-9_-]{1,10}){0,2}";

proptest! {
    #[test]
    fn the_canonical_form_is_canonical(local in LOCAL, domain in "\\PC{1,15}\\.\\PC{2,10}") {
        let Ok(address) = EmailAddress::parse(&format!("{local}@{domain}")) else { return Ok(()) };
        let again = EmailAddress::parse(address.canonical()).unwrap();
        prop_assert_eq!(again.canonical(), address.canonical());
        prop_assert_eq!(again.as_typed(), address.canonical());
        prop_assert!(address.canonical().is_ascii());
        prop_assert_eq!(address.canonical().to_lowercase(), address.canonical());
    }

    #[test]
    fn an_address_in_any_case_is_one(local in LOCAL, domain in "([a-z0-9]{1,10}\\.){1,3}[a-z]{2,6}") {
        let text = format!("{local}@{domain}");
        let address = EmailAddress::parse(&text).unwrap();
        for variant in [text.to_uppercase(), text.to_lowercase(), format!("  {text}\t")] {
            let variant = EmailAddress::parse(&variant).unwrap();
            prop_assert_eq!(&variant, &address);
            prop_assert_eq!(variant.key(), address.key());
            prop_assert_eq!(variant.cmp(&address), std::cmp::Ordering::Equal);
        }
    }

    #[test]
    fn any_text_is_an_address_or_a_refusal(text in any::<String>(), near in "\\PC{0,10}@\\PC{0,20}") {
        for text in [text, near] {
            if let Ok(address) = EmailAddress::parse(&text) {
                prop_assert!(address.canonical().len() <= 254);
                prop_assert_eq!(address.canonical().matches('@').count(), 1);
            }
        }
    }
}
