//! What becomes of one seat when several people act on it at once: every order in which they can read and write.
//!
//! Each actor is a real use case that stops before it commits, so that all the others can be faster. Without doubt about
//! what was left out: reads change nothing, so of orders that differ only in which of two neighbouring first reads came
//! first one is tried. Everything else is, conflicts and further tries included.

mod actor;
mod gate;
mod scene;
mod schedule;

use std::sync::Arc;

use pollster::block_on;
use rollbook_domain::catalogue::ReclaimPolicy;
use rollbook_domain::port::{CountingVault, TenantStore};
use rollbook_domain::settings::TenantId;

use crate::Fixture;
use crate::cases::cases;
use crate::facts::Bundle;
use actor::{Act, Actor, End};
use scene::Scene;
use schedule::{Schedule, Step};

cases! { seat_model:
    any_two_who_act_on_one_seat_leave_one_holder_at_most,
    any_three_who_act_on_one_seat_leave_one_holder_at_most,
    of_six_who_act_on_one_seat_at_once_each_wins_or_is_told_why_not,
}

/// More scenes than this do not share a tenant, so that none has to look through what the others left.
const SCENES_OF_A_TENANT: usize = 64;

/// More scenes than this do not share a store, which in memory would grow too large.
const SCENES_OF_A_STORE: usize = 10_000;

/// A reclaim that is counted also writes to the buyer, on whom every claim rests.
const POLICIES: [ReclaimPolicy; 2] = [ReclaimPolicy::Always, ReclaimPolicy::Capped(50)];

/// REG-38, REG-39, REG-24, REG-25, Q-04, Q-10, Q-13, N77
fn any_two_who_act_on_one_seat_leave_one_holder_at_most(fixture: &Fixture) {
    let mut stage = Stage::of(fixture);
    let tried: usize = subsets(2).iter().map(|acts| stage.every_interleaving(acts)).sum();
    assert!(tried > 15 * 3, "{tried} interleavings are too few to be all");
}

/// REG-38, REG-39, REG-24, REG-25, Q-04, Q-10, Q-13, N77
fn any_three_who_act_on_one_seat_leave_one_holder_at_most(fixture: &Fixture) {
    let mut stage = Stage::of(fixture);
    let one_in = fixture.plays_one_in;
    let tried: usize = subsets(3).iter().step_by(one_in).map(|acts| stage.every_interleaving(acts)).sum();
    assert!(tried > 20 / one_in * 30, "{tried} interleavings are too few to be all");
}

/// REG-38, REG-39, REG-24, REG-25, Q-04, Q-10, Q-13, N77
fn of_six_who_act_on_one_seat_at_once_each_wins_or_is_told_why_not(fixture: &Fixture) {
    let mut stage = Stage::of(fixture);
    let mut schedule = Schedule::all_read_before_any_writes();
    let mut tried = 0;
    let wanted = 720 / fixture.plays_one_in;
    while tried < wanted && schedule.begin() {
        stage.play(&Act::ALL, ReclaimPolicy::Always, &mut schedule);
        tried += 1;
    }
    assert_eq!(tried, wanted);
    assert_eq!(schedule.begin(), wanted < 720);
}

/// Tries every interleaving of so many of the six; gives their number. All six take minutes even in memory and optimized.
pub fn seat_model(new_fixture: impl Fn() -> Fixture, actors: usize) -> usize {
    let mut tried = 0;
    for (acts, reclaim) in subsets(actors).iter().flat_map(|acts| POLICIES.map(|reclaim| (acts, reclaim))) {
        let mut schedule = Schedule::every();
        let mut goes_on = schedule.begin();
        while goes_on {
            let fixture = new_fixture();
            let mut stage = Stage::of(&fixture);
            while goes_on && stage.played < SCENES_OF_A_STORE {
                tried += usize::from(stage.play(acts, reclaim, &mut schedule));
                goes_on = schedule.begin();
            }
        }
    }
    tried
}

/// Every set of so many of the six acts.
fn subsets(size: usize) -> Vec<Vec<Act>> {
    let sets = 0..1_u32 << Act::ALL.len();
    sets.filter(|set| set.count_ones() as usize == size)
        .map(|set| {
            let is_in = |place: &usize| set & (1 << place) != 0;
            (0..Act::ALL.len()).filter(is_in).map(|place| Act::ALL[place]).collect()
        })
        .collect()
}

/// Where scenes are played: a store, and in it a tenant that is not yet full of them.
struct Stage<'a> {
    fixture: &'a Fixture,
    tenant: Arc<dyn TenantStore>,
    vault: CountingVault,
    bundle: Bundle,
    played: usize,
}

impl<'a> Stage<'a> {
    fn of(fixture: &'a Fixture) -> Self {
        let (tenant, bundle) = (Arc::clone(&fixture.tenant), fixture.bundle("SCIENCE"));
        Self { fixture, tenant, vault: CountingVault::default(), bundle, played: 0 }
    }

    fn scene(&mut self, reclaim: ReclaimPolicy) -> Scene<'_> {
        self.played += 1;
        if self.played.is_multiple_of(SCENES_OF_A_TENANT) {
            let id = TenantId::parse(&format!("model-{}", self.played)).unwrap();
            self.tenant = self.fixture.store.tenant(&id);
            self.fixture.add_tenant(&*self.tenant);
            let commit = scene::catalogue(self.fixture, self.bundle);
            block_on(self.tenant.commit(commit)).unwrap();
        }
        Scene::set(self.fixture, &self.tenant, &self.vault, self.bundle, self.played, reclaim)
    }

    fn every_interleaving(&mut self, acts: &[Act]) -> usize {
        let mut tried = 0;
        for reclaim in POLICIES {
            let mut schedule = Schedule::every();
            while schedule.begin() {
                tried += usize::from(self.play(acts, reclaim, &mut schedule));
            }
        }
        tried
    }

    /// Plays one scene; `false` when the schedule found it to be the same as another.
    fn play(&mut self, acts: &[Act], reclaim: ReclaimPolicy, schedule: &mut Schedule) -> bool {
        let scene = self.scene(reclaim);
        let mut actors: Vec<Actor<'_>> = acts.iter().map(|act| Actor::new(&scene, *act)).collect();
        let mut story = Vec::new();
        loop {
            let open: Vec<Step> = actors
                .iter()
                .enumerate()
                .filter(|(_, actor)| actor.end().is_none())
                .map(|(place, actor)| Step { place, is_first_read: !actor.has_begun() })
                .collect();
            if open.is_empty() {
                break;
            }
            let Some(step) = schedule.choose(&open) else { return false };
            story.push(acts[step.place]);
            actors[step.place].step();
        }
        let ends: Vec<(Act, End)> =
            acts.iter().zip(&actors).map(|(act, actor)| (*act, actor.end().unwrap())).collect();
        scene.check(&ends, &story);
        true
    }
}
