//! Douglas Crockford's base 32: digits and letters without I, L, O and U.

pub(super) const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The value of a digit as people type it: in either case, O for 0, I and L for 1.
pub(super) fn value(typed: char) -> Option<u8> {
    let letter = match typed.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        letter => letter,
    };
    let letter = u8::try_from(letter).ok()?;
    DIGITS.iter().position(|digit| *digit == letter).and_then(|place| u8::try_from(place).ok())
}

/// Whether people put the character between digits without meaning anything by it.
pub(super) fn is_separator(typed: char) -> bool {
    typed == '-' || typed.is_whitespace()
}

/// The bytes as digits, five bits each, the last digit padded with zeros.
pub(super) fn digits(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 8 / 5 + 1);
    let (mut held, mut bits) = (0_u32, 0_u32);
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(DIGITS[((held >> bits) & 31) as usize]));
        }
    }
    if bits > 0 {
        text.push(char::from(DIGITS[((held << (5 - bits)) & 31) as usize]));
    }
    text
}
