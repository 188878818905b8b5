//! Rollbook's clock, id source and password hasher on the real machine.
