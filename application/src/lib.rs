//! Rollbook's use cases: load, decide, commit, over the domain's ports.
