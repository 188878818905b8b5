//! The texts that hold until somebody edits them.

use rollbook_domain::mail::{MailKind, TextParts};

macro_rules! texts {
    ($kind:ident: $($variant:ident = $name:literal),* $(,)?) => {
        match $kind {
            $(MailKind::$variant => (
                include_str!(concat!("texts/", $name, ".subject")),
                include_str!(concat!("texts/", $name, ".txt")),
                include_str!(concat!("texts/", $name, ".html")),
            ),)*
        }
    };
}

/// The built-in text of a kind of mail.
pub fn built_in_text(kind: MailKind) -> TextParts {
    let (subject, text, html) = texts! { kind:
        OrderConfirmation = "order_confirmation",
        Welcome = "welcome",
        SignInDetails = "sign_in_details",
        SeatInvitation = "seat_invitation",
        SeatReminder = "seat_reminder",
        ConfirmationResent = "confirmation_resent",
        PasswordLink = "password_link",
        UnlockInstructions = "unlock_instructions",
        LockNotice = "lock_notice",
        EndOfCourseSurvey = "end_of_course_survey",
        FinalAssessmentLocked = "final_assessment_locked",
        FinalAssessmentUnlocked = "final_assessment_unlocked",
        Inactivity = "inactivity",
        ItemUnlocked = "item_unlocked",
        ExpiryNotice = "expiry_notice",
        AccessReturned = "access_returned",
    };
    TextParts { subject: subject.trim().to_owned(), text: text.to_owned(), html: html.to_owned() }
}
