use crate::catalogue::CourseVersion;
use crate::customer::{Status, change_status, expire_passwords_after, set_password};
use crate::enrollment::{EndRule, UnenrolledBy};
use crate::record::story::{Story, at};
use crate::rule::{
    ACC_01, ACC_07, ACC_12, ACD_1, ACD_2, ACD_3, ACD_4, ACD_5, ACD_6, ACD_7, ACD_8, ACD_9, CUS_12, CUS_21,
    ENR_05, ENR_09, ENR_10, GDPR_11, IMP_14, ORD_14, RuleId, TRN_12,
};
use crate::secret::PasswordHash;
use crate::verdict::{AccessFacts, Ground, HandedIn, Verdict, View, decide};

fn assert_denied(verdict: &Verdict, rules: &[RuleId]) {
    assert!(!verdict.is_allowed);
    assert_eq!(verdict.rules(), rules);
}

fn assert_allowed(verdict: &Verdict, rules: &[RuleId]) {
    assert!(verdict.is_allowed);
    assert_eq!(verdict.rules(), rules);
}

/// ACD-1, GDPR-11
#[test]
fn an_erased_account_opens_nothing_from_the_erasure_on() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-EVER");
    let mut facts = story.facts("item:READ");
    facts.account.erased_at = Some(at("2026-02-01"));
    let ask = |when| decide(&facts, View::Results, at(when));
    assert!(ask("2026-01-31").is_allowed);
    assert_eq!(ask("2026-01-31").next_change_at, Some(at("2026-02-01")));
    assert_denied(&ask("2026-02-01"), &[ACD_1, GDPR_11]);
    assert_eq!(ask("2026-02-01").next_change_at, None);
}

/// ACD-2, CUS-15, CUS-16, CUS-17, CUS-20, CUS-21
#[test]
fn an_account_that_is_not_active_opens_nothing_and_gets_the_same_access_back() {
    for status in [Status::Inactive, Status::Locked { automatic: None }] {
        let mut story = Story::begin();
        story.assign("2026-01-10", "BBB-30");
        let before = story.ask("course:BBB", "2026-01-19");
        let stopped = change_status(&story.record.customer, status.clone(), at("2026-01-20")).unwrap();
        story.write_outcome("2026-01-20", stopped);
        let verdict = story.ask("course:BBB", "2026-01-20");
        assert_denied(&verdict, &[ACD_2, CUS_21]);
        assert_eq!(verdict.ground, Ground::NotActive { status: status.word(), since: at("2026-01-20") });
        assert!(!story.ask_results("course:BBB", "2026-01-20").is_allowed);
        let back = change_status(&story.record.customer, Status::Active, at("2026-01-25")).unwrap();
        story.write_outcome("2026-01-25", back);
        assert_eq!(story.ask("course:BBB", "2026-01-25").ground, before.ground);
    }
}

/// ACD-3, IMP-14
#[test]
fn a_demanded_change_of_password_comes_first() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-30");
    let hash = || PasswordHash::from_stored("$argon2id$stored".to_owned());
    let temporary = set_password(&story.record.customer, hash(), true).unwrap();
    story.write("2026-01-12", temporary);
    assert!(story.ask("course:BBB", "2026-01-11").is_allowed);
    assert_denied(&story.ask("course:BBB", "2026-01-12"), &[ACD_3, IMP_14]);
    let own = set_password(&story.record.customer, hash(), false).unwrap();
    story.write("2026-01-13", own);
    assert!(story.ask("course:BBB", "2026-01-13").is_allowed);
}

/// ACD-3, CUS-12, Q-37
#[test]
fn a_password_past_its_age_has_to_be_changed_and_the_earlier_reason_is_given() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-30");
    let hash = PasswordHash::from_stored("$argon2id$stored".to_owned());
    let set = set_password(&story.record.customer, hash, false).unwrap();
    story.write("2026-01-12", set);
    let aging = expire_passwords_after(&story.record.customer, Some(5)).unwrap();
    story.write_outcome("2026-01-12", aging);
    let before = story.ask("course:BBB", "2026-01-16");
    assert!(before.is_allowed);
    assert_eq!(before.next_change_at, Some(at("2026-01-17")));
    assert_denied(&story.ask("course:BBB", "2026-01-17"), &[ACD_3, CUS_12]);

    story.record.customer.password.must_change_since = Some(at("2026-01-18"));
    let due = Ground::PasswordDue { since: at("2026-01-17"), is_demanded: false };
    assert_eq!(story.ask("course:BBB", "2026-01-19").ground, due);
    story.record.customer.password.must_change_since = Some(at("2026-01-15"));
    let due = Ground::PasswordDue { since: at("2026-01-15"), is_demanded: true };
    assert_eq!(story.ask("course:BBB", "2026-01-19").ground, due);
}

/// ACD-4, ACC-01
#[test]
fn what_was_never_granted_stays_closed() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BOTH-30");
    assert_denied(&story.ask("course:LONE", "2026-01-15"), &[ACD_4, ACC_01]);
    assert_denied(&story.ask("product:BBB", "2026-01-15"), &[ACD_4, ACC_01]);
    let before_the_order = story.ask("course:CCC", "2026-01-09");
    assert_denied(&before_the_order, &[ACD_4, ACC_01]);
    assert_eq!(before_the_order.next_change_at, Some(at("2026-01-10")));
}

/// ACD-5, ENR-09, ENR-15
#[test]
fn an_unenrolled_learner_opens_neither_content_nor_results() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-30");
    story.unenroll("2026-01-20", "BBB");
    for verdict in [story.ask("course:BBB", "2026-01-20"), story.ask_results("item:QUIZ", "2026-01-20")] {
        assert_denied(&verdict, &[ACD_5, ENR_09]);
        let by = UnenrolledBy::Unenrollment;
        assert_eq!(verdict.ground, Ground::Unenrolled { since: at("2026-01-20"), by });
    }
    assert_eq!(story.ask("course:BBB", "2026-01-19").next_change_at, Some(at("2026-01-20")));
}

/// ACD-5, ACC-13
#[test]
fn when_every_grant_is_revoked_nothing_opens() {
    let mut story = Story::begin();
    let first = story.assign("2026-01-10", "BBB-30");
    let second = story.assign("2026-01-11", "BOTH-30");
    story.revoke("2026-01-20", first);
    assert!(story.ask("course:BBB", "2026-01-20").is_allowed);
    story.revoke("2026-01-21", second);
    let verdict = story.ask("course:BBB", "2026-01-21");
    assert_denied(&verdict, &[ACD_5, ENR_09]);
    let by = UnenrolledBy::Revocation;
    assert_eq!(verdict.ground, Ground::Unenrolled { since: at("2026-01-21"), by });
    assert!(!story.ask_results("course:BBB", "2026-01-21").is_allowed);
}

/// ACD-5, ORD-14
#[test]
fn a_cancelled_order_closes_what_it_opened() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "BBB-30");
    story.cancel_order("2026-01-20", story.order_of(grant));
    assert_denied(&story.ask("course:BBB", "2026-01-20"), &[ACD_5, ORD_14]);
    assert!(story.ask("course:BBB", "2026-01-19").is_allowed);
}

/// ACD-6, ACC-07
#[test]
fn an_open_window_opens_content_results_and_attempts() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "BBB-30");
    for view in [View::Content, View::Results, View::Attempt] {
        let verdict = decide(&story.facts("item:QUIZ"), view, at("2026-01-15"));
        assert_allowed(&verdict, &[ACD_6, ACC_07]);
        let (since, until) = (at("2026-01-10"), Some(at("2026-02-09")));
        let end_rule = EndRule::Window;
        assert_eq!(verdict.ground, Ground::InForce { since, until, grant, end_rule });
        assert_eq!(verdict.next_change_at, until);
    }
}

/// ACD-6, ENR-05
#[test]
fn an_end_typed_later_than_the_window_keeps_it_open_and_is_cited() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-30");
    story.type_end("2026-01-15", "BBB", "2026-03-31");
    let verdict = story.ask("course:BBB", "2026-03-31");
    assert_allowed(&verdict, &[ACD_6, ACC_07, ENR_05]);
    assert_eq!(verdict.next_change_at, Some(at("2026-04-01")));
}

/// ACD-7, ACC-12
#[test]
fn a_window_to_come_says_when_it_opens() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "BBB-SPRING");
    let verdict = story.ask("course:BBB", "2026-02-01");
    assert_denied(&verdict, &[ACD_7, ACC_12]);
    assert_eq!(verdict.ground, Ground::Scheduled { opens_at: at("2026-03-01"), grant });
    assert_eq!(verdict.next_change_at, Some(at("2026-03-01")));
    assert!(!story.ask_results("course:BBB", "2026-02-01").is_allowed);
}

/// ACD-8, ENR-10, X-07, VIEW-02
#[test]
fn after_the_end_only_results_open() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-30");
    assert_denied(&story.ask("course:BBB", "2026-02-09"), &[ACD_8, ENR_10]);
    assert_allowed(&story.ask_results("course:BBB", "2026-02-09"), &[ACD_8, ENR_10]);
    let attempt = decide(&story.facts("item:QUIZ"), View::Attempt, at("2026-02-09"));
    assert_denied(&attempt, &[ACD_8, ENR_10]);
    assert_eq!(attempt.next_change_at, None);
}

/// ACD-8, X-07
#[test]
fn results_of_an_ended_window_stay_readable_while_another_is_to_come() {
    let mut story = Story::begin();
    story.assign("2026-01-02", "BBB-30");
    story.assign("2026-01-03", "BBB-SPRING");
    assert_denied(&story.ask("course:BBB", "2026-02-15"), &[ACD_7, ACC_12]);
    let results = story.ask_results("course:BBB", "2026-02-15");
    assert_allowed(&results, &[ACD_8, ENR_10]);
    assert_eq!(results.next_change_at, Some(at("2026-03-01")));
    story.unenroll("2026-02-16", "BBB");
    assert!(!story.ask_results("course:BBB", "2026-02-16").is_allowed);
}

/// ACD-8, ENR-05, ENR-10
#[test]
fn an_end_typed_by_hand_is_cited_when_it_ended_the_access() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-30");
    story.type_end("2026-01-15", "BBB", "2026-01-20");
    assert!(story.ask("course:BBB", "2026-01-20").is_allowed);
    assert_denied(&story.ask("course:BBB", "2026-01-21"), &[ACD_8, ENR_10, ENR_05]);
}

/// ACD-9, TRN-12
#[test]
fn at_the_attempt_limit_no_new_attempt_opens_but_the_quiz_does() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-30");
    let mut facts = story.facts("item:QUIZ");
    let ask = |facts: &_, view| decide(facts, view, at("2026-01-15"));
    facts.attempts = super::handed_in(1);
    assert!(ask(&facts, View::Attempt).is_allowed);
    facts.attempts = super::handed_in(2);
    assert_denied(&ask(&facts, View::Attempt), &[ACD_9, TRN_12]);
    assert!(ask(&facts, View::Content).is_allowed);
    assert!(ask(&facts, View::Results).is_allowed);
    let mut other = story.facts("item:READ");
    other.attempts = super::handed_in(99);
    assert!(ask(&other, View::Attempt).is_allowed);
}

/// ACD-9, TRN-12, ENR-14
#[test]
fn only_attempts_handed_in_by_then_and_in_the_version_taken_now_are_counted() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-30");
    let mut facts = story.facts("item:QUIZ");
    let handed_in = |version, day| HandedIn { version, at: at(day) };
    facts.attempts.handed_in = vec![handed_in(1, "2026-01-11"), handed_in(1, "2026-01-13")];
    let published = |number, day| CourseVersion { number, published_at: at(day) };
    facts.attempts.versions = vec![published(1, "2026-01-01"), published(2, "2026-01-15")];
    let used = |facts: &AccessFacts, day| facts.attempts_used_at(at(day));
    assert_eq!(
        ["2026-01-10", "2026-01-12", "2026-01-13", "2026-01-20"].map(|day| used(&facts, day)),
        [0, 1, 2, 2]
    );
    let ask = |facts: &_, day| decide(facts, View::Attempt, at(day)).is_allowed;
    assert!(ask(&facts, "2026-01-12") && !ask(&facts, "2026-01-13"));
    story.unenroll("2026-01-14", "BBB");
    story.enroll("2026-01-16", "BBB");
    facts.courses = story.facts("item:QUIZ").courses;
    assert_eq!(used(&facts, "2026-01-20"), 0, "who came back takes another version and starts fresh");
    assert!(ask(&facts, "2026-01-20"));
}

/// ACD-6
#[test]
fn a_product_is_open_while_any_of_its_courses_is() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BOTH-30");
    story.unenroll("2026-01-15", "CCC");
    assert!(story.ask("product:BOTH", "2026-01-16").is_allowed);
    story.type_end("2026-01-16", "BBB", "2026-01-17");
    let verdict = story.ask("product:BOTH", "2026-01-18");
    assert_denied(&verdict, &[ACD_8, ENR_10, ENR_05]);
    story.unenroll("2026-01-19", "BBB");
    assert_denied(&story.ask("product:BOTH", "2026-01-19"), &[ACD_5, ENR_09]);
}

/// ACD-6
#[test]
fn a_product_without_courses_follows_its_grants_alone() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "CARD-30");
    assert!(story.ask("product:CARD", "2026-01-10").is_allowed);
    assert_denied(&story.ask("product:CARD", "2026-02-09"), &[ACD_8, ENR_10]);
}

/// ACD-4
#[test]
fn for_a_product_only_its_own_grants_count_and_for_a_course_those_of_every_product() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-30");
    assert!(story.ask("course:BBB", "2026-01-15").is_allowed);
    assert!(!story.ask("product:BOTH", "2026-01-15").is_allowed);
    assert!(!story.ask("course:CCC", "2026-01-15").is_allowed);
}
