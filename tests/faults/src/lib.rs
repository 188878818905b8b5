//! Rollbook's fault experiments: many clients in many processes, what becomes of them, and what they were told.
//!
//! Every client writes down what it asks and what it is answered, each line before it does anything else. After an
//! experiment the [`checker`] holds those histories against the log and the seats as the store has them: an acknowledged
//! write is there with the same content, a refused one is not, one whose outcome is not known is there whole or not at
//! all, a seat has one holder, and a pool is never oversold.

pub mod checker;
pub mod driver;
pub mod history;
pub mod proxy;
pub mod store;
pub mod truth;
pub mod watched;
