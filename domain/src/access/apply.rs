//! Folding a grant's events.

use super::{AccessEvent, AccessGrant, Standing, StandingChange, WindowEdit};
use crate::stamp::Stamp;

impl AccessGrant {
    /// Makes the grant from its first event; any other first event makes none.
    pub fn from_first(event: &AccessEvent, stamp: &Stamp) -> Option<Self> {
        let AccessEvent::AccessGranted { grant, product, source, window, from_first_launch } = event else {
            return None;
        };
        Some(Self {
            id: *grant,
            product: *product,
            source: *source,
            window: *window,
            from_first_launch: *from_first_launch,
            edits: Vec::new(),
            standings: Vec::new(),
            stamp: stamp.clone(),
        })
    }

    /// Folds one more event into the grant.
    pub fn apply(&mut self, event: &AccessEvent, stamp: &Stamp) {
        let mut stand = |standing| self.standings.push(StandingChange { standing, stamp: stamp.clone() });
        match event {
            AccessEvent::AccessGranted { .. } => {}
            AccessEvent::AccessWindowEdited { old, new, .. } => {
                self.window = *new;
                if old.ends_at() != new.ends_at() {
                    self.from_first_launch = None;
                }
                self.edits.push(WindowEdit { old: *old, new: *new, stamp: stamp.clone() });
            }
            AccessEvent::AccessFirstLaunched { window, .. } => {
                self.window = *window;
                self.from_first_launch = None;
            }
            AccessEvent::AccessRevoked { .. } => stand(Standing::Revoked),
            AccessEvent::AccessSuspended { .. } => stand(Standing::Suspended),
            AccessEvent::AccessReinstated { .. } => stand(Standing::Held),
        }
    }
}
