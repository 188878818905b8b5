use super::super::{
    AccessGrant, EditWindow, GrantOrigin, GrantState, NewEnd, Standing, edit_window, launch, revoke,
};
use crate::catalogue::edit_price;
use crate::id::GrantId;
use crate::record::story::{Story, at, day};
use crate::refusal::{Outcome, Refusal};
use crate::rule::{ACC_09, ACC_13, PRC_01};
use crate::time::AccessDuration;

fn ends(end: &str) -> EditWindow {
    EditWindow { starts: None, ends: Some(NewEnd::At(day(end))) }
}

fn edit(story: &mut Story, grant: GrantId, when: &str, edit: EditWindow) {
    let edited = edit_window(story.grant(grant), edit, at(when), &story.zone).unwrap();
    story.write_outcome(when, edited);
}

fn bounds(grant: &AccessGrant) -> (String, Option<String>) {
    (grant.window.starts_at().to_string(), grant.window.ends_at().map(|end| end.to_string()))
}

/// ACC-06, ACC-07, X-04
#[test]
fn a_grant_is_scheduled_in_force_ended_suspended_or_revoked() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "BBB-SPRING");
    let state = |story: &Story, when| story.grant(grant).state_at(at(when));
    assert_eq!(state(&story, "2026-01-09"), None);
    assert_eq!(state(&story, "2026-01-10"), Some(GrantState::Scheduled));
    assert_eq!(state(&story, "2026-03-01"), Some(GrantState::InForce));
    assert_eq!(state(&story, "2026-07-01"), Some(GrantState::Ended));
    story.cancel_order("2026-04-01", story.order_of(grant));
    assert_eq!(state(&story, "2026-04-01"), Some(GrantState::Suspended));
    story.reinstate_order("2026-04-02", story.order_of(grant));
    assert_eq!(state(&story, "2026-04-02"), Some(GrantState::InForce));
    story.revoke("2026-04-03", grant);
    assert_eq!(state(&story, "2026-04-03"), Some(GrantState::Revoked));
    assert_eq!(state(&story, "2026-03-31"), Some(GrantState::InForce));
}

/// ACC-02, ACC-08, ACC-10
#[test]
fn an_edit_sets_the_dates_of_one_grant_and_of_no_other() {
    let mut story = Story::begin();
    let edited = story.assign("2026-01-10", "BBB-30");
    let other = story.assign("2026-01-10", "BBB-30");
    let before = story.grant(other).clone();
    let wanted = EditWindow { starts: Some(day("2026-01-12")), ends: Some(NewEnd::At(day("2026-01-31"))) };
    edit(&mut story, edited, "2026-01-11", wanted);
    let end = Some("2026-02-01T00:00:00Z".to_owned());
    assert_eq!(bounds(story.grant(edited)), ("2026-01-12T00:00:00Z".to_owned(), end));
    assert_eq!(*story.grant(other), before);
}

/// REG-35, ACC-08
#[test]
fn the_dates_of_a_seat_are_extended_for_its_holder_like_any_other() {
    let mut story = Story::begin();
    let seat = story.claim_seat("2026-01-10", "BBB-30");
    let own = story.assign("2026-01-10", "BBB-30");
    let before = story.grant(own).clone();
    edit(&mut story, seat, "2026-02-20", ends("2026-03-31"));
    assert_eq!(story.grant(seat).state_at(at("2026-03-31")), Some(GrantState::InForce));
    assert_eq!(story.grant(seat).source.origin, GrantOrigin::RegistrationCode);
    assert_eq!(*story.grant(own), before);
}

/// ACC-14, ACC-05
#[test]
fn every_edit_keeps_the_dates_it_replaced() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "BBB-30");
    edit(&mut story, grant, "2026-01-11", ends("2026-03-31"));
    edit(&mut story, grant, "2026-01-12", EditWindow { starts: None, ends: Some(NewEnd::Open) });
    let edits = &story.grant(grant).edits;
    let old: Vec<_> = edits.iter().map(|edit| edit.old.ends_at()).collect();
    assert_eq!(old, [Some(at("2026-02-09")), Some(at("2026-04-01"))]);
    assert_eq!(edits[0].new, edits[1].old);
    assert_eq!(edits[0].stamp.effective_at, at("2026-01-11"));
    assert_eq!(&*edits[0].stamp.actor, "grace");
    assert_eq!(story.grant(grant).window.ends_at(), None);
}

/// ACC-02
#[test]
fn an_edit_to_the_same_dates_changes_nothing() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "BBB-SPRING");
    for same in [EditWindow::default(), ends("2026-06-30")] {
        let decided = edit_window(story.grant(grant), same, at("2026-01-11"), &story.zone).unwrap();
        assert_eq!(decided, (Outcome::Unchanged, Vec::new()));
    }
}

/// ACC-09
#[test]
fn an_edit_that_would_end_before_the_start_is_refused() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "BBB-30");
    let refused =
        edit_window(story.grant(grant), ends("2026-01-09"), at("2026-01-11"), &story.zone).unwrap_err();
    assert_eq!(refused.rules(), [ACC_09]);
}

/// ACC-13
#[test]
fn what_was_taken_back_cannot_be_edited() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "BBB-30");
    let refuse = |story: &Story, when| {
        edit_window(story.grant(grant), ends("2026-05-01"), at(when), &story.zone).unwrap_err()
    };
    story.cancel_order("2026-01-12", story.order_of(grant));
    let suspended = refuse(&story, "2026-01-12");
    assert!(suspended.to_string().ends_with("is suspended and cannot be edited; reinstate its order first"));
    story.revoke("2026-01-13", grant);
    let revoked = refuse(&story, "2026-01-13");
    assert!(
        revoked.to_string().ends_with("is revoked and cannot be edited; assign the product again instead")
    );
    assert_eq!(revoked.rules(), [ACC_13]);
}

/// ACC-13, Q-20
#[test]
fn revoking_one_grant_leaves_the_others_of_the_product() {
    let mut story = Story::begin();
    let taken = story.assign("2026-01-10", "BBB-EVER");
    let kept = story.assign("2026-01-10", "BBB-EVER");
    story.revoke("2026-01-12", taken);
    assert!(story.ask("product:BBB", "2026-01-13").is_allowed);
    assert_eq!(story.grant(kept).standing_at(at("2026-01-13")), Standing::Held);
    assert_eq!(revoke(story.grant(taken)), (Outcome::Unchanged, Vec::new()));
}

/// ACC-04
#[test]
fn a_new_duration_of_the_price_moves_no_earlier_window() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "BBB-30");
    let before = story.grant(grant).window;
    let price = story.catalogue.price_by_code("BBB-30").unwrap();
    let duration = Some(AccessDuration::parse("1 days").unwrap());
    let command = crate::catalogue::EditPrice { duration, ..crate::catalogue::EditPrice::default() };
    let (outcome, _) = edit_price(price, command).unwrap();
    assert_eq!(outcome, Outcome::Applied);
    assert_eq!(story.grant(grant).window, before);
}

/// ACC-11
#[test]
fn a_grant_says_what_brought_it_about() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "BBB-30");
    let source = story.grant(grant).source;
    assert_eq!(source.origin, GrantOrigin::Assignment);
    assert_eq!(story.record.order(source.order).unwrap().lines[0].number, source.line);
    let words: Vec<_> = [GrantOrigin::Order, GrantOrigin::Assignment, GrantOrigin::Import]
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(words, ["order", "assignment", "import"]);
}

/// PRC-01
#[test]
fn the_first_launch_fixes_the_window_once() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "BBB-LAUNCH");
    let launched = launch(story.grant(grant), at("2026-02-01T10:00:00Z"), &story.zone).unwrap();
    story.write("2026-02-01T10:00:00Z", launched);
    let end = Some("2026-02-11T10:00:00Z".to_owned());
    assert_eq!(bounds(story.grant(grant)), ("2026-01-10T00:00:00Z".to_owned(), end));
    let again = launch(story.grant(grant), at("2026-02-02"), &story.zone).unwrap_err();
    assert_eq!(again.rules(), [PRC_01]);
}

/// PRC-01
#[test]
fn nothing_launches_outside_the_window() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "BBB-LAUNCH");
    assert!(launch(story.grant(grant), at("2026-01-09"), &story.zone).is_err());
    story.revoke("2026-01-12", grant);
    assert!(launch(story.grant(grant), at("2026-01-13"), &story.zone).is_err());
}

/// PRC-01, ACC-05
#[test]
fn an_end_typed_before_the_first_launch_takes_its_place() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "BBB-LAUNCH");
    edit(&mut story, grant, "2026-01-11", EditWindow { starts: Some(day("2026-01-09")), ends: None });
    assert!(story.grant(grant).from_first_launch.is_some());
    edit(&mut story, grant, "2026-01-12", ends("2026-05-01"));
    assert_eq!(story.grant(grant).from_first_launch, None);
}
