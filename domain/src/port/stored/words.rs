//! The words that stand for enums in columns.

use crate::access::{GrantOrigin, Standing};
use crate::catalogue::{Anchor, ItemKind};
use crate::customer::{LinkPurpose, MembershipSource, Origin, StatusWord};
use crate::import_log::ImportKind;
use crate::mail::{MailState, SecretUse, SuppressionCause};
use crate::order::{OrderStatus, PaymentType};
use crate::scorm::{CmiStandard, Exit};
use crate::seat::{Channel, ClaimWay, InvitationEnd, Renewal, VoidCause};
use crate::transcript::{ItemStatus, OutsideAccess, RecordedBy};

/// A value that every SQL store writes as a word, and that its schema checks against the list of them.
///
/// # Examples
/// ```
/// use rollbook_domain::order::PaymentType;
/// use rollbook_domain::port::stored::Word;
///
/// assert_eq!(PaymentType::CreditCard.word(), "credit_card");
/// assert_eq!(PaymentType::read("invoice"), Some(PaymentType::Invoice));
/// assert_eq!(PaymentType::read("barter"), None);
/// ```
pub trait Word: Copy + 'static {
    /// Every value with its word.
    const ALL: &'static [(Self, &'static str)];

    /// The word of this value.
    fn word(self) -> &'static str;

    /// The value that a word stands for; `None` where it stands for none.
    fn read(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(value, _)| *value)
    }
}

macro_rules! words {
    ($($kind:ty { $($variant:ident = $word:literal),+ $(,)? })+) => {$(
        impl Word for $kind {
            const ALL: &'static [(Self, &'static str)] = &[$((Self::$variant, $word)),+];

            fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }
        }
    )+};
}

words! {
    CmiStandard { Scorm12 = "1.2", Scorm2004 = "2004" }
    Exit { Normal = "normal", Suspend = "suspend", Logout = "logout", TimeOut = "time_out" }
    Origin {
        Registered = "registered",
        Order = "order",
        Admin = "admin",
        Import = "import",
        CodeHolder = "code-holder",
        Invitation = "invitation",
    }
    StatusWord { Active = "active", Inactive = "inactive", Locked = "locked" }
    MembershipSource {
        Administrator = "administrator",
        Import = "import",
        Price = "price",
        Inherited = "inherited",
    }
    PaymentType {
        Import = "import",
        CreditCard = "credit_card",
        Invoice = "invoice",
        PurchaseOrder = "purchase_order",
    }
    OrderStatus {
        New = "new",
        Pending = "pending",
        Processed = "processed",
        Invoice = "invoice",
        PurchaseOrder = "purchase_order",
        PurchaseOrderGranted = "purchase_order_granted",
        Cancelled = "cancelled",
        Abandoned = "abandoned",
    }
    GrantOrigin {
        Order = "order",
        Assignment = "assignment",
        Import = "import",
        RegistrationCode = "registration_code",
        SalesOrder = "sales_order",
    }
    Standing { Held = "held", Suspended = "suspended", Revoked = "revoked" }
    ItemKind {
        Scorm = "scorm",
        Quiz = "quiz",
        Event = "event",
        File = "file",
        Assignment = "assignment",
    }
    Anchor { OrderDate = "order_date", Redemption = "redemption", FirstLaunch = "first_launch" }
    ImportKind {
        Groups = "groups",
        Courses = "courses",
        Items = "items",
        Prices = "prices",
        Roster = "roster",
        Withdrawals = "withdrawals",
        Scores = "scores",
    }
    Channel { Mail = "mail", Link = "link" }
    InvitationEnd {
        Accepted = "accepted",
        SeatTaken = "seat_taken",
        Withdrawn = "withdrawn",
        SeatVoid = "seat_void",
    }
    Renewal { Resent = "resent", Reminded = "reminded" }
    ClaimWay {
        Profile = "profile",
        Existing = "existing",
        Upload = "upload",
        Invitation = "invitation",
        Code = "code",
    }
    VoidCause {
        OrderCancelled = "order_cancelled",
        PartCancelled = "part_cancelled",
        BuyerErased = "buyer_erased",
    }
    ItemStatus {
        NotAttempted = "not_attempted",
        InProgress = "in_progress",
        Submitted = "submitted",
        Completed = "completed",
        Passed = "passed",
        Failed = "failed",
    }
    RecordedBy { Learner = "learner", Administrator = "administrator", Import = "import" }
    OutsideAccess { Early = "early", Late = "late", Unenrolled = "unenrolled" }
    LinkPurpose { SetPassword = "set_password", ResetPassword = "reset_password", Unlock = "unlock" }
    SecretUse {
        InvitationLink = "invitation_link",
        PasswordLink = "password_link",
        UnlockLink = "unlock_link",
        Password = "password",
    }
    MailState { Queued = "queued", Leased = "leased", Sent = "sent", Dead = "dead", HeldBack = "held_back" }
    SuppressionCause { Administrator = "administrator", Refused = "refused" }
}
