//! The words that stand for the domain's enums in columns; the same ones stand in the schema's checks.

use rollbook_domain::access::{GrantOrigin, Standing};
use rollbook_domain::catalogue::{Anchor, ItemKind};
use rollbook_domain::customer::{LinkPurpose, MembershipSource, Origin, StatusWord};
use rollbook_domain::import_log::ImportKind;
use rollbook_domain::mail::{MailState, SecretUse, SuppressionCause};
use rollbook_domain::order::{OrderStatus, PaymentType};
use rollbook_domain::scorm::{CmiStandard, Exit};
use rollbook_domain::seat::{Channel, ClaimWay, InvitationEnd, Renewal, VoidCause};
use rollbook_domain::transcript::{ItemStatus, OutsideAccess, RecordedBy};

/// A value that is stored as a word.
pub(crate) trait Word: Copy + 'static {
    const ALL: &'static [(Self, &'static str)];

    fn word(self) -> &'static str;

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

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEMA: &str = concat!(
        include_str!("../../migrations/0003_create_catalogue.sql"),
        include_str!("../../migrations/0004_create_customers.sql"),
        include_str!("../../migrations/0005_create_orders.sql"),
        // The newer forms of the grants go before the older ones.
        include_str!("../../migrations/0015_create_sales_orders.sql"),
        include_str!("../../migrations/0010_rebuild_grants.sql"),
        // The newer form of the imports goes before the older one.
        include_str!("../../migrations/0013_create_transcripts.sql"),
        include_str!("../../migrations/0006_create_access.sql"),
        include_str!("../../migrations/0007_create_imports.sql"),
        include_str!("../../migrations/0009_create_seats.sql"),
        include_str!("../../migrations/0011_create_account_links.sql"),
        // So does the newer form of the mails.
        include_str!("../../migrations/0016_hold_mails_back.sql"),
        include_str!("../../migrations/0012_create_mails.sql"),
        include_str!("../../migrations/0020_create_attempts.sql"),
        include_str!("../../migrations/0021_create_organizations.sql"),
    );

    fn assert_same_words<T: Word + PartialEq + std::fmt::Debug>(check: &str) {
        let from = SCHEMA.split_once(&format!("CONSTRAINT {check}")).unwrap().1;
        let list = from.split_once("IN (").unwrap().1.split_once(')').unwrap().0;
        let in_schema: Vec<&str> = list.split(',').map(|word| word.trim().trim_matches('\'')).collect();
        let here: Vec<&str> = T::ALL.iter().map(|(_, word)| *word).collect();
        assert_eq!(here, in_schema, "{check}");
        for (value, word) in T::ALL {
            assert_eq!((value.word(), T::read(word)), (*word, Some(*value)));
        }
        assert_eq!(T::read("no such word"), None);
    }

    #[test]
    fn the_words_here_are_those_the_schema_accepts() {
        assert_same_words::<Origin>("customers_origin_ck");
        assert_same_words::<StatusWord>("customers_status_ck");
        assert_same_words::<StatusWord>("customer_statuses_status_ck");
        assert_same_words::<MembershipSource>("memberships_source_ck");
        assert_same_words::<PaymentType>("orders_payment_type_ck");
        assert_same_words::<OrderStatus>("orders_placed_status_ck");
        assert_same_words::<OrderStatus>("orders_status_ck");
        assert_same_words::<OrderStatus>("order_statuses_status_ck");
        assert_same_words::<GrantOrigin>("grants_origin_ck");
        assert_same_words::<Standing>("grant_standings_standing_ck");
        assert_same_words::<ItemKind>("items_kind_ck");
        assert_same_words::<Anchor>("prices_anchor_ck");
        assert_same_words::<ImportKind>("imports_kind_ck");
        assert_same_words::<ItemStatus>("item_records_status_ck");
        assert_same_words::<RecordedBy>("item_records_recorded_by_ck");
        assert_same_words::<OutsideAccess>("item_records_outside_ck");
        assert_same_words::<Channel>("invitations_channel_ck");
        assert_same_words::<InvitationEnd>("invitations_ended_ck");
        assert_same_words::<Renewal>("invitation_links_renewal_ck");
        assert_same_words::<ClaimWay>("seat_claims_way_ck");
        assert_same_words::<VoidCause>("seat_voidings_cause_ck");
        assert_same_words::<LinkPurpose>("account_links_purpose_ck");
        assert_same_words::<SecretUse>("mails_secret_usage_ck");
        assert_same_words::<MailState>("mails_state_ck");
        assert_same_words::<SuppressionCause>("mail_suppressions_cause_ck");
        assert_same_words::<CmiStandard>("cmi_attempts_standard_ck");
        assert_same_words::<Exit>("cmi_sessions_left_by_ck");
    }
}
