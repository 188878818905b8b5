//! The areas of the rule book.

use std::fmt;

use serde::{Serialize, Serializer};

/// One area of the rule book; the order is that of the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Area {
    /// Accounts, profiles and statuses (CUS).
    Customers,
    /// The activity log and impersonation (AUD).
    Audit,
    /// Groups and their members (GRP).
    Groups,
    /// Orders, assigned products, cancelling (ORD).
    Orders,
    /// Seats bought for others (REG).
    RegistrationCodes,
    /// Grants and their windows (ACC).
    ContentAccess,
    /// Progress, scores, completion (TRN).
    Transcript,
    /// Rosters and other files read in (IMP).
    Import,
    /// Export, erasure, deletion (GDPR).
    Privacy,
    /// Payment details kept for the next purchase (PAY).
    Payment,
    /// Enrolled, Unenrolled, Expired, and sales orders (ENR).
    Enrollment,
    /// What each role sees (VIEW).
    Views,
    /// Which mails go out, and which are held (MAIL).
    Mail,
    /// One reading for each place where requirements disagree (X).
    Readings,
    /// Answers to what requirements leave open (Q).
    Questions,
    /// The ordered rules by which access is allowed or denied (ACD).
    AccessDecision,
    /// When an account is locked by itself (LOCK).
    Locking,
    /// What a price fixes (PRC).
    Prices,
    /// Reminding and previewing (INV).
    Invitations,
    /// The life story of a seat (SEAT).
    Seats,
    /// Why access is as it is (WHY).
    Explanation,
    /// What would change if a fact did (SIM).
    WhatIf,
}

impl Area {
    const TABLE: [(Self, &'static str, &'static str); 22] = [
        (Self::Customers, "CUS", "Customers"),
        (Self::Audit, "AUD", "Audit and impersonation"),
        (Self::Groups, "GRP", "Groups"),
        (Self::Orders, "ORD", "Orders"),
        (Self::RegistrationCodes, "REG", "Registration codes"),
        (Self::ContentAccess, "ACC", "Content access"),
        (Self::Transcript, "TRN", "Transcript"),
        (Self::Import, "IMP", "Import"),
        (Self::Privacy, "GDPR", "Export, erasure and deletion"),
        (Self::Payment, "PAY", "Saved payment details"),
        (Self::Enrollment, "ENR", "Enrollment"),
        (Self::Views, "VIEW", "Views by role"),
        (Self::Mail, "MAIL", "Mail"),
        (Self::Readings, "X", "Readings"),
        (Self::Questions, "Q", "Settled questions"),
        (Self::AccessDecision, "ACD", "Access decision"),
        (Self::Locking, "LOCK", "Locking"),
        (Self::Prices, "PRC", "Prices"),
        (Self::Invitations, "INV", "Invitations"),
        (Self::Seats, "SEAT", "Seats"),
        (Self::Explanation, "WHY", "Explanation"),
        (Self::WhatIf, "SIM", "What-if"),
    ];

    /// Every area, in the order of the book.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::TABLE.into_iter().map(|(area, _, _)| area)
    }

    /// The letters that the ids of the area begin with, such as `ACC`.
    pub const fn code(self) -> &'static str {
        Self::TABLE[self as usize].1
    }
}

impl fmt::Display for Area {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(Self::TABLE[*self as usize].2)
    }
}

impl Serialize for Area {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}
