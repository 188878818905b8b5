//! What must hold in the world after every act.

use std::collections::BTreeSet;

use super::World;
use crate::access::{AccessGrant, Standing};
use crate::catalogue::ReclaimPolicy;
use crate::customer::StatusWord;
use crate::seat::{ClaimBy, Seat, SeatCounts, SeatState, may_claim};
use crate::secret::CodeLookup;
use crate::stamp::Revision;
use crate::time::Zone;

impl World {
    pub(in crate::seat::laws) fn check_every_law(&self) {
        self.check_the_sum();
        self.check_the_holders();
        self.check_the_secrets();
        self.check_the_logs();
    }

    fn check_the_sum(&self) {
        for pool in &self.pools {
            let mut counts = SeatCounts::default();
            let of_line = self.seats.iter().filter(|seat| seat.order == pool.order);
            of_line.for_each(|seat| counts.count(seat.state_at(self.now)));
            assert_eq!(counts.sum(), u64::from(pool.quantity), "{counts:?}");
            if let ReclaimPolicy::Capped(percent) = pool.terms.policy.reclaim {
                assert!(pool.reclaims <= pool.quantity * u32::from(percent) / 100);
            }
        }
    }

    fn check_the_holders(&self) {
        for seat in &self.seats {
            let held: Vec<_> = seat.claims.iter().filter(|claim| claim.reclaimed.is_none()).collect();
            assert!(held.len() <= 1, "{} has {} holders", seat.id, held.len());
            let standing =
                |grant: &AccessGrant| grant.standings.last().map_or(Standing::Held, |change| change.standing);
            let of_seat = self.grants.values().filter(|(_, grant)| grant.source.seat == Some(seat.id));
            let open: Vec<_> = of_seat.filter(|(_, grant)| standing(grant) != Standing::Revoked).collect();
            match seat.state_at(self.now) {
                SeatState::Available | SeatState::Pending => {
                    assert!(open.is_empty(), "a free seat gives access");
                }
                SeatState::Claimed => {
                    assert_eq!(open.len(), 1);
                    assert_eq!((open[0].0, open[0].1.id), (held[0].holder, held[0].grant));
                    assert_eq!(standing(&open[0].1), Standing::Held);
                }
                SeatState::Void => {
                    assert!(open.len() <= 1);
                    assert!(open.iter().all(|(_, grant)| standing(grant) == Standing::Suspended));
                }
            }
        }
    }

    fn check_the_secrets(&self) {
        let codes: Vec<CodeLookup> =
            self.seats.iter().filter_map(|seat| seat.code.as_ref()).map(|code| code.lookup).collect();
        assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len(), "two seats have one code");
        assert!(codes.iter().all(|code| !self.dead_codes.contains(code)), "a dead code came back to life");
        for (place, seat) in self.seats.iter().enumerate() {
            assert_eq!(seat.code.is_none(), seat.state_at(self.now) == SeatState::Void);
            for (_, _, hash) in self.links.iter().filter(|(of, _, _)| *of == seat.id) {
                if self.dead_links.contains(hash.as_bytes()) {
                    let by = ClaimBy::Link(*hash);
                    let opened = may_claim(self.offer(place), StatusWord::Active, by, self.now, &Zone::utc());
                    assert!(opened.is_err(), "a dead link came back to life");
                }
            }
        }
    }

    fn check_the_logs(&self) {
        for seat in &self.seats {
            let log = &self.logs[&seat.id];
            assert_eq!(seat.revision, Revision::new(log.len() as u64));
            let (first, rest) = log.split_first().unwrap();
            let mut folded = Seat::from_first(seat.id, &first.0, &first.1).unwrap();
            for (event, stamp) in rest {
                folded.apply(event, stamp);
            }
            assert_eq!(folded, *seat);
        }
    }

    /// Notes what there is to see, by name.
    pub(in crate::seat::laws) fn look_around(&self, seen: &mut BTreeSet<String>) {
        for seat in &self.seats {
            seen.insert(seat.state_at(self.now).to_string());
            let open = seat.invitations.iter().filter(|invitation| invitation.end.is_none());
            if open.count() > 1 {
                seen.insert("several_invited".to_owned());
            }
            if seat.voided().is_some() && seat.claim().is_some() {
                seen.insert("void_and_held".to_owned());
            }
        }
        for (event, _) in self.logs.values().flatten() {
            let payload = serde_json::to_value(event).unwrap();
            seen.insert(payload["kind"].as_str().unwrap().to_owned());
        }
        let marks = [
            (self.has_counted, "reclaims_counted"),
            (!self.dead_links.is_empty(), "link_opens_nothing"),
            (!self.dead_codes.is_empty(), "code_opens_nothing"),
        ];
        seen.extend(marks.iter().filter(|(is_so, _)| *is_so).map(|(_, mark)| (*mark).to_owned()));
    }
}
