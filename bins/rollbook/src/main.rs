//! The rollbook program: every command in one binary.

fn main() {}
