use proptest::prelude::*;

use crate::mail::{one_line, plain_lines};

/// N103
#[test]
fn line_breaks_and_characters_that_turn_the_text_round_become_spaces() {
    assert_eq!(one_line("Ada\r\nBcc: all@example.org", 80), "Ada Bcc: all@example.org");
    assert_eq!(one_line("a\u{2028}b\u{202e}c\u{85}d\0e\u{1b}[2J", 80), "a b c d e [2J");
    assert_eq!(one_line(" \t two   words \n", 80), "two words");
}

#[test]
fn a_long_line_is_cut_and_says_so() {
    assert_eq!(one_line("abcdef", 6), "abcdef");
    assert_eq!(one_line("abcdefg", 6), "abcde…");
    assert_eq!(one_line(&"x".repeat(10_000), 250).chars().count(), 250);
}

#[test]
fn a_text_of_several_lines_keeps_them_and_nothing_else_that_acts() {
    assert_eq!(
        plain_lines("one\r\ntwo\rthree\u{2029}four\tfive\u{7}\u{202e}"),
        "one\ntwo\nthree\nfour\tfive  "
    );
}

proptest! {
    /// N103
    #[test]
    fn one_line_is_one_line_whatever_it_is_made_of(text: String, longest in 1_usize..300) {
        let line = one_line(&text, longest);
        prop_assert!(line.chars().count() <= longest);
        prop_assert!(!line.contains(char::is_control));
        prop_assert_eq!(one_line(&line, longest), line);
    }

    #[test]
    fn plain_lines_hold_no_control_but_line_ends_and_tabs(text: String) {
        let plain = plain_lines(&text);
        prop_assert!(plain.chars().all(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')));
    }
}
