//! Rollbook's rules: types, events, decisions, refusals and port traits; no I/O, no clock.
//!
//! Every change is *load, decide, commit*. A use case reads facts through a [`port`], a function of this crate decides
//! on them and answers with a typed refusal or with [`event`]s, and one [`commit`] writes those. Whatever depends on
//! time is computed: [`enrollment::state_at`] and [`verdict::decide`] take the instant as an argument.

pub mod access;
pub mod actor;
pub mod audit;
pub mod catalogue;
pub mod commit;
pub mod customer;
pub mod email;
pub mod enrollment;
pub mod event;
pub mod group;
pub mod id;
pub mod impersonation;
pub mod import_log;
pub mod login;
pub mod mail;
pub mod money;
pub mod notice;
pub mod order;
pub mod organization;
pub mod personal;
pub mod plan;
pub mod port;
pub mod privacy;
pub mod record;
pub mod refusal;
pub mod rule;
pub mod sales_order;
pub mod scorm;
pub mod seat;
pub mod secret;
pub mod settings;
pub mod stamp;
pub mod table;
pub mod text;
pub mod time;
pub mod transcript;
pub mod verdict;
pub mod view;
