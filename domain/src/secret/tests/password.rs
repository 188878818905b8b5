use proptest::prelude::*;

use super::super::{PASSWORD_MAX_BYTES, Password, PasswordError, PasswordHash};

#[test]
fn a_password_is_kept_exactly_as_typed_up_to_1024_bytes() {
    for typed in [
        "  leading and trailing  ",
        &" ".repeat(20),
        &"x".repeat(73),
        &"x".repeat(1024),
        "tab\tand\nline ends",
    ] {
        assert_eq!(Password::parse(typed, 15).unwrap().reveal(), typed);
    }
}

#[test]
fn a_longer_password_is_refused_and_never_cut_off() {
    for bytes in [1025, 10_000] {
        assert_eq!(Password::parse(&"x".repeat(bytes), 15), Err(PasswordError::TooLong { bytes }));
    }
    assert_eq!(PASSWORD_MAX_BYTES, 1024);
}

#[test]
fn a_password_that_only_grows_too_long_in_normal_form_is_refused() {
    // One letter of three bytes that becomes three letters of nine bytes in normal form C.
    let typed = "\u{fb2c}".repeat(340);
    assert!(typed.len() <= PASSWORD_MAX_BYTES);
    assert!(
        matches!(Password::parse(&typed, 15), Err(PasswordError::TooLong { bytes }) if bytes > typed.len())
    );
}

#[test]
fn a_password_is_measured_before_any_work_is_done_on_it() {
    let typed = "e\u{301}".repeat(342);
    assert_eq!(Password::parse(&typed, 15), Err(PasswordError::TooLong { bytes: 1026 }));
}

#[test]
fn a_password_with_nul_is_refused() {
    assert_eq!(Password::parse("fifteen\0characters", 15), Err(PasswordError::Nul));
}

#[test]
fn characters_are_counted_and_not_bytes() {
    assert!(Password::parse(&"ü".repeat(15), 15).is_ok());
    let refusal = Password::parse(&"ü".repeat(14), 15).unwrap_err();
    assert_eq!(refusal, PasswordError::TooShort { chars: 14, min_chars: 15 });
    assert_eq!(
        refusal.to_string(),
        "password has 14 characters; accepted form: at least 15 characters, spaces count"
    );
}

#[test]
fn one_password_typed_on_two_keyboards_is_one() {
    let composed = Password::parse("caf\u{e9} caf\u{e9} caf\u{e9}", 5).unwrap();
    let decomposed = Password::parse("cafe\u{301} cafe\u{301} cafe\u{301}", 5).unwrap();
    assert_eq!(composed, decomposed);
    assert_ne!(composed, Password::parse("CAF\u{c9} caf\u{e9} caf\u{e9}", 5).unwrap());
}

#[test]
fn neither_a_password_nor_its_hash_nor_its_refusal_shows_in_a_log() {
    let password = Password::parse("hunter2hunter2hunter2", 15).unwrap();
    let hash = PasswordHash::from_stored("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA");
    assert_eq!(format!("{password:?} {hash:?}"), "[secret] [secret]");
    assert_eq!(hash.reveal(), "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA");
    let refusal = Password::parse("hunter2", 15).unwrap_err();
    assert!(!format!("{refusal} {refusal:?}").contains("hunter2"));
}

proptest! {
    #[test]
    fn an_accepted_password_is_accepted_again(typed in any::<String>(), min_chars in 0_usize..20) {
        if let Ok(password) = Password::parse(&typed, min_chars) {
            prop_assert_eq!(&Password::parse(password.reveal(), min_chars).unwrap(), &password);
        }
    }
}
