//! Giving a buyer's seats to people (REG-11 to REG-13, REG-19, REG-25).

mod attempt;
mod secrets;
mod write;

use rollbook_domain::customer::Profile;
use rollbook_domain::email::EmailAddress;
use rollbook_domain::plan::seats::assign::plan;
use rollbook_domain::plan::seats::{GiveOutOptions, GiveOutRefused, may_give_out};
use rollbook_domain::port::{CustomerKey, PasswordHasher, Vault};
use rollbook_domain::table::TableReader;
use rollbook_domain::text::Note;

use super::{AssignReport, SeatSource};
use crate::{Desk, Failure};
use attempt::Attempt;
use secrets::Secrets;

/// Whom the seats go to.
#[derive(Clone)]
pub enum AssignWhom<'a> {
    /// Learners typed in one by one (option 1).
    Profiles(Vec<Profile>),
    /// Learners in a file with the columns `First Name,Last Name,Email,Password` (option 3).
    File {
        /// Its content.
        bytes: &'a [u8],
        /// Turns the content into a table.
        reader: &'a dyn TableReader,
    },
    /// Earlier learners of the buyer, by the addresses they are known by; all of them without addresses (REG-12).
    Earlier(Option<Vec<EmailAddress>>),
}

/// What is to be done.
#[derive(Clone)]
pub struct AssignCommand<'a> {
    /// Whose seats.
    pub buyer: CustomerKey,
    /// Which of them.
    pub source: SeatSource,
    /// Whom they go to.
    pub whom: AssignWhom<'a>,
    /// How.
    pub options: GiveOutOptions,
    /// Whether only to show what would happen.
    pub is_dry_run: bool,
    /// Whether the mails wait to be released by a person.
    pub holds_mail: bool,
    /// Why, for the activity log.
    pub reason: Option<Note>,
}

/// Gives seats to people, all in one commit: the seat, the access, the account where there is none, and the mail.
///
/// Where rows are refused and may not be left out, the report says so and nothing is written.
///
/// # Errors
/// What [`may_give_out`] refuses: more recipients than seats, more seats than may be used unconfirmed (IMP-23);
/// a buyer who was erased (GDPR-11); seats that would open nothing (ORD-13, ORD-14, Q-03) or are held (REG-39).
/// [`Failure::Missing`] for a buyer, product, order line or seat that does not exist or is another buyer's;
/// [`Failure::Hasher`], [`Failure::Vault`].
pub async fn assign_seats(
    desk: &Desk<'_>,
    command: &AssignCommand<'_>,
    hasher: &dyn PasswordHasher,
    vault: &dyn Vault,
) -> Result<AssignReport, Failure> {
    let mut secrets = Secrets::new(hasher, vault);
    let mut tries = desk.tries();
    let mut bits = None;
    loop {
        let attempt = Attempt::load(desk, command, bits.is_some()).await?;
        let (seats, learners) = (attempt.offers(bits)?, attempt.known());
        let mut plan = plan(&attempt.to, &attempt.facts(&seats, &learners), command.options, desk.ids);
        let settings = &attempt.tenant.settings;
        let is_of_rows = match may_give_out(&plan.give_out, command.options, settings) {
            Err(GiveOutRefused::Unreadable | GiveOutRefused::RowsRefused(_)) => true,
            Err(GiveOutRefused::Unconfirmed { .. } | GiveOutRefused::OtherCount { .. })
                if command.is_dry_run =>
            {
                false
            }
            Err(refused) => return Err(refused.into()),
            Ok(()) => false,
        };
        let mut report = AssignReport::of(&mut plan, is_of_rows);
        if command.is_dry_run || is_of_rows || plan.given.is_empty() {
            return Ok(report);
        }
        secrets.make(&plan.given, desk.ids, settings, attempt.now)?;
        let commit = write::commit(desk, command, &attempt, plan.given, &secrets);
        if tries.commit(commit).await? {
            report.is_applied = true;
            return Ok(report);
        }
        bits = Some(desk.ids.next_uuid().as_u128());
    }
}

#[cfg(test)]
mod tests;
