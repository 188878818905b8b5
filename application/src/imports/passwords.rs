//! Hashing the passwords of a roster, once each however often the plan is made.

use std::collections::HashMap;

use rollbook_domain::plan::roster::{NewPassword, RosterChanges};
use rollbook_domain::port::{PasswordHasher, PasswordHasherError};
use rollbook_domain::secret::{Password, PasswordHash};

use super::{Progress, Stage};
use crate::Failure;

/// Many enough to keep every core busy, few enough to show that something happens.
const AT_ONCE: usize = 512;

/// The hashes made so far, by the line of the password.
#[derive(Default)]
pub(super) struct Hashes(HashMap<u32, PasswordHash>);

impl Hashes {
    /// Hashes what is not hashed yet, and puts all hashes into the plan.
    pub(super) fn put_into(
        &mut self,
        changes: &mut RosterChanges,
        hasher: &dyn PasswordHasher,
        progress: &dyn Progress,
    ) -> Result<(), Failure> {
        let new: Vec<&NewPassword> =
            changes.passwords().iter().filter(|new| !self.0.contains_key(&new.line)).collect();
        let total = new.len() as u64;
        let mut done = 0;
        for some in new.chunks(AT_ONCE) {
            progress.at(Stage::Passwords, done, total);
            let passwords: Vec<Password> = some.iter().map(|new| new.password.clone()).collect();
            let made = hasher.hash_many(&passwords)?;
            self.0.extend(some.iter().map(|new| new.line).zip(made));
            done += some.len() as u64;
        }
        let all = changes.passwords().iter().filter_map(|new| self.0.get(&new.line).cloned()).collect();
        changes.set_hashes(all).map_err(|unfit| PasswordHasherError(unfit.to_string()))?;
        Ok(())
    }
}
