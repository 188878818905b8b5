//! Rollbook's chores: test, ci, regenerate.

fn main() {}
