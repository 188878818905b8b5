//! Whether the machine's clock can be right.

use rollbook_domain::port::{ActivityQuery, PageRequest, TenantStore};
use rollbook_domain::time::Instant;

use crate::Finding;

/// Nobody could have run this program earlier.
const BUILT_AFTER: &str = "2026-01-01T00:00:00Z";

/// Holds the clock against the last recorded event.
pub(super) async fn examine(store: &dyn TenantStore, now: Instant) -> Vec<Finding> {
    let newest = ActivityQuery { stream: None, is_newest_first: true };
    let last = match store.activity(&newest, &PageRequest::first(1)).await {
        Ok(page) => page.items.into_iter().next(),
        Err(error) => return vec![Finding::fail("log", format!("the log cannot be read: {error}"))],
    };
    let log = match &last {
        None => Finding::ok("log", "0 events"),
        Some(last) => {
            Finding::ok("log", format!("{} events, the last recorded at {}", last.sequence, last.recorded_at))
        }
    };
    vec![log, clock(now, last.map(|last| last.recorded_at))]
}

fn clock(now: Instant, last: Option<Instant>) -> Finding {
    let is_too_early = Instant::parse(BUILT_AFTER).is_ok_and(|built| now < built);
    if is_too_early {
        return Finding::fail("clock", format!("it is {now} by this machine, before this program was made"));
    }
    match last {
        Some(last) if now < last => Finding::fail(
            "clock",
            format!(
                "it is {now} by this machine, but an event was recorded at {last}; set the machine's clock"
            ),
        ),
        _ => Finding::ok("clock", now.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Health;

    fn instant(text: &str) -> Instant {
        Instant::parse(text).unwrap()
    }

    #[test]
    fn a_clock_behind_the_last_event_is_wrong() {
        let now = instant("2026-05-01T12:00:00Z");
        assert_eq!(clock(now, Some(instant("2026-05-01T12:00:00.000001Z"))).health, Health::Fail);
        assert_eq!(clock(now, Some(now)).health, Health::Ok);
        assert_eq!(clock(now, None).health, Health::Ok);
    }

    #[test]
    fn a_clock_before_the_program_was_made_is_wrong() {
        assert_eq!(clock(instant("2025-12-31T23:59:59Z"), None).health, Health::Fail);
    }
}
