//! Each advice is carried out by the decision of that name, and must turn the verdict (WHY-01).

use crate::access::{Dates, EditWindow, NewEnd, edit_window};
use crate::customer::{Status, change_status, expire_passwords_after, set_password};
use crate::record::story::{Story, at, day};
use crate::secret::PasswordHash;
use crate::time::{Instant, Zone};
use crate::verdict::{View, explain};

fn advice(story: &Story, subject: &str, when: &str) -> Vec<String> {
    story.explain(subject, when).would_allow
}

fn hash() -> PasswordHash {
    PasswordHash::from_stored("$argon2id$stored")
}

fn edit(story: &mut Story, grant: crate::id::GrantId, when: &str, edit: EditWindow) {
    let edited = edit_window(story.grant(grant), edit, at(when), &story.zone).unwrap();
    story.write_outcome(when, edited);
}

fn set_status(story: &mut Story, when: &str, status: Status) {
    let changed = change_status(&story.record.customer, status, at(when)).unwrap();
    story.write_outcome(when, changed);
}

/// WHY-01
#[test]
fn a_yes_needs_no_advice_and_an_erased_account_has_none() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-EVER");
    assert!(advice(&story, "course:BBB", "2026-01-15").is_empty());
    let mut facts = story.facts("course:BBB");
    facts.account.erased_at = Some(at("2026-01-12"));
    assert!(explain(&facts, View::Content, at("2026-01-15"), &Zone::utc()).would_allow.is_empty());
}

/// WHY-01, CUS-20
#[test]
fn activating_opens_a_stopped_account() {
    for (status, words) in [
        (Status::Inactive, "set the account's status to active"),
        (Status::Locked { automatic: None }, "unlock the account by setting its status to active"),
    ] {
        let mut story = Story::begin();
        story.assign("2026-01-10", "BBB-EVER");
        set_status(&mut story, "2026-01-12", status);
        assert_eq!(advice(&story, "course:BBB", "2026-01-15"), [words]);
        set_status(&mut story, "2026-01-15", Status::Active);
        assert!(story.ask("course:BBB", "2026-01-15").is_allowed);
    }
}

/// WHY-01, IMP-14, CUS-12
#[test]
fn a_new_password_opens_what_waits_for_it() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-EVER");
    let temporary = set_password(&story.record.customer, hash(), true).unwrap();
    story.write("2026-01-12", temporary);
    let aging = expire_passwords_after(&story.record.customer, Some(1)).unwrap();
    story.write_outcome("2026-01-12", aging);
    assert_eq!(advice(&story, "course:BBB", "2026-01-15"), ["have the customer set a new password"]);
    let own = set_password(&story.record.customer, hash(), false).unwrap();
    story.write("2026-01-15", own);
    assert!(story.ask("course:BBB", "2026-01-15").is_allowed);

    let at_once = expire_passwords_after(&story.record.customer, Some(0)).unwrap();
    story.write_outcome("2026-01-15", at_once);
    assert_eq!(
        advice(&story, "course:BBB", "2026-01-15"),
        ["lift the rule that passwords expire at once, and set a new password"]
    );
}

/// WHY-01, ACC-01
#[test]
fn assigning_one_of_the_products_opens_what_was_never_granted() {
    let story = Story::begin();
    let when =
        "with an order date no later than Thursday 15 January 2026, 00:00 (UTC) and a window open then";
    assert_eq!(
        advice(&story, "item:READ", "2026-01-15"),
        [format!("assign one of the products BBB, BOTH {when}")]
    );
    assert_eq!(advice(&story, "product:CARD", "2026-01-15"), [format!("assign product CARD {when}")]);
    assert_eq!(
        advice(&story, "course:LONE", "2026-01-15"),
        [format!("put it into a product, and assign that product {when}")]
    );
    for price in ["BBB-30", "BBB-EVER", "BOTH-30"] {
        let mut story = Story::begin();
        story.assign("2026-01-15", price);
        assert!(story.ask("item:READ", "2026-01-15").is_allowed, "{price}");
    }
}

/// WHY-01, Q-53
#[test]
fn waiting_is_named_where_time_alone_opens() {
    let mut story = Story::begin();
    story.assign("2026-01-20", "BBB-30");
    let waits = "or wait until Tuesday 20 January 2026, 00:00 (UTC), when it opens by itself";
    assert!(advice(&story, "course:BBB", "2026-01-15")[0].ends_with(waits));
    story.unenroll("2026-01-20", "BBB");
    assert!(!advice(&story, "course:BBB", "2026-01-15")[0].contains("wait"));
}

/// WHY-01, ENR-16
#[test]
fn enrolling_again_opens_what_an_unenrollment_closed() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-EVER");
    story.unenroll("2026-01-12", "BBB");
    assert_eq!(
        advice(&story, "course:BBB", "2026-01-15"),
        ["enroll the customer again in course BBB, from Thursday 15 January 2026, 00:00 (UTC) at the latest"]
    );
    story.enroll("2026-01-15", "BBB");
    assert!(story.ask("course:BBB", "2026-01-15").is_allowed);
}

/// WHY-01, ENR-16
#[test]
fn enrolling_again_is_not_named_where_it_gives_no_access() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "BBB-EVER");
    story.unenroll("2026-01-12", "BBB");
    story.revoke("2026-01-13", grant);
    let advice = advice(&story, "course:BBB", "2026-01-15");
    assert_eq!(advice.len(), 1);
    assert!(advice[0].starts_with("assign one of the products BBB, BOTH"));
    story.assign("2026-01-15", "BBB-30");
    assert!(story.ask("course:BBB", "2026-01-15").is_allowed);
}

/// WHY-01, ENR-16, ORD-14
#[test]
fn an_unenrolled_learner_of_a_cancelled_order_needs_both_acts() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "BBB-EVER");
    story.unenroll("2026-01-12", "BBB");
    let order = story.order_of(grant);
    story.cancel_order("2026-01-13", order);
    let advice = advice(&story, "course:BBB", "2026-01-15");
    assert_eq!(advice.len(), 2);
    assert!(advice[0].starts_with("enroll the customer again in course BBB"));
    assert!(advice[1].starts_with(&format!("reinstate order {order}, or assign one of the products")));
    story.enroll("2026-01-15", "BBB");
    story.reinstate_order("2026-01-15", order);
    assert!(story.ask("course:BBB", "2026-01-15").is_allowed);
}

/// WHY-01, ORD-14
#[test]
fn the_order_named_is_the_one_whose_return_opens() {
    let mut story = Story::begin();
    let open = story.assign("2026-01-10", "BBB-EVER");
    let over =
        story.assign_with("2026-01-10", "BBB-EVER", Dates { starts: None, ends: Some(day("2026-01-11")) });
    for grant in [open, over] {
        story.cancel_order("2026-01-12", story.order_of(grant));
    }
    let order = story.order_of(open);
    let advice = advice(&story, "course:BBB", "2026-01-15");
    assert!(advice[0].starts_with(&format!("reinstate order {order}, or assign")));
    story.reinstate_order("2026-01-15", order);
    assert!(story.ask("course:BBB", "2026-01-15").is_allowed);
}

/// WHY-01, ORD-14
#[test]
fn a_reinstated_order_whose_window_is_over_needs_a_later_end_too() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-01", "BBB-30");
    let order = story.order_of(grant);
    story.cancel_order("2026-01-12", order);
    let advice = advice(&story, "course:BBB", "2026-02-15");
    assert_eq!(advice.len(), 2);
    assert_eq!(advice[0], format!("reinstate order {order}"));
    assert!(advice[1].starts_with("extend the enrollment in course BBB to after Sunday 15 February 2026"));
    story.reinstate_order("2026-02-15", order);
    story.type_end("2026-02-15", "BBB", "2026-02-20");
    assert!(story.ask("course:BBB", "2026-02-15").is_allowed);
}

/// WHY-01, ACC-13
#[test]
fn a_revoked_grant_is_replaced_by_a_new_one() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "BBB-EVER");
    story.revoke("2026-01-12", grant);
    let advice = advice(&story, "product:BBB", "2026-01-15");
    assert_eq!(advice.len(), 1);
    assert!(advice[0].starts_with("assign product BBB with an order date no later than"));
    story.assign("2026-01-15", "BBB-30");
    assert!(story.ask("product:BBB", "2026-01-15").is_allowed);
}

/// WHY-01, ACC-13, ORD-14
#[test]
fn reinstating_is_named_beside_a_later_revocation_where_it_helps() {
    let mut story = Story::begin();
    let suspended = story.assign("2026-01-10", "BBB-EVER");
    let revoked = story.assign("2026-01-10", "BBB-EVER");
    let order = story.order_of(suspended);
    story.cancel_order("2026-01-11", order);
    story.revoke("2026-01-12", revoked);
    assert!(
        advice(&story, "course:BBB", "2026-01-15")[0].starts_with(&format!("reinstate order {order}, or"))
    );
    story.reinstate_order("2026-01-15", order);
    assert!(story.ask("course:BBB", "2026-01-15").is_allowed);
}

/// WHY-01, ACC-12
#[test]
fn a_window_to_come_opens_by_waiting_or_by_an_earlier_start() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "BBB-SPRING");
    assert_eq!(
        advice(&story, "course:BBB", "2026-02-01"),
        [format!(
            "edit the start of grant {grant} to Sunday 1 February 2026, 00:00 (UTC) or earlier, or wait until \
             Sunday 1 March 2026, 00:00 (UTC), when it opens by itself"
        )]
    );
    assert!(story.ask("course:BBB", "2026-03-01").is_allowed);
    edit(&mut story, grant, "2026-02-01", EditWindow { starts: Some(day("2026-02-01")), ends: None });
    assert!(story.ask("course:BBB", "2026-02-01").is_allowed);
}

/// WHY-01, ACC-05, ENR-16, Q-43
#[test]
fn an_ended_window_has_three_ways_out_and_each_opens() {
    let ended = || {
        let mut story = Story::begin();
        let grant = story.assign("2026-01-10", "BBB-30");
        (story, grant)
    };
    let (mut story, grant) = ended();
    let at_words = "Sunday 1 March 2026, 00:00 (UTC)";
    assert_eq!(
        advice(&story, "course:BBB", "2026-03-01"),
        [format!(
            "extend the enrollment in course BBB to after {at_words}, or edit the end of grant {grant} to after \
             {at_words}, or assign one of the products BBB, BOTH with an order date no later than {at_words} and a \
             window open then"
        )]
    );
    story.type_end("2026-03-01", "BBB", "2026-03-01");
    assert!(story.ask("course:BBB", "2026-03-01").is_allowed);
    let (mut story, grant) = ended();
    edit(
        &mut story,
        grant,
        "2026-03-01",
        EditWindow { starts: None, ends: Some(NewEnd::At(day("2026-03-01"))) },
    );
    assert!(story.ask("course:BBB", "2026-03-01").is_allowed);
    let (mut story, _) = ended();
    story.assign("2026-03-01", "BBB-30");
    assert!(story.ask("course:BBB", "2026-03-01").is_allowed);
}

/// WHY-01, ENR-05, Q-43
#[test]
fn editing_a_window_is_not_named_while_a_typed_end_decides() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "BBB-EVER");
    story.type_end("2026-01-11", "BBB", "2026-01-12");
    let words = advice(&story, "course:BBB", "2026-01-15").remove(0);
    assert!(words.contains("or take the typed end away, or assign"), "{words}");
    assert!(!words.contains("edit the end"), "{words}");
    let edited = EditWindow { starts: None, ends: Some(NewEnd::At(day("2026-06-30"))) };
    edit(&mut story, grant, "2026-01-13", edited);
    assert!(!story.ask("course:BBB", "2026-01-15").is_allowed);
    story.clear_end("2026-01-15", "BBB");
    assert!(story.ask("course:BBB", "2026-01-15").is_allowed);
}

/// WHY-01, ENR-05
#[test]
fn taking_the_typed_end_away_is_not_named_where_the_window_is_over_too() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-30");
    story.type_end("2026-01-11", "BBB", "2026-01-12");
    assert!(!advice(&story, "course:BBB", "2026-03-01")[0].contains("take the typed end away"));
    story.clear_end("2026-01-15", "BBB");
    assert!(!story.ask("course:BBB", "2026-03-01").is_allowed);
}

/// WHY-01
#[test]
fn a_product_without_courses_has_no_enrollment_to_extend() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "CARD-30");
    let words = advice(&story, "product:CARD", "2026-03-01").remove(0);
    assert!(words.starts_with(&format!("edit the end of grant {grant}")), "{words}");
}

/// WHY-01, TRN-12
#[test]
fn fewer_submissions_or_more_attempts_allow_another() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-30");
    let mut facts = story.facts("item:QUIZ");
    let ask = |facts: &_| explain(facts, View::Attempt, at("2026-01-15"), &Zone::utc());
    facts.attempts = super::handed_in(2);
    assert_eq!(
        ask(&facts).would_allow,
        ["remove a submission, or raise the attempt limit of the item above 2"]
    );
    facts.attempts = super::handed_in(4);
    assert_eq!(
        ask(&facts).would_allow,
        ["remove 3 submissions, or raise the attempt limit of the item above 4"]
    );
    facts.attempts = super::handed_in(1);
    assert!(ask(&facts).verdict.is_allowed);
    facts.attempts = super::handed_in(4);
    facts.subject.attempt_limit = Some(5);
    assert!(ask(&facts).verdict.is_allowed);
}

/// WHY-01
#[test]
fn several_obstacles_are_cleared_one_after_another() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-30");
    let temporary = set_password(&story.record.customer, hash(), true).unwrap();
    story.write("2026-01-11", temporary);
    story.unenroll("2026-01-12", "BBB");
    set_status(&mut story, "2026-01-13", Status::Inactive);
    let steps = advice(&story, "course:BBB", "2026-03-01");
    assert_eq!(steps.len(), 4);
    set_status(&mut story, "2026-03-01", Status::Active);
    let own = set_password(&story.record.customer, hash(), false).unwrap();
    story.write("2026-03-01", own);
    story.enroll("2026-03-01", "BBB");
    assert!(!story.ask("course:BBB", "2026-03-01").is_allowed);
    story.type_end("2026-03-01", "BBB", "2026-03-05");
    assert!(story.ask("course:BBB", "2026-03-01").is_allowed);
}

/// WHY-01
#[test]
fn advice_can_be_had_at_the_ends_of_time() {
    let story = Story::begin();
    for when in [Instant::MIN, Instant::MAX] {
        let explained = explain(&story.facts("course:BBB"), View::Content, when, &Zone::utc());
        assert_eq!(explained.would_allow.len(), 1);
    }
}
