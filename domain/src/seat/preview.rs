//! What a recipient sees of a seat before taking it (INV-02, Q-03).

use super::{SeatTerm, SeatTerms};
use crate::access::AccessWindow;
use crate::time::{AccessDuration, Instant, Zone, end_in_words, in_words};

impl SeatTerms {
    /// Says the window that somebody would have who took a seat at `now`: what is left of how much, and through when.
    pub fn window_in_words(&self, now: Instant, zone: &Zone) -> String {
        match &self.term {
            SeatTerm::Purchase { from_first_launch: Some(duration), window } if window.starts_at() <= now => {
                format!("{duration} from the first launch")
            }
            SeatTerm::Purchase { from_first_launch: Some(duration), window } => {
                format!("{duration} from the first launch, not before {}", in_words(window.starts_at(), zone))
            }
            SeatTerm::Purchase { window, from_first_launch: None } => left_in_words(*window, now, zone),
            SeatTerm::Claim { duration: AccessDuration::FixedDates { starts_on, .. } } => {
                let starts_at = starts_on.map_or(now, |date| zone.start_of(date));
                match self.claimed_window(starts_at, zone) {
                    Some(window) => left_in_words(window, now, zone),
                    None => "over before it begins".to_owned(),
                }
            }
            SeatTerm::Claim { duration: AccessDuration::Unlimited } => {
                "without end, from the day the seat is taken".to_owned()
            }
            SeatTerm::Claim { duration } => format!("{duration} from the day the seat is taken"),
        }
    }

    /// The window that can be named before the seat is taken; `None` where it begins to count later.
    pub fn known_window(&self, zone: &Zone) -> Option<AccessWindow> {
        match &self.term {
            SeatTerm::Purchase { window, from_first_launch: None } => Some(*window),
            SeatTerm::Claim { duration: AccessDuration::FixedDates { starts_on: Some(date), .. } } => {
                self.claimed_window(zone.start_of(*date), zone)
            }
            SeatTerm::Purchase { .. } | SeatTerm::Claim { .. } => None,
        }
    }

    fn claimed_window(&self, starts_at: Instant, zone: &Zone) -> Option<AccessWindow> {
        let SeatTerm::Claim { duration } = &self.term else { return None };
        AccessWindow::parse(starts_at, duration.ends_after(starts_at, zone).ok()?).ok()
    }
}

fn left_in_words(window: AccessWindow, now: Instant, zone: &Zone) -> String {
    let (starts_at, ends_at) = (window.starts_at(), window.ends_at());
    let end = end_in_words(ends_at, zone);
    let Some(last) = ends_at else {
        return if now < starts_at { format!("from {}, {end}", in_words(starts_at, zone)) } else { end };
    };
    if last <= now {
        return format!("over since {}", in_words(last, zone));
    }
    let whole = zone.whole_days(starts_at, last);
    let days = |count: u64| format!("{count} day{}", if count == 1 { "" } else { "s" });
    if now < starts_at {
        return format!("{} from {}, {end}", days(whole), in_words(starts_at, zone));
    }
    let left = zone.days_left(now, last).min(whole.max(1));
    if whole == 0 {
        format!("less than a day, {end}")
    } else {
        format!("{left} of {} left, {end}", days(whole))
    }
}
