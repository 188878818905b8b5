/// Why the record service cannot be asked at all; never repeats a token or an address with a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NetsuiteError {
    /// The address is not one.
    #[error(
        "the address of the record service cannot be read, {0}; give its origin, such as \
         https://1234567.suitetalk.api.netsuite.com"
    )]
    Address(String),
    /// The token would cross a network unencrypted.
    #[error(
        "`http:` would send the token unencrypted to `{0}`; give https://, plain HTTP is for a server on this machine"
    )]
    Plain(String),
    /// Something in the address that has no place there.
    #[error("the address of the record service holds {0}, which has no place there; give https://HOST alone")]
    Surplus(&'static str),
    /// There is no token.
    #[error("the bearer token is empty; put the access token there that the OAuth 2.0 sign-in gave")]
    NoToken,
    /// The text cannot be a token.
    #[error(
        "the bearer token cannot be one: {0}; put the access token there as the OAuth 2.0 sign-in gave it, alone"
    )]
    BadToken(&'static str),
    /// The settings of fields cannot be read.
    #[error("the names of fields cannot be used: {0}")]
    Fields(String),
    /// The certificate authorities cannot be used.
    #[error("the certificate authorities cannot be used: {0}; give a PEM file with at least one certificate")]
    Authorities(String),
}
