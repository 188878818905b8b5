use super::super::{ContractChangeRefused, Effect, Shown, comebacks, effects, fingerprint, guard, holders};
use super::{Read, follower};
use crate::enrollment::{EndRule, StateWord};
use crate::import_log::Fingerprint;
use crate::record::story::{Story, at};
use crate::refusal::Refusal;
use crate::rule::Q_40;
use crate::sales_order::{SalesOrder, SalesOrderTerms, Term};
use crate::text::Title;

fn moved(story: &Story, order: &SalesOrder, end: &str, now: &str) -> Vec<Effect> {
    let read = Read::of(story, "BBB");
    effects(&[read.follower()], order, at(end), at(now))
}

/// Q-40, SIM-01
#[test]
fn a_contract_cut_short_names_who_loses_access_and_from_when() {
    let (story, order) = follower();
    let found = moved(&story, &order, "2026-02-01", "2026-02-15");
    let [effect] = found.as_slice() else { panic!("{found:?}") };
    let states = (effect.before.state, effect.after.state);
    assert_eq!(states, (Some(StateWord::Enrolled), Some(StateWord::Expired)));
    assert_eq!(
        (effect.before.ends_at, effect.after.ends_at),
        (Some(at("2026-04-01")), Some(at("2026-02-01")))
    );
    assert_eq!(effect.after.end_rule, EndRule::SalesOrder);
    assert!(effect.loses() && !effect.comes_back());
}

///
#[test]
fn who_would_expire_earlier_only_later_is_named_too() {
    let (story, order) = follower();
    let found = moved(&story, &order, "2026-03-01", "2026-02-15");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].after.state, Some(StateWord::Enrolled));
    assert!(found[0].loses());
    let waiting = {
        let mut story = Story::begin();
        story.assign("2026-01-10", "BBB-SPRING");
        let order = super::order(&mut story, "2026-03-31");
        story.link("2026-01-11", "BBB", "SO-1");
        moved(&story, &order, "2026-05-01", "2026-02-15")
    };
    assert_eq!(waiting.len(), 1, "an enrollment that has not opened yet");
    assert_eq!(waiting[0].before.state, Some(StateWord::Scheduled));
}

/// Q-40, SIM-01
#[test]
fn whose_order_date_is_still_to_come_is_named_with_the_end_of_what_they_are_given() {
    let mut story = Story::begin();
    story.assign("2026-03-05", "BBB-EVER");
    let order = super::order(&mut story, "2026-03-31");
    story.link("2026-03-05", "BBB", "SO-1");
    let found = moved(&story, &order, "2026-02-20", "2026-02-15");
    let [effect] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((effect.before.state, effect.after.state), (None, None));
    assert_eq!(
        (effect.before.ends_at, effect.after.ends_at),
        (Some(at("2026-04-01")), Some(at("2026-02-20")))
    );
    assert!(effect.loses() && !effect.comes_back());
    let found = moved(&story, &order, "2026-05-01", "2026-02-15");
    assert!(found.len() == 1 && !found[0].loses() && !found[0].comes_back(), "they were not there yet");
}

///
#[test]
fn who_comes_back_in_several_courses_is_named_once() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BOTH-30");
    let order = super::order(&mut story, "2026-01-31");
    for course in ["BBB", "CCC"] {
        story.link("2026-01-11", course, "SO-1");
    }
    let reads = ["BBB", "CCC"].map(|course| Read::of(&story, course));
    let followers = reads.each_ref().map(Read::follower);
    let found = effects(&followers, &order, at("2026-12-31"), at("2026-03-01"));
    assert!(found.len() == 2 && found.iter().all(Effect::comes_back));
    let back = comebacks(&found);
    assert_eq!(back.len(), 1);
    let courses: Vec<_> = back[&story.record.customer.id].iter().map(|effect| effect.course).collect();
    assert_eq!(courses, [story.course("BBB"), story.course("CCC")]);
}

/// ENR-05, Q-40
#[test]
fn who_ends_otherwise_is_not_touched_by_the_contract() {
    let (mut typed, order) = follower();
    typed.type_end("2026-01-12", "BBB", "2026-02-20");
    assert_eq!(moved(&typed, &order, "2026-02-01", "2026-02-15"), []);
    let (mut bought, order) = follower();
    bought.assign("2026-01-12", "BBB-EVER");
    assert_eq!(moved(&bought, &order, "2026-02-01", "2026-02-15"), []);
    let (mut out, order) = follower();
    out.unenroll("2026-01-12", "BBB");
    assert_eq!(moved(&out, &order, "2026-02-01", "2026-02-15"), []);
    let (mut elsewhere, order) = follower();
    elsewhere.contract("SO-2", "2026-06-30");
    elsewhere.link("2026-01-12", "BBB", "SO-2");
    assert_eq!(moved(&elsewhere, &order, "2026-02-01", "2026-02-15"), []);
    let (story, order) = follower();
    assert_eq!(moved(&story, &order, "2026-04-01", "2026-02-15"), [], "the same end");
    assert_eq!(moved(&story, &order, "2026-02-01", "2027-02-15"), [], "both ends have passed");
}

/// ENR-01
#[test]
fn a_learner_holds_one_seat_in_however_many_courses_and_none_once_unenrolled() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BOTH-30");
    let order = super::order(&mut story, "2026-01-31");
    for course in ["BBB", "CCC"] {
        story.link("2026-01-11", course, "SO-1");
    }
    let count = |story: &Story| {
        let reads = ["BBB", "CCC"].map(|course| Read::of(story, course));
        holders(&reads.each_ref().map(Read::follower), order.id, at("2026-01-20")).len()
    };
    assert_eq!(count(&story), 1);
    story.unenroll("2026-01-12", "BBB");
    assert_eq!(count(&story), 1);
    story.unenroll("2026-01-12", "CCC");
    assert_eq!(count(&story), 0);
}

///
#[test]
fn a_change_above_the_threshold_needs_its_number_and_the_plan_that_was_shown() {
    let (one, other) = (Fingerprint::of(&[b"one"]), Fingerprint::of(&[b"other"]));
    let confirmed = |number| Shown { confirmed: Some(number), fingerprint: None };
    assert_eq!(guard(10, one, 10, Shown::default()), Ok(()));
    let refused = guard(11, one, 10, Shown::default()).unwrap_err();
    assert_eq!(refused, ContractChangeRefused::Unconfirmed { touched: 11, threshold: 10 });
    assert_eq!(refused.rules(), [Q_40]);
    assert_eq!(guard(11, one, 10, confirmed(11)), Ok(()));
    assert_eq!(
        guard(3, one, 10, confirmed(4)),
        Err(ContractChangeRefused::OtherCount { touched: 3, confirmed: 4 })
    );
    let shown = Shown { confirmed: Some(3), fingerprint: Some(other) };
    assert_eq!(guard(3, one, 10, shown), Err(ContractChangeRefused::OtherPlan { found: one }));
    assert_eq!(guard(3, one, 10, Shown { fingerprint: Some(one), ..shown }), Ok(()));
}

///
#[test]
fn a_fingerprint_changes_with_the_terms_and_with_whose_access_changes() {
    let (story, order) = follower();
    let effects = moved(&story, &order, "2026-02-01", "2026-02-15");
    let later = moved(&story, &order, "2026-02-02", "2026-02-15");
    let print = |effects: &[Effect], number: &str| fingerprint([(number, &order.terms)], effects);
    assert_eq!(print(&effects, "SO-1"), print(&effects, "SO-1"));
    assert_ne!(print(&effects, "SO-1"), print(&later, "SO-1"));
    assert_ne!(print(&effects, "SO-1"), print(&[], "SO-1"));
    assert_ne!(print(&effects, "SO-1"), print(&effects, "SO-2"));
    let other = |change: fn(&mut SalesOrderTerms)| {
        let mut terms = order.terms.clone();
        change(&mut terms);
        fingerprint([("SO-1", &terms)], &effects)
    };
    for (what, change) in [
        ("external id", (|terms| terms.external_id = None) as fn(&mut SalesOrderTerms)),
        ("client", |terms| terms.client = Title::parse("Southern Rail").unwrap()),
        ("start", |terms| terms.term = Term::parse(at("2026-01-02"), terms.term.ends_at()).unwrap()),
        ("end", |terms| terms.term = Term::parse(terms.term.starts_at(), at("2026-05-01")).unwrap()),
        ("courses", |terms| terms.courses.clear()),
        ("seats", |terms| terms.seats = None),
    ] {
        assert_ne!(other(change), print(&effects, "SO-1"), "{what}");
    }
}
