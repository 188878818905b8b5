//! Databases copied whole, from one to another on the same server.

#![cfg(test)]

mod databases;
#[path = "../store/laid_out.rs"]
mod laid_out;
