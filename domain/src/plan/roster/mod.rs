//! The plan of a roster: customers with their groups, orders and access (IMP-01 to IMP-23).

mod columns;
mod compared;
mod draft;
mod entry;
mod lookup;
mod mails;
mod people;
mod sale;

#[cfg(test)]
mod tests;

pub use columns::{RosterKeys, keys};
pub use mails::{CredentialsDoNotFit, MOST_NAMED_WHO_CANNOT_SIGN_IN, RosterMails};

use super::header::Header;
use super::{Changes, Context, KnownAccount, Plan};
use crate::catalogue::Catalogue;
use crate::customer::CustomerEvent;
use crate::group::Group;
use crate::id::{CustomerId, PriceId};
use crate::import_log::ImportKind;
use crate::mail::NewMail;
use crate::record::RecordEvent;
use crate::secret::{Password, PasswordHash};
use crate::stamp::Revision;
use crate::table::Table;

/// What a roster's rows are taken to mean, and which mails it sends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that a person turns by itself")]
pub struct RosterOptions {
    /// The same email with the same price twice is meant.
    pub allow_repeat: bool,
    /// Accounts made by this import must change their password at the first sign-in (IMP-14, Q-34).
    pub require_password_change: bool,
    /// Everybody in the file is mailed a welcome (IMP-15).
    pub sends_welcome: bool,
    /// Nobody is mailed a confirmation of the orders.
    pub omits_confirmations: bool,
}

/// What a roster's plan must know beside the table.
#[derive(Debug, Clone, Copy)]
pub struct RosterFacts<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// Every group.
    pub groups: &'a [Group],
    /// The accounts that hold an email or a customer code of the file.
    pub known: &'a [KnownAccount],
}

/// The events of a roster.
#[derive(Debug, Default)]
pub struct RosterChanges {
    /// To customers.
    pub customers: Changes<CustomerId, RecordEvent>,
    /// The prices the orders rest on, which must not have moved (ACC-04).
    pub prices: Vec<(PriceId, Revision)>,
    /// The mails, in the order of the file.
    pub mails: Vec<NewMail>,
    without_credentials: Vec<usize>,
    passwords: Vec<NewPassword>,
}

/// The plan of a roster.
pub type RosterPlan = Plan<RosterChanges>;

/// A password given in a row, to be hashed before the plan is written.
#[derive(Debug)]
pub struct NewPassword {
    /// The row's line in the file.
    pub line: u32,
    /// The password.
    pub password: Password,
    /// Where its event stands.
    event: usize,
}

/// Another number of hashes than of passwords.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{hashes} password hashes do not fit {passwords} passwords")]
pub struct HashesDoNotFit {
    passwords: usize,
    hashes: usize,
}

impl RosterChanges {
    /// The passwords to hash, in the order of the file.
    pub fn passwords(&self) -> &[NewPassword] {
        &self.passwords
    }

    /// Puts the hashes in, in the order of [`RosterChanges::passwords`], and lets the passwords go.
    ///
    /// # Errors
    /// [`HashesDoNotFit`] when there are more or fewer hashes than passwords.
    pub fn set_hashes(&mut self, hashes: Vec<PasswordHash>) -> Result<(), HashesDoNotFit> {
        if hashes.len() != self.passwords.len() {
            return Err(HashesDoNotFit { passwords: self.passwords.len(), hashes: hashes.len() });
        }
        for (new, hash) in self.passwords.drain(..).zip(hashes) {
            let planned = self.customers.events.get_mut(new.event).map(|planned| &mut planned.event);
            if let Some(RecordEvent::Customer(CustomerEvent::PasswordSet { hash: place, .. })) = planned {
                *place = Some(hash);
            }
        }
        Ok(())
    }
}

/// Plans a roster; every row stands for itself, in the order of the file.
pub fn plan(
    table: &Table,
    facts: &RosterFacts<'_>,
    options: RosterOptions,
    context: &Context<'_>,
) -> RosterPlan {
    let (kind, rows) = (ImportKind::Roster, table.rows.len() as u64);
    match Header::find(table, columns::COLUMNS, true, context.settings) {
        Ok(header) => draft::Draft::new(facts, options, context).plan(table, &header),
        Err(findings) => Plan::unreadable(kind, context.fingerprint, rows, findings),
    }
}
