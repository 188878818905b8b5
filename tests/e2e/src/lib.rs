//! Rollbook's end-to-end tests: the real binary, real files, real processes.
