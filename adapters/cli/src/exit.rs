//! The exit codes, as documented for scripts.

/// Done; of `access check`: allowed.
pub const DONE: u8 = 0;
/// A rule turns the command down and nothing was written; of `access check`: denied.
pub const REFUSED: u8 = 1;
/// The command line cannot be understood.
pub const USAGE: u8 = 2;
/// What the command names does not exist.
pub const NOT_FOUND: u8 = 3;
/// Others changed the same thing each time the command tried.
pub const CONFLICT: u8 = 4;
/// The database or a file cannot be used.
pub const UNAVAILABLE: u8 = 5;
