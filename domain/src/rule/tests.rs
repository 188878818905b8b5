use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

#[test]
fn the_book_holds_every_rule_exactly_once() {
    let ids: BTreeSet<&str> = all().map(|rule| rule.id.as_str()).collect();
    assert_eq!(ids.len(), all().count(), "an id occurs twice");
    assert_eq!(ids.len(), 326);
}

#[test]
fn ids_of_an_area_are_numbered_without_a_gap() {
    for area in Area::all() {
        let numbers: Vec<usize> = all()
            .filter(|rule| rule.area == area)
            .map(|rule| {
                let number =
                    rule.id.as_str().strip_prefix(area.code()).and_then(|rest| rest.strip_prefix('-'));
                number.and_then(|number| number.parse().ok()).expect("an id is its area's code and a number")
            })
            .collect();
        assert_eq!(numbers, (1..=numbers.len()).collect::<Vec<_>>(), "{area}");
        assert!(!numbers.is_empty(), "{area} has no rules");
    }
}

#[test]
fn ids_sort_in_the_order_of_the_book() {
    assert!(all().map(|rule| rule.id).is_sorted());
}

#[test]
fn every_title_and_text_reads_as_prose() {
    for rule in all() {
        let words = rule.title.split_whitespace().count();
        assert!((2..=6).contains(&words), "{}: title {:?} has {words} words", rule.id, rule.title);
        assert!(rule.text.ends_with('.') && rule.text.len() > 20, "{}: {:?}", rule.id, rule.text);
        assert!(
            !rule.text.contains("  ") && !rule.text.contains(['|', '\n']),
            "{}: {:?}",
            rule.id,
            rule.text
        );
    }
}

#[test]
fn a_text_cites_only_rules_that_exist() {
    for rule in all() {
        for word in rule.text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-') {
            let cites = word.split_once('-').is_some_and(|(code, number)| {
                Area::all().any(|area| area.code() == code)
                    && number.bytes().all(|byte| byte.is_ascii_digit())
            });
            assert!(!cites || find(word).is_some(), "{} cites {word}", rule.id);
        }
    }
}

#[test]
fn a_text_never_calls_a_customer_a_user() {
    for rule in all() {
        let text = rule.text.to_lowercase();
        assert!(
            !text.split(|letter: char| !letter.is_alphabetic()).any(|word| word == "user" || word == "users")
        );
    }
}

#[test]
fn an_id_is_found_in_any_letter_case_and_only_whole() {
    for rule in all() {
        assert_eq!(find(rule.id.as_str()), Some(rule));
        assert_eq!(find(&rule.id.as_str().to_lowercase()), Some(rule));
    }
    assert_eq!(find("acd1"), None);
    assert_eq!(find("ACC-1"), None);
    assert_eq!(find(""), None);
}

#[test]
fn an_id_is_written_as_a_string_and_read_back() {
    let written = serde_json::to_string(&[CUS_29, ACD_1]).unwrap();
    assert_eq!(written, r#"["CUS-29","ACD-1"]"#);
    assert_eq!(serde_json::from_str::<Vec<RuleId>>(&written).unwrap(), [CUS_29, ACD_1]);
    let refused = serde_json::from_str::<RuleId>(r#""CUS-99""#).unwrap_err();
    assert!(refused.to_string().contains("CUS-99"), "{refused}");
}

#[test]
fn a_rule_is_written_with_its_area_code_and_origin() {
    let written = serde_json::to_value(find("ACD-1").unwrap()).unwrap();
    assert_eq!(written["id"], "ACD-1");
    assert_eq!(written["area"], "ACD");
    assert_eq!(written["origin"], "follows");
}

#[test]
fn the_page_has_one_line_for_every_rule_and_a_heading_for_every_area() {
    let page = markdown();
    for rule in all() {
        let start = format!("| {} | {} |", rule.id, rule.title);
        assert_eq!(page.lines().filter(|line| line.starts_with(&start)).count(), 1, "{}", rule.id);
    }
    for area in Area::all() {
        assert!(page.contains(&format!("\n## {area} ({})\n", area.code())));
    }
    assert!(page.ends_with("|\n"));
}

#[test]
fn an_area_has_the_place_its_table_gives_it() {
    for (place, area) in Area::all().enumerate() {
        assert_eq!(area as usize, place, "{area:?}");
    }
}

proptest! {
    #[test]
    fn looking_up_any_text_finds_a_rule_only_by_its_id(text in "\\PC{0,12}") {
        if let Some(rule) = find(&text) {
            prop_assert!(rule.id.as_str().eq_ignore_ascii_case(&text));
        }
    }
}
