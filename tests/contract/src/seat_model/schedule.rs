//! Who takes the next step, so that every order is taken once.

/// A step that an actor may take next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) place: usize,
    /// Whether it is the actor's first, which reads and changes nothing.
    pub(super) is_first_read: bool,
}

/// Goes through all schedules one after another, depth first.
pub(super) struct Schedule {
    /// What was chosen of how many, step by step.
    chosen: Vec<(usize, usize)>,
    depth: usize,
    last: Option<Step>,
    has_begun: bool,
    reads_first: bool,
}

impl Schedule {
    /// Every interleaving.
    pub(super) fn every() -> Self {
        Self { chosen: Vec::new(), depth: 0, last: None, has_begun: false, reads_first: false }
    }

    /// All read, then they write in every order; who has to try again does so at once.
    pub(super) fn all_read_before_any_writes() -> Self {
        Self { reads_first: true, ..Self::every() }
    }

    /// Turns to the next schedule; `false` when there is none.
    pub(super) fn begin(&mut self) -> bool {
        self.depth = 0;
        self.last = None;
        if !self.has_begun {
            self.has_begun = true;
            return true;
        }
        while let Some((chosen, of)) = self.chosen.pop() {
            if chosen + 1 < of {
                self.chosen.push((chosen + 1, of));
                return true;
            }
        }
        false
    }

    /// The next step of those that are open; `None` when this schedule is the same as one that was tried.
    pub(super) fn choose(&mut self, open: &[Step]) -> Option<Step> {
        let may_come: Vec<Step> = open.iter().filter(|step| self.may_come(**step, open)).copied().collect();
        if may_come.is_empty() {
            return None;
        }
        if self.depth == self.chosen.len() {
            self.chosen.push((0, may_come.len()));
        }
        let (chosen, of) = self.chosen[self.depth];
        assert_eq!(of, may_come.len(), "the same steps came to something else");
        self.depth += 1;
        self.last = Some(may_come[chosen]);
        self.last
    }

    fn may_come(&self, step: Step, open: &[Step]) -> bool {
        if self.reads_first {
            let reading = open.iter().find(|step| step.is_first_read);
            let is_again =
                |last: Step| !last.is_first_read && open.iter().any(|open| open.place == last.place);
            return match (reading, self.last.filter(|last| is_again(*last))) {
                (Some(reading), _) => step == *reading,
                (None, Some(last)) => step.place == last.place,
                (None, None) => true,
            };
        }
        // Of two first reads side by side only one order is tried.
        let is_after = |last: Step| !last.is_first_read || last.place < step.place;
        !step.is_first_read || self.last.is_none_or(is_after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many schedules there are for actors who read once and write once.
    fn count(actors: usize, mut schedule: Schedule) -> usize {
        let mut count = 0;
        while schedule.begin() {
            let mut steps = vec![0; actors];
            loop {
                let open: Vec<Step> = (0..steps.len())
                    .filter(|place| steps[*place] < 2)
                    .map(|place| Step { place, is_first_read: steps[place] == 0 })
                    .collect();
                if open.is_empty() {
                    count += 1;
                    break;
                }
                match schedule.choose(&open) {
                    Some(step) => steps[step.place] += 1,
                    None => break,
                }
            }
        }
        count
    }

    #[test]
    fn every_schedule_is_tried_once() {
        // One write after another in any order, and each read at any of the places before its own write.
        assert_eq!(count(1, Schedule::every()), 1);
        assert_eq!(count(2, Schedule::every()), 2 * 2);
        assert_eq!(count(3, Schedule::every()), 6 * 6);
        assert_eq!(count(4, Schedule::every()), 24 * 24);
        assert_eq!(count(4, Schedule::all_read_before_any_writes()), 24);
    }
}
