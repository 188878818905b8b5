//! The real program from end to end.

#![expect(clippy::expect_used, reason = "what cannot be set up cannot be tested")]

mod audit;
mod bad_input;
mod contracts;
mod crash;
mod demo;
mod examples;
mod exit_codes;
mod help;
mod learning;
mod oulad;
mod pipes;
mod privacy;
mod processes;
mod readme;
mod reports;
mod retention;
mod roster;
mod scores;
mod secrets;
mod store_copy;
mod store_copy_postgres;
