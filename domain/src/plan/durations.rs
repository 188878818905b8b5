//! What another duration of a price would have done to those who bought at it (SIM-01).

use std::collections::HashMap;

use super::contracts::{Effect, Follower, changed};
use crate::access::{AccessGrant, Dates, freeze};
use crate::catalogue::{Anchor, PriceTerms};
use crate::id::OrderId;
use crate::time::{AccessDuration, Instant, Zone};

/// The order lines that a price was sold by, each with the order's date.
pub type SoldBy = HashMap<(OrderId, u32), Instant>;

/// What a price would have given for another duration.
#[derive(Debug, Clone, Copy)]
pub struct OtherDuration<'a> {
    /// The price as it is.
    pub terms: &'a PriceTerms,
    /// The other duration.
    pub duration: AccessDuration,
    /// What was sold at the price.
    pub sold: &'a SoldBy,
    /// Where dates are days of.
    pub zone: &'a Zone,
}

/// What another duration would come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DurationEffects {
    /// The enrollments whose access would change.
    pub effects: Vec<Effect>,
    /// How many grants of the price would stay as they are, because their dates are not what it gives: typed, edited,
    /// begun by a first launch, or sold on other terms.
    pub kept: u64,
}

/// Whose access would change if the price had lasted as long as that whenever it was sold; decided as ever, over grants
/// whose windows are frozen anew.
pub fn effects(learners: &[Follower<'_>], other: OtherDuration<'_>, now: Instant) -> DurationEffects {
    let mut found = DurationEffects::default();
    let mut kept: Vec<_> = Vec::new();
    for learner in learners {
        let mut altered = learner.grants.to_vec();
        let mut instants = vec![now];
        for grant in &mut altered {
            let Some(ordered_at) = other.sold.get(&(grant.source.order, grant.source.line)) else { continue };
            if !other.refreeze(grant, *ordered_at, &mut instants) {
                kept.push(grant.id);
            }
        }
        instants.retain(|instant| *instant >= now);
        let after = Follower { grants: &altered, ..*learner };
        found.effects.extend(changed(learner, &after, &instants));
    }
    kept.sort_unstable();
    kept.dedup();
    found.kept = kept.len() as u64;
    found
}

impl OtherDuration<'_> {
    /// Gives the grant the window that the other duration would have given, and names the instants at which that matters.
    fn refreeze(&self, grant: &mut AccessGrant, ordered_at: Instant, instants: &mut Vec<Instant>) -> bool {
        let taken_at = grant.granted_at();
        let frozen =
            |terms: &PriceTerms| freeze(terms, ordered_at, taken_at, Dates::default(), self.zone).ok();
        let Some(own) = frozen(self.terms) else { return false };
        let is_as_sold = own.window == grant.window
            && own.from_first_launch == grant.from_first_launch
            && grant.edits.is_empty();
        // Whether a window without an end waits for its first launch is not told by the window.
        if !is_as_sold || self.terms.anchor == Anchor::FirstLaunch {
            return false;
        }
        let terms = PriceTerms { duration: self.duration, ..self.terms.clone() };
        let Some(other) = frozen(&terms) else { return false };
        for window in [own.window, other.window] {
            for bound in [Some(window.starts_at()), window.ends_at()].into_iter().flatten() {
                instants.extend(Instant::from_micros(bound.as_micros() - 1).ok().into_iter().chain([bound]));
            }
        }
        grant.window = other.window;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enrollment::StateWord;
    use crate::record::story::{Story, at};

    fn what_if(story: &Story, price: &str, duration: &str, now: &str) -> DurationEffects {
        let price = story.catalogue.price_by_code(price).unwrap();
        let mut sold = SoldBy::new();
        for order in &story.record.orders {
            for line in order.lines.iter().filter(|line| line.price == price.id) {
                sold.insert((order.id, line.number), order.stamp.effective_at);
            }
        }
        let (grants, facts) = (story.grants("BBB"), story.enrollment("BBB"));
        let (customer, course) = (story.record.customer.id, story.course("BBB"));
        let learner = Follower { customer, course, grants: &grants, facts: &facts };
        let other = OtherDuration {
            terms: &price.terms,
            duration: AccessDuration::parse(duration).unwrap(),
            sold: &sold,
            zone: &story.zone,
        };
        effects(&[learner], other, at(now))
    }

    fn words(found: &DurationEffects) -> Vec<(StateWord, StateWord, Option<Instant>)> {
        let words = |one: &Effect| Some((one.before.state?, one.after.state?, one.after.ends_at));
        found.effects.iter().filter_map(words).collect()
    }

    /// SIM-01
    #[test]
    fn a_shorter_duration_takes_access_away_and_a_longer_one_brings_it_back() {
        let mut story = Story::begin();
        story.assign("2026-01-10", "BBB-30");
        let shorter = what_if(&story, "BBB-30", "10 days", "2026-01-25");
        assert_eq!(words(&shorter), [(StateWord::Enrolled, StateWord::Expired, Some(at("2026-01-20")))]);
        let longer = what_if(&story, "BBB-30", "12 months", "2026-03-01");
        assert_eq!(words(&longer), [(StateWord::Expired, StateWord::Enrolled, Some(at("2027-01-10")))]);
        assert!(longer.effects[0].comes_back() && shorter.effects[0].loses());
    }

    /// SIM-01
    #[test]
    fn an_end_that_moves_only_in_the_future_counts_and_the_same_duration_changes_nothing() {
        let mut story = Story::begin();
        story.assign("2026-01-10", "BBB-30");
        let later = what_if(&story, "BBB-30", "20 days", "2026-01-12");
        assert_eq!(words(&later), [(StateWord::Enrolled, StateWord::Enrolled, Some(at("2026-01-30")))]);
        assert_eq!(what_if(&story, "BBB-30", "30 days", "2026-01-12"), DurationEffects::default());
        assert_eq!(words(&what_if(&story, "BBB-30", "10 days", "2026-04-01")), [], "it is over either way");
    }

    /// SIM-01
    #[test]
    fn whose_order_date_is_still_to_come_is_shown_too() {
        let mut story = Story::begin();
        story.assign("2026-03-10", "BBB-30");
        let found = what_if(&story, "BBB-30", "10 days", "2026-01-12");
        let [effect] = found.effects.as_slice() else { panic!("{found:?}") };
        assert_eq!((effect.before.state, effect.after.state), (None, None));
        assert_eq!(
            (effect.before.ends_at, effect.after.ends_at),
            (Some(at("2026-04-09")), Some(at("2026-03-20")))
        );
        assert!(effect.loses());
    }

    /// SIM-01, X-06
    #[test]
    fn what_was_bought_otherwise_typed_or_launched_is_left_alone() {
        let mut story = Story::begin();
        story.assign("2026-01-10", "BBB-EVER");
        assert_eq!(what_if(&story, "BBB-30", "1 days", "2026-01-12"), DurationEffects::default());
        let mut typed = Story::begin();
        let dates = Dates { starts: None, ends: Some(crate::record::story::day("2026-06-30")) };
        typed.assign_with("2026-01-10", "BBB-30", dates);
        let found = what_if(&typed, "BBB-30", "1 days", "2026-01-12");
        assert_eq!((words(&found), found.kept), (vec![], 1));
        let mut launched = Story::begin();
        launched.assign("2026-01-10", "BBB-LAUNCH");
        let found = what_if(&launched, "BBB-LAUNCH", "1 days", "2026-01-12");
        assert_eq!((words(&found), found.kept), (vec![], 1));
        let mut ended = Story::begin();
        ended.assign("2026-01-10", "BBB-30");
        ended.type_end("2026-01-11", "BBB", "2026-01-31");
        let found = what_if(&ended, "BBB-30", "1 days", "2026-01-12");
        assert_eq!((words(&found), found.kept), (vec![], 0), "a typed end decides before the window");
    }
}
