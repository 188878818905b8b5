use thiserror::Error;

use super::{Currency, Money};

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
