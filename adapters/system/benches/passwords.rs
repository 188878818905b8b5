//! What hashing many passwords on all cores costs on top of the pure hashing time.
//!
//! The pure time is that of bare Argon2id calls, one after another on one core in memory that is there already, divided
//! by the cores in use. Both are measured alternately in one run, and the median of the ratios is printed.

use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Block, Params, Version};
use rollbook_domain::port::PasswordHasher;
use rollbook_domain::secret::Password;
use rollbook_system::Argon2Hasher;

const ROUNDS: usize = 7;

#[expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
fn main() {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let passwords: Vec<Password> = (0..100 * cores)
        .filter_map(|number| Password::parse(&format!("a long password {number}"), 15).ok())
        .collect();
    let hasher = Argon2Hasher::default();
    let mut ratios = Vec::new();
    for _ in 0..ROUNDS {
        let pure = pure_on_every_core(&passwords, cores);
        let whole = timed(|| drop(hasher.hash_many(&passwords)));
        let per_hash = pure / u32::try_from(passwords.len().div_ceil(cores)).unwrap_or(u32::MAX);
        ratios.push(whole.as_secs_f64() / pure.as_secs_f64());
        println!(
            "{} passwords on {cores} cores: pure {:.3} s ({per_hash:.1?} each), hash_many {:.3} s",
            passwords.len(),
            pure.as_secs_f64(),
            whole.as_secs_f64()
        );
    }
    ratios.sort_by(f64::total_cmp);
    println!("median ratio of hash_many to pure hashing: {:.3}", ratios[ratios.len() / 2]);
}

/// The bare calls, an equal share on every core, so that both sides fight for the same memory bandwidth.
fn pure_on_every_core(passwords: &[Password], cores: usize) -> Duration {
    let share = passwords.len().div_ceil(cores);
    let params = Params::new(32 * 1024, 2, 1, Some(32)).unwrap_or_default();
    let mut memories: Vec<Vec<Block>> =
        (0..cores).map(|_| vec![Block::new(); params.block_count()]).collect();
    timed(|| {
        std::thread::scope(|scope| {
            for (part, memory) in passwords.chunks(share).zip(&mut memories) {
                let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
                scope.spawn(move || {
                    for password in part {
                        let mut output = [0; 32];
                        let bytes = password.reveal().as_bytes();
                        let _ =
                            argon2.hash_password_into_with_memory(bytes, &[7; 16], &mut output, &mut *memory);
                    }
                });
            }
        });
    })
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}
