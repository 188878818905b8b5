//! Rollbook's clock, id source, password hasher and vault on the real machine.
//!
//! The domain may not ask for the time, for randomness or for ids; a program hands it these instead.
//!
//! ```
//! use rollbook_domain::id::CustomerId;
//! use rollbook_domain::port::Clock;
//! use rollbook_system::{SystemClock, SystemIds};
//!
//! let ids = SystemIds::default();
//! assert!(CustomerId::next(&ids) < CustomerId::next(&ids));
//! assert!(SystemClock.now().to_string().ends_with('Z'));
//! ```

mod clock;
mod hasher;
mod ids;
mod key_file;
mod random;
mod vault;

pub use clock::SystemClock;
pub use hasher::{Argon2Hasher, VerifyError};
pub use ids::SystemIds;
pub use key_file::{KeyFileError, add_key, create_key_file, key_numbers};
pub use vault::KeyRingVault;
