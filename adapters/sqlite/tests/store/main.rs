//! What the conformance suite cannot ask: files, the schema's own guards, the writing thread, other processes.

#![cfg(test)]

mod chain;
mod copy;
mod damage;
mod given;
mod given_seats;
mod given_transcript;
mod group_commit;
mod guards;
mod guards_of_audit;
mod guards_of_courses;
mod guards_of_erasure;
mod guards_of_organizations;
mod guards_of_sales_orders;
mod guards_of_transcripts;
mod older;
mod opening;
mod outbox;
mod personal_data;
mod schema;
mod two_writers;
