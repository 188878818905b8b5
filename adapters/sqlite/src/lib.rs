//! Rollbook's embedded store, on SQLite.
