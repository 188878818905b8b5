//! The conformance suite that every Rollbook store passes.
