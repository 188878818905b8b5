//! The states of an enrollment, with the facts of each (ENR-07 to ENR-10).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::id::GrantId;
use crate::rule::{ACC_12, ENR_05, ENR_06, ENR_08, ENR_09, ENR_10, ORD_14, RuleId};
use crate::text::shown;
use crate::time::Instant;

/// What decided an effective end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndRule {
    /// The grant's own window.
    Window,
    /// An end typed for the enrollment (ENR-05).
    Override,
    /// The end of the sales order it follows, as that is now (ENR-06).
    SalesOrder,
}

/// What took a learner out of a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnenrolledBy {
    /// Unenrolled by hand or by an import.
    Unenrollment,
    /// Every grant was revoked.
    Revocation,
    /// The order behind the last standing grant was cancelled.
    OrderCancelled,
}

/// The state of an enrollment with the facts of that state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnrollmentState {
    /// E: a window is open (ENR-08).
    Enrolled {
        /// The first instant of the unbroken stretch.
        since: Instant,
        /// Where the windows that join on to one another end; `None` for no end.
        until: Option<Instant>,
        /// The grant that is open now and reaches furthest.
        grant: GrantId,
        /// What decides that end.
        end_rule: EndRule,
    },
    /// E as well: enrolled, and the first window opens later.
    Scheduled {
        /// When it opens.
        opens_at: Instant,
        /// The grant that opens it.
        grant: GrantId,
    },
    /// U: taken out (ENR-09).
    Unenrolled {
        /// Since when.
        since: Instant,
        /// What took the learner out.
        by: UnenrolledBy,
    },
    /// X: every window is over (ENR-10).
    Expired {
        /// The end of the last window; for one that was over before it could open, the date it was given.
        since: Instant,
        /// The grant that ended last.
        grant: GrantId,
        /// What decided the end.
        end_rule: EndRule,
    },
}

/// The bare word for a state, for filters and tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StateWord {
    /// See [`EnrollmentState::Enrolled`].
    Enrolled,
    /// See [`EnrollmentState::Scheduled`].
    Scheduled,
    /// See [`EnrollmentState::Unenrolled`].
    Unenrolled,
    /// See [`EnrollmentState::Expired`].
    Expired,
}

impl EnrollmentState {
    /// The bare word.
    pub fn word(&self) -> StateWord {
        match self {
            Self::Enrolled { .. } => StateWord::Enrolled,
            Self::Scheduled { .. } => StateWord::Scheduled,
            Self::Unenrolled { .. } => StateWord::Unenrolled,
            Self::Expired { .. } => StateWord::Expired,
        }
    }

    /// The rule that says what the state opens, or what decided it.
    pub fn rule(&self) -> RuleId {
        match self {
            Self::Enrolled { end_rule: EndRule::Override, .. }
            | Self::Expired { end_rule: EndRule::Override, .. } => ENR_05,
            Self::Enrolled { end_rule: EndRule::SalesOrder, .. }
            | Self::Expired { end_rule: EndRule::SalesOrder, .. } => ENR_06,
            Self::Enrolled { .. } => ENR_08,
            Self::Scheduled { .. } => ACC_12,
            Self::Unenrolled { by: UnenrolledBy::OrderCancelled, .. } => ORD_14,
            Self::Unenrolled { .. } => ENR_09,
            Self::Expired { .. } => ENR_10,
        }
    }

    /// The letter people know: E, U or X (ENR-07).
    pub fn letter(&self) -> char {
        match self {
            Self::Enrolled { .. } | Self::Scheduled { .. } => 'E',
            Self::Unenrolled { .. } => 'U',
            Self::Expired { .. } => 'X',
        }
    }
}

impl fmt::Display for EndRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Window => "window",
            Self::Override => "typed end",
            Self::SalesOrder => "sales order",
        })
    }
}

impl fmt::Display for StateWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Enrolled => "enrolled",
            Self::Scheduled => "scheduled",
            Self::Unenrolled => "unenrolled",
            Self::Expired => "expired",
        })
    }
}

/// A word that names no state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a state of an enrollment; give enrolled, scheduled, unenrolled or expired")]
pub struct UnknownState(String);

impl FromStr for StateWord {
    type Err = UnknownState;
    fn from_str(value: &str) -> Result<Self, UnknownState> {
        match value {
            "enrolled" => Ok(Self::Enrolled),
            "scheduled" => Ok(Self::Scheduled),
            "unenrolled" => Ok(Self::Unenrolled),
            "expired" => Ok(Self::Expired),
            _ => Err(UnknownState(shown(value))),
        }
    }
}
