use super::civil::{SECOND, from_civil};
use super::{Instant, date};

const OTHER_FORM: &str = "it has another form";

/// Reads an instant in the form of RFC 3339, or says what is wrong with it.
pub(super) fn read(text: &str) -> Result<Instant, &'static str> {
    let bytes = text.as_bytes();
    if !matches!(bytes, [_, _, _, _, _, _, _, _, _, _, b'T' | b't', _, _, b':', _, _, b':', _, _, _, ..]) {
        return Err(OTHER_FORM);
    }
    let date = date::read(&bytes[..10])?;
    let part = |from: usize| digits(&bytes[from..from + 2]).ok_or(OTHER_FORM);
    let (hour, minute, second) = (part(11)?, part(14)?, part(17)?);
    if second == 60 {
        return Err("leap seconds are not told apart, write second 59 or the next minute");
    }
    if hour > 23 || minute > 59 || second > 59 {
        return Err("there is no such time of day");
    }
    let (fraction, offset) = split_fraction(&bytes[19..])?;
    let seconds = (hour * 60 + minute - offset_minutes(offset)?) * 60 + second;
    let midnight = from_civil(date.civil().at(0, 0, 0, 0));
    Instant::from_micros(midnight + seconds * SECOND + fraction)
        .map_err(|_| "in UTC it lies outside the years 0001 to 9999")
}

fn offset_minutes(offset: &[u8]) -> Result<i64, &'static str> {
    match offset {
        [b'Z' | b'z'] => Ok(0),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let hours = digits(&[*h1, *h2]).ok_or(OTHER_FORM)?;
            let minutes = digits(&[*m1, *m2]).ok_or(OTHER_FORM)?;
            if hours > 23 || minutes > 59 {
                return Err("there is no such offset from UTC");
            }
            let total = hours * 60 + minutes;
            Ok(if *sign == b'-' { -total } else { total })
        }
        [] => Err("the offset from UTC is missing"),
        _ => Err(OTHER_FORM),
    }
}

fn split_fraction(rest: &[u8]) -> Result<(i64, &[u8]), &'static str> {
    let Some(after_point) = rest.strip_prefix(b".") else { return Ok((0, rest)) };
    let length = after_point.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if length > 6 {
        return Err("it is finer than a microsecond");
    }
    let (decimals, offset) = after_point.split_at(length);
    match digits(decimals) {
        Some(number) if length > 0 => Ok(((length..6).fold(number, |scaled, _| scaled * 10), offset)),
        _ => Err("digits are missing after the point"),
    }
}

/// The number that a few ASCII digits spell; `None` when one of them is something else.
pub(super) fn digits(bytes: &[u8]) -> Option<i64> {
    bytes
        .iter()
        .try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + i64::from(byte - b'0')))
}
