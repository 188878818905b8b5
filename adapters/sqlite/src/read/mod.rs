//! The reading ports, one file each.

mod access;
mod activity;
mod catalogue;
mod customer;
mod customer_list;
mod enrollment;
mod group;
mod import;
mod known;
mod learners;
mod order;
mod page;
#[cfg(test)]
mod plans;
mod settings;
