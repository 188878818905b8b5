//! What the texts of mails may use.

use serde::Serialize;

use super::{MailKind, SecretUse};

/// What a variable holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VariableShape {
    /// A text; empty where the mail has none, which counts as no in a condition.
    Text,
    /// Yes or no, for conditions.
    Flag,
    /// Several texts, for `{% for one in ... %}`.
    Texts,
    /// The lines of an order, for `{% for line in lines %}`; each has [`LINE_VARIABLES`].
    Lines,
}

/// Something that the texts of mails may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Variable {
    /// The name, as in `{{ name }}`.
    pub name: &'static str,
    /// What it holds.
    pub shape: VariableShape,
    /// What it means.
    pub meaning: &'static str,
    /// What it may look like.
    pub example: &'static str,
}

const fn text(name: &'static str, meaning: &'static str, example: &'static str) -> Variable {
    Variable { name, shape: VariableShape::Text, meaning, example }
}

const fn flag(name: &'static str, meaning: &'static str) -> Variable {
    Variable { name, shape: VariableShape::Flag, meaning, example: "yes" }
}

const SENDER: Variable = text("sender", "the name mails are sent from, else the address", "Example School");
const SITE: Variable = text("site", "where people sign in", "https://learn.example.org");
const FIRST_NAME: Variable = text("first_name", "the recipient's first name", "Ada");
const LAST_NAME: Variable = text("last_name", "the recipient's last name", "Lovelace");
const NAME: Variable = text("name", "the recipient's first and last name", "Ada Lovelace");
const EMAIL: Variable = text("email", "the address the recipient signs in with", "ada@example.org");
const BUYER: Variable = text("buyer", "the name of who bought the seat", "Grace Hopper");
const PRODUCT: Variable = text("product", "the products in one text", "Algebra and Geometry");
const PRODUCTS: Variable = Variable {
    name: "products",
    shape: VariableShape::Texts,
    meaning: "the products one by one",
    example: "Algebra",
};
const STARTS: Variable =
    text("starts", "when the access begins", "Sunday 1 March 2026, 13:00 (Europe/Berlin)");
const ENDS: Variable = text(
    "ends",
    "when the access ends",
    "through the end of Thursday 31 December 2026 (Europe/Berlin), or without end",
);
const WINDOW: Variable = text(
    "window",
    "the whole time of the access",
    "from Sunday 1 March 2026, 13:00 (Europe/Berlin) through the end of Thursday 31 December 2026 (Europe/Berlin)",
);
const LINK: Variable = text("link", "the link, which works once", "https://learn.example.org/password/...");
const EXPIRES: Variable =
    text("expires", "until when the link works", "until Sunday 8 March 2026, 13:00 (Europe/Berlin)");
const PASSWORD: Variable =
    text("password", "a password made for the recipient, to be changed at the first sign-in", "...");
const WORDS: Variable = text("text", "further words of the buyer or of an import", "See you on Monday!");
const REASON: Variable = text("reason", "why, in words", "sign-ins from 6 networks in 48 hours");

const COURSE: Variable = text("course", "the courses in one text", "Algebra and Geometry");
const COURSES: Variable = Variable {
    name: "courses",
    shape: VariableShape::Texts,
    meaning: "the courses one by one",
    example: "Algebra",
};
const ITEM: Variable = text("item", "the parts of the course in one text", "First quiz and Second quiz");
const ITEMS: Variable = Variable {
    name: "items",
    shape: VariableShape::Texts,
    meaning: "the parts of the course one by one",
    example: "First quiz",
};

const SURVEY: &[Variable] = &[SENDER, SITE, FIRST_NAME, LAST_NAME, NAME, EMAIL, COURSE, COURSES];

const OF_ITEMS: &[Variable] =
    &[SENDER, SITE, FIRST_NAME, LAST_NAME, NAME, EMAIL, COURSE, COURSES, ITEM, ITEMS];

const INACTIVITY: &[Variable] = &[
    SENDER,
    SITE,
    FIRST_NAME,
    LAST_NAME,
    NAME,
    EMAIL,
    COURSE,
    COURSES,
    text("idle_days", "for how many days nothing was done", "14"),
];

const EXPIRY_NOTICE: &[Variable] = &[
    SENDER,
    SITE,
    FIRST_NAME,
    LAST_NAME,
    NAME,
    EMAIL,
    COURSE,
    COURSES,
    text("ends", "when the first of them ends", ENDS.example),
    Variable {
        name: "endings",
        shape: VariableShape::Texts,
        meaning: "the courses one by one, each with its end",
        example: "Algebra: through the end of Thursday 31 December 2026 (Europe/Berlin)",
    },
];

const ORDER_CONFIRMATION: &[Variable] = &[
    SENDER,
    SITE,
    FIRST_NAME,
    LAST_NAME,
    NAME,
    EMAIL,
    text("order", "the order's number", "ord_01h2xcejqtf2nbrexx3vqjhp41"),
    text("ordered", "when the order was placed", "Sunday 1 March 2026, 13:00 (Europe/Berlin)"),
    Variable {
        name: "lines",
        shape: VariableShape::Lines,
        meaning: "the order's lines one by one",
        example: "",
    },
    text("total", "what the order costs in all", "120.00 EUR"),
    PRODUCT,
    PRODUCTS,
    flag("has_seats", "whether some of it are seats to be given out"),
];

const WELCOME: &[Variable] = &[
    SENDER, SITE, FIRST_NAME, LAST_NAME, NAME, EMAIL, PRODUCT, PRODUCTS, STARTS, ENDS, WINDOW, LINK, EXPIRES,
    PASSWORD, WORDS,
];

const SIGN_IN_DETAILS: &[Variable] = &[
    SENDER, SITE, FIRST_NAME, LAST_NAME, NAME, EMAIL, BUYER, PRODUCT, PRODUCTS, STARTS, ENDS, WINDOW, LINK,
    EXPIRES, PASSWORD, WORDS,
];

const SEAT_INVITATION: &[Variable] = &[
    SENDER, SITE, FIRST_NAME, LAST_NAME, NAME, BUYER, PRODUCT, PRODUCTS, STARTS, ENDS, WINDOW, LINK, EXPIRES,
    WORDS,
];

const PASSWORD_LINK: &[Variable] = &[
    SENDER,
    SITE,
    FIRST_NAME,
    LAST_NAME,
    NAME,
    EMAIL,
    LINK,
    EXPIRES,
    flag("is_reset", "whether a forgotten password is replaced, and not a first one set"),
];

const UNLOCK_INSTRUCTIONS: &[Variable] =
    &[SENDER, SITE, FIRST_NAME, LAST_NAME, NAME, EMAIL, REASON, LINK, EXPIRES];

const LOCK_NOTICE: &[Variable] = &[
    SENDER,
    SITE,
    text("customer", "the name of who was locked", "Ada Lovelace"),
    text("email", "the address of who was locked", "ada@example.org"),
    REASON,
];

/// What each of an order's lines has.
pub const LINE_VARIABLES: &[Variable] = &[
    text("product", "the product", "Algebra"),
    text("quantity", "how many", "10"),
    text("cost", "what one of them costs", "12.00 EUR"),
    text("window", "the whole time of the buyer's own access, where it gives some", WINDOW.example),
    flag("is_seats", "whether they are seats to be given out"),
];

/// What the variable `loop` has inside of `{% for ... %}`.
pub const LOOP_VARIABLES: &[Variable] = &[
    text("index", "the number of this turn, counted from 1", "1"),
    flag("first", "whether this is the first turn"),
    flag("last", "whether this is the last turn"),
];

impl MailKind {
    /// What the texts of this kind may use.
    pub const fn variables(self) -> &'static [Variable] {
        match self {
            Self::OrderConfirmation => ORDER_CONFIRMATION,
            Self::Welcome => WELCOME,
            Self::SignInDetails | Self::ConfirmationResent => SIGN_IN_DETAILS,
            Self::SeatInvitation | Self::SeatReminder => SEAT_INVITATION,
            Self::PasswordLink => PASSWORD_LINK,
            Self::UnlockInstructions => UNLOCK_INSTRUCTIONS,
            Self::LockNotice => LOCK_NOTICE,
            Self::EndOfCourseSurvey => SURVEY,
            Self::FinalAssessmentLocked | Self::FinalAssessmentUnlocked | Self::ItemUnlocked => OF_ITEMS,
            Self::Inactivity => INACTIVITY,
            Self::ExpiryNotice | Self::AccessReturned => EXPIRY_NOTICE,
        }
    }

    /// The secrets that mails of this kind tell, `None` where one may tell none.
    pub const fn secrets(self) -> &'static [Option<SecretUse>] {
        match self {
            Self::OrderConfirmation
            | Self::LockNotice
            | Self::EndOfCourseSurvey
            | Self::FinalAssessmentLocked
            | Self::FinalAssessmentUnlocked
            | Self::Inactivity
            | Self::ItemUnlocked
            | Self::ExpiryNotice
            | Self::AccessReturned => &[None],
            Self::Welcome | Self::SignInDetails | Self::ConfirmationResent => {
                &[Some(SecretUse::PasswordLink), Some(SecretUse::Password), None]
            }
            Self::SeatInvitation | Self::SeatReminder => &[Some(SecretUse::InvitationLink)],
            Self::PasswordLink => &[Some(SecretUse::PasswordLink)],
            Self::UnlockInstructions => &[Some(SecretUse::UnlockLink)],
        }
    }
}

impl SecretUse {
    /// The variable that shows the secret.
    pub const fn variable(self) -> &'static str {
        match self {
            Self::InvitationLink | Self::PasswordLink | Self::UnlockLink => "link",
            Self::Password => "password",
        }
    }

    /// What stands in the place of the secret in a copy that is shown to others than the recipient.
    pub const fn placeholder(self) -> &'static str {
        match self {
            Self::InvitationLink | Self::PasswordLink | Self::UnlockLink => "[link]",
            Self::Password => "[password]",
        }
    }

    /// The secret as the recipient gets it: a link that ends with it, or the password itself.
    pub fn written(self, base_url: &str, secret: &str) -> String {
        let base_url = base_url.trim_end_matches('/');
        match self {
            Self::InvitationLink => format!("{base_url}/invitation/{secret}"),
            Self::PasswordLink => format!("{base_url}/password/{secret}"),
            Self::UnlockLink => format!("{base_url}/unlock/{secret}"),
            Self::Password => secret.to_owned(),
        }
    }
}
