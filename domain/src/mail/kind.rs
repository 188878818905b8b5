//! The kinds of mail.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A kind of mail; each has its own text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailKind {
    /// An order was completed (MAIL-01, ORD-05).
    OrderConfirmation,
    /// An import made or met the customer (MAIL-02, IMP-15).
    Welcome,
    /// A buyer gave the learner a seat, with how to sign in (MAIL-03, REG-13).
    SignInDetails,
    /// A buyer invites somebody to a seat (MAIL-04, REG-14).
    SeatInvitation,
    /// A buyer reminds somebody of an invitation (INV-01).
    SeatReminder,
    /// The sign-in details once more (MAIL-05, REG-28).
    ConfirmationResent,
    /// A link to set or reset a password (MAIL-06).
    PasswordLink,
    /// How to unlock an account that was locked automatically (MAIL-07).
    UnlockInstructions,
    /// An account was locked automatically; to the administrator (MAIL-16).
    LockNotice,
    /// A course was completed, or its access ended: what did the learner think of it (MAIL-08)?
    EndOfCourseSurvey,
    /// The attempts at a course's final assessment are used up (MAIL-09).
    FinalAssessmentLocked,
    /// A course's final assessment can be taken (MAIL-10).
    FinalAssessmentUnlocked,
    /// Nothing was done in a course for some days (MAIL-11).
    Inactivity,
    /// A part of a course can be opened from now on (MAIL-12).
    ItemUnlocked,
    /// Access to courses ends soon (MAIL-13).
    ExpiryNotice,
    /// Access to courses that was over is there again, because the contract was extended.
    AccessReturned,
}

impl MailKind {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::OrderConfirmation,
        Self::Welcome,
        Self::SignInDetails,
        Self::SeatInvitation,
        Self::SeatReminder,
        Self::ConfirmationResent,
        Self::PasswordLink,
        Self::UnlockInstructions,
        Self::LockNotice,
        Self::EndOfCourseSurvey,
        Self::FinalAssessmentLocked,
        Self::FinalAssessmentUnlocked,
        Self::Inactivity,
        Self::ItemUnlocked,
        Self::ExpiryNotice,
        Self::AccessReturned,
    ];

    /// The name typed and printed.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OrderConfirmation => "order_confirmation",
            Self::Welcome => "welcome",
            Self::SignInDetails => "sign_in_details",
            Self::SeatInvitation => "seat_invitation",
            Self::SeatReminder => "seat_reminder",
            Self::ConfirmationResent => "confirmation_resent",
            Self::PasswordLink => "password_link",
            Self::UnlockInstructions => "unlock_instructions",
            Self::LockNotice => "lock_notice",
            Self::EndOfCourseSurvey => "end_of_course_survey",
            Self::FinalAssessmentLocked => "final_assessment_locked",
            Self::FinalAssessmentUnlocked => "final_assessment_unlocked",
            Self::Inactivity => "inactivity",
            Self::ItemUnlocked => "item_unlocked",
            Self::ExpiryNotice => "expiry_notice",
            Self::AccessReturned => "access_returned",
        }
    }

    /// Whether it is about courses the learner is or was in, so that their state has a say (MAIL-08 to MAIL-14).
    pub const fn is_about_courses(self) -> bool {
        matches!(
            self,
            Self::EndOfCourseSurvey
                | Self::FinalAssessmentLocked
                | Self::FinalAssessmentUnlocked
                | Self::Inactivity
                | Self::ItemUnlocked
                | Self::ExpiryNotice
                | Self::AccessReturned
        )
    }

    /// Finds a kind by its name; `RegCodeEmailText` is the name that people know the seat invitation by (REG-36).
    pub fn find(name: &str) -> Option<Self> {
        if name.eq_ignore_ascii_case("RegCodeEmailText") {
            return Some(Self::SeatInvitation);
        }
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl fmt::Display for MailKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
