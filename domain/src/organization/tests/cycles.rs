use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::organization::place;

const COUNT: u64 = 7;

/// The organizations after some moves, each decided over all of them as they were.
fn after(moves: &[(u64, Option<u64>)]) -> Vec<Organization> {
    let mut all: Vec<Organization> =
        (1..=COUNT).map(|number| organization(number, &format!("O{number}"), None)).collect();
    for (which, parent) in moves {
        let known = Hierarchy::new(all.clone());
        let Ok((_, events)) = place(known.get(id(*which)).unwrap(), parent.map(id), &known) else { continue };
        for event in events {
            let one = all.iter_mut().find(|one| one.id == id(*which)).unwrap();
            one.apply(&event, one.revision.next());
        }
    }
    all
}

/// How many steps it is to the top; `None` where it never comes.
fn depth(all: &[Organization], from: OrganizationId) -> Option<usize> {
    let parent = |id| all.iter().find(|one| one.id == id).and_then(|one: &Organization| one.parent);
    let mut at = from;
    for steps in 0..=all.len() {
        match parent(at) {
            None => return Some(steps),
            Some(next) => at = next,
        }
    }
    None
}

proptest! {
    /// VIEW-06
    #[test]
    fn no_moves_whatever_put_an_organization_below_itself(
        moves in vec((1..=COUNT, proptest::option::of(1..=COUNT)), 0..40),
    ) {
        let all = after(&moves);
        for one in &all {
            prop_assert!(depth(&all, one.id).is_some(), "{one:?} never reaches the top");
        }
    }

    /// VIEW-06: what is refused would have made a circle, and nothing else is refused.
    #[test]
    fn a_move_is_refused_exactly_when_it_would_make_a_circle(
        moves in vec((1..=COUNT, proptest::option::of(1..=COUNT)), 0..20),
        which in 1..=COUNT,
        parent in 1..=COUNT,
    ) {
        let mut all = after(&moves);
        let known = Hierarchy::new(all.clone());
        let is_refused = place(known.get(id(which)).unwrap(), Some(id(parent)), &known).is_err();
        all.iter_mut().find(|one| one.id == id(which)).unwrap().parent = Some(id(parent));
        prop_assert_eq!(is_refused, depth(&all, id(which)).is_none());
    }

    #[test]
    fn everybody_below_has_the_organization_on_the_way_up_and_nobody_else_has(
        moves in vec((1..=COUNT, proptest::option::of(1..=COUNT)), 0..30),
        top in 1..=COUNT,
    ) {
        let all = Hierarchy::new(after(&moves));
        let below = all.with_all_below(&[id(top)]);
        for one in all.all() {
            let is_above = all.upward(one.id).any(|above| above.id == id(top));
            prop_assert_eq!(below.contains(&one.id), is_above);
        }
    }
}
