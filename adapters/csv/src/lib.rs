//! Rollbook's table files: a strict CSV reader and a formula-safe writer.
