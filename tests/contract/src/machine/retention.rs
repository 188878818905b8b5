//! Periods, what falls due, letting it go, and erasing once more who was erased.

use pollster::block_on;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use rollbook_application::privacy::{
    RetentionProgress, apply_retention, list_erasures, plan_replay, plan_retention, replay_erasures,
    retention_calendar,
};
use rollbook_application::seat::Release;
use rollbook_application::settings::{SettingChange, change_settings};
use rollbook_domain::port::CustomerKey;
use rollbook_domain::privacy::PastErasure;
use rollbook_domain::settings::{Retained, SettingKey};

use super::pools::{index, who};
use super::world::{Who, World, told};
use crate::words::start;

#[derive(Debug, Clone)]
pub(super) enum RetentionCommand {
    Keep { setting: u8, days: Option<u32> },
    Apply { voids_seats: bool },
    Calendar,
    Erasures,
    Replay { who: Vec<Who>, successor: Option<Who>, is_dry_run: bool },
}

/// Hears nothing.
struct Deaf;

impl RetentionProgress for Deaf {
    fn at(&self, _retained: Retained, _done: u64, _planned: u64) {}
}

impl RetentionCommand {
    pub(super) fn strategy() -> impl Strategy<Value = Self> {
        prop_oneof![
            3 => (index(), option::weighted(0.9, 1_u32..30))
                .prop_map(|(setting, days)| Self::Keep { setting, days }),
            3 => any::<bool>().prop_map(|voids_seats| Self::Apply { voids_seats }),
            1 => Just(Self::Calendar),
            1 => Just(Self::Erasures),
            2 => (vec(who(), 0..3), option::weighted(0.3, who()), any::<bool>())
                .prop_map(|(who, successor, is_dry_run)| Self::Replay { who, successor, is_dry_run }),
        ]
    }

    pub(super) fn perform(&self, world: &World) -> String {
        let desk = world.desk();
        match self {
            &Self::Keep { setting, days } => {
                let keys = [
                    SettingKey::KeepLoginsDays,
                    SettingKey::KeepMailsDays,
                    SettingKey::KeepAnswersDays,
                    SettingKey::KeepCmiDays,
                    SettingKey::KeepInactiveDays,
                ];
                let value = days.map_or_else(|| "none".to_owned(), |days| days.to_string());
                let change = SettingChange { key: keys[usize::from(setting) % keys.len()], value };
                told(change_settings(&desk, &[change]))
            }
            &Self::Apply { voids_seats } => match block_on(plan_retention(&desk, voids_seats)) {
                Ok(plan) => {
                    let applied = told(apply_retention(&desk, &plan, voids_seats, None, &Deaf));
                    format!("{plan:?} {applied}")
                }
                Err(failure) => format!("refused: {failure}"),
            },
            Self::Calendar => told(retention_calendar(&desk)),
            Self::Erasures => told(list_erasures(&desk)),
            Self::Replay { who, successor, is_dry_run } => {
                let past: Vec<PastErasure> = who.iter().filter_map(|who| erased(world, *who)).collect();
                let release = successor.map_or(Release::Void, |to| Release::Successor(world.key(to)));
                match block_on(plan_replay(&desk, &past, &release)) {
                    Ok(plan) if *is_dry_run => format!("{plan:?}"),
                    Ok(plan) => told(replay_erasures(&desk, &plan, &release, |_| ())),
                    Err(failure) => format!("refused: {failure}"),
                }
            }
        }
    }
}

/// Somebody as a list of erasures names them, whether they were ever erased or not.
fn erased(world: &World, who: Who) -> Option<PastErasure> {
    match world.key(who) {
        CustomerKey::Id(customer) => Some(PastErasure { customer, erased_at: start() }),
        CustomerKey::Email(_) | CustomerKey::Code(_) => None,
    }
}
