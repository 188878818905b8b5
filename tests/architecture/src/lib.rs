//! Rollbook's dependency table, checked.
