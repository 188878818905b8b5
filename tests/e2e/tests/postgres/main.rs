//! The real program on real `PostgreSQL` servers.

#![expect(clippy::expect_used, clippy::panic, reason = "what cannot be set up cannot be tested")]

mod addresses;
mod backups;
mod encrypted;
mod house;
mod outages;
mod poolers;
mod privacy;
mod roles;
mod schema;
mod serving;
mod tours;
