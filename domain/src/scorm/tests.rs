use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;

const S12: CmiStandard = CmiStandard::Scorm12;
const S2004: CmiStandard = CmiStandard::Scorm2004;

fn elements(standard: CmiStandard, pairs: &[(&str, &str)]) -> CmiElements {
    CmiElements::parse(standard, pairs.iter().copied()).unwrap()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn status(standard: CmiStandard, pairs: &[(&str, &str)], is_over: bool) -> (Completion, Success) {
    let status = status_of(standard, &elements(standard, pairs), is_over);
    (status.completion, status.success)
}

#[test]
fn one_word_of_scorm_1_2_says_both_how_far_and_how_well() {
    let said = |word| status(S12, &[("cmi.core.lesson_status", word)], false);
    assert_eq!(said("passed"), (Completion::Completed, Success::Passed));
    assert_eq!(said("failed"), (Completion::Completed, Success::Failed));
    assert_eq!(said("completed"), (Completion::Completed, Success::Unknown));
    assert_eq!(said("incomplete"), (Completion::Incomplete, Success::Unknown));
    assert_eq!(said("browsed"), (Completion::Incomplete, Success::Unknown));
    assert_eq!(said("not attempted"), (Completion::NotAttempted, Success::Unknown));
    assert_eq!(status(S12, &[], false), (Completion::NotAttempted, Success::Unknown));
}

#[test]
fn a_silent_module_of_scorm_1_2_is_completed_when_it_ends_and_not_before() {
    assert_eq!(status(S12, &[], true), (Completion::Completed, Success::Unknown));
    let begun = [("cmi.core.lesson_location", "3")];
    assert_eq!(status(S12, &begun, false), (Completion::NotAttempted, Success::Unknown));
}

#[test]
fn the_mastery_score_decides_once_the_module_is_done_and_only_for_credit() {
    let with = |status: &'static str, raw: &'static str| {
        vec![
            ("cmi.core.lesson_status", status),
            ("cmi.core.score.raw", raw),
            ("cmi.student_data.mastery_score", "70"),
        ]
    };
    assert_eq!(status(S12, &with("completed", "70"), false), (Completion::Completed, Success::Passed));
    assert_eq!(status(S12, &with("passed", "69.9"), false), (Completion::Completed, Success::Failed));
    assert_eq!(status(S12, &with("incomplete", "90"), false), (Completion::Incomplete, Success::Unknown));
    assert_eq!(status(S12, &with("incomplete", "90"), true), (Completion::Completed, Success::Passed));
    for not_for_credit in [("cmi.core.credit", "no-credit"), ("cmi.core.lesson_mode", "review")] {
        let mut sent = with("completed", "10");
        sent.push(not_for_credit);
        assert_eq!(status(S12, &sent, true), (Completion::Completed, Success::Unknown));
    }
}

#[test]
fn a_completion_threshold_of_scorm_2004_overrides_what_the_module_says() {
    let with = |measure: Option<&'static str>| {
        let mut sent = vec![("cmi.completion_status", "completed"), ("cmi.completion_threshold", "0.8")];
        sent.extend(measure.map(|measure| ("cmi.progress_measure", measure)));
        status(S2004, &sent, true).0
    };
    assert_eq!(with(Some("0.8")), Completion::Completed);
    assert_eq!(with(Some("0.79")), Completion::Incomplete);
    assert_eq!(with(None), Completion::Unknown);
    let said = |word| status(S2004, &[("cmi.completion_status", word)], true).0;
    assert_eq!(said("completed"), Completion::Completed);
    assert_eq!(said("not attempted"), Completion::NotAttempted);
    assert_eq!(said("unknown"), Completion::Unknown);
    assert_eq!(status(S2004, &[("cmi.progress_measure", "1")], true).0, Completion::Unknown);
}

#[test]
fn a_scaled_passing_score_of_scorm_2004_overrides_what_the_module_says() {
    let with = |scaled: Option<&'static str>| {
        let mut sent = vec![("cmi.success_status", "passed"), ("cmi.scaled_passing_score", "0.5")];
        sent.extend(scaled.map(|scaled| ("cmi.score.scaled", scaled)));
        status(S2004, &sent, false).1
    };
    assert_eq!(with(Some("0.5")), Success::Passed);
    assert_eq!(with(Some("0.49")), Success::Failed);
    assert_eq!(with(None), Success::Unknown);
    let said = |word| status(S2004, &[("cmi.success_status", word)], false).1;
    assert_eq!((said("passed"), said("failed")), (Success::Passed, Success::Failed));
    assert_eq!(said("unknown"), Success::Unknown);
}

/// TRN-16
#[test]
fn a_score_is_brought_to_the_scale_of_its_item() {
    let on = |standard, pairs: &[(&str, &str)], maximum: &str| {
        score_of(standard, &elements(standard, pairs)).on_scale(standard, decimal(maximum))
    };
    assert_eq!(on(S12, &[("cmi.core.score.raw", "80")], "50"), Some(decimal("40")));
    let out_of_20 =
        [("cmi.core.score.raw", "15"), ("cmi.core.score.min", "10"), ("cmi.core.score.max", "20")];
    assert_eq!(on(S12, &out_of_20, "100"), Some(decimal("50")));
    assert_eq!(
        on(S2004, &[("cmi.score.scaled", "0.666667"), ("cmi.score.raw", "1")], "30"),
        Some(decimal("20"))
    );
    assert_eq!(on(S2004, &[("cmi.score.scaled", "-0.5")], "30"), Some(decimal("0")));
    assert_eq!(on(S2004, &[("cmi.score.raw", "7.5")], "10"), Some(decimal("7.5")));
    assert_eq!(on(S2004, &[("cmi.score.raw", "11")], "10"), Some(decimal("10")));
    assert_eq!(on(S2004, &[], "10"), None);
    assert_eq!(on(S12, &[("cmi.core.score.raw", "")], "10"), None);
    let no_range = [("cmi.score.raw", "1"), ("cmi.score.min", "5"), ("cmi.score.max", "5")];
    assert_eq!(on(S2004, &no_range, "10"), None);
}

#[test]
fn both_forms_of_time_are_read_and_nothing_else() {
    let hundredths = |standard, text| Timespan::parse(standard, text).map(Timespan::hundredths);
    assert_eq!(hundredths(S12, "00:00:01"), Some(100));
    assert_eq!(hundredths(S12, "9999:59:59.99"), Some(3_599_999_999));
    assert_eq!(hundredths(S12, "01:02:03.4"), Some(372_340));
    for wrong in ["1:00:00", "00:60:00", "00:00:60", "00:00:00.123", "00:00", "00000:00:00", "-1:00:00", ""] {
        assert_eq!(hundredths(S12, wrong), None, "{wrong}");
    }
    assert_eq!(hundredths(S2004, "PT1M0.129S"), Some(6012));
    assert_eq!(hundredths(S2004, "P1DT1H"), Some(9_000_000));
    assert_eq!(hundredths(S2004, "P1Y2M"), Some((365 + 60) * 8_640_000));
    assert_eq!(hundredths(S2004, "PT0S"), Some(0));
    for wrong in ["P", "PT", "P1", "1H", "PT1M1H", "PT1.5M", "P1H", "PT1S ", "pt1s", "PT-1S", "PT1.S", ""] {
        assert_eq!(hundredths(S2004, wrong), None, "{wrong}");
    }
    assert_eq!(
        Timespan::from_hundredths(u64::MAX).plus(Timespan::from_hundredths(1)).hundredths(),
        3_153_600_000_000
    );
}

#[test]
fn the_time_of_a_session_is_read_where_the_edition_puts_it() {
    let sent = elements(S12, &[("cmi.core.session_time", "00:30:00.00"), ("cmi.session_time", "PT1S")]);
    assert_eq!(session_time_of(S12, &sent).map(Timespan::hundredths), Some(180_000));
    assert_eq!(session_time_of(S2004, &sent).map(Timespan::hundredths), Some(100));
    assert_eq!(session_time_of(S2004, &CmiElements::default()), None);
}

#[test]
fn a_suspended_module_is_resumed_and_another_exit_begins_a_new_attempt_in_2004_alone() {
    let exit = |standard, name, word| exit_of(standard, &elements(standard, &[(name, word)]));
    assert_eq!(exit(S12, "cmi.core.exit", "suspend"), Exit::Suspend);
    assert_eq!(exit(S2004, "cmi.exit", "time-out"), Exit::TimeOut);
    assert_eq!(exit(S2004, "cmi.exit", "logout"), Exit::Logout);
    assert_eq!(exit_of(S12, &CmiElements::default()), Exit::Normal);
    for standard in [S12, S2004] {
        assert_eq!(entry_after(standard, None).to_string(), "ab-initio");
        assert_eq!(entry_after(standard, Some(Exit::Suspend)).to_string(), "resume");
    }
    assert_eq!(entry_after(S2004, Some(Exit::Normal)), Entry::AbInitio);
    assert_eq!(entry_after(S2004, Some(Exit::Logout)), Entry::Resume);
    assert_eq!(entry_after(S12, Some(Exit::Normal)).to_string(), "");
}

#[test]
fn values_outside_their_data_type_are_refused_by_the_element() {
    let refused = |standard, name: &str, value: &str| {
        CmiElements::parse(standard, [(name, value)]).unwrap_err().to_string()
    };
    assert!(
        refused(S12, "cmi.core.lesson_status", "done")
            .starts_with("`done` will not do for cmi.core.lesson_status")
    );
    assert!(refused(S12, "cmi.core.score.raw", "101").contains("from 0 to 100"));
    assert!(refused(S12, "cmi.core.session_time", "PT1S").contains("0001:30:00.50"));
    assert!(refused(S12, "cmi.core.exit", "normal").contains("suspend"));
    assert!(refused(S2004, "cmi.score.scaled", "1.01").contains("from -1 to 1"));
    assert!(refused(S2004, "cmi.progress_measure", "-0.1").contains("from 0 to 1"));
    assert!(refused(S2004, "cmi.score.raw", "1e3").contains("a decimal number"));
    assert!(refused(S2004, "cmi.completion_status", "passed").contains("incomplete"));
    assert!(refused(S2004, "cmi.location", "a\0b").contains("control character"));
    assert!(refused(S2004, "cmi location", "x").contains("printable ASCII"));
    assert!(refused(S2004, "", "x").contains("printable ASCII"));
}

#[test]
fn what_a_module_puts_by_is_bounded_as_its_edition_says() {
    let put_by = |standard, length: usize| {
        CmiElements::parse(standard, [("cmi.suspend_data", "é".repeat(length).as_str())])
            .map(|kept| kept.len())
    };
    assert_eq!(put_by(S12, 4096), Ok(1));
    assert_eq!(put_by(S2004, 64_000), Ok(1));
    let refused = |standard, length, most| {
        let name = "cmi.suspend_data".to_owned();
        Err(CmiDataRefused::TooLong { name, length, most, standard })
    };
    assert_eq!(put_by(S12, 4097), refused(S12, 4097, 4096));
    assert_eq!(put_by(S2004, 64_001), refused(S2004, 64_001, 64_000));
}

#[test]
fn an_attempt_holds_so_many_elements_and_characters_and_no_more() {
    let names: Vec<String> = (0..10_000).map(|n| format!("cmi.interactions.{n}.id")).collect();
    let many = CmiElements::parse(S2004, names.iter().map(|name| (name.as_str(), "x"))).unwrap();
    let one_more = elements(S2004, &[("cmi.location", "x")]);
    let refused = CmiDataRefused::TooMuch { what: "elements", found: 10_001, most: 10_000 };
    assert_eq!(many.with(&one_more), Err(refused));
    assert!(many.with(&elements(S2004, &[("cmi.interactions.7.id", "y")])).is_ok());
    let long = "x".repeat(64_000);
    let filled = CmiElements::parse(S2004, names.iter().take(16).map(|name| (name.as_str(), long.as_str())));
    let refused = CmiDataRefused::TooMuch { what: "characters", found: 1_024_000, most: 1_000_000 };
    assert_eq!(filled, Err(refused));
}

#[test]
fn unknown_elements_are_kept_as_sent_and_later_values_win() {
    let sent = elements(S12, &[("vendor.theme", " dark\n"), ("cmi.core.lesson_location", "1")]);
    let later = elements(S12, &[("cmi.core.lesson_location", "2")]);
    let all = sent.with(&later).unwrap();
    assert_eq!((all.get("vendor.theme"), all.get("cmi.core.lesson_location")), (Some(" dark\n"), Some("2")));
    assert_eq!(all.len(), 2);
    assert!(!format!("{all:?}").contains("dark"));
}

proptest! {
    #[test]
    fn a_time_that_was_printed_is_read_back_in_both_forms(hundredths in 0_u64..3_600_000_000) {
        let span = Timespan::from_hundredths(hundredths);
        for standard in [S12, S2004] {
            prop_assert_eq!(Timespan::parse(standard, &span.in_form_of(standard)), Some(span));
        }
    }

    #[test]
    fn any_text_at_all_is_read_or_refused_as_a_time(text in "[P0-9:.TYMDHS]{0,16}") {
        for standard in [S12, S2004] {
            if let Some(span) = Timespan::parse(standard, &text) {
                prop_assert!(span.hundredths() <= 3_153_600_000_000);
            }
        }
    }

    /// TRN-16
    #[test]
    fn a_score_lies_within_the_scale_of_its_item_whatever_was_sent(
        raw in proptest::option::of(-2000_i64..2000),
        min in proptest::option::of(-2000_i64..2000),
        max in proptest::option::of(-2000_i64..2000),
        scaled in proptest::option::of(-100_i64..=100),
        maximum in 0_i64..100_000,
        is_new in any::<bool>(),
    ) {
        let number = |number: Option<i64>| number.map(|number| Decimal::new(number, 2));
        let (raw, min, max, scaled) = (number(raw), number(min), number(max), number(scaled));
        let (standard, maximum) = (if is_new { S2004 } else { S12 }, Decimal::new(maximum, 2));
        let score = ModuleScore { raw, min, max, scaled };
        if let Some(points) = score.on_scale(standard, maximum) {
            prop_assert!((Decimal::ZERO..=maximum).contains(&points));
            prop_assert!(points.scale() <= 4);
        }
    }

    /// Later elements over earlier ones are the same as all of them at once.
    #[test]
    fn elements_sent_in_parts_are_those_sent_at_once(
        sent in proptest::collection::vec(("cmi\\.[a-d]", "[a-z]{0,3}"), 0..12),
        cut in 0_usize..12,
    ) {
        let pairs: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let (first, second) = pairs.split_at(cut.min(pairs.len()));
        let parse = |pairs: &[(&str, &str)]| CmiElements::parse(S2004, pairs.iter().copied()).unwrap();
        prop_assert_eq!(parse(first).with(&parse(second)), Ok(parse(&pairs)));
    }
}
