//! Rollbook's reference store: a fold of events, in memory.
