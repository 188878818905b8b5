use proptest::prelude::*;

use super::{Code, FieldName, Note, PersonName, TextError, Title};

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

#[test]
fn a_code_is_kept_as_written_without_the_space_around_it() {
    assert_eq!(code(" BBB-2013J ").as_str(), "BBB-2013J");
    assert_eq!(code("Größe/1").to_string(), "Größe/1");
    assert_eq!(code(&"x".repeat(64)).as_str().len(), 64);
}

#[test]
fn a_code_in_any_unicode_form_is_one_code() {
    assert_eq!(code("Cafe\u{301}"), code("Caf\u{e9}"));
}

#[test]
fn a_code_that_a_spreadsheet_would_garble_is_refused_with_the_reason() {
    for (text, reason) in [
        ("", "empty"),
        ("  ", "empty"),
        ("A B", "white space"),
        ("A\u{a0}B", "white space"),
        ("A\tB", "white space"),
        ("A,B", "comma or a quote"),
        ("\"AB\"", "comma or a quote"),
        ("O'Neil", "comma or a quote"),
        ("AB\u{200b}C", "invisible"),
        ("AB\u{202e}C", "invisible"),
        ("AB\u{ad}C", "invisible"),
        ("AB\u{0}C", "invisible"),
        ("AB\u{e0041}", "invisible"),
        ("cus_01h455vb4pex5vsknk084sn02q", "looks like an id"),
        ("PRC_01H455VB4PEX5VSKNK084SN02Q", "looks like an id"),
    ] {
        let refusal = Code::parse(text).unwrap_err().to_string();
        assert!(refusal.contains(reason) && refusal.contains("1 to 64 visible characters"), "{refusal}");
    }
    let refusal = Code::parse(&"x".repeat(65)).unwrap_err().to_string();
    assert!(refusal.contains("too long"), "{refusal}");
}

#[test]
fn a_code_with_an_underscore_is_not_yet_an_id() {
    for text in ["cus_1", "BBB_2013J", "cus_01h455vb4pex5vsknk084sn02", "_01h455vb4pex5vsknk084sn02q"] {
        assert!(Code::parse(text).is_ok(), "{text}");
    }
}

#[test]
fn codes_are_unique_without_regard_to_case() {
    for (one, other) in [
        ("BBB-2013J", "bbb-2013j"),
        ("ÄRZTE", "ärzte"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
        ("STRASSE", "straße"),
        ("\u{212a}1", "k1"),
        ("ſ1", "S1"),
    ] {
        assert_eq!(code(one).folded(), code(other).folded());
    }
    assert_ne!(code("A1").folded(), code("A2").folded());
    assert_ne!(code("A1"), code("a1"));
}

#[test]
fn a_title_is_one_line_that_shows_something() {
    assert_eq!(Title::parse("  Safety at work, part 1 ").unwrap().as_str(), "Safety at work, part 1");
    assert!(Title::parse(&"é".repeat(200)).is_ok());
    for (text, reason) in [
        (" ", "empty"),
        ("two\nlines", "control character"),
        ("bell\u{7}", "control character"),
        ("gnp\u{202e}evil", "direction of writing"),
        ("\u{200b}\u{2060}", "shows nothing"),
    ] {
        let refusal = Title::parse(text).unwrap_err().to_string();
        assert!(refusal.contains(reason) && refusal.contains("1 to 200 characters"), "{refusal}");
        assert!(!refusal.contains(char::is_control), "{refusal}");
    }
    assert!(Title::parse(&"é".repeat(201)).is_err());
}

#[test]
fn a_long_refused_text_is_shown_shortened() {
    let refusal = Title::parse(&"x".repeat(1_000_000)).unwrap_err().to_string();
    assert!(refusal.len() < 250 && refusal.contains("x…`"), "{refusal}");
}

#[test]
fn a_name_may_be_written_in_any_script() {
    for text in ["Ada", "Łukasz", "Nguyễn Thị", "O’Brien-Smith", "李", "محمد", "ක්\u{200d}රිෂ්ණා", "🦀"]
    {
        assert_eq!(PersonName::parse(text).unwrap().as_str(), text);
    }
    assert_eq!(PersonName::parse("Zoe\u{308}").unwrap(), PersonName::parse(" Zoë ").unwrap());
}

#[test]
fn a_refused_name_or_note_is_not_repeated() {
    let names = ["", " \t ", "Ada\u{202e}secret", "secret\u{0}", "\u{feff}", &"secret".repeat(17)];
    for text in names {
        let refusal = PersonName::parse(text).unwrap_err();
        assert!(matches!(refusal, TextError::PersonalRefused { .. }), "{refusal}");
        assert!(!refusal.to_string().contains("secret"), "{refusal}");
        assert!(!format!("{refusal:?}").contains("secret"), "{refusal:?}");
    }
    let refusal = Note::parse(&"secret".repeat(334)).unwrap_err().to_string();
    assert!(refusal.starts_with("note of 2004 characters is not accepted: it is too long"), "{refusal}");
}

#[test]
fn names_and_notes_print_nothing_of_themselves() {
    assert_eq!(format!("{:?}", PersonName::parse("Ada").unwrap()), "PersonName(..)");
    assert_eq!(format!("{:?}", Note::parse("moved away").unwrap()), "Note(..)");
}

#[test]
fn a_note_may_have_lines_and_tabs_but_nothing_that_steers_a_terminal() {
    assert_eq!(Note::parse(" first\r\nsecond\tline\n").unwrap().as_str(), "first\nsecond\tline");
    for text in ["\u{1b}[31mred", "bell\u{7}", "a\rb", "a\u{0}b", "a\u{85}b", "\n\n"] {
        assert!(Note::parse(text).is_err(), "{text:?}");
    }
}

#[test]
fn a_field_name_is_made_of_small_letters_digits_and_dashes() {
    assert_eq!(FieldName::parse(" Billing_Address-2 ").unwrap().as_str(), "billing_address-2");
    for text in ["", "two words", "straße", "a.b", &"x".repeat(65)] {
        let refusal = FieldName::parse(text).unwrap_err().to_string();
        assert!(refusal.contains("billing_address"), "{refusal}");
    }
}

#[test]
fn stored_texts_are_checked_when_they_are_read_back() {
    assert!(serde_json::from_str::<Code>(r#""A B""#).is_err());
    assert!(serde_json::from_str::<Title>(r#""""#).is_err());
    assert!(serde_json::from_str::<FieldName>(r#""a b""#).is_err());
    assert_eq!(serde_json::from_str::<Code>(r#""B\u00c9""#).unwrap(), code("BÉ"));
}

proptest! {
    #[test]
    fn an_accepted_text_reads_back_as_itself(text in "\\PC{1,70}") {
        if let Ok(code) = Code::parse(&text) {
            prop_assert_eq!(&Code::parse(code.as_str()).unwrap(), &code);
            let json = serde_json::to_string(&code).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Code>(&json).unwrap(), &code);
        }
        if let Ok(title) = Title::parse(&text) {
            prop_assert_eq!(&Title::parse(title.as_str()).unwrap(), &title);
            let json = serde_json::to_string(&title).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Title>(&json).unwrap(), &title);
        }
        if let Ok(name) = PersonName::parse(&text) {
            prop_assert_eq!(&PersonName::parse(name.as_str()).unwrap(), &name);
        }
        if let Ok(note) = Note::parse(&text) {
            prop_assert_eq!(&Note::parse(note.as_str()).unwrap(), &note);
        }
    }

    #[test]
    fn a_field_name_reads_back_as_itself(text in "[A-Za-z0-9_-]{1,64}") {
        let name = FieldName::parse(&text).unwrap();
        prop_assert_eq!(&FieldName::parse(name.as_str()).unwrap(), &name);
        prop_assert_eq!(FieldName::parse(&text.to_uppercase()).unwrap(), name);
    }

    #[test]
    fn a_code_in_capitals_is_the_same_code(text in "[\\p{L}\\p{N}]{1,20}") {
        let Ok(code) = Code::parse(&text) else { return Ok(()) };
        for other in [text.to_uppercase(), text.to_lowercase(), code.folded()] {
            if let Ok(other) = Code::parse(&other) {
                prop_assert_eq!(other.folded(), code.folded());
            }
        }
    }

    #[test]
    fn any_text_is_accepted_or_refused(text in any::<String>()) {
        let _ = (Code::parse(&text), Title::parse(&text), FieldName::parse(&text));
        let _ = (PersonName::parse(&text), Note::parse(&text));
    }
}
