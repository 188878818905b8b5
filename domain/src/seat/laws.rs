//! Laws that hold after every step of every story of seats, whoever does what in which order.

mod act;
mod world;

use proptest::collection::vec;
use proptest::prelude::*;

use act::{Act, act};
use world::World;

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// REG-38, REG-39, Q-01, Q-04, Q-09, Q-10, Q-13, ACC-13
    #[test]
    fn whatever_is_done_to_them_seats_add_up_and_have_one_holder_at_most(acts in vec(act(), 1..80)) {
        let mut world = World::with_two_buyers();
        for act in &acts {
            world.perform(act);
            world.check_every_law();
        }
    }
}

/// The laws are worth something only while the stories really reach what they are about.
#[test]
fn the_stories_reach_every_state_and_every_kind_of_event() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    let mut runner = TestRunner::deterministic();
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..60 {
        let acts: Vec<Act> = vec(act(), 60..80).new_tree(&mut runner).unwrap().current();
        let mut world = World::with_two_buyers();
        for act in &acts {
            world.perform(act);
            world.look_around(&mut seen);
        }
    }
    let wanted = [
        "available",
        "claimed",
        "code_opens_nothing",
        "invitation_renewed",
        "invitation_sent",
        "invitation_withdrawn",
        "link_opens_nothing",
        "pending",
        "reclaims_counted",
        "seat_bought",
        "seat_claimed",
        "seat_handed_over",
        "seat_reclaimed",
        "seat_reinstated",
        "seat_voided",
        "several_invited",
        "void",
        "void_and_held",
    ];
    assert_eq!(seen.iter().map(String::as_str).collect::<Vec<_>>(), wanted);
}
