use std::fmt;

use super::MoneyError;
use crate::text::{shown, written_as_text};

/// A currency of ISO 4217, with the number of its decimals.
///
/// ```
/// use rollbook_domain::money::Currency;
///
/// assert_eq!(Currency::parse("EUR")?.minor_digits(), 2);
/// assert_eq!(Currency::parse("JPY")?.minor_digits(), 0);
/// assert!(Currency::parse("DEM").is_err());
/// # Ok::<(), rollbook_domain::money::MoneyError>(())
/// ```
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
    /// The United States dollar, which a new tenant starts with.
    pub const USD: Self = Self { code: *b"USD", minor_digits: 2 };

    /// Finds a currency by its code, in any letter case.
    ///
    /// # Errors
    /// [`MoneyError::Currency`] when no current currency has that code. Metals and test codes are none.
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        let unknown = || MoneyError::Currency { value: shown(text) };
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

written_as_text!(MoneyError: Currency);
