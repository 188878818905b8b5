//! Password hashes with Argon2id.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash as Phc, Salt};
use argon2::password_hash::{self, PasswordVerifier};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use rollbook_domain::port::{PasswordHasher, PasswordHasherError};
use rollbook_domain::secret::{Password, PasswordHash};

const SALT_BYTES: usize = 16;
const OUTPUT_BYTES: usize = 32;
/// What a stored hash may ask for; more is damage or an attack, not a password.
const MOST_MEMORY_KIB: u32 = 256 * 1024;
const MOST_PASSES: u32 = 10;
const MOST_LANES: u32 = 8;
const MOST_CHARS: usize = 256;

/// Why a password could not be checked against a stored hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VerifyError {
    /// The stored text is no Argon2id hash.
    NotAHash,
    /// The stored hash asks for more memory or time than any hash of ours.
    TooCostly,
}

impl std::fmt::Display for VerifyError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NotAHash => "the stored password hash is damaged or not Argon2id",
            Self::TooCostly => "the stored password hash asks for more memory or time than is allowed",
        })
    }
}

impl std::error::Error for VerifyError {}

/// Hashes with Argon2id: 32 MiB, two passes, one lane, for each password its own salt.
///
/// ```
/// use rollbook_domain::port::PasswordHasher;
/// use rollbook_domain::secret::Password;
/// use rollbook_system::Argon2Hasher;
///
/// let hasher = Argon2Hasher::default();
/// let password = Password::parse("correct horse battery staple", 15)?;
/// let hashes = hasher.hash_many(&[password.clone()])?;
/// assert_eq!(hasher.verify(&password, &hashes[0]), Ok(true));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Argon2Hasher {
    params: Params,
    threads: usize,
}

impl Default for Argon2Hasher {
    fn default() -> Self {
        let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
        Self { params: OURS, threads }
    }
}

const OURS: Params = match Params::new(32 * 1024, 2, 1, Some(OUTPUT_BYTES)) {
    Ok(params) => params,
    Err(_) => Params::DEFAULT,
};

impl PasswordHasher for Argon2Hasher {
    fn hash_many(&self, passwords: &[Password]) -> Result<Vec<PasswordHash>, PasswordHasherError> {
        let next = AtomicUsize::new(0);
        let threads = self.threads.min(passwords.len());
        let parts = std::thread::scope(|scope| {
            let hash_some = || self.hash_what_is_left(passwords, &next);
            let started: Vec<_> = (0..threads).map(|_| scope.spawn(hash_some)).collect();
            let joined = started.into_iter().map(std::thread::ScopedJoinHandle::join);
            joined
                .map(|part| part.unwrap_or_else(|_| Err(failed("a thread ended early"))))
                .collect::<Result<Vec<_>, _>>()
        })?;
        let mut hashes: Vec<(usize, PasswordHash)> = parts.into_iter().flatten().collect();
        hashes.sort_unstable_by_key(|(place, _)| *place);
        Ok(hashes.into_iter().map(|(_, hash)| hash).collect())
    }
}

impl Argon2Hasher {
    /// Whether the password is the one that was hashed.
    ///
    /// # Errors
    /// [`VerifyError`] for a stored text that is damaged, or so costly that checking it would exhaust the machine.
    pub fn verify(&self, typed: &Password, stored: &PasswordHash) -> Result<bool, VerifyError> {
        let phc = within_bounds(stored.reveal())?;
        match Argon2::default().verify_password(typed.reveal().as_bytes(), &phc) {
            Ok(()) => Ok(true),
            Err(password_hash::Error::PasswordInvalid) => Ok(false),
            Err(_) => Err(VerifyError::NotAHash),
        }
    }

    /// One thread's share: it takes the next password until none is left, and works in the same memory throughout.
    fn hash_what_is_left(
        &self,
        passwords: &[Password],
        next: &AtomicUsize,
    ) -> Result<Vec<(usize, PasswordHash)>, PasswordHasherError> {
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, self.params.clone());
        let mut memory = Vec::new();
        let blocks = self.params.block_count();
        memory.try_reserve_exact(blocks).map_err(|error| failed(&error.to_string()))?;
        memory.resize(blocks, Block::new());
        let mut done = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(password) = passwords.get(place) else { return Ok(done) };
            done.push((place, hash_one(&argon2, password, &mut memory)?));
        }
    }
}

fn hash_one(
    argon2: &Argon2<'_>,
    password: &Password,
    memory: &mut [Block],
) -> Result<PasswordHash, PasswordHasherError> {
    let mut salt = [0; SALT_BYTES];
    fill(&mut salt)?;
    let mut output = [0; OUTPUT_BYTES];
    argon2
        .hash_password_into_with_memory(password.reveal().as_bytes(), &salt, &mut output, memory)
        .map_err(|error| failed(&error.to_string()))?;
    let phc = written(argon2.params(), &salt, &output).map_err(|error| failed(&error.to_string()))?;
    Ok(PasswordHash::from_stored(phc.to_string()))
}

fn written(params: &Params, salt: &[u8], output: &[u8]) -> password_hash::Result<Phc> {
    Ok(Phc {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(params)?,
        salt: Some(Salt::new(salt)?),
        hash: Some(Output::new(output)?),
    })
}

/// Reads a stored hash, and refuses before any memory is taken for it.
fn within_bounds(stored: &str) -> Result<Phc, VerifyError> {
    if stored.len() > MOST_CHARS {
        return Err(VerifyError::NotAHash);
    }
    let phc = Phc::new(stored).map_err(|_| VerifyError::NotAHash)?;
    let params = Params::try_from(&phc).map_err(|_| VerifyError::NotAHash)?;
    let is_ours = phc.algorithm == Algorithm::Argon2id.ident() && phc.salt.is_some() && phc.hash.is_some();
    if !is_ours {
        return Err(VerifyError::NotAHash);
    }
    let is_bounded =
        params.m_cost() <= MOST_MEMORY_KIB && params.t_cost() <= MOST_PASSES && params.p_cost() <= MOST_LANES;
    if is_bounded { Ok(phc) } else { Err(VerifyError::TooCostly) }
}

#[expect(clippy::disallowed_methods, reason = "this crate owns randomness")]
fn fill(salt: &mut [u8]) -> Result<(), PasswordHasherError> {
    getrandom::fill(salt).map_err(|error| failed(&error.to_string()))
}

fn failed(why: &str) -> PasswordHasherError {
    PasswordHasherError(why.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn password(typed: &str) -> Password {
        Password::parse(typed, 1).unwrap()
    }

    fn cheap(threads: usize) -> Argon2Hasher {
        Argon2Hasher { params: Params::new(8, 1, 1, Some(OUTPUT_BYTES)).unwrap(), threads }
    }

    #[test]
    fn a_hash_says_argon2id_with_32_mib_two_passes_and_one_lane() {
        let hasher = Argon2Hasher::default();
        let hash = hasher.hash_many(&[password("correct horse")]).unwrap().remove(0);
        assert!(hash.reveal().starts_with("$argon2id$v=19$m=32768,t=2,p=1$"));
        assert_eq!(hasher.verify(&password("correct horse"), &hash), Ok(true));
        assert_eq!(hasher.verify(&password("correct horsf"), &hash), Ok(false));
    }

    #[test]
    fn the_same_password_twice_gives_two_hashes() {
        let hashes = cheap(2).hash_many(&[password("same"), password("same")]).unwrap();
        assert_ne!(hashes[0].reveal(), hashes[1].reveal());
    }

    #[test]
    fn many_hashes_come_back_in_the_order_of_their_passwords() {
        let passwords: Vec<Password> = (0..57).map(|number| password(&format!("number {number}"))).collect();
        for threads in [1, 2, 7, 100] {
            let hasher = cheap(threads);
            let made = hasher.hash_many(&passwords).unwrap();
            let all = passwords.iter().zip(&made).all(|(typed, hash)| hasher.verify(typed, hash) == Ok(true));
            assert!(all && made.len() == passwords.len());
        }
        assert!(cheap(2).hash_many(&[]).unwrap().is_empty());
    }

    /// N12: every byte of a long password counts.
    #[test]
    fn a_password_of_1024_bytes_is_hashed_to_its_last_byte() {
        let (long, other) = (format!("{}a", "x".repeat(1023)), format!("{}b", "x".repeat(1023)));
        let hash = cheap(1).hash_many(&[password(&long)]).unwrap().remove(0);
        assert_eq!(cheap(1).verify(&password(&long), &hash), Ok(true));
        assert_eq!(cheap(1).verify(&password(&other), &hash), Ok(false));
    }

    /// N16: a hash from a restored row must not take the machine's memory or hours.
    #[test]
    fn a_stored_hash_that_asks_for_too_much_is_refused_before_any_work() {
        let tail = "$c2FsdHNhbHRzYWx0c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        for costs in [
            "m=2147483648,t=2,p=1",
            "m=32768,t=2147483648,p=1",
            "m=262145,t=2,p=1",
            "m=32768,t=11,p=1",
            "m=32768,t=2,p=9",
        ] {
            let stored = PasswordHash::from_stored(format!("$argon2id$v=19${costs}{tail}"));
            assert_eq!(cheap(1).verify(&password("any"), &stored), Err(VerifyError::TooCostly), "{costs}");
        }
    }

    #[test]
    fn a_stored_text_that_is_no_argon2id_hash_is_refused() {
        let tail = "$c2FsdHNhbHRzYWx0c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        let others = [
            String::new(),
            "secret".to_owned(),
            "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW".to_owned(),
            format!("$argon2i$v=19$m=32768,t=2,p=1{tail}"),
            format!("$argon2id$v=19$m=4,t=2,p=1{tail}"),
            "$argon2id$v=19$m=32768,t=2,p=1".to_owned(),
            format!("$argon2id$v=19$m=32768,t=2,p=1${}", "A".repeat(400)),
        ];
        for stored in others {
            let hash = PasswordHash::from_stored(stored.as_str());
            assert_eq!(cheap(1).verify(&password("any"), &hash), Err(VerifyError::NotAHash), "{stored}");
        }
    }
}
