mod advice;
mod arbitrary;
mod grounds;
mod laws;
mod model;
mod windows;
mod words;

use super::{AttemptFacts, HandedIn};
use crate::time::Instant;

/// So many attempts at an item of a course with one version.
fn handed_in(count: u32) -> AttemptFacts {
    let one = HandedIn { version: 1, at: Instant::EPOCH };
    AttemptFacts { versions: Vec::new(), handed_in: vec![one; count as usize] }
}
