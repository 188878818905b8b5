//! Reads contracts out of `NetSuite`'s REST record service, or of anything that answers in its shape.
//!
//! [`NetsuiteSource`] is a [`ContractSource`](rollbook_domain::port::ContractSource): it asks for the list of sales orders,
//! then for each of them, and hands on what they say as they say it. What a record lacks or has wrong is for the plan of
//! the synchronising to refuse, by itself and by its place; what breaks the reading itself ends it, so that a list of
//! which only a part was read is never taken for the whole.
//!
//! ```
//! use rollbook_netsuite::{Address, BearerToken, Fields};
//!
//! let address = Address::parse("https://1234567.suitetalk.api.netsuite.com/")?;
//! assert_eq!(address.to_string(), "https://1234567.suitetalk.api.netsuite.com");
//!
//! let token = BearerToken::parse("eyJraWQiOiJj\n")?;
//! assert!(!format!("{token:?}").contains("eyJ"));
//!
//! let fields = Fields::parse(br#"{"courses": "item.custcol_course"}"#)?;
//! assert_eq!(fields.number.to_string(), "tranId");
//! # Ok::<(), rollbook_netsuite::NetsuiteError>(())
//! ```

mod address;
mod apart;
mod client;
mod error;
mod fields;
mod list;
mod record;
mod source;
mod token;
mod token_place;
mod waiter;

pub use address::Address;
pub use error::NetsuiteError;
pub use fields::{FieldPath, Fields};
pub use source::{NetsuiteOptions, NetsuiteSource};
pub use token::BearerToken;
pub use token_place::{TokenFile, TokenPlace};
pub use waiter::{ThreadWaiter, Waiter};
