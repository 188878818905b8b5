//! Ids of the story: they look as if the story had happened, and are the same in every demo.

use std::sync::atomic::{AtomicU64, Ordering};

use rollbook_domain::id::IdSource;
use rollbook_domain::time::Instant;
use uuid::Uuid;

/// `UUIDv7`s, one for each millisecond from the story's beginning on, with bits that only look random.
pub(super) struct StoryIds {
    first_milli: u64,
    given: AtomicU64,
}

impl StoryIds {
    /// Ids from that instant on.
    pub(super) fn beginning_at(instant: Instant) -> Self {
        let first_milli = u64::try_from(instant.as_micros() / 1000).unwrap_or(0);
        Self { first_milli, given: AtomicU64::new(0) }
    }
}

impl IdSource for StoryIds {
    fn next_uuid(&self) -> Uuid {
        let milli = self.first_milli + self.given.fetch_add(1, Ordering::Relaxed);
        let (high, low) = (scrambled(milli) & 0x0fff, scrambled(!milli) & 0x3fff_ffff_ffff_ffff);
        let stated = (u128::from(milli) << 80) | (0x7_u128 << 76) | (0b10_u128 << 62);
        Uuid::from_u128(stated | (u128::from(high) << 64) | u128::from(low))
    }
}

/// The finishing step of `SplitMix64`: every bit of the answer depends on every bit of the number.
fn scrambled(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_of_version_7_grow_and_are_the_same_again() {
        let made = || {
            let ids = StoryIds::beginning_at(Instant::parse("2025-01-07T08:00:00Z").unwrap());
            (0..100).map(|_| ids.next_uuid()).collect::<Vec<_>>()
        };
        let ids = made();
        assert!(ids.iter().all(|id| id.get_version_num() == 7 && id.get_variant() == uuid::Variant::RFC4122));
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(ids, made());
    }
}
