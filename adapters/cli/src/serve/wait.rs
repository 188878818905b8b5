//! How long to wait before looking again.

use std::time::Duration;

use rollbook_domain::time::Instant;

/// A mail may be due that another worker has just taken; asking again at once would only ask again.
const SHORTEST: Duration = Duration::from_millis(100);
/// The longest wait while the mail server or the database cannot be used.
const LONGEST: Duration = Duration::from_mins(1);

/// After a round in which nothing was due: until the next mail is due, and no longer than the poll.
pub(super) fn when_idle(poll: Duration, now: Instant, next_due_at: Option<Instant>) -> Duration {
    let Some(due_at) = next_due_at else { return poll };
    let micros = due_at.as_micros().saturating_sub(now.as_micros());
    let until_due = Duration::from_micros(u64::try_from(micros).unwrap_or(0));
    until_due.max(SHORTEST).min(poll)
}

/// After so many rounds in a row that went wrong: the poll, doubled each time, up to a minute.
pub(super) fn when_wrong(poll: Duration, rounds: u32) -> Duration {
    let doubled = poll.saturating_mul(1_u32.checked_shl(rounds.saturating_sub(1)).unwrap_or(u32::MAX));
    doubled.min(LONGEST.max(poll))
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLL: Duration = Duration::from_secs(2);

    fn at(text: &str) -> Instant {
        Instant::parse(text).unwrap()
    }

    #[test]
    fn an_idle_worker_wakes_up_for_the_next_mail_and_looks_after_every_poll() {
        let now = at("2026-03-01T12:00:00Z");
        assert_eq!(when_idle(POLL, now, None), POLL);
        assert_eq!(when_idle(POLL, now, Some(at("2026-03-01T12:00:00.5Z"))), Duration::from_millis(500));
        assert_eq!(when_idle(POLL, now, Some(at("2026-03-01T13:00:00Z"))), POLL);
        assert_eq!(when_idle(POLL, now, Some(at("2026-03-01T11:00:00Z"))), SHORTEST);
    }

    #[test]
    fn a_worker_whose_server_cannot_be_used_waits_longer_each_time_up_to_a_minute() {
        let waits: Vec<_> = (1..=7).map(|rounds| when_wrong(POLL, rounds).as_secs()).collect();
        assert_eq!(waits, [2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(when_wrong(POLL, u32::MAX), LONGEST);
        assert_eq!(when_wrong(LONGEST * 5, 3), LONGEST * 5);
    }
}
