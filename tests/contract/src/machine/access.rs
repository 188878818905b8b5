//! Commands on access.

use proptest::option;
use proptest::prelude::*;
use rollbook_application::access;
use rollbook_domain::access::{EditWindow, NewEnd};

use super::pools::{REASONS, index, pick, when, who};
use super::world::{When, Who, World, told};
use crate::words::note;

#[derive(Debug, Clone)]
pub(super) enum AccessCommand {
    Edit { who: Who, nth: u8, starts: Option<When>, ends: End },
    Revoke { who: Who, nth: u8, reason: Option<u8> },
    Launch { who: Who, nth: u8 },
}

/// What becomes of a window's end.
#[derive(Debug, Clone, Copy)]
pub(super) enum End {
    Kept,
    Open,
    At(When),
}

impl AccessCommand {
    pub(super) fn strategy() -> impl Strategy<Value = Self> {
        let ends = prop_oneof![1 => Just(End::Kept), 1 => Just(End::Open), 2 => when().prop_map(End::At)];
        prop_oneof![
            3 => (who(), index(), option::of(when()), ends)
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
                let ends = match ends {
                    End::Kept => None,
                    End::Open => Some(NewEnd::Open),
                    End::At(when) => Some(NewEnd::At(world.moment(when))),
                };
                let starts = starts.map(|when| world.moment(when));
                let (command, reason) = (EditWindow { starts, ends }, note(pick(REASONS, nth)));
                told(access::edit_access(&desk, &key, world.grant(&key, nth), command, reason))
            }
            Self::Revoke { who, nth, reason } => {
                let key = world.key(who);
                let reason = reason.map(|reason| note(pick(REASONS, reason)));
                told(access::revoke_access(&desk, &key, world.grant(&key, nth), reason))
            }
            Self::Launch { who, nth } => {
                let key = world.key(who);
                told(access::launch_access(&desk, &key, world.grant(&key, nth)))
            }
        }
    }
}
