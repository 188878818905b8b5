use std::fmt;
use std::fs;
use std::path::PathBuf;

use zeroize::Zeroizing;

use crate::BearerToken;

/// Where an access token stands, which may be another one by the time the one in use has run out.
pub trait TokenPlace: fmt::Debug + Send + Sync {
    /// The token that stands there now; `None` where there is none that can be used.
    fn token(&self) -> Option<BearerToken>;
}

/// A file that whatever signs in writes anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenFile(PathBuf);

impl TokenFile {
    /// The file at this path.
    pub fn new(path: PathBuf) -> Self {
        Self(path)
    }
}

impl TokenPlace for TokenFile {
    fn token(&self) -> Option<BearerToken> {
        let text = fs::read_to_string(&self.0).map(Zeroizing::new).ok()?;
        BearerToken::parse(&text).ok()
    }
}
