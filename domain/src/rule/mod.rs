//! The rule table: every rule of Rollbook by its id.

mod acc;
mod acd;
mod aud;
mod beside;
mod cus;
mod enr;
mod gdpr;
mod grp;
mod id;
mod imp;
mod mail;
mod ord;
mod pay;
mod q;
mod reg;
mod trn;
mod view;
mod x;

pub use acc::*;
pub use acd::*;
pub use aud::*;
pub use beside::*;
pub use cus::*;
pub use enr::*;
pub use gdpr::*;
pub use grp::*;
pub use id::RuleId;
pub use imp::*;
pub use mail::*;
pub use ord::*;
pub use pay::*;
pub use q::*;
pub use reg::*;
pub use trn::*;
pub use view::*;
pub use x::*;
