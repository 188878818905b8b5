use proptest::prelude::*;

use super::super::{LinkHash, LinkSecret};

fn secret(bits: [u8; 32]) -> LinkSecret {
    LinkSecret::from_entropy(bits)
}

#[test]
fn a_secret_is_read_alone_or_at_the_end_of_a_link() {
    let secret = secret([7; 32]);
    let plain = secret.reveal().to_owned();
    assert_eq!(plain.len(), 52);
    for typed in [
        plain.clone(),
        plain.to_uppercase(),
        format!("  {plain}\n"),
        format!("https://learn.example.org/password/{plain}"),
        format!("http://localhost:8080/a/b/invitation/{plain}"),
    ] {
        assert!(LinkSecret::parse(&typed).unwrap() == secret, "{typed}");
    }
}

/// N24
#[test]
fn a_link_cut_off_or_made_up_is_refused_and_not_repeated() {
    let plain = secret([7; 32]).reveal().to_owned();
    for typed in [
        String::new(),
        "/".to_owned(),
        "null".to_owned(),
        "[]".to_owned(),
        "%".repeat(52),
        "_".repeat(52),
        plain[..51].to_owned(),
        format!("{plain}0"),
        format!("{plain}/"),
        format!("https://learn.example.org/password/{plain}?next=1"),
        "é".repeat(52),
        "7".repeat(10_000_000),
    ] {
        let refused = LinkSecret::parse(&typed).unwrap_err();
        assert!(typed.is_empty() || typed == "/" || !refused.to_string().contains(&typed));
    }
}

#[test]
fn a_secret_prints_nothing_and_its_hash_is_no_way_back() {
    let secret = secret([7; 32]);
    assert_eq!(format!("{secret:?}"), "[secret]");
    assert!(!secret.hash().to_string().contains(secret.reveal()));
}

#[test]
fn a_hash_is_stored_as_64_hexadecimal_digits_and_nothing_else_is_one() {
    let hash = secret([7; 32]).hash();
    let stored = serde_json::to_string(&hash).unwrap();
    assert_eq!(stored.len(), 66);
    assert_eq!(serde_json::from_str::<LinkHash>(&stored).unwrap(), hash);
    assert_eq!(LinkHash::from_stored(*hash.as_bytes()), hash);
    for other in ["\"\"", "\"abcd\"", &format!("\"{}\"", "g".repeat(64)), &format!("\"{}\"", "é".repeat(32))]
    {
        assert!(serde_json::from_str::<LinkHash>(other).is_err(), "{other}");
    }
}

proptest! {
    #[test]
    fn two_secrets_share_neither_text_nor_hash(one: [u8; 32], other: [u8; 32]) {
        prop_assert_eq!(one == other, secret(one).reveal() == secret(other).reveal());
        prop_assert_eq!(one == other, secret(one).hash() == secret(other).hash());
    }

    #[test]
    fn what_is_revealed_is_read_back(bits: [u8; 32]) {
        prop_assert!(LinkSecret::parse(secret(bits).reveal()).unwrap() == secret(bits));
    }
}
