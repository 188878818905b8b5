use thiserror::Error;

/// Why a time, a date, a zone or a duration was refused.
///
/// Every text names the value and the accepted form, and reads well after "failed to ...: ".
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TimeError {
    /// The text is not an instant.
    #[error(
        "instant `{value}` is not accepted: {reason}; \
         accepted form: 2026-06-30T14:05:00Z or 2026-06-30T14:05:00.123456+02:00"
    )]
    Instant {
        /// What was given.
        value: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The text or the numbers are not a date.
    #[error("date `{value}` is not accepted: {reason}; accepted form: 2026-06-30")]
    Date {
        /// What was given.
        value: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The text is neither a date nor an instant.
    #[error(
        "moment `{value}` is not accepted: {reason}; \
         accepted form: a date such as 2026-06-30 or an instant such as 2026-06-30T14:05:00Z"
    )]
    Moment {
        /// What was given.
        value: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The name is not that of a known time zone.
    #[error(
        "time zone `{value}` is not known; accepted form: a name of the IANA database such as Europe/Berlin or UTC"
    )]
    Zone {
        /// What was given.
        value: String,
    },
    /// The text is not a duration.
    #[error(
        "access duration `{value}` is not accepted: {reason}; accepted form: `30 days`, `1 month`, `unlimited`, \
         `2013-10-01..2014-06-25`, `2013-10-01..` or `..2014-06-25`"
    )]
    Duration {
        /// What was given.
        value: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The result lies outside the years 0001 to 9999.
    #[error(
        "{value} lies outside the years 0001 to 9999; accepted form: an earlier start or a shorter duration"
    )]
    OutOfRange {
        /// What was asked for.
        value: String,
    },
}
