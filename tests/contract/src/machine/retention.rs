//! Periods, what falls due, and letting it go.

use pollster::block_on;
use proptest::prelude::*;
use rollbook_application::privacy::{RetentionProgress, apply_retention, plan_retention, retention_calendar};
use rollbook_application::settings::{SettingChange, change_settings};
use rollbook_domain::settings::{Retained, SettingKey};

use super::pools::index;
use super::world::{World, told};

#[derive(Debug, Clone)]
pub(super) enum RetentionCommand {
    Keep { setting: u8, days: Option<u32> },
    Apply { voids_seats: bool },
    Calendar,
}

/// Hears nothing.
struct Deaf;

impl RetentionProgress for Deaf {
    fn at(&self, _retained: Retained, _done: u64, _planned: u64) {}
}

impl RetentionCommand {
    pub(super) fn strategy() -> impl Strategy<Value = Self> {
        prop_oneof![
            3 => (index(), proptest::option::weighted(0.9, 1_u32..30))
                .prop_map(|(setting, days)| Self::Keep { setting, days }),
            3 => any::<bool>().prop_map(|voids_seats| Self::Apply { voids_seats }),
            1 => Just(Self::Calendar),
        ]
    }

    pub(super) fn perform(&self, world: &World) -> String {
        let desk = world.desk();
        match *self {
            Self::Keep { setting, days } => {
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
            Self::Apply { voids_seats } => match block_on(plan_retention(&desk, voids_seats)) {
                Ok(plan) => {
                    let applied = told(apply_retention(&desk, &plan, voids_seats, None, &Deaf));
                    format!("{plan:?} {applied}")
                }
                Err(failure) => format!("refused: {failure}"),
            },
            Self::Calendar => told(retention_calendar(&desk)),
        }
    }
}
