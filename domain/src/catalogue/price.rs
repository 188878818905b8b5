//! Prices: the sellable variants of a product (ORD-09, PRC-01).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::SeatPolicy;
use crate::id::{GroupId, PriceId, ProductId};
use crate::money::Money;
use crate::stamp::Revision;
use crate::text::{Code, Title};
use crate::time::AccessDuration;

/// What an access window counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    /// The order's date (ACC-03).
    #[default]
    OrderDate,
    /// The moment the access is taken: the claim of a seat, or the recording of a direct grant.
    Redemption,
    /// The first launch of any content of the product; until then the window stays open.
    FirstLaunch,
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::OrderDate => "order date",
            Self::Redemption => "redemption",
            Self::FirstLaunch => "first launch",
        })
    }
}

/// Everything about a price that may be edited; an edit touches later sales only (ACC-04).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceTerms {
    /// The title shown beside the product's, such as "one year".
    pub title: Title,
    /// What one unit costs.
    pub unit_price: Money,
    /// How long the access lasts.
    pub duration: AccessDuration,
    /// What the duration counts from.
    #[serde(default)]
    pub anchor: Anchor,
    /// Whether two or more units become registration-code seats (REG-02).
    pub makes_registration_codes: bool,
    /// What is agreed about those seats (PRC-01).
    #[serde(default)]
    pub seats: SeatPolicy,
    /// Groups the buyer is put into.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub adds_to_groups: Vec<GroupId>,
    /// Groups whose members may buy it; empty for everybody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reserved_to_groups: Vec<GroupId>,
}

/// A sellable variant of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    /// Never changes.
    pub id: PriceId,
    /// Chosen by people, unique among prices of the tenant.
    pub code: Code,
    /// The product it sells.
    pub product: ProductId,
    /// What may be edited.
    pub terms: PriceTerms,
    /// The stream's revision.
    pub revision: Revision,
}
