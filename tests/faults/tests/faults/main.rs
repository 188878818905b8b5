//! The experiments, each in full and with a short slice of it that runs with all other tests.
//!
//! `cargo xtask faults` runs them in full, and `docs/reliability.md` says what they are for and what came of them.

#![cfg(test)]

mod driving;
mod f02_kill;
mod f04_pause;
mod f05_end;
mod f10_race;
mod f11_restart;
mod f12_failover;
mod f14_standby;
mod f16_exhaustion;
mod f17_abandon;
mod f18_migration;
mod f21_network;
mod f29_backup;
mod holding;
mod server;
mod stage;
mod waiting;
