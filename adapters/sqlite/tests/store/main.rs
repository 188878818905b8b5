//! What the conformance suite cannot ask: files, the schema's own guards, the writing thread, other processes.

#![cfg(test)]

mod chain;
mod copy;
mod damage;
mod given;
mod given_seats;
mod group_commit;
mod guards;
mod older;
mod opening;
mod outbox;
mod personal_data;
mod schema;
mod two_writers;
