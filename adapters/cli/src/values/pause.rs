//! Short lengths of time.

use std::time::Duration;

const LONGEST: Duration = Duration::from_hours(24);

/// Reads a length of time such as `500ms`, `2s`, `5m` or `1h`, of a day at most.
///
/// # Errors
/// A sentence with the accepted forms.
pub fn pause(typed: &str) -> Result<Duration, String> {
    let digits = typed.len() - typed.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let (number, unit) = typed.split_at(digits);
    let millis = match unit {
        "ms" => 1,
        "s" => 1000,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => 0,
    };
    let length = number.parse::<u64>().ok().and_then(|number| number.checked_mul(millis));
    let length = length.map(Duration::from_millis).filter(|length| !length.is_zero() && *length <= LONGEST);
    length.ok_or_else(|| format!("`{typed}` is no length of time; give 500ms, 2s, 5m or 1h, of 24h at most"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_of_time_is_a_number_and_a_unit() {
        assert_eq!(pause("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(pause("5m"), Ok(Duration::from_mins(5)));
        assert_eq!(pause("24h"), Ok(LONGEST));
        for typed in
            ["", "5", "s", "0s", "25h", "-1s", "1.5s", "5 s", "99999999999999999999h", "99999999999999999h"]
        {
            assert!(pause(typed).is_err(), "{typed}");
        }
    }
}
