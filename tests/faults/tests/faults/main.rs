//! The experiments, each in full and with a short slice of it that runs with all other tests.

#![cfg(test)]
