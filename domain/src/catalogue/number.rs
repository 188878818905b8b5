//! The decimal numbers of an item: its weight and its maximum score.

use rust_decimal::Decimal;

use crate::text::shown;

/// A text that is not a plain decimal number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a number; accepted form: digits with a point, such as 12.5")]
pub struct NotANumber(String);

/// Reads a decimal number without exponent, separators or more digits than can be held.
///
/// A negative one is read too, so that the rules can say what is wrong with it.
///
/// ```
/// use rollbook_domain::catalogue::parse_number;
///
/// assert_eq!(parse_number("12.50")?.to_string(), "12.50");
/// assert!(parse_number("1e2").is_err());
/// # Ok::<(), rollbook_domain::catalogue::NotANumber>(())
/// ```
///
/// # Errors
/// [`NotANumber`] for any other text.
pub fn parse_number(text: &str) -> Result<Decimal, NotANumber> {
    let refused = || NotANumber(shown(text));
    let digits = text.trim().strip_prefix('-').unwrap_or(text.trim());
    if !digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return Err(refused());
    }
    Decimal::from_str_exact(text.trim()).map_err(|_| refused())
}
