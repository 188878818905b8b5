//! When the service wants to be asked again.

use std::time::Duration;

use ureq::http::HeaderMap;
use ureq::http::header::{DATE, RETRY_AFTER};

/// What `Retry-After` asks for, in seconds or as a date.
///
/// A date is held against the one that the service wrote the answer at, so that its clock and this machine's may differ.
/// One that is not after that means at once, and one that cannot be read means nothing. More seconds than can be counted
/// are as many as can.
pub(super) fn asked_for(headers: &HeaderMap) -> Option<Duration> {
    let read = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let text = read(RETRY_AFTER)?;
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let again = httpdate::parse_http_date(text).ok()?;
    let written = httpdate::parse_http_date(read(DATE)?).ok()?;
    Some(again.duration_since(written).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use ureq::http::HeaderValue;

    use super::*;

    fn asked(retry_after: &'static str, date: Option<&'static str>) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, HeaderValue::from_static(retry_after));
        if let Some(date) = date {
            headers.insert(DATE, HeaderValue::from_static(date));
        }
        asked_for(&headers)
    }

    #[test]
    fn a_wait_is_read_from_seconds_or_from_a_date_against_the_answers_own() {
        let written = Some("Sun, 22 Nov 2026 09:59:30 GMT");
        assert_eq!(asked(" 7 ", None), Some(Duration::from_secs(7)));
        assert_eq!(asked("0", None), Some(Duration::ZERO));
        assert_eq!(asked("Sun, 22 Nov 2026 10:00:00 GMT", written), Some(Duration::from_secs(30)));
        assert_eq!(asked("Sun, 22 Nov 2026 09:00:00 GMT", written), Some(Duration::ZERO));
    }

    #[test]
    fn a_wait_beyond_all_numbers_is_the_longest_there_is() {
        for text in ["18446744073709551615", "18446744073709551616", "99999999999999999999999999"] {
            assert_eq!(asked(text, None), Some(Duration::from_secs(u64::MAX)), "{text}");
        }
        assert_eq!(asked("9999999999999999999999s", None), None);
    }

    #[test]
    fn what_says_no_time_leaves_the_choice_to_the_one_who_asks() {
        assert_eq!(asked_for(&HeaderMap::new()), None);
        for text in ["soon", "-1", "1.5", "", "Sun, 22 Nov 2026 10:00:00 GMT"] {
            assert_eq!(asked(text, None), None, "{text}");
        }
    }
}
