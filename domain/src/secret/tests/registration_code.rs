use proptest::prelude::*;

use super::super::{RegistrationCode, RegistrationCodeError};

const CHARACTERS: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

fn code(bits: [u8; 10]) -> RegistrationCode {
    RegistrationCode::from_entropy(bits)
}

/// The 17 characters that carry something.
fn characters(code: &RegistrationCode) -> Vec<char> {
    code.shown().chars().filter(|letter| *letter != '-').collect()
}

fn parsed(letters: &[char]) -> Result<RegistrationCode, RegistrationCodeError> {
    RegistrationCode::parse(&letters.iter().collect::<String>())
}

#[test]
fn a_code_is_shown_in_groups_of_four_with_its_check_character() {
    assert_eq!(code([0; 10]).shown(), "0000-0000-0000-0000-0");
    assert_eq!(code([0xff; 10]).reveal(), "ZZZZZZZZZZZZZZZZ");
    assert_eq!(code([0, 0, 0, 0, 0, 0, 0, 0, 0, 32]).shown(), "0000-0000-0000-0010-*");
    assert_eq!(code([0, 0, 0, 0, 0, 0, 0, 0, 0, 36]).shown(), "0000-0000-0000-0014-U");
}

/// N82: one code, however it is typed.
#[test]
fn a_code_is_read_in_either_case_with_or_without_separators_and_with_look_alikes() {
    let code = code([0x00, 0x42, 0x08, 0x42, 0x10, 0, 1, 2, 3, 4]);
    let shown = code.shown();
    let zeros = |text: &str, with: &str| text.replace('0', with);
    let ones = |text: &str, with: &str| text.replace('1', with);
    for typed in [
        shown.clone(),
        shown.to_lowercase(),
        shown.replace('-', ""),
        shown.replace('-', " "),
        shown.replace('-', " - "),
        format!("  {shown}\t\n"),
        zeros(&shown, "O"),
        zeros(&shown, "o"),
        ones(&shown, "I"),
        ones(&shown, "l"),
    ] {
        assert!(RegistrationCode::parse(&typed).unwrap() == code, "{typed}");
    }
}

/// N83
#[test]
fn what_is_no_code_is_refused_whatever_it_tries_and_never_said_again() {
    let ten_megabytes = "7".repeat(10_000_000);
    let shown = code([7; 10]).shown();
    for typed in [
        "",
        "-",
        "CODE%",
        "' OR 1=1",
        "%%%%%%%%%%%%%%%%%",
        "_________________",
        "null",
        "\0",
        "0000-0000-0000-000",
        &format!("{shown}0"),
        &format!("{shown}{shown}"),
        &shown[1..],
        "0000-0000-0000-0000-é",
        "００００-0000-0000-0000-0",
        &" ".repeat(10_000),
        &ten_megabytes,
    ] {
        let refused = RegistrationCode::parse(typed).unwrap_err();
        assert!(matches!(refused, RegistrationCodeError::Form | RegistrationCodeError::Check));
        assert!(typed.len() < 5 || !refused.to_string().contains(typed));
    }
}

#[test]
fn a_code_prints_nothing_of_itself() {
    assert_eq!(format!("{:?}", code([7; 10])), "[secret]");
}

#[test]
fn a_bare_code_is_read_back_in_its_own_form_alone() {
    let code = code([9; 10]);
    assert!(RegistrationCode::parse_bare(code.reveal()).unwrap() == code);
    for other in ["", &code.shown(), &code.reveal().to_lowercase(), "IIIIIIIIIIIIIIII"] {
        assert_eq!(RegistrationCode::parse_bare(other), Err(RegistrationCodeError::Form), "{other}");
    }
}

proptest! {
    #[test]
    fn what_is_shown_is_read_back(bits: [u8; 10]) {
        prop_assert!(RegistrationCode::parse(&code(bits).shown()).unwrap() == code(bits));
    }

    #[test]
    fn other_bits_are_another_code(one: [u8; 10], other: [u8; 10]) {
        prop_assert_eq!(one == other, code(one) == code(other));
    }

    /// Every place, every other character.
    #[test]
    fn every_single_wrong_character_is_found(bits: [u8; 10]) {
        let right = characters(&code(bits));
        for place in 0..16 {
            for wrong in CHARACTERS.chars().filter(|wrong| *wrong != right[place]) {
                let mut typed = right.clone();
                typed[place] = wrong;
                prop_assert_eq!(parsed(&typed), Err(RegistrationCodeError::Check), "{} at {}", wrong, place);
            }
        }
        for wrong in CHARACTERS.chars().chain("*~$=U".chars()).filter(|wrong| *wrong != right[16]) {
            let mut typed = right.clone();
            typed[16] = wrong;
            prop_assert_eq!(parsed(&typed), Err(RegistrationCodeError::Check), "{} as check", wrong);
        }
    }

    #[test]
    fn two_neighbours_that_changed_places_are_found(bits: [u8; 10]) {
        let right = characters(&code(bits));
        for place in (0..16).filter(|place| right[*place] != right[place + 1]) {
            let mut typed = right.clone();
            typed.swap(place, place + 1);
            prop_assert!(parsed(&typed).is_err(), "{} and the next", place);
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(typed in any::<String>()) {
        let _ = RegistrationCode::parse(&typed);
    }
}
