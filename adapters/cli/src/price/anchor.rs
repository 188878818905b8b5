//! Anchors and amounts as typed.

use rollbook_domain::catalogue::Anchor;
use rollbook_domain::money::Money;

use crate::{CliError, Session};

/// What an access window counts from, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum TypedAnchor {
    /// The order's date.
    OrderDate,
    /// The moment the access is taken.
    Redemption,
    /// The first launch of any content.
    FirstLaunch,
}

impl From<TypedAnchor> for Anchor {
    fn from(typed: TypedAnchor) -> Self {
        match typed {
            TypedAnchor::OrderDate => Self::OrderDate,
            TypedAnchor::Redemption => Self::Redemption,
            TypedAnchor::FirstLaunch => Self::FirstLaunch,
        }
    }
}

/// Reads an amount in the tenant's currency.
pub(super) async fn amount(typed: &str, session: &Session) -> Result<Money, CliError> {
    let currency = session.settings().await?.currency;
    Money::parse(typed, currency).map_err(|error| CliError::usage(error.to_string()))
}
