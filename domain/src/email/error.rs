use thiserror::Error;

/// Why an email address was refused; it never repeats the address, which is personal.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("email address is not accepted: {reason}; accepted form: name@example.org")]
pub struct EmailError {
    pub(super) reason: &'static str,
}

impl EmailError {
    /// What is wrong with the address.
    pub const fn reason(&self) -> &'static str {
        self.reason
    }
}
