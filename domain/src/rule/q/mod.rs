//! Questions that were open and are settled here.

mod access;
mod accounts;
mod seats;

pub use access::*;
pub use accounts::*;
pub use seats::*;

use super::Rule;

pub(super) const RULES: [&[Rule]; 3] = [seats::RULES, accounts::RULES, access::RULES];
