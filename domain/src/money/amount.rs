use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Currency, MoneyError};
use crate::text::shown;

/// An amount of a currency, in its minor units.
///
/// ```
/// use rollbook_domain::money::{Currency, Money};
///
/// let euro = Currency::parse("EUR")?;
/// let price = Money::parse("12.5", euro)?;
/// assert_eq!(price.minor(), 1250);
/// assert_eq!(price.to_string(), "12.50 EUR");
/// assert!(Money::parse("12,50", euro).is_err());
/// # Ok::<(), rollbook_domain::money::MoneyError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

impl Money {
    /// Nothing, in a currency.
    pub const fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }

    /// A number of minor units, such as cents.
    pub const fn from_minor(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Reads an amount as people type it: digits, with a point and decimals if need be.
    ///
    /// # Errors
    /// [`MoneyError::Amount`] (Q-27) when the text has a sign, a comma, a currency sign, an exponent, a space inside, or
    /// more decimals than the currency has, or is too large.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        read(text.trim(), currency)
            .map(|minor| Self { minor, currency })
            .map_err(|reason| MoneyError::Amount { value: shown(text), reason, currency })
    }

    /// The minor units.
    pub const fn minor(&self) -> i64 {
        self.minor
    }

    /// The currency.
    pub const fn currency(&self) -> Currency {
        self.currency
    }

    /// Whether it is nothing.
    pub const fn is_zero(&self) -> bool {
        self.minor == 0
    }

    /// The amount without its currency: `12.50`.
    pub fn amount(&self) -> String {
        let sign = if self.minor < 0 { "-" } else { "" };
        let digits = usize::from(self.currency.minor_digits());
        let padded = format!("{:0width$}", self.minor.unsigned_abs(), width = digits + 1);
        let (whole, decimals) = padded.split_at(padded.len() - digits);
        let point = if decimals.is_empty() { "" } else { "." };
        format!("{sign}{whole}{point}{decimals}")
    }

    /// Both amounts together.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`] when the currencies differ, [`MoneyError::TooLarge`] when the sum is too large.
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::CurrencyMismatch { first: self, second: other });
        }
        self.minor
            .checked_add(other.minor)
            .map(|minor| Self { minor, ..self })
            .ok_or_else(|| self.too_large(format!("plus {other}")))
    }

    /// The amount that many times.
    ///
    /// # Errors
    /// [`MoneyError::TooLarge`] when the product is too large.
    pub fn checked_mul(self, times: u32) -> Result<Self, MoneyError> {
        self.minor
            .checked_mul(i64::from(times))
            .map(|minor| Self { minor, ..self })
            .ok_or_else(|| self.too_large(format!("times {times}")))
    }

    fn too_large(self, operation: String) -> MoneyError {
        MoneyError::TooLarge { amount: self, operation, currency: self.currency }
    }
}

fn read(text: &str, currency: Currency) -> Result<i64, &'static str> {
    let (whole, decimals) = match text.split_once('.') {
        Some((_, "")) => return Err("digits are missing after the point"),
        Some(parts) => parts,
        None => (text, ""),
    };
    if whole.is_empty() {
        return Err(if text.is_empty() { "it is empty" } else { "digits are missing before the point" });
    }
    if let Some(other) = text.chars().find(|char| !char.is_ascii_digit() && *char != '.') {
        return Err(match other {
            '-' => "it is negative",
            '+' => "it has a sign",
            ',' => "it has a comma",
            ' ' => "it has a space inside",
            _ => "it holds something other than digits and a point",
        });
    }
    if decimals.contains('.') {
        return Err("it has more than one point");
    }
    let digits = usize::from(currency.minor_digits());
    if decimals.len() > digits {
        return Err("it has too many decimals");
    }
    format!("{whole}{decimals:0<digits$}").parse().map_err(|_| "it is too large")
}

impl fmt::Display for Money {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.amount(), self.currency)
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

#[derive(Serialize, Deserialize)]
struct Written<'a> {
    #[serde(borrow)]
    amount: Cow<'a, str>,
    currency: Currency,
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Written { amount: self.amount().into(), currency: self.currency }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Written { amount, currency } = Written::deserialize(deserializer)?;
        // What was written is read back, also a negative amount, which a person could not have typed.
        match amount.strip_prefix('-') {
            Some(positive) => {
                Self::parse(positive, currency).map(|money| Self { minor: -money.minor, ..money })
            }
            None => Self::parse(&amount, currency),
        }
        .map_err(serde::de::Error::custom)
    }
}
