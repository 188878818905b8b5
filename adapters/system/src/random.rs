//! Randomness of the machine.

#[expect(clippy::disallowed_methods, reason = "this crate owns randomness")]
pub(crate) fn fill(bytes: &mut [u8]) -> Result<(), String> {
    getrandom::fill(bytes).map_err(|error| error.to_string())
}
