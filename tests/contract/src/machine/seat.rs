//! Commands on orders of seats, seats and invitations.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use rollbook_application::order::{self, CancelWhat, ConfirmationMail, PlaceCommand, PlaceLine};
use rollbook_application::seat::{
    self, AssignCommand, AssignWhom, ClaimCommand, InviteCommand, InviteWhom, Opener, ReclaimCommand,
    ReclaimFrom, ReclaimWhich, Release, RemindCommand, RemindWhom, ResendConfirmation, SeatSource,
};
use rollbook_domain::mail::SecretUse;
use rollbook_domain::order::{OrderStatus, PaymentType};
use rollbook_domain::plan::ApplyOptions;
use rollbook_domain::plan::seats::GiveOutOptions;
use rollbook_domain::port::Vault;
use rollbook_domain::text::PersonName;

use super::account::PlainHasher;
use super::catalogue::SEATS_PRICE;
use super::pools::{CODES, EMAILS, GROUPS, NAMES, REASONS, index, known_group, pick, when, who};
use super::world::{When, Who, World, nth_of, told};
use crate::words::{email, note, profile_named};

#[derive(Debug, Clone)]
pub(super) enum SeatCommand {
    Place { who: Who, lines: Vec<(u8, u32)>, status: u8, ordered: Option<When> },
    Move { order: u8, status: u8 },
    CancelPart { seat: u8, quantity: u64 },
    Assign { who: Who, source: Source, whom: Vec<u8>, is_earlier: bool, options: u8 },
    Invite { who: Who, source: Source, whom: Vec<u8>, has_text: bool, options: u8 },
    Link { seat: u8 },
    Resend { invitation: u8, is_held: bool },
    Remind { invitation: Option<u8>, who: Who },
    Withdraw { invitation: u8 },
    ClaimByCode { seat: u8, email: u8, name: Option<u8> },
    ClaimByMail { mail: u8, email: u8, name: Option<u8> },
    Reclaim { seat: u8 },
    ReclaimAll { who: Who, product: u8, options: u8 },
    Confirm { seat: u8 },
    Release { who: Who, to: Option<Who> },
    Gather { who: Who, group: u8 },
}

/// What the seats to give out are named by.
#[derive(Debug, Clone, Copy)]
pub(super) enum Source {
    Product(u8),
    Line(u8),
    Seat(u8),
}

fn source() -> impl Strategy<Value = Source> + Clone {
    prop_oneof![
        6 => (0_u8..2).prop_map(Source::Product),
        2 => index().prop_map(Source::Line),
        1 => index().prop_map(Source::Seat),
    ]
}

impl SeatCommand {
    pub(super) fn strategy() -> impl Strategy<Value = Self> {
        let price = prop_oneof![4 => Just(SEATS_PRICE), 1 => index()];
        let few = || vec(index(), 1..4);
        let name = || option::weighted(0.8, index());
        prop_oneof![
            3 => (who(), vec((price, 1_u32..5), 1..3), index(), option::weighted(0.3, when()))
                .prop_map(|(who, lines, status, ordered)| Self::Place { who, lines, status, ordered }),
            1 => (index(), index()).prop_map(|(order, status)| Self::Move { order, status }),
            1 => (index(), 1_u64..3).prop_map(|(seat, quantity)| Self::CancelPart { seat, quantity }),
            5 => (who(), source(), few(), any::<bool>(), any::<u8>())
                .prop_map(|(who, source, whom, is_earlier, options)| {
                    Self::Assign { who, source, whom, is_earlier, options }
                }),
            5 => (who(), source(), few(), any::<bool>(), any::<u8>())
                .prop_map(|(who, source, whom, has_text, options)| {
                    Self::Invite { who, source, whom, has_text, options }
                }),
            1 => index().prop_map(|seat| Self::Link { seat }),
            2 => (index(), any::<bool>()).prop_map(|(invitation, is_held)| Self::Resend { invitation, is_held }),
            1 => (option::of(index()), who()).prop_map(|(invitation, who)| Self::Remind { invitation, who }),
            2 => index().prop_map(|invitation| Self::Withdraw { invitation }),
            2 => (index(), index(), name()).prop_map(|(seat, email, name)| Self::ClaimByCode { seat, email, name }),
            4 => (index(), index(), name()).prop_map(|(mail, email, name)| Self::ClaimByMail { mail, email, name }),
            4 => index().prop_map(|seat| Self::Reclaim { seat }),
            1 => (who(), 0_u8..3, any::<u8>())
                .prop_map(|(who, product, options)| Self::ReclaimAll { who, product, options }),
            2 => index().prop_map(|seat| Self::Confirm { seat }),
            1 => (who(), option::of(who())).prop_map(|(who, to)| Self::Release { who, to }),
            1 => (who(), known_group()).prop_map(|(who, group)| Self::Gather { who, group }),
        ]
    }

    pub(super) fn prelude() -> Vec<Self> {
        let place = |nth, quantity| Self::Place {
            who: Who::Nth(nth),
            lines: vec![(SEATS_PRICE, quantity)],
            status: 0,
            ordered: None,
        };
        let (who, source, options) = (Who::Nth(0), Source::Product(0), 0);
        vec![
            place(0, 4),
            place(1, 3),
            Self::Assign { who, source, whom: vec![4], is_earlier: false, options },
            Self::Invite { who, source, whom: vec![5, 6], has_text: true, options },
        ]
    }

    pub(super) fn perform(&self, world: &World) -> String {
        let (desk, vault) = (world.desk(), &world.vault);
        match self.clone() {
            Self::Place { .. } | Self::Move { .. } | Self::CancelPart { .. } => self.order(world),
            Self::Assign { .. } | Self::Invite { .. } => self.give_out(world),
            Self::Link { seat } => match world.seat(seat) {
                Some(row) => told(seat::make_seat_link(&desk, vault, row.seat.id, None)),
                None => "no seat".to_owned(),
            },
            Self::Resend { invitation, is_held } => {
                told(seat::resend_invitation(&desk, vault, world.invitation(invitation), None, is_held))
            }
            Self::Remind { invitation, who } => {
                let whom = match invitation {
                    Some(nth) => RemindWhom::One { invitation: world.invitation(nth), viewer: None },
                    None => RemindWhom::All { buyer: world.key(who), product: None },
                };
                let command = RemindCommand { whom, is_dry_run: false, confirm: None, holds_mail: false };
                told(seat::send_reminders(&desk, vault, &command))
            }
            Self::Withdraw { invitation } => {
                told(seat::withdraw_invitation(&desk, world.invitation(invitation), None))
            }
            Self::ClaimByCode { .. } | Self::ClaimByMail { .. } => self.claim(world),
            Self::Reclaim { seat } => match world.seat(seat) {
                Some(row) => reclaim(world, ReclaimWhich::Seat { seat: row.seat.id, buyer: None }, seat),
                None => "no seat".to_owned(),
            },
            Self::ReclaimAll { who, product, options } => {
                let (buyer, product) = (world.key(who), pick(CODES, product).to_owned());
                let from = ReclaimFrom::Everybody;
                reclaim(world, ReclaimWhich::Held { buyer, product, from }, options)
            }
            Self::Confirm { seat } => {
                let Some(row) = world.seat(seat) else { return "no seat".to_owned() };
                let claimed = row.seat.claim().and_then(|claim| claim.address.clone());
                let command = ResendConfirmation {
                    buyer: rollbook_domain::port::CustomerKey::Id(row.seat.buyer),
                    product: row.pool.product.to_string(),
                    holder: claimed
                        .map_or_else(|| email(pick(EMAILS, seat)), |address| address.reveal().clone()),
                    holds_mail: false,
                };
                told(seat::resend_confirmation(&desk, vault, &PlainHasher, &command))
            }
            Self::Release { who, to } => {
                let release = to.map_or(Release::Void, |to| Release::Successor(world.key(to)));
                told(seat::release_seats(&desk, &world.key(who), &release, None))
            }
            Self::Gather { who, group } => {
                told(seat::gather_holders(&desk, &world.key(who), pick(GROUPS, group), None))
            }
        }
    }

    fn order(&self, world: &World) -> String {
        let (desk, vault) = (world.desk(), &world.vault);
        match self.clone() {
            Self::Place { who, lines, status: nth, ordered } => {
                let line = |(price, quantity): &(u8, u32)| PlaceLine {
                    price: pick(CODES, *price).to_owned(),
                    quantity: *quantity,
                    unit_cost: None,
                };
                let command = PlaceCommand {
                    lines: lines.iter().map(line).collect(),
                    status: status(nth),
                    payment_type: PaymentType::Invoice,
                    ordered: ordered.map(|when| world.moment(when)),
                    mail: ConfirmationMail::Send,
                    reason: Some(note(pick(REASONS, nth))),
                };
                told(order::place_order(&desk, vault, &world.key(who), &command))
            }
            Self::Move { order, status: nth } => {
                let (id, mail) = (world.order(order), ConfirmationMail::Send);
                told(order::change_order_status(&desk, vault, id, status(nth), mail, None))
            }
            Self::CancelPart { seat, quantity } => {
                let Some(row) = world.seat(seat) else { return "no seat".to_owned() };
                let what = CancelWhat::Part { line: row.seat.line, quantity };
                told(order::cancel_order(&desk, row.seat.order, what, None, None))
            }
            _ => String::new(),
        }
    }

    fn give_out(&self, world: &World) -> String {
        let (desk, vault) = (world.desk(), &world.vault);
        match self.clone() {
            Self::Assign { who, source, whom, is_earlier, options } => {
                let emails: Vec<_> = whom.iter().map(|index| email(pick(EMAILS, *index))).collect();
                let profiles =
                    whom.iter().map(|index| profile_named(pick(NAMES, *index), "X", pick(EMAILS, *index)));
                let whom = match (is_earlier, emails.len()) {
                    (true, 1) => AssignWhom::Earlier(None),
                    (true, _) => AssignWhom::Earlier(Some(emails)),
                    (false, _) => AssignWhom::Profiles(profiles.collect()),
                };
                let command = AssignCommand {
                    buyer: world.key(who),
                    source: world_source(world, source),
                    whom,
                    options: give_out_options(options),
                    is_dry_run: options % 16 == 15,
                    holds_mail: options % 5 == 4,
                    reason: (options % 3 == 2).then(|| note(pick(REASONS, options))),
                };
                told(seat::assign_seats(&desk, &command, &PlainHasher, vault))
            }
            Self::Invite { who, source, whom, has_text, options } => {
                let emails = whom.iter().map(|index| email(pick(EMAILS, *index))).collect();
                let command = InviteCommand {
                    buyer: world.key(who),
                    source: world_source(world, source),
                    whom: InviteWhom::Addresses(emails),
                    text: has_text.then(|| note(pick(REASONS, options))),
                    options: give_out_options(options),
                    is_dry_run: options % 16 == 15,
                    holds_mail: options % 5 == 4,
                };
                told(seat::invite_to_seats(&desk, vault, &command))
            }
            _ => String::new(),
        }
    }

    fn claim(&self, world: &World) -> String {
        let desk = world.desk();
        let (opener, address, name) = match self.clone() {
            Self::ClaimByCode { seat, email, name } => (code_of(world, seat), email, name),
            Self::ClaimByMail { mail, email, name } => (link_of(world, mail), email, name),
            _ => return String::new(),
        };
        let Some((secret, is_code)) = opener else { return "nothing to claim with".to_owned() };
        let person = |text: &str| PersonName::parse(text).unwrap();
        let command = ClaimCommand {
            opener: if is_code { Opener::Code(&secret) } else { Opener::Link(&secret) },
            email: email(pick(EMAILS, address)),
            name: name.map(|name| (person(pick(NAMES, name)), person("X"))),
            password: name.map(|_| "correct horse battery staple"),
            may_stack: address.is_multiple_of(2),
            holds_mail: false,
        };
        told(seat::claim_seat(&desk, &world.vault, &PlainHasher, &command))
    }
}

/// The code of a seat, as its buyer sees it.
fn code_of(world: &World, nth: u8) -> Option<(String, bool)> {
    let row = world.seat(nth)?;
    let code = row.seat.code.as_ref()?;
    Some((world.vault.reveal_code(row.seat.id, code).unwrap().shown(), true))
}

/// The secret of an invitation that was mailed, as its recipient reads it.
fn link_of(world: &World, nth: u8) -> Option<(String, bool)> {
    let mails = world.mails();
    let told: Vec<_> = mails
        .iter()
        .filter_map(|mail| {
            mail.secret
                .as_ref()
                .filter(|secret| secret.usage == SecretUse::InvitationLink)
                .map(|secret| (mail.id, secret))
        })
        .collect();
    let (mail, secret) = nth_of(&told, nth)?;
    Some((world.vault.open_for_mail(*mail, &secret.sealed).unwrap().to_string(), false))
}

fn reclaim(world: &World, which: ReclaimWhich<'_>, options: u8) -> String {
    let command = ReclaimCommand {
        which,
        reason: options.is_multiple_of(2).then(|| note(pick(REASONS, options))),
        is_dry_run: options % 16 == 15,
        apply: ApplyOptions { skip_bad: options.is_multiple_of(3), confirm: None },
    };
    told(seat::reclaim_seats(&world.desk(), &world.vault, &command))
}

fn give_out_options(bits: u8) -> GiveOutOptions {
    GiveOutOptions {
        skip_bad: bits & 1 == 0,
        fill_available: bits & 2 == 0,
        may_stack: bits & 4 == 0,
        confirm: None,
    }
}

fn status(nth: u8) -> OrderStatus {
    [OrderStatus::Processed, OrderStatus::New, OrderStatus::Invoice, OrderStatus::PurchaseOrderGranted]
        [usize::from(nth) % 4]
}

fn world_source(world: &World, source: Source) -> SeatSource {
    match source {
        Source::Product(index) => SeatSource::Product(pick(CODES, index).to_owned()),
        Source::Line(nth) => SeatSource::Line { order: world.order(nth), line: 1 + u32::from(nth % 2) },
        Source::Seat(nth) => match world.seat(nth) {
            Some(row) => SeatSource::Seat(row.seat.id),
            None => SeatSource::Product("NONE".to_owned()),
        },
    }
}
