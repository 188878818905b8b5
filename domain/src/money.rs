//! Money: whole minor units of a currency, never a floating-point number.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

/// Why a currency or an amount was refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MoneyError {
    /// The code is not that of a current currency.
    #[error(
        "currency `{value}` is not known; accepted form: a current ISO 4217 code such as EUR, USD or JPY"
    )]
    Currency {
        /// What was given.
        value: String,
    },
    /// The text is not an amount of that currency.
    #[error("amount `{value}` is not accepted: {reason}; accepted form: {}", accepted(*currency))]
    Amount {
        /// What was given.
        value: String,
        /// What is wrong with it.
        reason: &'static str,
        /// The currency it was meant in.
        currency: Currency,
    },
    /// Two amounts of different currencies cannot be added.
    #[error("amount {second} cannot be added to {first}; accepted form: amounts of one currency")]
    CurrencyMismatch {
        /// The amount added to.
        first: Money,
        /// The amount added.
        second: Money,
    },
    /// The result is too large.
    #[error("amount {amount} {operation} is too large; accepted form: at most {}", largest(*currency))]
    TooLarge {
        /// The amount begun with.
        amount: Money,
        /// What was done to it.
        operation: String,
        /// The currency of both.
        currency: Currency,
    },
}

fn accepted(currency: Currency) -> String {
    match currency.minor_digits() {
        0 => format!("whole {currency}, such as 1250"),
        digits => {
            let decimals = &"5000"[..usize::from(digits)];
            format!("digits with a point and at most {digits} decimals, such as 12 or 12.{decimals}")
        }
    }
}

fn largest(currency: Currency) -> Money {
    Money::from_minor(i64::MAX, currency)
}

/// A currency of ISO 4217, with the number of its decimals.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency {
    code: [u8; 3],
    minor_digits: u8,
}

const NO_MINOR_UNIT: &str = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
const TWO_DIGITS: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD \
     CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ \
     GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT \
     MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD \
     SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED \
     VES WST XAD XCD XCG YER ZAR ZMW ZWG";
const THREE_DIGITS: &str = "BHD IQD JOD KWD LYD OMR TND";
const FOUR_DIGITS: &str = "CLF UYW";

impl Currency {
    /// Finds a currency by its code, in any letter case.
    ///
    /// # Errors
    /// [`MoneyError::Currency`] when no current currency has that code. Metals and test codes are none.
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        let unknown = || MoneyError::Currency { value: text.to_owned() };
        let mut code: [u8; 3] = text.trim().as_bytes().try_into().map_err(|_| unknown())?;
        code.make_ascii_uppercase();
        [(NO_MINOR_UNIT, 0), (TWO_DIGITS, 2), (THREE_DIGITS, 3), (FOUR_DIGITS, 4)]
            .into_iter()
            .find(|(codes, _)| codes.split(' ').any(|known| known.as_bytes() == code))
            .map(|(_, minor_digits)| Self { code, minor_digits })
            .ok_or_else(unknown)
    }

    /// The three-letter code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.code).unwrap_or_default()
    }

    /// How many decimals its amounts have.
    pub const fn minor_digits(&self) -> u8 {
        self.minor_digits
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        Self::parse(text)
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&Cow::<'de, str>::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

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
            .map_err(|reason| MoneyError::Amount { value: text.to_owned(), reason, currency })
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
        let digits = usize::from(self.currency.minor_digits);
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
    let digits = usize::from(currency.minor_digits);
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
