use super::*;

/// TRN-13
#[test]
fn a_kind_of_item_is_read_in_any_letter_case_and_in_the_open_universitys_words() {
    let kinds = [
        ("SCORM", ItemKind::Scorm),
        (" quiz ", ItemKind::Quiz),
        ("CMA", ItemKind::Quiz),
        ("Event", ItemKind::Event),
        ("Exam", ItemKind::Event),
        ("file", ItemKind::File),
        ("TMA", ItemKind::Assignment),
        ("assignment", ItemKind::Assignment),
    ];
    for (text, kind) in kinds {
        assert_eq!(text.parse(), Ok(kind), "{text}");
        assert_eq!(kind.to_string().parse(), Ok(kind));
    }
}

/// TRN-13
#[test]
fn a_word_that_is_no_kind_of_item_is_refused_with_those_that_are() {
    let refused = "video".parse::<ItemKind>().unwrap_err().to_string();
    assert!(refused.contains("`video`") && refused.contains("scorm, quiz, event, file or assignment"));
}

/// PRC-01
#[test]
fn the_terms_of_a_price_are_read_back_from_what_was_written() {
    let all = PriceTerms { adds_to_groups: vec![group(1)], anchor: Anchor::FirstLaunch, ..terms() };
    for terms in [terms(), all] {
        let written = serde_json::to_string(&terms).unwrap();
        assert_eq!(serde_json::from_str::<PriceTerms>(&written).unwrap(), terms);
    }
    let words = [Anchor::OrderDate, Anchor::Redemption, Anchor::FirstLaunch].map(|anchor| anchor.to_string());
    assert_eq!(words, ["order date", "redemption", "first launch"]);
}

#[test]
fn the_terms_of_an_item_are_read_back_from_what_was_written() {
    let bare = ItemTerms { weight: None, attempt_limit: None, ..item_terms() };
    for terms in [item_terms(), bare] {
        let written = serde_json::to_string(&terms).unwrap();
        assert_eq!(serde_json::from_str::<ItemTerms>(&written).unwrap(), terms);
    }
}
