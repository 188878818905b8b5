//! Whole files: those that are read, those that are refused, and those written here and read back.

#![cfg(test)]

mod corpus;
mod reads_rightly;
mod refuses;
mod round_trip;
