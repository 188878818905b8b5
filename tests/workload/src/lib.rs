//! The work that Rollbook's benchmarks and fault experiments give to a store, and what they count it with.

#![expect(clippy::unwrap_used, clippy::missing_panics_doc, reason = "work that cannot be done stops the run")]
#![expect(clippy::disallowed_methods, reason = "it measures time")]

pub mod machine;
pub mod office;
pub mod roster;
pub mod scores;
