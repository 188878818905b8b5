//! The rule table: every rule of Rollbook by its id, in Rollbook's own words.
//!
//! Refusals, verdicts and reports cite rules by the constants here; `rollbook rules` and the rule book page print
//! the table itself.

mod acc;
mod acd;
mod area;
mod aud;
mod beside;
mod book;
mod cus;
mod enr;
mod gdpr;
mod grp;
mod id;
mod imp;
mod mail;
mod markdown;
mod ord;
mod origin;
mod pay;
mod q;
mod reg;
mod trn;
mod view;
mod x;

pub use acc::*;
pub use acd::*;
pub use area::Area;
pub use aud::*;
pub use beside::*;
pub use book::{all, find};
pub use cus::*;
pub use enr::*;
pub use gdpr::*;
pub use grp::*;
pub use id::RuleId;
pub use imp::*;
pub use mail::*;
pub use markdown::markdown;
pub use ord::*;
pub use origin::Origin;
pub use pay::*;
pub use q::*;
pub use reg::*;
use serde::Serialize;
pub use trn::*;
pub use view::*;
pub use x::*;

/// One rule of the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// The id that everything cites.
    pub id: RuleId,
    /// The area of the book that holds it.
    pub area: Area,
    /// A few words that name it.
    pub title: &'static str,
    /// What it says.
    pub text: &'static str,
    /// Where it comes from.
    pub origin: Origin,
}

impl Rule {
    const fn stated(id: RuleId, title: &'static str, text: &'static str) -> Self {
        Self { id, area: id.area(), title, text, origin: Origin::Stated }
    }

    const fn follows(id: RuleId, title: &'static str, text: &'static str) -> Self {
        Self { id, area: id.area(), title, text, origin: Origin::Follows }
    }

    const fn decided(id: RuleId, title: &'static str, text: &'static str) -> Self {
        Self { id, area: id.area(), title, text, origin: Origin::Decided }
    }
}

#[cfg(test)]
mod tests;
