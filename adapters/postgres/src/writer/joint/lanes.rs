//! Whose turn it is, and who goes along.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};
use std::future::Future;
use std::hash::Hash;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::timeout;

/// A turn that takes longer lets others begin, so that nobody waits for what has nothing to do with them.
const LONGEST_TURN: Duration = Duration::from_millis(100);

/// So many turns of a lane go on at once: the second begins once more wait than can go together.
const MOST_TURNS: usize = 2;

/// What is done in turns.
pub(crate) trait Job {
    /// Whose turns these are: only work of one lane is done together.
    type Lane: Clone + Eq + Hash;

    /// Whether it can be done together with these.
    fn fits(&self, others: &[Arc<Self>]) -> Fit;
}

/// How work gets on with other work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    Together,
    /// It would, but they are as many as can be.
    Later,
    /// It touches what the others touch, and need not wait here for what it will wait for there.
    Apart,
}

/// Every lane where it is somebody's turn.
pub(crate) struct Lanes<J: Job, A>(Arc<Mutex<Taken<J, A>>>);

type Taken<J, A> = HashMap<<J as Job>::Lane, Lane<J, A>>;

/// How many have a turn, and those who wait for the next one.
struct Lane<J: Job, A> {
    turns: usize,
    waiting: VecDeque<Waiting<J, A>>,
}

/// Those who go along with whosever turn it is.
type Along<J, A> = Vec<Waiting<J, A>>;

/// Somebody who waits, with what they want done.
pub(crate) struct Waiting<J: Job, A> {
    pub(super) job: Arc<J>,
    told: oneshot::Sender<Told<J, A>>,
}

/// What somebody who waited is told.
pub(crate) enum Told<J: Job, A> {
    /// It is their turn, and these go along.
    Turn(Turn<J, A>, Along<J, A>),
    /// Somebody else did it.
    Answer(A),
    /// They go by themselves, whosever turn it is.
    Apart,
}

pub(super) enum Entered<J: Job, A> {
    Turn(Turn<J, A>),
    Waits(oneshot::Receiver<Told<J, A>>),
}

/// A turn, which goes to whoever waits when it is dropped.
pub(crate) struct Turn<J: Job, A> {
    lanes: Lanes<J, A>,
    lane: J::Lane,
}

impl<J: Job, A> Default for Lanes<J, A> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<J: Job, A> Clone for Lanes<J, A> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<J: Job, A> Lanes<J, A> {
    /// Takes a turn, or a place among those who wait.
    pub(super) fn enter(&self, lane: J::Lane, job: Arc<J>) -> Entered<J, A> {
        let (answer, begins) = match self.lock().entry(lane.clone()) {
            Entry::Vacant(free) => {
                free.insert(Lane { turns: 1, waiting: VecDeque::new() });
                return Entered::Turn(Turn { lanes: self.clone(), lane });
            }
            Entry::Occupied(mut taken) => {
                let (told, answer) = oneshot::channel();
                let taken = taken.get_mut();
                taken.waiting.push_back(Waiting { job, told });
                let begins = taken.turns < MOST_TURNS && taken.is_full();
                taken.turns += usize::from(begins);
                (answer, begins)
            }
        };
        if begins {
            // Nobody's turn goes to whoever waits.
            drop(Turn { lanes: self.clone(), lane });
        }
        Entered::Waits(answer)
    }

    fn lock(&self) -> MutexGuard<'_, Taken<J, A>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whoever waited longest, with all who can go along; where nobody waits there is one turn less.
    fn next(&self, lane: &J::Lane) -> Option<(Waiting<J, A>, Along<J, A>)> {
        let mut lanes = self.lock();
        let Lane { turns, waiting: queue } = lanes.get_mut(lane)?;
        let Some(first) = queue.pop_front() else {
            *turns -= 1;
            if *turns == 0 {
                lanes.remove(lane);
            }
            return None;
        };
        let mut jobs = vec![Arc::clone(&first.job)];
        let mut along = Vec::new();
        while let Some(next) = queue.pop_front() {
            match next.job.fits(&jobs) {
                Fit::Together => {
                    jobs.push(Arc::clone(&next.job));
                    along.push(next);
                }
                Fit::Apart => drop(next.told.send(Told::Apart)),
                Fit::Later => {
                    queue.push_front(next);
                    break;
                }
            }
        }
        Some((first, along))
    }
}

impl<J: Job, A> Lane<J, A> {
    /// Whether those who wait are more than can go together.
    fn is_full(&self) -> bool {
        let mut jobs = Vec::with_capacity(self.waiting.len());
        self.waiting.iter().any(|one| match one.job.fits(&jobs) {
            Fit::Together => {
                jobs.push(Arc::clone(&one.job));
                false
            }
            Fit::Apart => false,
            Fit::Later => true,
        })
    }
}

impl<J: Job, A> Waiting<J, A> {
    /// Says what came of it; whoever went away need not be told.
    pub(super) fn tell(self, answer: A) {
        drop(self.told.send(Told::Answer(answer)));
    }
}

impl<J: Job, A> Turn<J, A> {
    /// Does work in this turn, which is over with the work, or after some time.
    pub(in crate::writer) async fn lasting<T>(self, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        if let Ok(done) = timeout(LONGEST_TURN, &mut work).await {
            return done;
        }
        drop(self);
        work.await
    }
}

impl<J: Job, A> Drop for Turn<J, A> {
    fn drop(&mut self) {
        if let Some((first, along)) = self.lanes.next(&self.lane) {
            let turn = Turn { lanes: self.lanes.clone(), lane: self.lane.clone() };
            if let Err(Told::Turn(turn, along)) = first.told.send(Told::Turn(turn, along)) {
                // Whoever it was has gone; those who would have gone along need not look for another.
                for one in along {
                    drop(one.told.send(Told::Apart));
                }
                drop(turn);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// At most three go together, and no `x`.
    #[derive(Debug)]
    struct Letter(char);

    impl Job for Letter {
        type Lane = i64;

        fn fits(&self, others: &[Arc<Self>]) -> Fit {
            match self.0 {
                'x' => Fit::Apart,
                _ if others.len() < 3 => Fit::Together,
                _ => Fit::Later,
            }
        }
    }

    type Waiter = oneshot::Receiver<Told<Letter, u8>>;

    fn turn(lanes: &Lanes<Letter, u8>, lane: i64, letter: char) -> Turn<Letter, u8> {
        match lanes.enter(lane, Arc::new(Letter(letter))) {
            Entered::Turn(turn) => turn,
            Entered::Waits(_) => panic!("{letter} has to wait"),
        }
    }

    fn waiter(lanes: &Lanes<Letter, u8>, lane: i64, letter: char) -> Waiter {
        match lanes.enter(lane, Arc::new(Letter(letter))) {
            Entered::Turn(_) => panic!("it is the turn of {letter}"),
            Entered::Waits(waiter) => waiter,
        }
    }

    fn told(waiter: &mut Waiter) -> Option<Told<Letter, u8>> {
        waiter.try_recv().ok()
    }

    #[test]
    fn whoever_comes_first_goes_at_once_and_those_who_come_meanwhile_go_together() {
        let lanes = Lanes::default();
        let first = turn(&lanes, 1, 'a');
        let mut waiters = [waiter(&lanes, 1, 'a'), waiter(&lanes, 1, 'a'), waiter(&lanes, 1, 'a')];
        assert!(waiters.iter_mut().all(|waiter| told(waiter).is_none()));
        drop(first);
        let Some(Told::Turn(second, along)) = told(&mut waiters[0]) else { panic!("nobody has the turn") };
        assert_eq!(along.len(), 2);
        assert!(waiters[1..].iter_mut().all(|waiter| told(waiter).is_none()));
        for (number, one) in (1..).zip(along) {
            one.tell(number);
        }
        assert!(matches!(told(&mut waiters[1]), Some(Told::Answer(1))));
        assert!(matches!(told(&mut waiters[2]), Some(Told::Answer(2))));
        drop(second);
        turn(&lanes, 1, 'a');
    }

    #[test]
    fn those_who_are_as_many_as_can_be_have_a_second_turn_at_once_and_the_rest_the_one_after() {
        let lanes = Lanes::default();
        let _first = turn(&lanes, 1, 'a');
        let mut waiters = ['b', 'c', 'd'].map(|letter| waiter(&lanes, 1, letter));
        assert!(told(&mut waiters[0]).is_none());
        let mut more = ['e', 'f', 'g', 'h'].map(|letter| waiter(&lanes, 1, letter));
        let Some(Told::Turn(second, along)) = told(&mut waiters[0]) else { panic!("nobody has the turn") };
        assert_eq!(along.iter().map(|one| one.job.0).collect::<String>(), "cd");
        // There is no third.
        assert!(told(&mut more[0]).is_none());
        drop(second);
        let Some(Told::Turn(third, along)) = told(&mut more[0]) else { panic!("nobody has the turn") };
        assert_eq!(along.iter().map(|one| one.job.0).collect::<String>(), "fg");
        drop(third);
        assert!(matches!(told(&mut more[3]), Some(Told::Turn(_, along)) if along.is_empty()));
    }

    #[test]
    fn after_the_last_turn_the_next_one_goes_at_once_again() {
        let lanes = Lanes::default();
        let first = turn(&lanes, 1, 'a');
        let mut waiters = ['b', 'c', 'd', 'e'].map(|letter| waiter(&lanes, 1, letter));
        drop(told(&mut waiters[0]));
        drop(told(&mut waiters[3]));
        let mut last = waiter(&lanes, 1, 'f');
        drop(first);
        assert!(matches!(told(&mut last), Some(Told::Turn(..))));
        turn(&lanes, 1, 'a');
    }

    #[test]
    fn whoever_touches_the_same_goes_apart_at_once() {
        let lanes = Lanes::default();
        let first = turn(&lanes, 1, 'a');
        let (_next, mut other) = (waiter(&lanes, 1, 'a'), waiter(&lanes, 1, 'x'));
        drop(first);
        assert!(matches!(told(&mut other), Some(Told::Apart)));
    }

    #[test]
    fn lanes_have_turns_of_their_own() {
        let lanes = Lanes::default();
        let _one = turn(&lanes, 1, 'a');
        let _other = turn(&lanes, 2, 'a');
    }

    #[test]
    fn the_turn_of_whoever_went_away_goes_to_the_one_after() {
        let lanes = Lanes::default();
        let _first = turn(&lanes, 1, 'a');
        let gone = waiter(&lanes, 1, 'b');
        let mut along = ['c', 'd'].map(|letter| waiter(&lanes, 1, letter));
        drop(gone);
        let mut after = waiter(&lanes, 1, 'e');
        assert!(matches!(told(&mut along[0]), Some(Told::Apart)));
        assert!(matches!(told(&mut along[1]), Some(Told::Apart)));
        assert!(matches!(told(&mut after), Some(Told::Turn(_, along)) if along.is_empty()));
    }

    #[test]
    fn whoever_goes_along_hears_when_nobody_is_left_to_answer() {
        let lanes = Lanes::default();
        let first = turn(&lanes, 1, 'a');
        let (mut leading, along) = (waiter(&lanes, 1, 'a'), waiter(&lanes, 1, 'a'));
        drop(first);
        drop(told(&mut leading));
        assert!(along.blocking_recv().is_err());
    }

    #[test]
    fn a_turn_that_takes_long_lets_others_begin() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(async {
            let lanes = Lanes::default();
            let first = turn(&lanes, 1, 'a');
            let next = waiter(&lanes, 1, 'a');
            // Done only once the next one has begun.
            let begun = first.lasting(next).await;
            assert!(matches!(begun, Ok(Told::Turn(..))));
        });
    }
}
