use std::collections::HashSet;

use proptest::prelude::*;

use super::*;

proptest! {
    /// REG-38, REG-39, Q-06, Q-07, Q-08, N81
    #[test]
    fn rows_add_up_and_no_seat_or_learner_is_used_twice(
        seats in 0..6_u32,
        people in proptest::collection::vec(0..8_usize, 0..12),
        holders in proptest::collection::hash_set(0..8_usize, 0..4),
        fill_available: bool,
        may_stack: bool,
    ) {
        let names = ["a", "b", "c", "d", "e", "f", "g", "h"];
        let mut office = Office::with(seats);
        office.options = GiveOutOptions { fill_available, may_stack, ..GiveOutOptions::default() };
        let account = |place: &usize| {
            let grants = vec![grant(50 + *place as u128, product())];
            Account { grants, ..Account::of(10 + *place as u128, names[*place]) }
        };
        office.accounts = holders.iter().map(account).collect();
        let chosen: Vec<&str> = people.iter().map(|place| names[*place]).collect();
        let plan = office.plan_profiles(&chosen);
        let AssignCounts { recipients, assigned, created, existing, .. } = plan.counts;
        let AssignCounts { duplicates, already_have_access, refused, mails, .. } = plan.counts;
        prop_assert_eq!(recipients, people.len() as u64);
        prop_assert_eq!(assigned + duplicates + already_have_access + refused, recipients);
        prop_assert_eq!((created + existing, mails), (assigned, assigned));
        prop_assert_eq!(assigned, plan.give_out.used());
        let used: HashSet<_> = plan.given.iter().map(|given| given.seat).collect();
        let served: HashSet<_> = plan.given.iter().map(|given| given.learner).collect();
        prop_assert_eq!((used.len() as u64, served.len() as u64), (assigned, assigned));
        let distinct: HashSet<_> = people.iter().filter(|place| may_stack || !holders.contains(place)).collect();
        prop_assert_eq!(plan.give_out.needed, distinct.len() as u64);
        let fits = plan.give_out.needed <= u64::from(seats);
        prop_assert_eq!(office.allowed(&plan).is_ok(), fits || (fill_available && seats > 0));
    }
}
