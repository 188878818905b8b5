//! What was on record at an instant.

use std::borrow::Cow;

use super::Transcript;
use crate::time::Instant;

impl Transcript {
    /// What held at `at`: the entries that were true by then, and the attempts that had been handed in and not been taken
    /// out yet.
    pub fn as_of(&self, at: Instant) -> Cow<'_, Self> {
        let is_later = |effective_at: Instant| effective_at > at;
        let has_later = self.items.iter().any(|record| is_later(record.stamp.effective_at))
            || self.marks.iter().any(|mark| is_later(mark.stamp.effective_at))
            || self.submissions.iter().any(|held| {
                let removed = held.removed.as_ref();
                is_later(held.submitted_at) || removed.is_some_and(|stamp| is_later(stamp.effective_at))
            });
        if !has_later {
            return Cow::Borrowed(self);
        }
        let mut past = self.clone();
        past.items.retain(|record| !is_later(record.stamp.effective_at));
        past.marks.retain(|mark| !is_later(mark.stamp.effective_at));
        past.submissions.retain(|held| !is_later(held.submitted_at));
        for held in &mut past.submissions {
            held.removed.take_if(|stamp| is_later(stamp.effective_at));
        }
        Cow::Owned(past)
    }
}
