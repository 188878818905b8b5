//! A dispatcher's steps, and what people do to mails and their texts.

use std::fmt::Debug;

use pollster::block_on;
use proptest::prelude::*;
use rollbook_application::mail::{
    self, MailChoice, edit_mail_text, hold_mails, queue_notices, release_mails, requeue_mails,
    reset_mail_text,
};
use rollbook_domain::id::MailId;
use rollbook_domain::mail::{EditText, MailKind, MailState};
use rollbook_domain::port::{Delivery, LeaseRequest, Settlement};

use super::pools::{EMAILS, NAMES, index, pick};
use super::world::{World, nth_of, told};
use crate::words::email;

#[derive(Debug, Clone)]
pub(super) enum MailCommand {
    Lease { limit: usize, hours: i64 },
    Settle { mail: u8, is_old: bool, delivery: u8 },
    Hold { mail: Option<u8>, is_release: bool },
    Suppress { address: u8, is_allowed: bool },
    Edit { kind: u8, subject: u8 },
    Reset { kind: u8 },
    Requeue { mail: u8 },
    Notices { is_rehearsal: bool },
}

impl MailCommand {
    pub(super) fn strategy() -> impl Strategy<Value = Self> {
        prop_oneof![
            3 => (1_usize..5, prop_oneof![Just(1_i64), Just(500)])
                .prop_map(|(limit, hours)| Self::Lease { limit, hours }),
            4 => (index(), proptest::bool::weighted(0.2), index())
                .prop_map(|(mail, is_old, delivery)| Self::Settle { mail, is_old, delivery }),
            2 => (proptest::option::of(index()), any::<bool>())
                .prop_map(|(mail, is_release)| Self::Hold { mail, is_release }),
            1 => (index(), any::<bool>())
                .prop_map(|(address, is_allowed)| Self::Suppress { address, is_allowed }),
            1 => (index(), index()).prop_map(|(kind, subject)| Self::Edit { kind, subject }),
            1 => index().prop_map(|kind| Self::Reset { kind }),
            2 => index().prop_map(|mail| Self::Requeue { mail }),
            2 => (0..4_u8).prop_map(|nth| Self::Notices { is_rehearsal: nth == 0 }),
        ]
    }

    pub(super) fn perform(&self, world: &World) -> String {
        let desk = world.desk();
        match *self {
            Self::Lease { limit, hours } => {
                let (now, until) = (world.now(), crate::words::later(world.now(), hours * 3_600_000_000));
                answered(&block_on(world.fixture.tenant.lease(&LeaseRequest { now, until, limit })))
            }
            Self::Settle { mail, is_old, delivery } => {
                let id = in_hand(world, mail);
                let epoch =
                    block_on(world.fixture.tenant.find_mail(id)).unwrap().map_or(0, |mail| mail.epoch);
                let epoch = if is_old { epoch.saturating_sub(1) } else { epoch };
                let delivery = delivery_of(world, delivery);
                let settlement = Settlement { mail: id, epoch, at: world.now(), delivery };
                answered(&block_on(world.fixture.tenant.settle(&settlement)))
            }
            Self::Hold { mail, is_release } => {
                let choice = mail.map_or(MailChoice::All, |nth| MailChoice::Mails(vec![world.mail(nth)]));
                if is_release {
                    told(release_mails(&desk, &choice))
                } else {
                    told(hold_mails(&desk, &choice))
                }
            }
            Self::Suppress { address, is_allowed } => {
                let address = email(pick(EMAILS, address));
                if is_allowed {
                    told(mail::allow_address(&desk, &address))
                } else {
                    told(mail::suppress_address(&desk, &address))
                }
            }
            Self::Edit { kind, subject } => {
                let edit = EditText { subject: Some(pick(NAMES, subject).to_owned()), ..EditText::default() };
                told(edit_mail_text(&desk, kind_of(kind), edit))
            }
            Self::Reset { kind } => told(reset_mail_text(&desk, kind_of(kind))),
            Self::Notices { is_rehearsal } => told(queue_notices(&desk, is_rehearsal)),
            Self::Requeue { mail } => told(requeue_mails(&desk, &[ended(world, mail)])),
        }
    }
}

/// A mail in hand, where one is; else any.
fn in_hand(world: &World, nth: u8) -> MailId {
    let mut mails = world.mails();
    mails.retain(|mail| mail.state == MailState::Leased);
    nth_of(&mails, nth).map_or_else(|| world.mail(nth), |mail| mail.id)
}

/// A mail that ended unsent, where one is; else any.
fn ended(world: &World, nth: u8) -> MailId {
    let mut mails = world.mails();
    mails.retain(|mail| matches!(mail.state, MailState::HeldBack | MailState::Dead));
    nth_of(&mails, nth).map_or_else(|| world.mail(nth), |mail| mail.id)
}

fn kind_of(nth: u8) -> MailKind {
    MailKind::ALL[usize::from(nth) % MailKind::ALL.len()]
}

fn delivery_of(world: &World, nth: u8) -> Delivery {
    let problem = "451 not now".to_owned();
    match nth % 6 {
        0 | 1 => Delivery::Sent { text_version: u64::from(nth) },
        2 => Delivery::Retry { due_at: world.instant(nth.cast_signed() - 3, 0), problem },
        3 => Delivery::Dead { problem, suppresses: nth.is_multiple_of(2) },
        4 => Delivery::HeldBack { problem: "the account is inactive (MAIL-15)".to_owned() },
        _ => Delivery::Returned,
    }
}

fn answered<Answer: Debug, Error: Debug>(answer: &Result<Answer, Error>) -> String {
    format!("{answer:?}")
}
