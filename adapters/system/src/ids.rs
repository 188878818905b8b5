//! Ids that sort by the time of their making.

use std::sync::{Mutex, PoisonError};

use rollbook_domain::id::IdSource;
use uuid::{Builder, Uuid};

use crate::clock::since_epoch;

/// The random bits of a `UUIDv7`, beside its milliseconds, version and variant.
const RANDOM_BITS: u32 = 74;

/// Makes `UUIDv7`s, each greater than those made before it by the same source.
///
/// The first id of a millisecond is random; those after it in the same millisecond grow by a random step, so that an
/// id tells nobody its neighbours. Randomness is fetched from the machine in blocks, because an import takes hundreds
/// of thousands of ids.
#[derive(Debug, Default)]
pub struct SystemIds(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    millis: u64,
    tail: u128,
    pool: Vec<u8>,
}

impl IdSource for SystemIds {
    fn next_uuid(&self) -> Uuid {
        let now = since_epoch().map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(u64::MAX));
        // The state is whole after every step, so a thread that died holding the lock did no harm.
        self.0.lock().unwrap_or_else(PoisonError::into_inner).next(now)
    }
}

impl State {
    fn next(&mut self, now: u64) -> Uuid {
        if now > self.millis {
            self.millis = now;
            // The highest bit stays free, so that steps rarely run over into the next millisecond.
            self.tail = self.random() >> (128 - RANDOM_BITS + 1);
        } else {
            self.tail += 1 + (self.random() >> 96);
            if self.tail >> RANDOM_BITS != 0 {
                self.millis += 1;
                self.tail = self.random() >> (128 - RANDOM_BITS + 1);
            }
        }
        Builder::from_unix_timestamp_millis(self.millis, &bytes_of(self.tail)).into_uuid()
    }

    fn random(&mut self) -> u128 {
        let mut bytes = [0; 16];
        if self.pool.len() < bytes.len() {
            self.pool = fresh_pool();
        }
        let rest = self.pool.len() - bytes.len();
        bytes.copy_from_slice(&self.pool[rest..]);
        self.pool.truncate(rest);
        u128::from_le_bytes(bytes)
    }
}

/// Lays the tail around the version and variant bits, so that a greater tail is a greater id.
fn bytes_of(tail: u128) -> [u8; 10] {
    let twelve = (tail >> 62) & 0x0fff;
    let rest = tail & 0x3fff_ffff_ffff_ffff;
    let laid = (twelve << 64) | rest;
    let mut bytes = [0; 10];
    bytes.copy_from_slice(&laid.to_be_bytes()[6..]);
    bytes
}

#[expect(clippy::disallowed_methods, reason = "this crate owns randomness")]
#[expect(
    clippy::panic,
    reason = "ids that repeat would mix up customers; a machine without randomness must stop"
)]
fn fresh_pool() -> Vec<u8> {
    let mut pool = vec![0; 4096];
    match getrandom::fill(&mut pool) {
        Ok(()) => pool,
        Err(error) => panic!("the machine gives no randomness: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::sync::Arc;

    use super::*;

    #[test]
    fn ids_are_uuids_of_version_7_and_each_is_greater_than_the_one_before() {
        let ids = SystemIds::default();
        let made: Vec<Uuid> = (0..20_000).map(|_| ids.next_uuid()).collect();
        assert!(
            made.iter().all(|id| id.get_version_num() == 7 && id.get_variant() == uuid::Variant::RFC4122)
        );
        assert!(made.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn ids_grow_while_the_clock_stands_or_goes_back() {
        let mut state = State::default();
        let made: Vec<Uuid> = [5, 5, 3, 5, 4, 6].into_iter().map(|now| state.next(now)).collect();
        assert!(made.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn a_full_millisecond_borrows_the_next() {
        let mut state = State { millis: 5, tail: (1 << RANDOM_BITS) - 1, pool: Vec::new() };
        let before = Builder::from_unix_timestamp_millis(5, &bytes_of(state.tail)).into_uuid();
        assert!(state.next(5) > before);
        assert_eq!(state.millis, 6);
    }

    #[test]
    fn two_sources_started_together_make_different_ids() {
        let (one, other) = (SystemIds::default(), SystemIds::default());
        let made: HashSet<Uuid> = (0..1000).flat_map(|_| [one.next_uuid(), other.next_uuid()]).collect();
        assert_eq!(made.len(), 2000);
    }

    #[test]
    fn threads_share_a_source_without_repeating_an_id() {
        let ids = Arc::new(SystemIds::default());
        let made: HashSet<Uuid> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4)
                .map(|_| scope.spawn(|| (0..5000).map(|_| ids.next_uuid()).collect::<Vec<_>>()))
                .collect();
            threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(made.len(), 20_000);
    }
}
