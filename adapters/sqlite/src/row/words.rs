//! The words that stand for the domain's enums in columns; the same ones stand in the schema's checks.

use rollbook_domain::access::{GrantOrigin, Standing};
use rollbook_domain::catalogue::{Anchor, ItemKind};
use rollbook_domain::customer::{MembershipSource, Origin, StatusWord};
use rollbook_domain::import_log::ImportKind;
use rollbook_domain::order::{OrderStatus, PaymentType};

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
    GrantOrigin { Order = "order", Assignment = "assignment", Import = "import" }
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
    }
}
