//! What every plan is given beside its own facts.

use crate::id::IdSource;
use crate::import_log::Fingerprint;
use crate::settings::Settings;
use crate::time::Instant;

/// What every plan is given beside its table and its own facts.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The fingerprint of file and options; see [`fingerprint`](super::fingerprint).
    pub fingerprint: Fingerprint,
    /// The tenant's settings.
    pub settings: &'a Settings,
    /// When the import is done.
    pub now: Instant,
    /// Where new ids come from.
    pub ids: &'a dyn IdSource,
}
