//! Money: whole minor units of a currency, never a floating-point number.

mod amount;
mod currency;
mod error;

pub use amount::Money;
pub use currency::Currency;
pub use error::MoneyError;

#[cfg(test)]
mod tests;
