//! The data types of elements.

use rust_decimal::Decimal;

use super::timespan::Timespan;
use super::{CmiDataRefused, CmiStandard};
use crate::text::shown;

/// The longest value of an element for which the standard names no other length.
const LONGEST_VALUE: usize = 64_000;

const STATUS_12: &[&str] = &["passed", "completed", "failed", "incomplete", "browsed", "not attempted"];
const COMPLETION: &[&str] = &["completed", "incomplete", "not attempted", "unknown"];
const SUCCESS: &[&str] = &["passed", "failed", "unknown"];
const EXIT_12: &[&str] = &["time-out", "suspend", "logout", ""];
const EXIT_2004: &[&str] = &["time-out", "suspend", "logout", "normal", ""];

/// Checks a value against the data type of its element: RTE 1.2, 3.4.2 and 3.4.4; RTE 2004, 4.1.1 and 4.2.
pub(super) fn check_value(standard: CmiStandard, name: &str, value: &str) -> Result<(), CmiDataRefused> {
    if value.chars().any(|char| char.is_control() && !matches!(char, '\n' | '\r' | '\t')) {
        return Err(CmiDataRefused::Control(name.to_owned()));
    }
    let (length, most) = (value.chars().count(), longest(standard, name));
    if length > most {
        return Err(CmiDataRefused::TooLong { name: name.to_owned(), length, most, standard });
    }
    match accepted(standard, name, value) {
        None => Ok(()),
        Some(accepted) => Err(CmiDataRefused::Value { name: name.to_owned(), value: shown(value), accepted }),
    }
}

/// How many characters an element holds: 4,096 and 64,000 for what a module puts by (`CMIString4096` of RTE 1.2, 3.4.4;
/// RTE 2004, 4.2.23).
fn longest(standard: CmiStandard, name: &str) -> usize {
    match (standard, name) {
        (CmiStandard::Scorm12, "cmi.suspend_data" | "cmi.launch_data" | "cmi.comments") => 4096,
        _ => LONGEST_VALUE,
    }
}

/// What an element takes, where it does not take this value.
fn accepted(standard: CmiStandard, name: &str, value: &str) -> Option<&'static str> {
    let (is_right, accepted) = match (standard, name) {
        (CmiStandard::Scorm12, "cmi.core.lesson_status") => {
            (STATUS_12.contains(&value), "passed, completed, failed, incomplete, browsed or not attempted")
        }
        (CmiStandard::Scorm12, "cmi.core.exit") => {
            (EXIT_12.contains(&value), "time-out, suspend, logout or nothing")
        }
        (CmiStandard::Scorm12, "cmi.core.score.raw" | "cmi.core.score.min" | "cmi.core.score.max") => {
            let hundred = Decimal::ONE_HUNDRED;
            let is_right = value.is_empty() || is_within(value, Decimal::ZERO, hundred);
            (is_right, "a decimal number from 0 to 100, or nothing")
        }
        (CmiStandard::Scorm12, "cmi.student_data.mastery_score") => {
            (value.is_empty() || real(value).is_some(), "a decimal number, or nothing")
        }
        (CmiStandard::Scorm12, "cmi.core.session_time") => (
            Timespan::parse(standard, value).is_some(),
            "a time span such as 0001:30:00.50 (hours, minutes, seconds)",
        ),
        (CmiStandard::Scorm2004, "cmi.completion_status") => {
            (COMPLETION.contains(&value), "completed, incomplete, not attempted or unknown")
        }
        (CmiStandard::Scorm2004, "cmi.success_status") => {
            (SUCCESS.contains(&value), "passed, failed or unknown")
        }
        (CmiStandard::Scorm2004, "cmi.exit") => {
            (EXIT_2004.contains(&value), "time-out, suspend, logout, normal or nothing")
        }
        (CmiStandard::Scorm2004, "cmi.score.scaled" | "cmi.scaled_passing_score") => {
            (is_within(value, Decimal::NEGATIVE_ONE, Decimal::ONE), "a decimal number from -1 to 1")
        }
        (CmiStandard::Scorm2004, "cmi.progress_measure" | "cmi.completion_threshold") => {
            (is_within(value, Decimal::ZERO, Decimal::ONE), "a decimal number from 0 to 1")
        }
        (CmiStandard::Scorm2004, "cmi.score.raw" | "cmi.score.min" | "cmi.score.max") => {
            (real(value).is_some(), "a decimal number")
        }
        (CmiStandard::Scorm2004, "cmi.session_time") => {
            (Timespan::parse(standard, value).is_some(), "a duration such as PT1H30M0.5S")
        }
        _ => return None,
    };
    (!is_right).then_some(accepted)
}

fn is_within(value: &str, least: Decimal, most: Decimal) -> bool {
    real(value).is_some_and(|number| (least..=most).contains(&number))
}

/// A number as both editions write it: an optional sign, digits, and a point with digits (`CMIDecimal`, `real(10,7)`).
pub(super) fn real(value: &str) -> Option<Decimal> {
    let digits = value.strip_prefix('-').unwrap_or(value);
    let is_plain = (1..=20).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.bytes().any(|byte| byte.is_ascii_digit());
    if is_plain { Decimal::from_str_exact(value).ok() } else { None }
}
