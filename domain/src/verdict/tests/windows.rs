use crate::access::{Dates, EditWindow, NewEnd, edit_window};
use crate::enrollment::EndRule;
use crate::record::story::{Story, at, day};
use crate::rule::{ACD_6, ACD_7, ACD_8, ENR_05};
use crate::time::Zone;
use crate::verdict::Ground;

/// ACC-10, X-19
#[test]
fn an_end_date_gives_access_through_that_day() {
    for (zone, last, first_after) in [
        ("Europe/Berlin", "2026-03-29T21:59:59.999999Z", "2026-03-29T22:00:00Z"),
        ("America/New_York", "2026-03-30T03:59:59.999999Z", "2026-03-30T04:00:00Z"),
        ("UTC", "2026-03-29T23:59:59.999999Z", "2026-03-30T00:00:00Z"),
    ] {
        let mut story = Story::begin();
        story.zone = Zone::parse(zone).unwrap();
        let dates = Dates { starts: None, ends: Some(day("2026-03-29")) };
        story.assign_with("2026-01-10", "BBB-EVER", dates);
        assert!(story.ask("course:BBB", last).is_allowed, "{zone}");
        assert!(!story.ask("course:BBB", first_after).is_allowed, "{zone}");
        assert_eq!(story.ask("course:BBB", last).next_change_at, Some(at(first_after)));
    }
}

/// ACC-10
#[test]
fn a_window_holds_its_first_instant_and_not_its_last() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-SPRING");
    assert!(!story.ask("course:BBB", "2026-02-28T23:59:59.999999Z").is_allowed);
    assert!(story.ask("course:BBB", "2026-03-01T00:00:00Z").is_allowed);
    assert!(story.ask("course:BBB", "2026-06-30T23:59:59.999999Z").is_allowed);
    assert!(!story.ask("course:BBB", "2026-07-01T00:00:00Z").is_allowed);
}

/// ACC-07
#[test]
fn windows_that_touch_or_overlap_are_one_stretch() {
    let mut story = Story::begin();
    story.assign("2026-01-01", "BBB-30");
    let second = story.assign("2026-01-31", "BBB-30");
    let verdict = story.ask("course:BBB", "2026-02-10");
    let (since, until) = (at("2026-01-01"), Some(at("2026-03-02")));
    let expected = Ground::InForce { since, until, grant: second, end_rule: EndRule::Window };
    assert_eq!(verdict.ground, expected);
    assert_eq!(story.ask("course:BBB", "2026-01-15").next_change_at, until);
}

/// ACC-07
#[test]
fn between_two_windows_the_course_is_closed_and_says_when_it_opens() {
    let mut story = Story::begin();
    story.assign("2026-01-02", "BBB-30");
    story.assign("2026-01-03", "BBB-SPRING");
    assert_eq!(story.ask("course:BBB", "2026-02-15").rules()[0], ACD_7);
    assert_eq!(story.ask("course:BBB", "2026-01-15").next_change_at, Some(at("2026-02-01")));
    assert_eq!(story.ask("course:BBB", "2026-07-01").rules()[0], ACD_8);
}

/// ENR-05
#[test]
fn the_rule_cited_is_that_of_the_end_the_stretch_reaches() {
    let mut story = Story::begin();
    story.assign("2026-01-01", "BBB-30");
    story.type_end("2026-01-02", "BBB", "2026-01-10");
    story.assign("2026-01-11", "BBB-30");
    let inside = story.ask("course:BBB", "2026-01-12");
    assert!(!inside.rules().contains(&ENR_05));
    assert_eq!(inside.next_change_at, Some(at("2026-02-10")));
}

/// ENR-05, ACC-12
#[test]
fn a_window_to_come_that_joins_on_lengthens_the_stretch_and_brings_its_own_rule() {
    let mut story = Story::begin();
    story.assign("2026-01-01", "BBB-30");
    story.type_end("2026-01-02", "BBB", "2026-01-10");
    assert!(story.ask("course:BBB", "2026-01-02").rules().contains(&ENR_05));
    let dates = Dates { starts: Some(day("2026-01-11")), ends: Some(day("2026-01-31")) };
    story.assign_with("2026-01-03", "BBB-EVER", dates);
    let verdict = story.ask("course:BBB", "2026-01-05");
    let Ground::InForce { until, end_rule, .. } = verdict.ground else { panic!("{verdict:?}") };
    assert_eq!((until, end_rule), (Some(at("2026-02-01")), EndRule::Window));
    assert_eq!(verdict.next_change_at, until);
}

/// ENR-05
#[test]
fn who_buys_again_after_a_typed_end_has_bought_something() {
    let mut story = Story::begin();
    story.assign("2026-01-01", "BBB-30");
    story.type_end("2026-01-02", "BBB", "2026-01-05");
    assert!(!story.ask("course:BBB", "2026-01-06").is_allowed);
    story.assign("2026-01-07", "BBB-30");
    assert!(story.ask("course:BBB", "2026-01-07").is_allowed);
    assert_eq!(story.ask("course:BBB", "2026-01-07").next_change_at, Some(at("2026-02-06")));
}

/// ENR-05, ENR-16
#[test]
fn an_end_typed_before_the_start_closes_the_window_from_the_outset() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "BBB-SPRING");
    story.type_end("2026-01-15", "BBB", "2026-02-15");
    for when in ["2026-01-20", "2026-02-20", "2026-04-01"] {
        let verdict = story.ask("course:BBB", when);
        let expected = Ground::Ended { at: at("2026-01-10"), grant, end_rule: EndRule::Override };
        assert_eq!(verdict.ground, expected, "{when}");
        assert_eq!(verdict.next_change_at, None, "{when}");
    }
}

///
#[test]
fn a_grant_whose_dates_have_passed_is_born_ended() {
    let mut story = Story::begin();
    let grant = story.assign("2026-08-01", "BBB-SPRING");
    let verdict = story.ask("course:BBB", "2026-08-01");
    let expected = Ground::Ended { at: at("2026-08-01"), grant, end_rule: EndRule::Window };
    assert_eq!(verdict.ground, expected);
    assert!(story.ask_results("course:BBB", "2026-08-01").is_allowed);
    assert!(!story.ask_results("course:BBB", "2026-07-31").is_allowed);
}

///
#[test]
fn a_window_born_ended_does_not_speak_over_one_that_was_open() {
    let mut story = Story::begin();
    let open = story.assign("2026-01-10", "BBB-30");
    story.assign("2026-08-01", "BBB-SPRING");
    let verdict = story.ask("course:BBB", "2026-08-02");
    let expected = Ground::Ended { at: at("2026-02-09"), grant: open, end_rule: EndRule::Window };
    assert_eq!(verdict.ground, expected);
}

///
#[test]
fn an_order_dated_later_than_the_instant_opens_nothing_yet() {
    let mut story = Story::begin();
    story.assign("2026-05-01", "BBB-SPRING");
    assert!(!story.ask("course:BBB", "2026-04-30").is_allowed);
    assert_eq!(story.ask("course:BBB", "2026-04-30").next_change_at, Some(at("2026-05-01")));
    assert!(story.ask("course:BBB", "2026-05-01").is_allowed);
}

/// ACC-09
#[test]
fn access_without_an_end_never_changes() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-EVER");
    let verdict = story.ask("course:BBB", "9999-12-31T23:59:59.999999Z");
    assert_eq!(verdict.rules()[0], ACD_6);
    assert_eq!(verdict.next_change_at, None);
}

/// ACC-05, ACC-08
#[test]
fn an_edited_end_holds_for_every_instant_asked() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "BBB-30");
    let edit = EditWindow { starts: None, ends: Some(NewEnd::At(day("2026-01-15"))) };
    let edited = edit_window(story.grant(grant), edit, at("2026-01-20"), &story.zone).unwrap();
    story.write_outcome("2026-01-20", edited);
    assert!(story.ask("course:BBB", "2026-01-15").is_allowed);
    assert!(!story.ask("course:BBB", "2026-01-16").is_allowed);
}

/// ENR-16
#[test]
fn since_begins_anew_after_coming_back() {
    let mut story = Story::begin();
    story.assign("2026-01-01", "BBB-EVER");
    story.unenroll("2026-01-05", "BBB");
    story.enroll("2026-01-08", "BBB");
    let since = |verdict: crate::verdict::Verdict| match verdict.ground {
        Ground::InForce { since, .. } => since,
        other => panic!("{other:?}"),
    };
    assert_eq!(since(story.ask("course:BBB", "2026-01-04")), at("2026-01-01"));
    assert_eq!(since(story.ask("course:BBB", "2026-01-09")), at("2026-01-08"));
    story.assign("2026-01-10", "BBB-30");
    assert_eq!(since(story.ask("course:BBB", "2026-01-11")), at("2026-01-08"));
}
