//! What a learner whose seat was taken back may still open.

use super::*;
use crate::access::AccessEvent;
use crate::enrollment::{EnrollmentState, UnenrolledBy, state_at};
use crate::record::story::{Story, at};
use crate::refusal::Outcome;
use crate::seat::Reclaimed;

/// Gives a seat to the story's customer from 1 April on.
fn take_a_seat(story: &mut Story, class: &mut Class, place: usize) -> GrantId {
    class.give(place, 20, "ada", "ada");
    let (_, _, grant) = class.seats[place].holder.as_ref().unwrap();
    let product = story.catalogue.product_by_code("BBB").unwrap().id;
    let granted = AccessEvent::AccessGranted {
        grant: grant.id,
        product,
        source: grant.source,
        window: grant.window,
        from_first_launch: None,
    };
    story.write("2026-04-01", [granted]);
    grant.id
}

/// Takes the seat back, as decided, and folds it into the story.
fn take_back(story: &mut Story, class: &Class, place: usize, when: &str) {
    let known = class.known()[place];
    let grant = story.grant(known.seat.claim().unwrap().grant).clone();
    let facts = ReclaimSeat {
        seat: known.seat,
        pool: known.pool,
        grant: Some(&grant),
        is_buyer_erased: false,
        is_completed: false,
        new_code: Some(&code(9)),
    };
    let Reclaimed { outcome, access, .. } = reclaim(facts, at(when)).unwrap();
    assert_eq!(outcome, Outcome::Applied);
    story.write(when, access);
}

fn state(story: &Story, when: &str) -> EnrollmentState {
    state_at(&story.grants("BBB"), &story.enrollment("BBB"), at(when)).unwrap()
}

/// REG-29, X-08
#[test]
fn a_learner_without_another_grant_is_unenrolled_and_may_open_nothing() {
    let (mut story, mut class) = (Story::begin(), Class::of(0, 1));
    take_a_seat(&mut story, &mut class, 0);
    assert!(story.ask("item:QUIZ", "2026-04-10").is_allowed);
    take_back(&mut story, &class, 0, "2026-04-20");
    let verdict = story.ask("item:QUIZ", "2026-04-20");
    assert!(!verdict.is_allowed, "{verdict:?}");
    assert!(!story.ask_results("item:QUIZ", "2026-04-20").is_allowed);
    let since = at("2026-04-20");
    assert_eq!(
        state(&story, "2026-04-20"),
        EnrollmentState::Unenrolled { since, by: UnenrolledBy::Revocation }
    );
    assert!(story.ask("item:QUIZ", "2026-04-19").is_allowed, "what was before stays as it was");
}

///
#[test]
fn who_comes_back_is_enrolled_in_the_same_course_again() {
    let (mut story, mut class) = (Story::begin(), Class::of(0, 2));
    take_a_seat(&mut story, &mut class, 0);
    take_back(&mut story, &class, 0, "2026-04-20");
    let facts = story.enrollment("BBB");
    assert_eq!(facts, [], "nothing was written about the enrollment, so nothing of it was lost");
    let grant = take_a_seat(&mut story, &mut class, 1);
    assert!(matches!(
        state(&story, "2026-05-01"),
        EnrollmentState::Enrolled { grant: open, .. } if open == grant
    ));
}

/// Q-20, ACC-13, ACC-07
#[test]
fn another_grant_of_the_same_product_still_opens_it() {
    for own_purchase in [true, false] {
        let (mut story, mut class) = (Story::begin(), Class::of(0, 2));
        take_a_seat(&mut story, &mut class, 0);
        if own_purchase {
            story.assign("2026-04-02", "BBB-EVER");
        } else {
            take_a_seat(&mut story, &mut class, 1);
        }
        take_back(&mut story, &class, 0, "2026-04-20");
        assert!(story.ask("item:QUIZ", "2026-04-21").is_allowed);
        assert!(matches!(state(&story, "2026-04-21"), EnrollmentState::Enrolled { .. }));
    }
}
