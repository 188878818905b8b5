//! Mail from end to end: real servers, real processes, real faults.

#![expect(clippy::expect_used, clippy::panic, reason = "what cannot be set up cannot be tested")]

mod courses;
mod faults;
mod kills;
mod office;
mod seats;
mod serving;
mod transports;
mod without_server;
