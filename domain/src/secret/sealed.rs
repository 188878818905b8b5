use crate::text::prints_nothing;

/// Which key of the ring something was sealed with; keys are numbered from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyNumber(pub u32);

/// A secret as ciphertext; readable only with its key, and only for the thing it was sealed for.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Sealed {
    /// The key.
    pub key: KeyNumber,
    /// Nonce and ciphertext.
    pub ciphertext: Box<[u8]>,
}

prints_nothing!(Sealed => "[sealed]");

/// What a registration code is found by: a keyed hash of it, useless without the key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeLookup(pub [u8; 32]);

prints_nothing!(CodeLookup => "[code lookup]");

/// A registration code as it is stored: ciphertext to show it again, and a keyed hash to find it by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SealedCode {
    /// To show it again.
    pub sealed: Sealed,
    /// To find it by, made with the same key.
    pub lookup: CodeLookup,
}
