//! What the conformance suite cannot ask: the schema and its own guards, tenants behind tenants, texts, and plans.

#![cfg(test)]

mod chain;
mod crash;
mod early_plans;
mod erasing_commit;
mod given;
// The same rows as in the tests of the sister store.
#[path = "../../../sqlite/tests/store/given_seats.rs"]
mod given_seats;
#[path = "../../../sqlite/tests/store/given_transcript.rs"]
mod given_transcript;
mod guards;
mod guards_of_audit;
mod guards_of_courses;
mod guards_of_erasure;
mod guards_of_organizations;
mod guards_of_sales_orders;
mod guards_of_seats;
mod guards_of_transcripts;
mod joint;
mod kept;
mod laid_out;
mod later;
mod lock_order;
mod partitions;
mod personal_data;
mod plans;
mod rare_facts;
mod reads;
mod runtimes;
mod schema;
mod sister;
mod standby;
mod statements;
mod tenants;
mod texts;
mod together;
mod twins;
