//! What has a period of its own.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Settings;

/// Rows that go by their own age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RetainedRows {
    /// Sign-ins, by their instant; the row goes.
    Logins,
    /// Mails that have ended, by when they did; what is personal in them goes.
    Mails,
    /// Answers to quizzes, by when they were handed in; score, result and dates stay.
    Answers,
}

/// What has a period of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Retained {
    /// Rows that go by their own age.
    Rows(RetainedRows),
    /// Customers who are Inactive, by when they became so; everything personal goes, as by an erasure.
    Inactive,
}

impl RetainedRows {
    /// All of them, in the order shown.
    pub const ALL: [Self; 3] = [Self::Logins, Self::Mails, Self::Answers];
}

impl Retained {
    /// All of them, in the order shown.
    pub const ALL: [Self; 4] = [
        Self::Rows(RetainedRows::Logins),
        Self::Rows(RetainedRows::Mails),
        Self::Rows(RetainedRows::Answers),
        Self::Inactive,
    ];

    /// The word printed.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Rows(RetainedRows::Logins) => "logins",
            Self::Rows(RetainedRows::Mails) => "mails",
            Self::Rows(RetainedRows::Answers) => "answers",
            Self::Inactive => "inactive",
        }
    }

    /// How many days it is kept, if the tenant has set a period.
    pub fn days(self, settings: &Settings) -> Option<u32> {
        match self {
            Self::Rows(RetainedRows::Logins) => settings.keep_logins_days,
            Self::Rows(RetainedRows::Mails) => settings.keep_mails_days,
            Self::Rows(RetainedRows::Answers) => settings.keep_answers_days,
            Self::Inactive => settings.keep_inactive_days,
        }
    }
}

impl From<RetainedRows> for Retained {
    fn from(rows: RetainedRows) -> Self {
        Self::Rows(rows)
    }
}

impl fmt::Display for Retained {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl fmt::Display for RetainedRows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(Retained::Rows(*self).word())
    }
}
