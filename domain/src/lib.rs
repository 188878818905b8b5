//! Rollbook's rules: types, events, decisions, refusals and port traits; no I/O, no clock.

pub mod email;
pub mod money;
pub mod personal;
pub mod rule;
pub mod secret;
pub mod table;
pub mod text;
pub mod time;
