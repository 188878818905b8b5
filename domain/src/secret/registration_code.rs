use zeroize::Zeroizing;

use super::crockford::{DIGITS, digits, is_separator, value};
use crate::text::prints_nothing;

const LENGTH: usize = 16;
/// The check characters for the remainders 32 to 36, after the digits themselves.
const MORE_CHECKS: &[u8; 5] = b"*~$=U";

/// A text that is not a registration code; it never says what the text was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RegistrationCodeError {
    /// Another number of characters, or one that is none of the alphabet.
    #[error(
        "this is not a registration code; give its 16 letters and digits and the check character, \
         such as 7K2M-Q9XA-4RTP-W3HD-5"
    )]
    Form,
    /// The check character does not fit the others.
    #[error(
        "the registration code has a typing mistake: its last character does not fit the others; compare it"
    )]
    Check,
}

/// The secret that stands for a seat: 16 characters of Crockford's base 32 (80 bits) and a check character.
///
/// It is shown in groups of four and read back without regard to case, hyphens and spaces, with O for 0 and I or L for 1.
/// The check character is the number modulo 37, as Crockford gives it, so that a wrong character and two that changed
/// places are found.
#[derive(Clone, PartialEq, Eq)]
pub struct RegistrationCode(Zeroizing<String>);

impl RegistrationCode {
    /// Makes a code of 80 random bits.
    pub fn from_entropy(bits: [u8; 10]) -> Self {
        Self(Zeroizing::new(digits(&bits)))
    }

    /// Reads a code as people type it.
    ///
    /// # Errors
    /// [`RegistrationCodeError`] for a text that is none, or one with a typing mistake.
    pub fn parse(typed: &str) -> Result<Self, RegistrationCodeError> {
        if typed.len() > 200 {
            return Err(RegistrationCodeError::Form);
        }
        let mut letters = typed.chars().filter(|letter| !is_separator(*letter));
        let mut plain = Zeroizing::new(String::with_capacity(LENGTH));
        for letter in letters.by_ref().take(LENGTH) {
            let digit = value(letter).ok_or(RegistrationCodeError::Form)?;
            plain.push(char::from(DIGITS[usize::from(digit)]));
        }
        let check = letters.next().ok_or(RegistrationCodeError::Form)?;
        if letters.next().is_some() {
            return Err(RegistrationCodeError::Form);
        }
        let code = Self(plain);
        let is_right = match value(check) {
            Some(value) => u32::from(value) == code.remainder(),
            None => check.to_ascii_uppercase() == code.check(),
        };
        if is_right { Ok(code) } else { Err(RegistrationCodeError::Check) }
    }

    /// Reads back what [`RegistrationCode::reveal`] gave, for the code that unseals it.
    ///
    /// # Errors
    /// [`RegistrationCodeError::Form`] for any other text.
    pub fn parse_bare(plain: &str) -> Result<Self, RegistrationCodeError> {
        let is_bare = plain.len() == LENGTH && plain.bytes().all(|letter| DIGITS.contains(&letter));
        if is_bare { Ok(Self(Zeroizing::new(plain.to_owned()))) } else { Err(RegistrationCodeError::Form) }
    }

    /// The 16 characters without the check character, to the code that seals it or looks it up.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The code as it is shown to its buyer: groups of four, then the check character.
    pub fn shown(&self) -> String {
        let mut text = String::with_capacity(LENGTH + 6);
        for group in self.0.as_bytes().chunks(4) {
            text.extend(group.iter().map(|byte| char::from(*byte)));
            text.push('-');
        }
        text.push(self.check());
        text
    }

    fn remainder(&self) -> u32 {
        self.0.chars().filter_map(value).fold(0, |sum, digit| (sum * 32 + u32::from(digit)) % 37)
    }

    fn check(&self) -> char {
        let place = self.remainder() as usize;
        DIGITS
            .get(place)
            .or_else(|| MORE_CHECKS.get(place.saturating_sub(32)))
            .map_or('0', |byte| char::from(*byte))
    }
}

prints_nothing!(RegistrationCode => "[secret]");
