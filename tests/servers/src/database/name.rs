use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::ServerError;

/// How the names of all templates begin.
pub(super) const TEMPLATE: &str = "rollbook_template_";
/// How the names of all databases of test cases begin.
pub(super) const TEST: &str = "rollbook_test_";

/// What a template holds, in a word that is part of its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// Takes 1 to 40 of the characters `a-z0-9_`, such as a hash in hexadecimal.
    ///
    /// # Errors
    ///
    /// [`ServerError::Malformed`] for anything else.
    pub fn parse(word: &str) -> Result<Self, ServerError> {
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if (1..=40).contains(&word.len()) && word.bytes().all(is_plain) {
            return Ok(Self(word.to_owned()));
        }
        let accepted = "1 to 40 of the characters a-z, 0-9 and _";
        Err(ServerError::Malformed { what: "fingerprint", value: word.to_owned(), accepted })
    }
}

pub(super) fn of_template(fingerprint: &Fingerprint) -> String {
    format!("{TEMPLATE}{}", fingerprint.0)
}

/// A name that no other process that lives uses, nor this one a second time.
pub(super) fn of_test() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("{}{}_{count}", of_tests_here(), process::id())
}

/// How the names begin that processes of this machine give: several machines may test on one server, and numbers of
/// processes mean something on one of them alone.
pub(super) fn of_tests_here() -> String {
    let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    let numbering = fs::read_link("/proc/self/ns/pid").unwrap_or_default();
    let mut hasher = DefaultHasher::new();
    (boot, numbering).hash(&mut hasher);
    format!("{TEST}{:x}_", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_a_short_word_that_needs_no_quotes() {
        assert_eq!(of_template(&Fingerprint::parse("0f_9").unwrap()), "rollbook_template_0f_9");
        for word in ["", "A", "a-b", "a\"b", &"a".repeat(41)] {
            let refused = Fingerprint::parse(word).unwrap_err().to_string();
            assert!(refused.contains("1 to 40 of the characters"), "{refused}");
        }
    }

    #[test]
    fn no_name_is_given_twice_and_all_fit() {
        assert!(of_test().len() < 60);
        assert_ne!(of_test(), of_test());
    }
}
