//! The reading ports, one file each.

mod access;
mod accounts;
mod activity;
mod audit;
mod catalogue;
mod cmi;
mod customer;
mod customer_list;
mod enrollment;
mod group;
mod impersonation;
mod import;
mod known;
mod learners;
mod lines;
mod login;
mod order;
mod organization;
mod outbox;
mod page;
#[cfg(test)]
mod plans;
mod pools;
mod retention;
mod sales_order;
mod seat;
mod seat_learners;
mod seat_places;
mod seat_rows;
mod settings;
mod transcript;
