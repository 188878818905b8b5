//! Commands on access.

use proptest::option;
use proptest::prelude::*;
use rollbook_application::access;
use rollbook_domain::access::{EditWindow, NewEnd};

use super::pools::{REASONS, index, pick, when, who};
use super::world::{When, Who, World};
use crate::words::note;

#[derive(Debug, Clone)]
pub(super) enum AccessCommand {
    Edit { who: Who, nth: u8, starts: Option<When>, ends: Option<Option<When>> },
    Revoke { who: Who, nth: u8, reason: Option<u8> },
    Launch { who: Who, nth: u8 },
}

impl AccessCommand {
    pub(super) fn strategy() -> impl Strategy<Value = Self> {
        prop_oneof![
            3 => (who(), index(), option::of(when()), option::of(option::of(when())))
                .prop_map(|(who, nth, starts, ends)| Self::Edit { who, nth, starts, ends }),
            2 => (who(), index(), option::of(index()))
                .prop_map(|(who, nth, reason)| Self::Revoke { who, nth, reason }),
            1 => (who(), index()).prop_map(|(who, nth)| Self::Launch { who, nth }),
        ]
    }

    pub(super) fn perform(&self, world: &World) -> String {
        let desk = world.desk();
        match *self {
            Self::Edit { who, nth, starts, ends } => {
                let key = world.key(who);
                let ends = ends.map(|end| end.map_or(NewEnd::Open, |when| NewEnd::At(world.moment(when))));
                let starts = starts.map(|when| world.moment(when));
                let (command, reason) = (EditWindow { starts, ends }, note(pick(REASONS, nth)));
                world.told(access::edit_access(&desk, &key, world.grant(&key, nth), command, reason))
            }
            Self::Revoke { who, nth, reason } => {
                let key = world.key(who);
                let reason = reason.map(|reason| note(pick(REASONS, reason)));
                world.told(access::revoke_access(&desk, &key, world.grant(&key, nth), reason))
            }
            Self::Launch { who, nth } => {
                let key = world.key(who);
                world.told(access::launch_access(&desk, &key, world.grant(&key, nth)))
            }
        }
    }
}
