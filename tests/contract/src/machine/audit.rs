//! Impersonations, what is done under them, and sign-ins.

use std::net::{IpAddr, Ipv4Addr};

use pollster::block_on;
use proptest::prelude::*;
use rollbook_application::Desk;
use rollbook_application::customer::{self, edit_customer};
use rollbook_application::impersonation::{end_impersonation, start_impersonation, take_up_impersonation};
use rollbook_application::login::{NewLogin, list_logins, record_login, replay_lock_rule};
use rollbook_domain::customer::{EditProfile, Status};
use rollbook_domain::event::Event;
use rollbook_domain::id::ImpersonationId;
use rollbook_domain::impersonation::ImpersonationEvent;
use rollbook_domain::login::{LockRule, LoginMeans, LoginOutcome};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{ActivityQuery, PageRequest};
use rollbook_domain::record::RecordEvent;

use super::pools::{NAMES, REASONS, index, pick, who};
use super::world::{Who, World, told};
use crate::words::{note, profile_named};

#[derive(Debug, Clone)]
pub(super) enum AuditCommand {
    Begin { who: Who, reason: u8 },
    Under { nth: u8, who: Who, name: u8, status: bool },
    End { nth: u8 },
    SignIn { who: Who, address: u8, outcome: u8 },
    Logins { who: Who },
    Replay { addresses: u32, hours: u32 },
}

impl AuditCommand {
    pub(super) fn strategy() -> impl Strategy<Value = Self> {
        prop_oneof![
            2 => (who(), index()).prop_map(|(who, reason)| Self::Begin { who, reason }),
            3 => (index(), who(), index(), any::<bool>())
                .prop_map(|(nth, who, name, status)| Self::Under { nth, who, name, status }),
            1 => index().prop_map(|nth| Self::End { nth }),
            5 => (who(), index(), 0_u8..6)
                .prop_map(|(who, address, outcome)| Self::SignIn { who, address, outcome }),
            1 => who().prop_map(|who| Self::Logins { who }),
            1 => (1_u32..4, 1_u32..2_000).prop_map(|(addresses, hours)| Self::Replay { addresses, hours }),
        ]
    }

    pub(super) fn perform(&self, world: &World) -> String {
        let desk = world.desk();
        match *self {
            Self::Begin { who, reason } => {
                told(start_impersonation(&desk, &world.key(who), true, note(pick(REASONS, reason))))
            }
            Self::Under { nth, who, name, status } => under(world, nth, who, name, status),
            Self::End { nth } => match begun(world, nth) {
                Some(id) => told(end_impersonation(&desk, id)),
                None => String::new(),
            },
            Self::SignIn { who, address, outcome } => {
                let address = IpAddr::from(Ipv4Addr::new(203, 0, 113, address));
                let outcome = match outcome {
                    0 => LoginOutcome::Failed,
                    1 => LoginOutcome::Refused,
                    _ => LoginOutcome::Succeeded,
                };
                let (at, means) = (world.now(), LoginMeans::Password);
                let new = NewLogin { at, address: Personal::new(address), outcome, means };
                told(record_login(&desk, &world.vault, &world.key(who), new))
            }
            Self::Logins { who } => told(list_logins(&desk, &world.key(who), &PageRequest::everything())),
            Self::Replay { addresses, hours } => {
                told(replay_lock_rule(&desk, LockRule { addresses, hours }, None))
            }
        }
    }
}

/// The nth impersonation that was begun, as the activity tells of it.
fn begun(world: &World, nth: u8) -> Option<ImpersonationId> {
    let (query, page) = (ActivityQuery::default(), PageRequest::everything());
    let all = block_on(world.fixture.tenant.activity(&query, &page)).unwrap().items;
    let begun = all.iter().filter_map(|recorded| match &recorded.event {
        Event::Customer(
            _,
            RecordEvent::Impersonation(ImpersonationEvent::ImpersonationStarted { impersonation, .. }),
        ) => Some(*impersonation),
        _ => None,
    });
    let begun: Vec<_> = begun.collect();
    begun.get(usize::from(nth) % begun.len().max(1)).copied()
}

fn under(world: &World, nth: u8, who: Who, name: u8, status: bool) -> String {
    let Some(id) = begun(world, nth) else { return String::new() };
    let desk = world.desk();
    let actor = match block_on(take_up_impersonation(&desk, id)) {
        Ok(actor) => actor,
        Err(failure) => return failure.to_string(),
    };
    let desk = Desk { actor, ..desk };
    if status {
        return told(customer::change_customer_status(&desk, &world.key(who), Status::Inactive, None));
    }
    let named = profile_named(pick(NAMES, name), "Ng", "nobody@example.org");
    let command = EditProfile { first_name: Some(named.first_name), ..EditProfile::default() };
    told(edit_customer(&desk, &world.key(who), command, None))
}
