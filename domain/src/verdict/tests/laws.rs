use proptest::prelude::*;

use super::arbitrary::{facts, moment, moments, unit, view};
use super::model;
use crate::access::GrantState;
use crate::access::{AccessGrant, AccessWindow};
use crate::enrollment::{EnrollmentState, effective_state, over_at, override_for, state_at};
use crate::record::story::stamp;
use crate::stamp::Revision;
use crate::time::{Instant, Zone};
use crate::verdict::{AccessFacts, Ground, View, decide, explain};

/// What [`Verdict::next_change_at`](crate::verdict::Verdict) watches.
fn answer(facts: &AccessFacts, view: View, at: Instant) -> (bool, Vec<String>) {
    let verdict = decide(facts, view, at);
    (verdict.is_allowed, verdict.rules().iter().map(ToString::to_string).collect())
}

fn any_instant() -> impl Strategy<Value = Instant> {
    prop_oneof![
        Just(Instant::MIN),
        Just(Instant::MAX),
        (Instant::MIN.as_micros()..=Instant::MAX.as_micros())
            .prop_map(|micros| Instant::from_micros(micros).unwrap()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// ACD-1, ACD-2, ACD-3, ACD-4, ACD-5, ACD-6, ACD-7, ACD-8, ACD-9
    #[test]
    fn the_decision_is_the_one_of_the_naive_reading(facts in facts(), view in view(), at in moment()) {
        let verdict = decide(&facts, view, at);
        let (is_allowed, number) = model::answer(&facts, view, at);
        prop_assert_eq!(verdict.is_allowed, is_allowed);
        prop_assert_eq!(verdict.rules()[0].to_string(), format!("ACD-{number}"));
    }

    ///
    #[test]
    fn a_verdict_holds_until_its_next_change_and_no_longer(facts in facts(), view in view(), at in moment()) {
        let now = answer(&facts, view, at);
        let next = decide(&facts, view, at).next_change_at;
        for moment in moments().into_iter().filter(|moment| at <= *moment) {
            if next.is_none_or(|next| moment < next) {
                prop_assert_eq!(&answer(&facts, view, moment), &now, "at {}", moment);
            }
        }
        if let Some(next) = next {
            prop_assert!(at < next);
            prop_assert_ne!(&answer(&facts, view, next), &now);
            let just_before = next.checked_add_micros(-1).unwrap();
            prop_assert_eq!(&answer(&facts, view, just_before), &now);
        }
    }

    /// WHY-01
    #[test]
    fn explaining_answers_as_deciding_does(facts in facts(), view in view(), at in moment()) {
        let explained = explain(&facts, view, at, &Zone::utc());
        prop_assert_eq!(explained.verdict, decide(&facts, view, at));
        prop_assert!(!explained.because.is_empty());
        let says_how = !explained.would_allow.is_empty();
        let is_erased = matches!(explained.verdict.ground, Ground::Erased { .. });
        prop_assert_eq!(says_how, !explained.verdict.is_allowed && !is_erased);
    }

    /// ACC-07, Q-20
    #[test]
    fn a_grant_more_never_closes_anything(facts in facts(), view in view(), at in moment(), given in unit(), start in unit()) {
        if !decide(&facts, view, at).is_allowed {
            return Ok(());
        }
        let mut richer = facts.clone();
        for course in &mut richer.courses {
            let grant = facts.courses[0].grants.first().unwrap();
            let window = AccessWindow::parse(start, None).unwrap();
            let stamp = stamp(Revision::new(100), given);
            course.grants.push(AccessGrant { window, stamp, standings: Vec::new(), ..grant.clone() });
        }
        prop_assert!(decide(&richer, view, at).is_allowed);
    }

    /// ACC-07, ACC-10
    #[test]
    fn a_course_is_open_when_the_instant_lies_in_any_standing_window(facts in facts(), at in moment()) {
        let course = &facts.courses[0];
        let Some(state) = state_at(&course.grants, &course.enrollment, at) else { return Ok(()) };
        let any = course
            .grants
            .iter()
            .any(|grant| effective_state(grant, &course.enrollment, at) == Some(GrantState::InForce));
        match state {
            EnrollmentState::Enrolled { .. } => prop_assert!(any),
            EnrollmentState::Unenrolled { .. } => {}
            EnrollmentState::Scheduled { .. } | EnrollmentState::Expired { .. } => prop_assert!(!any),
        }
    }

    /// ENR-07
    #[test]
    fn a_learner_has_a_state_from_the_first_grant_on(facts in facts(), at in moment()) {
        for course in &facts.courses {
            let is_given = course.grants.iter().any(|grant| grant.granted_at() <= at);
            prop_assert_eq!(state_at(&course.grants, &course.enrollment, at).is_some(), is_given);
        }
    }

    /// WHY-01
    #[test]
    fn since_and_until_bound_the_state_they_speak_of(facts in facts(), at in moment()) {
        let course = &facts.courses[0];
        let state = |at| state_at(&course.grants, &course.enrollment, at);
        let is_enrolled = |at| matches!(state(at), Some(EnrollmentState::Enrolled { .. }));
        match state(at) {
            None => {}
            Some(EnrollmentState::Enrolled { since, until, .. }) => {
                prop_assert!(since <= at && until.is_none_or(|until| at < until));
                for moment in moments() {
                    if since <= moment && moment <= at {
                        prop_assert!(is_enrolled(moment), "enrolled since {} but not at {}", since, moment);
                    }
                }
                prop_assert!(!is_enrolled(since.checked_add_micros(-1).unwrap()));
            }
            Some(EnrollmentState::Scheduled { opens_at, .. }) => prop_assert!(at < opens_at),
            Some(EnrollmentState::Unenrolled { since, .. } | EnrollmentState::Expired { since, .. }) => {
                prop_assert!(since <= at);
            }
        }
    }

    /// ENR-10, X-07
    #[test]
    fn an_expired_state_names_a_window_that_is_over(facts in facts(), at in moment()) {
        let course = &facts.courses[0];
        let over = over_at(&course.grants, &course.enrollment, at);
        if let Some(EnrollmentState::Unenrolled { .. }) = state_at(&course.grants, &course.enrollment, at) {
            prop_assert_eq!(over, None);
        }
        if let Some(EnrollmentState::Expired { since, grant, end_rule }) = over {
            let grant = course.grants.iter().find(|known| known.id == grant).unwrap();
            prop_assert_eq!(effective_state(grant, &course.enrollment, at), Some(GrantState::Ended));
            prop_assert!(since <= at);
            let typed = override_for(grant, &course.enrollment).is_some();
            prop_assert_eq!(typed, end_rule == crate::enrollment::EndRule::Override);
        }
    }

    #[test]
    fn what_was_written_decides_by_its_place_not_by_the_order_it_is_read_in(
        facts in facts(), view in view(), at in moment(),
    ) {
        let mut reversed = facts.clone();
        reversed.account.statuses.reverse();
        for course in &mut reversed.courses {
            course.grants.reverse();
            course.grants.iter_mut().for_each(|grant| grant.standings.reverse());
            course.enrollment.reverse();
        }
        prop_assert_eq!(decide(&reversed, view, at), decide(&facts, view, at));
    }

    #[test]
    fn when_something_was_recorded_decides_nothing(facts in facts(), view in view(), at in moment()) {
        let mut later = facts.clone();
        let late = |stamp: &mut crate::stamp::Stamp| stamp.recorded_at = Instant::MAX;
        later.account.statuses.iter_mut().for_each(|change| late(&mut change.stamp));
        for course in &mut later.courses {
            course.enrollment.iter_mut().for_each(|fact| late(&mut fact.stamp));
            for grant in &mut course.grants {
                late(&mut grant.stamp);
                grant.standings.iter_mut().for_each(|change| late(&mut change.stamp));
            }
        }
        prop_assert_eq!(decide(&later, view, at), decide(&facts, view, at));
    }

    /// ENR-05
    #[test]
    fn a_typed_end_binds_only_grants_given_before_it(facts in facts()) {
        for course in &facts.courses {
            for grant in &course.grants {
                let later: Vec<_> = course
                    .enrollment
                    .iter()
                    .filter(|fact| fact.stamp.position > grant.stamp.position)
                    .cloned()
                    .collect();
                prop_assert_eq!(override_for(grant, &course.enrollment), override_for(grant, &later));
            }
        }
    }

    /// WHY-01
    #[test]
    fn every_instant_can_be_asked_and_explained(facts in facts(), view in view(), at in any_instant()) {
        let explained = explain(&facts, view, at, &Zone::parse("Pacific/Apia").unwrap());
        prop_assert_eq!(explained.verdict.at, at);
    }
}
