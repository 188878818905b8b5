use crate::access::{Dates, EditWindow, NewEnd, edit_window};
use crate::customer::{Status, change_status};
use crate::record::story::{Story, at, day};
use crate::time::Zone;
use crate::verdict::{View, explain};

fn because(story: &Story, subject: &str, when: &str) -> Vec<String> {
    story.explain(subject, when).because
}

fn first(story: &Story, subject: &str, when: &str) -> String {
    because(story, subject, when).remove(0)
}

/// WHY-01, ACC-10
#[test]
fn the_reason_is_said_with_dates_in_words_and_the_zone() {
    let mut story = Story::begin();
    story.zone = Zone::parse("Europe/Berlin").unwrap();
    let dates = Dates { starts: Some(day("2026-03-01")), ends: Some(day("2026-06-29")) };
    let grant = story.assign_with("2026-02-01T11:00:00Z", "BBB-EVER", dates);
    assert_eq!(
        because(&story, "item:READ", "2026-03-10T09:00:00Z"),
        [
            "Access to item READ has been in force since Sunday 1 March 2026, 00:00 (Europe/Berlin) and runs \
             through the end of Monday 29 June 2026 (Europe/Berlin)."
                .to_owned(),
            format!(
                "Grant {grant} of product BBB by assignment on Sunday 1 February 2026, 12:00 (Europe/Berlin) runs \
                 from Sunday 1 March 2026, 00:00 (Europe/Berlin) through the end of Monday 29 June 2026 \
                 (Europe/Berlin): in force."
            ),
        ]
    );
    assert_eq!(
        first(&story, "course:BBB", "2026-02-10T09:00:00Z"),
        "Access to course BBB opens on Sunday 1 March 2026, 00:00 (Europe/Berlin)."
    );
    assert_eq!(
        because(&story, "product:BBB", "2026-07-10T09:00:00Z")[..2],
        [
            "Access to product BBB has ended: it ran through the end of Monday 29 June 2026 (Europe/Berlin).",
            "Only the results of earlier work stay readable after the end.",
        ]
    );
}

/// WHY-01
#[test]
fn each_way_out_has_its_own_sentence() {
    let mut story = Story::begin();
    assert_eq!(
        because(&story, "course:BBB", "2026-01-05"),
        ["No access to course BBB had been given to the customer by Monday 5 January 2026, 00:00 (UTC)."]
    );
    let first_grant = story.assign("2026-01-10", "BBB-EVER");
    story.unenroll("2026-01-20", "BBB");
    let out = "was unenrolled from";
    let since = "on Tuesday 20 January 2026, 00:00 (UTC).";
    for (subject, course) in [
        ("course:BBB", "course BBB"),
        ("item:QUIZ", "the course of item QUIZ"),
        ("product:BBB", "the course of product BBB"),
    ] {
        assert_eq!(first(&story, subject, "2026-01-21"), format!("The customer {out} {course} {since}"));
    }
    story.enroll("2026-01-22", "BBB");
    story.cancel_order("2026-01-23", story.order_of(first_grant));
    assert_eq!(
        because(&story, "course:BBB", "2026-01-23")[0],
        "The access to course BBB is suspended, since the order behind it was cancelled on \
         Friday 23 January 2026, 00:00 (UTC)."
    );
    assert!(
        because(&story, "course:BBB", "2026-01-23")[1]
            .ends_with("without end: suspended since Friday 23 January 2026, 00:00 (UTC).")
    );
    story.revoke("2026-01-24", first_grant);
    assert_eq!(
        first(&story, "course:BBB", "2026-01-24"),
        "All access to course BBB was taken back, the last of it on Saturday 24 January 2026, 00:00 (UTC)."
    );
}

/// WHY-01, ACD-1, ACD-2, ACD-3
#[test]
fn what_stops_the_account_is_said_before_anything_else() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-EVER");
    let locked = Status::Locked { automatic: None };
    let stopped = change_status(&story.record.customer, locked, at("2026-01-20")).unwrap();
    story.write_outcome("2026-01-20", stopped);
    assert_eq!(
        first(&story, "course:BBB", "2026-01-21"),
        "The account has been locked since Tuesday 20 January 2026, 00:00 (UTC); only an active account opens \
         anything."
    );
    let ask = |change: &dyn Fn(&mut crate::verdict::AccessFacts)| {
        let mut facts = story.facts("course:BBB");
        facts.account.statuses.clear();
        change(&mut facts);
        explain(&facts, View::Content, at("2026-01-21"), &Zone::utc()).because.remove(0)
    };
    assert_eq!(
        ask(&|facts| facts.account.erased_at = Some(at("2026-01-15"))),
        "The customer's data was erased on Thursday 15 January 2026, 00:00 (UTC); an erased account opens \
         nothing."
    );
    assert_eq!(
        ask(&|facts| facts.account.password.must_change_since = Some(at("2026-01-15"))),
        "A new password has been demanded since Thursday 15 January 2026, 00:00 (UTC); until it is set, \
         nothing opens."
    );
    assert_eq!(
        ask(&|facts| {
            facts.account.password.set_at = Some(at("2026-01-10"));
            facts.account.password.expires_after_days = Some(5);
        }),
        "The password reached its age limit on Thursday 15 January 2026, 00:00 (UTC); until it is changed, \
         nothing opens."
    );
}

/// WHY-01, ENR-05, X-06
#[test]
fn a_typed_end_is_told_apart_from_the_windows_own() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "BBB-30");
    story.type_end("2026-01-15", "BBB", "2026-01-20");
    assert_eq!(
        because(&story, "course:BBB", "2026-01-25"),
        [
            "Access to course BBB has ended: it ran through the end of Tuesday 20 January 2026 (UTC), by an end \
             typed for this enrollment."
                .to_owned(),
            "Only the results of earlier work stay readable after the end.".to_owned(),
            format!(
                "Grant {grant} of product BBB by assignment on Saturday 10 January 2026, 00:00 (UTC) runs from \
                 Saturday 10 January 2026, 00:00 (UTC) through the end of Tuesday 20 January 2026 (UTC) by a typed \
                 end (through the end of Sunday 8 February 2026 (UTC) by its own window): ended."
            ),
        ]
    );
    assert!(because(&story, "course:BBB", "2026-01-18")[1].ends_with("by its own window): in force."));
    story.type_end("2026-02-01", "BBB", "2026-03-31");
    assert!(because(&story, "course:BBB", "2026-03-15")[1].ends_with("by its own window): in force."));
}

/// WHY-01, Q-53
#[test]
fn access_over_before_it_could_open_is_not_said_to_have_run() {
    let mut story = Story::begin();
    story.assign("2026-08-01", "BBB-SPRING");
    assert_eq!(
        first(&story, "course:BBB", "2026-08-02"),
        "Access to course BBB was over before it could open: it would have run through the end of \
         Tuesday 30 June 2026 (UTC) only."
    );
}

/// WHY-01, ACC-14
#[test]
fn an_edit_and_a_first_launch_to_come_are_told_with_the_grant() {
    let mut story = Story::begin();
    let grant = story.assign("2026-01-10", "BBB-LAUNCH");
    assert!(
        because(&story, "course:BBB", "2026-01-11")[1]
            .ends_with("without end; 10 days will count from the first launch: in force.")
    );
    for (when, end) in [("2026-01-12", "2026-01-30"), ("2026-01-13", "2026-01-31")] {
        let edit = EditWindow { starts: None, ends: Some(NewEnd::At(day(end))) };
        let edited = edit_window(story.grant(grant), edit, at(when), &story.zone).unwrap();
        story.write_outcome(when, edited);
    }
    assert!(
        because(&story, "course:BBB", "2026-01-14")[1]
            .ends_with("(UTC); its dates were edited 2 times: in force.")
    );
}

/// WHY-01
#[test]
fn a_change_that_the_reason_does_not_name_is_said() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-EVER");
    story.unenroll("2026-03-01", "BBB");
    assert_eq!(
        because(&story, "course:BBB", "2026-02-01")[1],
        "By what is known now, this changes on Sunday 1 March 2026, 00:00 (UTC)."
    );
}

/// WHY-01, X-04
#[test]
fn grants_are_shown_newest_first_each_with_its_state() {
    let mut story = Story::begin();
    let ended = story.assign("2026-01-02", "BBB-30");
    let revoked = story.assign("2026-01-03", "BBB-30");
    let to_come = story.assign("2026-01-04", "BBB-SPRING");
    let unborn = story.assign("2026-05-01", "BOTH-30");
    story.revoke("2026-01-05", revoked);
    let shown: Vec<_> = story
        .explain("course:BBB", "2026-02-10")
        .grants
        .iter()
        .map(|line| (line.grant.id, line.product.to_string(), line.state.map(|state| state.to_string())))
        .collect();
    let some = |text: &str| Some(text.to_owned());
    let bbb = || "BBB".to_owned();
    assert_eq!(
        shown,
        [
            (unborn, "BOTH".to_owned(), None),
            (to_come, bbb(), some("scheduled")),
            (revoked, bbb(), some("revoked")),
            (ended, bbb(), some("ended")),
        ]
    );
}

/// WHY-01, TRN-12
#[test]
fn used_up_attempts_are_counted_out() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-30");
    let mut facts = story.facts("item:QUIZ");
    facts.attempts = super::handed_in(2);
    let say = |facts: &_| explain(facts, View::Attempt, at("2026-01-15"), &Zone::utc()).because.remove(0);
    assert_eq!(say(&facts), "All 2 attempts allowed at item QUIZ have been handed in.");
    facts.subject.attempt_limit = Some(1);
    assert_eq!(say(&facts), "The one attempt allowed at item QUIZ has been handed in.");
}

/// WHY-01, ENR-12
#[test]
fn a_grant_of_several_courses_is_shown_by_the_course_that_is_open_longest() {
    for ended in ["BBB", "CCC"] {
        let mut story = Story::begin();
        story.assign("2026-01-10", "BOTH-30");
        story.type_end("2026-01-11", ended, "2026-01-12");
        let explained = story.explain("product:BOTH", "2026-01-20");
        assert!(explained.verdict.is_allowed);
        let [line] = explained.grants.as_slice() else { panic!("{:?}", explained.grants) };
        assert_eq!(line.state, Some(crate::access::GrantState::InForce), "{ended}");
        assert_ne!(line.end_rule, crate::enrollment::EndRule::Override, "{ended}");
    }
}
