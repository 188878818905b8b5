//! Rollbook's command line.
