//! What becomes of an attempt to send a mail.

use super::{HeldBack, one_line};
use crate::id::MailId;
use crate::time::Instant;

const MINUTE: i64 = 60_000_000;

/// The longest wait between two attempts: 6 hours.
pub const LONGEST_WAIT: i64 = 360 * MINUTE;

/// For how long a mail is tried at least before it is given up: 3 days.
pub const PATIENCE: i64 = 3 * 24 * 60 * MINUTE;

/// How often a mail is tried at least before it is given up, so that one that was held for days has its chance too.
pub const FEWEST_ATTEMPTS: u32 = 15;

/// The shortest wait after an attempt of which it is not known whether the mail was taken.
const WAIT_WHEN_UNKNOWN: i64 = 15 * MINUTE;

/// The longest wait for a mail server that cannot be used, or for a key that is missing.
const WAIT_FOR_OPERATOR: i64 = 15 * MINUTE;

const LONGEST_PROBLEM: usize = 500;

/// Why a mail server did not take a mail, by what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailerError {
    /// Not now: try the same mail again later.
    #[error("not taken for now: {0}")]
    Transient(String),
    /// This address never: give the mail up and send nothing more to it.
    #[error("the address is refused: {0}")]
    AddressRefused(String),
    /// This mail never, though the address may be right: give the mail up.
    #[error("the mail is refused: {0}")]
    MailRefused(String),
    /// The server wants nothing from us, whatever the mail: wrong password, wrong sender, no encryption, not reachable.
    #[error("the mail server cannot be used: {0}")]
    Unusable(String),
    /// The connection broke after the whole mail was handed over: it may have been taken.
    #[error("it is not known whether the mail was taken: {0}")]
    Unknown(String),
}

/// What became of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// The mail server took it.
    Sent {
        /// The version of the text it was made with.
        text_version: u64,
    },
    /// Try again.
    Retry {
        /// From this instant on.
        due_at: Instant,
        /// What went wrong.
        problem: String,
    },
    /// Given up.
    Dead {
        /// Why.
        problem: String,
        /// Whether nothing more is to be sent to the address.
        suppresses: bool,
    },
    /// Not sent, because a rule holds it back (MAIL-08 to MAIL-15); it is over, and sent again only by hand.
    HeldBack {
        /// Why, with the rule.
        problem: String,
    },
    /// Put back untried, as if it had not been taken in hand.
    Returned,
}

impl Delivery {
    /// The mail is held back by a rule.
    pub fn held_back(reason: &HeldBack) -> Self {
        Self::HeldBack { problem: reason.to_string() }
    }

    /// The mail is given up for a reason that does not lie with its address.
    pub fn given_up(problem: &str) -> Self {
        Self::Dead { problem: one_line(problem, LONGEST_PROBLEM), suppresses: false }
    }
}

/// One attempt to send one mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    /// The mail.
    pub mail: MailId,
    /// Which attempt it is, counted from 1.
    pub number: u32,
    /// When the mail's cause was committed.
    pub queued_at: Instant,
    /// When the attempt ended.
    pub now: Instant,
}

impl Attempt {
    /// What becomes of a mail that the server did not take.
    ///
    /// - For now: tried again after 1 minute, 2, 4 and so on up to 6 hours, each up to a quarter less by a share that
    ///   the mail's id gives; given up once it was tried for 3 days and 15 times.
    /// - Not known: the same, but after 15 minutes at the earliest, for a second copy may be the outcome.
    /// - The address refused: given up, and the address is sent nothing more. The mail refused: given up.
    /// - The server cannot be used: tried again after 15 minutes at the latest and never given up for it, because that is
    ///   the operator's to mend and no fault of the mail.
    pub fn failed(&self, error: &MailerError) -> Delivery {
        let problem = one_line(&error.to_string(), LONGEST_PROBLEM);
        match error {
            MailerError::Transient(_) => self.again_or_never(self.wait(), problem),
            MailerError::Unknown(_) => self.again_or_never(self.wait().max(WAIT_WHEN_UNKNOWN), problem),
            MailerError::AddressRefused(_) => Delivery::Dead { problem, suppresses: true },
            MailerError::MailRefused(_) => Delivery::Dead { problem, suppresses: false },
            MailerError::Unusable(_) => self.waits_for_operator(&problem),
        }
    }

    /// What becomes of a mail that only the operator's help can bring on its way.
    pub fn waits_for_operator(&self, problem: &str) -> Delivery {
        let problem = one_line(problem, LONGEST_PROBLEM);
        Delivery::Retry { due_at: self.after(self.wait().min(WAIT_FOR_OPERATOR)), problem }
    }

    fn again_or_never(&self, wait: i64, problem: String) -> Delivery {
        let age = self.now.as_micros().saturating_sub(self.queued_at.as_micros());
        if age >= PATIENCE && self.number >= FEWEST_ATTEMPTS {
            let problem = format!("given up after {} attempts in {} days; {problem}", self.number, days(age));
            return Delivery::given_up(&problem);
        }
        Delivery::Retry { due_at: self.after(wait), problem }
    }

    /// How long to wait after this attempt.
    fn wait(&self) -> i64 {
        let doublings = self.number.saturating_sub(1).min(9);
        let whole = (MINUTE << doublings).min(LONGEST_WAIT);
        whole - whole / 4 * self.share() / 1024
    }

    /// A number below 1024 that looks random and is always the same for this attempt.
    fn share(&self) -> i64 {
        let (high, low) = self.mail.as_uuid().as_u64_pair();
        let mut mixed = high ^ low ^ u64::from(self.number);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        i64::try_from(mixed >> 54).unwrap_or(0)
    }

    fn after(&self, wait: i64) -> Instant {
        self.now.checked_add_micros(wait).unwrap_or(Instant::MAX)
    }
}

fn days(micros: i64) -> i64 {
    micros / (24 * 60 * MINUTE)
}
