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
    /// What SCORM modules sent, attempt by attempt, by when the last session of the attempt began; the attempt's number and
    /// what it came to on record stay.
    Cmi,
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
    pub const ALL: [Self; 4] = [Self::Logins, Self::Mails, Self::Answers, Self::Cmi];
}

impl Retained {
    /// All of them, in the order shown.
    pub const ALL: [Self; 5] = [
        Self::Rows(RetainedRows::Logins),
        Self::Rows(RetainedRows::Mails),
        Self::Rows(RetainedRows::Answers),
        Self::Rows(RetainedRows::Cmi),
        Self::Inactive,
    ];

    /// The word printed.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Rows(RetainedRows::Logins) => "logins",
            Self::Rows(RetainedRows::Mails) => "mails",
            Self::Rows(RetainedRows::Answers) => "answers",
            Self::Rows(RetainedRows::Cmi) => "cmi",
            Self::Inactive => "inactive",
        }
    }

    /// How many days it is kept, if the tenant has set a period.
    pub fn days(self, settings: &Settings) -> Option<u32> {
        match self {
            Self::Rows(RetainedRows::Logins) => settings.keep_logins_days,
            Self::Rows(RetainedRows::Mails) => settings.keep_mails_days,
            Self::Rows(RetainedRows::Answers) => settings.keep_answers_days,
            Self::Rows(RetainedRows::Cmi) => settings.keep_cmi_days,
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
