//! The decision: may a customer open it, since when, until when, and by which rule (ACD-1 to ACD-9, WHY-01).

mod attempts;
mod decide;
mod explain;
mod facts;
mod next_change;
mod rehearsal;
mod sentences;
mod turnaround;

#[cfg(test)]
mod tests;

pub use attempts::{AttemptFacts, HandedIn};
pub use decide::decide;
pub use explain::{Explanation, GrantLine, explain, grant_lines};
pub use facts::{AccessFacts, AccountFacts, CourseFacts, Subject, SubjectKind};

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::customer::StatusWord;
use crate::enrollment::{EndRule, UnenrolledBy};
use crate::id::GrantId;
use crate::rule::{
    ACC_01, ACC_07, ACC_12, ACD_1, ACD_2, ACD_3, ACD_4, ACD_5, ACD_6, ACD_7, ACD_8, ACD_9, CUS_12, CUS_21,
    ENR_05, ENR_06, ENR_09, ENR_10, GDPR_11, IMP_14, ORD_14, RuleId, TRN_12,
};
use crate::text::shown;
use crate::time::Instant;

/// What a customer wants to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// The content itself.
    #[default]
    Content,
    /// The results of earlier work.
    Results,
    /// A new attempt at a quiz.
    Attempt,
}

impl fmt::Display for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Content => "content",
            Self::Results => "results",
            Self::Attempt => "attempt",
        })
    }
}

/// A word that names no view.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a view; give content, results or attempt")]
pub struct UnknownView(String);

impl FromStr for View {
    type Err = UnknownView;
    fn from_str(value: &str) -> Result<Self, UnknownView> {
        match value {
            "content" => Ok(Self::Content),
            "results" => Ok(Self::Results),
            "attempt" => Ok(Self::Attempt),
            _ => Err(UnknownView(shown(value))),
        }
    }
}

/// What decided, with its facts; the first of ACD-1 to ACD-9 that applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// ACD-1: the person was erased.
    Erased {
        /// When.
        at: Instant,
    },
    /// ACD-2: the account is Inactive or Locked.
    NotActive {
        /// The status.
        status: StatusWord,
        /// Since when.
        since: Instant,
    },
    /// ACD-3: the password is due for a change.
    PasswordDue {
        /// Since when.
        since: Instant,
        /// Whether it was demanded, rather than reached by age.
        is_demanded: bool,
    },
    /// ACD-4: no access was ever given.
    NeverGranted,
    /// ACD-5: taken out of the course, or every grant taken back.
    Unenrolled {
        /// Since when.
        since: Instant,
        /// By what.
        by: UnenrolledBy,
    },
    /// ACD-6: a window is open.
    InForce {
        /// The first instant of the unbroken stretch.
        since: Instant,
        /// Its end; `None` for no end.
        until: Option<Instant>,
        /// A grant whose window is open.
        grant: GrantId,
        /// What decides the end.
        end_rule: EndRule,
    },
    /// ACD-7: the window opens later.
    Scheduled {
        /// When.
        opens_at: Instant,
        /// The grant that opens it.
        grant: GrantId,
    },
    /// ACD-8: every window is over.
    Ended {
        /// When the last one ended.
        at: Instant,
        /// The grant that ended last.
        grant: GrantId,
        /// What decided the end.
        end_rule: EndRule,
    },
    /// ACD-9: no attempt is left.
    AttemptsUsed {
        /// How many are allowed.
        limit: u32,
    },
}

impl Ground {
    /// The rules that decide, the one of the ordered list first.
    pub fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::Erased { .. } => &[ACD_1, GDPR_11],
            Self::NotActive { .. } => &[ACD_2, CUS_21],
            Self::PasswordDue { is_demanded: true, .. } => &[ACD_3, IMP_14],
            Self::PasswordDue { is_demanded: false, .. } => &[ACD_3, CUS_12],
            Self::NeverGranted => &[ACD_4, ACC_01],
            Self::Unenrolled { by: UnenrolledBy::OrderCancelled, .. } => &[ACD_5, ORD_14],
            Self::Unenrolled { .. } => &[ACD_5, ENR_09],
            Self::InForce { end_rule: EndRule::Window, .. } => &[ACD_6, ACC_07],
            Self::InForce { end_rule: EndRule::Override, .. } => &[ACD_6, ACC_07, ENR_05],
            Self::InForce { end_rule: EndRule::SalesOrder, .. } => &[ACD_6, ACC_07, ENR_06],
            Self::Scheduled { .. } => &[ACD_7, ACC_12],
            Self::Ended { end_rule: EndRule::Window, .. } => &[ACD_8, ENR_10],
            Self::Ended { end_rule: EndRule::Override, .. } => &[ACD_8, ENR_10, ENR_05],
            Self::Ended { end_rule: EndRule::SalesOrder, .. } => &[ACD_8, ENR_10, ENR_06],
            Self::AttemptsUsed { .. } => &[ACD_9, TRN_12],
        }
    }

    /// Whether this ground opens the view.
    pub fn opens(&self, view: View) -> bool {
        match self {
            Self::InForce { .. } => true,
            Self::Ended { .. } => view == View::Results,
            Self::AttemptsUsed { .. } => view != View::Attempt,
            _ => false,
        }
    }
}

/// Yes or no, by which rule, and until when the answer holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// The answer.
    pub is_allowed: bool,
    /// What was asked for.
    pub view: View,
    /// The instant asked about.
    pub at: Instant,
    /// What decided.
    pub ground: Ground,
    /// The next instant at which, by the facts known now, answer or ground change.
    pub next_change_at: Option<Instant>,
}

impl Verdict {
    /// The rules that decided.
    pub fn rules(&self) -> &'static [RuleId] {
        self.ground.rules()
    }
}
