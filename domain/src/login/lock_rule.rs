//! LOCK-01: too many addresses in too short a time.

use std::collections::{BTreeMap, VecDeque};
use std::net::IpAddr;

use super::{Login, LoginOutcome};
use crate::customer::{Customer, Status};
use crate::personal::Personal;
use crate::text::Note;
use crate::time::Instant;

/// The most addresses that the evidence names one by one.
const MOST_NAMED: usize = 20;

/// How many addresses in how many hours lock an account (LOCK-01).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LockRule {
    /// So many are well; one more locks.
    pub addresses: u32,
    /// The length of the time that is looked at.
    pub hours: u32,
}

/// Why an account is to be locked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspicion {
    /// When it was one address too many.
    pub at: Instant,
    /// The first of the sign-ins that count.
    pub since: Instant,
    /// The addresses, in their order.
    pub addresses: Personal<Vec<IpAddr>>,
}

impl LockRule {
    /// The instant after which sign-ins count for one at `at`: exactly so many hours before does not.
    pub fn counts_after(&self, at: Instant) -> Instant {
        at.checked_add_micros(-i64::from(self.hours) * 3_600_000_000).unwrap_or(Instant::MIN)
    }
}

impl Suspicion {
    /// What is kept and mailed: how many addresses, and which.
    pub fn evidence(&self) -> Option<Note> {
        let addresses = self.addresses.reveal();
        let named: Vec<String> = addresses.iter().take(MOST_NAMED).map(IpAddr::to_string).collect();
        let more = match addresses.len().saturating_sub(MOST_NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let text = format!(
            "sign-ins from {} addresses between {} and {}: {}{more}",
            addresses.len(),
            self.since,
            self.at,
            named.join(", ")
        );
        Note::parse(&text).ok()
    }
}

/// When the account was set Active last, if ever: what was before is forgiven.
pub fn unlocked_at(customer: &Customer, now: Instant) -> Option<Instant> {
    let changes = customer.statuses.iter().filter(|change| change.status == Status::Active);
    changes.map(|change| change.stamp.effective_at).filter(|at| *at <= now).max()
}

/// The first instant at which sign-ins from more addresses than the rule allows fall within its hours. The sign-ins are one
/// customer's, in order of time; only those that succeeded count, and only those after `after`, when the account was unlocked
/// last.
pub fn first_suspicion<'login>(
    logins: impl IntoIterator<Item = &'login Login>,
    rule: LockRule,
    after: Option<Instant>,
) -> Option<Suspicion> {
    let mut window: VecDeque<(Instant, IpAddr)> = VecDeque::new();
    let mut counts: BTreeMap<IpAddr, usize> = BTreeMap::new();
    let counting = logins.into_iter().filter(|login| {
        login.outcome == LoginOutcome::Succeeded && after.is_none_or(|after| login.at > after)
    });
    for login in counting {
        let oldest = rule.counts_after(login.at);
        while let Some((at, address)) = window.front().copied()
            && at <= oldest
        {
            window.pop_front();
            if let Some(count) = counts.get_mut(&address) {
                *count -= 1;
                if *count == 0 {
                    counts.remove(&address);
                }
            }
        }
        let address = login.address.reveal().to_canonical();
        window.push_back((login.at, address));
        *counts.entry(address).or_default() += 1;
        if counts.len() > rule.addresses as usize {
            let since = window.front().map_or(login.at, |(at, _)| *at);
            let addresses = Personal::new(counts.into_keys().collect());
            return Some(Suspicion { at: login.at, since, addresses });
        }
    }
    None
}
