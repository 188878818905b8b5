//! Time spent, in the two forms of the standard.

use std::iter::Sum;

use serde::{Deserialize, Serialize};

use super::{CmiElements, CmiStandard};

const SECOND: u64 = 100;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
/// A month and a year of a duration are of no length that everybody agrees on; these are 30 and 365 days.
const MONTH: u64 = 30 * DAY;
const YEAR: u64 = 365 * DAY;

/// Time spent, in hundredths of a second, which is as fine as the standard goes.
///
/// ```
/// use rollbook_domain::scorm::{CmiStandard, Timespan};
///
/// let spent = Timespan::parse(CmiStandard::Scorm2004, "PT1H30M0.5S").unwrap();
/// assert_eq!(Some(spent), Timespan::parse(CmiStandard::Scorm12, "0001:30:00.50"));
/// assert_eq!(spent.in_form_of(CmiStandard::Scorm12), "0001:30:00.50");
/// assert_eq!(spent.in_form_of(CmiStandard::Scorm2004), "PT1H30M0.5S");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timespan(u64);

impl Timespan {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// The longest time that is kept: what 9,999 hours of SCORM 1.2 and a great deal more come to.
    const LONGEST: u64 = 1000 * YEAR;

    /// So many hundredths of a second; more than 1,000 years count as that.
    pub const fn from_hundredths(hundredths: u64) -> Self {
        Self(if hundredths > Self::LONGEST { Self::LONGEST } else { hundredths })
    }

    /// How many hundredths of a second.
    pub const fn hundredths(self) -> u64 {
        self.0
    }

    /// Reads a time in the form of the edition: `CMITimespan` (RTE 1.2, 3.4.2.1) or `timeinterval(second,10,2)`
    /// (RTE 2004, 4.1.1.7). Digits past the hundredths are dropped, as the standard lets a reader do.
    pub fn parse(standard: CmiStandard, text: &str) -> Option<Self> {
        match standard {
            CmiStandard::Scorm12 => clock(text),
            CmiStandard::Scorm2004 => duration(text),
        }
        .map(Self::from_hundredths)
    }

    /// Writes the time in the form of the edition.
    pub fn in_form_of(self, standard: CmiStandard) -> String {
        let (hours, minutes) = (self.0 / HOUR, self.0 % HOUR / MINUTE);
        let (seconds, rest) = (self.0 % MINUTE / SECOND, self.0 % SECOND);
        match standard {
            CmiStandard::Scorm12 => format!("{hours:04}:{minutes:02}:{seconds:02}.{rest:02}"),
            CmiStandard::Scorm2004 if self.0 == 0 => "PT0S".to_owned(),
            CmiStandard::Scorm2004 => {
                let part = |count: u64, unit: char| match count {
                    0 => String::new(),
                    _ => format!("{count}{unit}"),
                };
                let seconds = match (seconds, rest) {
                    (0, 0) => String::new(),
                    (_, 0) => format!("{seconds}S"),
                    _ => format!("{}S", format!("{seconds}.{rest:02}").trim_end_matches('0')),
                };
                format!("PT{}{}{seconds}", part(hours, 'H'), part(minutes, 'M'))
            }
        }
    }

    /// Both times together.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self::from_hundredths(self.0.saturating_add(other.0))
    }
}

impl Sum for Timespan {
    fn sum<I: Iterator<Item = Self>>(times: I) -> Self {
        times.fold(Self::ZERO, Self::plus)
    }
}

/// `HHHH:MM:SS.SS`: two to four digits of hours, then minutes and seconds below 60.
fn clock(text: &str) -> Option<u64> {
    let mut parts = text.split(':');
    let (hours, minutes, seconds) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || !(2..=4).contains(&hours.len()) || minutes.len() != 2 {
        return None;
    }
    let (whole, fraction) = seconds.split_once('.').map_or((seconds, None), |(a, b)| (a, Some(b)));
    let has_form = whole.len() == 2 && fraction.is_none_or(|digits| (1..=2).contains(&digits.len()));
    let (minutes, whole) = (number(minutes)?, number(whole)?);
    if !has_form || minutes > 59 || whole > 59 {
        return None;
    }
    Some(number(hours)? * HOUR + minutes * MINUTE + whole * SECOND + hundredths(fraction.unwrap_or("0"))?)
}

/// `P[nY][nM][nD][T[nH][nM][n[.n]S]]`, with at least one part, and one behind `T` where that stands.
fn duration(text: &str) -> Option<u64> {
    let rest = text.strip_prefix('P')?;
    let (date, time) = rest.split_once('T').map_or((rest, None), |(date, time)| (date, Some(time)));
    if rest.is_empty() || time.is_some_and(str::is_empty) {
        return None;
    }
    let days = parts(date, &[('Y', YEAR), ('M', MONTH), ('D', DAY)])?;
    let clock = parts(time.unwrap_or_default(), &[('H', HOUR), ('M', MINUTE), ('S', SECOND)])?;
    days.checked_add(clock)
}

fn parts(text: &str, units: &[(char, u64)]) -> Option<u64> {
    let (mut rest, mut total) = (text, 0_u64);
    for (unit, length) in units {
        let Some((count, behind)) = rest.split_once(*unit) else { continue };
        let added = match count.split_once('.') {
            Some((whole, fraction)) if *unit == 'S' => {
                number(whole)?.checked_mul(*length)?.checked_add(hundredths(fraction)?)?
            }
            _ => number(count)?.checked_mul(*length)?,
        };
        total = total.checked_add(added)?;
        rest = behind;
    }
    rest.is_empty().then_some(total)
}

fn number(digits: &str) -> Option<u64> {
    let is_number = (1..=10).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { digits.parse().ok() } else { None }
}

fn hundredths(fraction: &str) -> Option<u64> {
    number(fraction)?;
    number(&format!("{fraction:0<2}")[..2])
}

/// How long the session has lasted, as the module tells it: `cmi.core.session_time` (RTE 1.2, 3.4.4) or
/// `cmi.session_time` (RTE 2004, 4.2.21). The times of all sessions add up to the total time.
pub fn session_time_of(standard: CmiStandard, elements: &CmiElements) -> Option<Timespan> {
    let name = match standard {
        CmiStandard::Scorm12 => "cmi.core.session_time",
        CmiStandard::Scorm2004 => "cmi.session_time",
    };
    Timespan::parse(standard, elements.get(name)?)
}
