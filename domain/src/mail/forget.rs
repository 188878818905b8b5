//! Taking out of a mail what it tells of a person who is erased (GDPR-12).

use std::fmt::Display;

use super::requeue::queued_anew;
use super::{DedupeKey, Mail, MailKind, MailState};
use crate::id::{CustomerId, InvitationId, MailId, SeatId};
use crate::time::Instant;

/// What stands as the problem of a mail that was withdrawn because its person was erased.
pub const WITHDRAWN: &str = "withdrawn, since the person it is about was erased";

impl Mail {
    /// Takes out what it says; one that waits or is in somebody's hand has ended, and is sent to nobody any more.
    pub fn forget_content(&mut self, at: Instant) {
        self.facts = None;
        self.secret = None;
        self.problem = None;
        if matches!(self.state, MailState::Queued | MailState::Leased) {
            self.state = MailState::Dead;
            self.leased_until = None;
            self.ended_at = Some(at);
            self.problem = Some(WITHDRAWN.to_owned());
        }
    }

    /// Takes out whom it goes to.
    pub fn forget_recipient(&mut self) {
        self.to = None;
    }
}

/// What the dedupe keys of mails begin with that tell somebody else about the customer.
pub fn keys_about_customer(customer: CustomerId) -> Vec<String> {
    beginnings(&[MailKind::LockNotice], customer)
}

/// What the dedupe keys of mails begin with that tell its learners who bought the seat.
pub fn keys_about_seat(seat: SeatId) -> Vec<String> {
    beginnings(&[MailKind::SignInDetails, MailKind::ConfirmationResent], seat)
}

/// What the dedupe keys of mails begin with that tell somebody who invites them.
pub fn keys_about_invitation(invitation: InvitationId) -> Vec<String> {
    beginnings(&[MailKind::SeatInvitation, MailKind::SeatReminder], invitation)
}

/// The dedupe keys of mails that somebody queued anew by hand out of this one.
pub fn keys_queued_anew(mail: MailId) -> Vec<String> {
    let kinds = [MailKind::LockNotice, MailKind::SignInDetails, MailKind::ConfirmationResent];
    kinds.iter().map(|kind| queued_anew(*kind, mail).as_str().to_owned()).collect()
}

fn beginnings(kinds: &[MailKind], cause: impl Display) -> Vec<String> {
    kinds.iter().map(|kind| DedupeKey::new(*kind, format_args!("{cause}:")).as_str().to_owned()).collect()
}
