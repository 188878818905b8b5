//! The words for what came of a sign-in and for its means.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What came of an attempt to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoginOutcome {
    /// The customer was let in.
    Succeeded,
    /// What was given was wrong.
    Failed,
    /// What was given was right, but the account may not be signed into.
    Refused,
}

/// By what means somebody signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoginMeans {
    /// A password.
    Password,
    /// A link that was mailed.
    Link,
    /// Another system vouches for the person.
    SingleSignOn,
}

macro_rules! words {
    ($($kind:ident { $($variant:ident = $word:literal),+ $(,)? })+) => {$(
        impl $kind {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word typed, printed and stored.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }

            /// Finds it by its word.
            pub fn find(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.word() == word)
            }
        }

        impl fmt::Display for $kind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.word())
            }
        }
    )+};
}

words! {
    LoginOutcome { Succeeded = "succeeded", Failed = "failed", Refused = "refused" }
    LoginMeans { Password = "password", Link = "link", SingleSignOn = "single_sign_on" }
}
