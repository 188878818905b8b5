//! What a price says about the seats it sells (PRC-01).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::shown;

/// When a buyer may take a claimed seat back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReclaimPolicy {
    /// At any time.
    #[default]
    Always,
    /// Only before the holder's window has begun.
    BeforeStart,
    /// Only before the holder has completed the content.
    BeforeCompletion,
    /// At any time, but no more often than this percentage of the seats bought, rounded down; 0 to 100.
    Capped(u8),
    /// Not at all.
    Never,
}

/// A text that names no reclaim policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` names no reclaim policy; give `always`, `before-start`, `before-completion`, `never`, or `capped:20` for at \
     most 20 percent of the seats bought"
)]
pub struct NotAReclaimPolicy(String);

impl ReclaimPolicy {
    /// Reads `always`, `before-start`, `before-completion`, `never`, or `capped:` with a percentage.
    ///
    /// # Errors
    /// [`NotAReclaimPolicy`] when it has another form, or the percentage is no whole number from 0 to 100.
    pub fn parse(text: &str) -> Result<Self, NotAReclaimPolicy> {
        let wrong = || NotAReclaimPolicy(shown(text));
        let typed = text.trim().to_ascii_lowercase();
        if let Some(percent) = typed.strip_prefix("capped:") {
            let percent = percent.trim().parse().ok().filter(|percent| *percent <= 100);
            return percent.map(Self::Capped).ok_or_else(wrong);
        }
        match typed.as_str() {
            "always" => Ok(Self::Always),
            "before-start" => Ok(Self::BeforeStart),
            "before-completion" => Ok(Self::BeforeCompletion),
            "never" => Ok(Self::Never),
            _ => Err(wrong()),
        }
    }

    /// The form that [`ReclaimPolicy::parse`] reads.
    pub fn typed(self) -> String {
        match self {
            Self::Always => "always".to_owned(),
            Self::BeforeStart => "before-start".to_owned(),
            Self::BeforeCompletion => "before-completion".to_owned(),
            Self::Capped(percent) => format!("capped:{percent}"),
            Self::Never => "never".to_owned(),
        }
    }
}

impl fmt::Display for ReclaimPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Always => f.pad("always"),
            Self::BeforeStart => f.pad("before start"),
            Self::BeforeCompletion => f.pad("before completion"),
            Self::Capped(percent) => f.pad(&format!("capped {percent}%")),
            Self::Never => f.pad("never"),
        }
    }
}

/// What a price says about the seats it sells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct SeatPolicy {
    /// When a claimed seat may be taken back.
    pub reclaim: ReclaimPolicy,
    /// How invitations work.
    pub invitations: InvitationPolicy,
}

/// How the invitations to a price's seats work (INV-01, Q-05, Q-09, Q-11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct InvitationPolicy {
    /// How many days an invitation is open; 1 to 365.
    pub life_days: u16,
    /// Whether only the address that was invited may accept.
    pub must_match_email: bool,
    /// Whether nobody can accept while the buyer is not Active.
    pub freezes_with_buyer: bool,
}

impl Default for InvitationPolicy {
    fn default() -> Self {
        Self { life_days: 30, must_match_email: false, freezes_with_buyer: false }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// PRC-01, Q-02
    #[test]
    fn a_policy_is_read_as_it_is_typed_and_anything_else_is_refused_with_the_accepted_forms() {
        for wrong in
            ["", "sometimes", "capped", "capped:", "capped:101", "capped:-1", "capped:2.5", "before start"]
        {
            let refused = ReclaimPolicy::parse(wrong).unwrap_err().to_string();
            assert!(refused.contains("give `always`"), "{wrong}: {refused}");
        }
        assert_eq!(ReclaimPolicy::parse(" Capped: 20 "), Ok(ReclaimPolicy::Capped(20)));
    }

    fn any_policy() -> impl Strategy<Value = ReclaimPolicy> {
        prop_oneof![
            Just(ReclaimPolicy::Always),
            Just(ReclaimPolicy::BeforeStart),
            Just(ReclaimPolicy::BeforeCompletion),
            (0..=100_u8).prop_map(ReclaimPolicy::Capped),
            Just(ReclaimPolicy::Never),
        ]
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(policy in any_policy(), noise in ".{0,20}") {
            prop_assert_eq!(ReclaimPolicy::parse(&policy.typed()), Ok(policy));
            let _ = ReclaimPolicy::parse(&noise);
        }
    }
}
