//! Questions of one kind that are asked at once, put to whoever answers them together.

use std::collections::{HashMap, VecDeque};
use std::future::Future;
use std::hash::Hash;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::task::yield_now;
use tokio::time::timeout;

/// The most questions of a batch.
pub(super) const MOST: usize = 64;

/// How long anybody waits for the batches before theirs.
const PATIENCE: Duration = Duration::from_secs(1);

/// The lines in which questions wait, one for each kind of them; only questions of one kind ever go together.
pub(crate) struct Lines<K, Q, A> {
    waiting: Mutex<HashMap<K, Line<Q, A>>>,
    /// How many batches of one kind may be on their way at once. With more they are small, with fewer the server rests while
    /// answers are read.
    on_their_way: usize,
    patience: Duration,
}

/// Questions of one kind.
struct Line<Q, A> {
    /// How many batches are on their way.
    batches: usize,
    /// How many questions they have.
    questions: usize,
    waiting: VecDeque<Waiting<Q, A>>,
}

/// A question that goes with a later batch.
struct Waiting<Q, A> {
    question: Q,
    asker: oneshot::Sender<Word<Q, A>>,
}

/// What a waiting asker is told.
enum Word<Q, A> {
    /// The answer.
    Answer(A),
    /// To take the next batch on its way, in which the question that was waiting is the first.
    Lead(Q),
}

/// How a question came into its line.
enum Joined<Q, A> {
    Leads(Q),
    Waits(oneshot::Receiver<Word<Q, A>>),
}

impl<K, Q, A> Lines<K, Q, A> {
    /// Lines of which so many batches of one kind may be on their way at once; at least one.
    pub(super) fn with(on_their_way: usize) -> Self {
        Self { waiting: Mutex::default(), on_their_way, patience: PATIENCE }
    }

    /// The same, in which nobody waits any longer.
    #[cfg(test)]
    pub(super) fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    fn lines(&self) -> MutexGuard<'_, HashMap<K, Line<Q, A>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many kinds of questions are on their way.
    #[cfg(test)]
    pub(super) fn count(&self) -> usize {
        self.lines().len()
    }
}

impl<K: Clone + Eq + Hash, Q, A> Lines<K, Q, A> {
    /// Gets an answer: at once while nothing of this kind is on its way, and else together with others who ask for it.
    /// Nothing is asked before every question of its batch has come.
    ///
    /// One of the askers asks for all of its batch, and gets an answer for each question in their order. None when nothing
    /// came of it, so that everybody has to ask alone.
    pub(crate) async fn ask<F>(&self, kind: K, question: Q, ask_all: impl FnOnce(Vec<Q>) -> F) -> Option<A>
    where
        F: Future<Output = Option<Vec<A>>>,
    {
        let question = match self.join(&kind, question) {
            Joined::Leads(question) => question,
            Joined::Waits(word) => {
                let mut waiting = InLine { lines: self, kind: &kind, word };
                // No word comes from one who ended without an answer.
                match timeout(self.patience, &mut waiting).await.ok()?? {
                    Word::Answer(answer) => return Some(answer),
                    Word::Lead(question) => question,
                }
            }
        };
        let mut turn = Turn { lines: self, kind: &kind, questions: 1 };
        // Those whose answers came together ask again together, and this may be the first of them.
        yield_now().await;
        let (questions, askers) = turn.board(question);
        let mut answers = ask_all(questions).await?.into_iter();
        let own = answers.next();
        for (asker, answer) in askers.into_iter().zip(answers) {
            // Who has gone meanwhile needs no answer.
            let _ = asker.send(Word::Answer(answer));
        }
        own
    }

    /// Takes a batch on its way, or waits for one.
    fn join(&self, kind: &K, question: Q) -> Joined<Q, A> {
        let mut lines = self.lines();
        let line = lines.entry(kind.clone()).or_default();
        if line.may_leave(line.waiting.len() + 1, self.on_their_way) {
            line.leave();
            return Joined::Leads(question);
        }
        let (asker, word) = oneshot::channel();
        line.waiting.push_back(Waiting { question, asker });
        Joined::Waits(word)
    }

    /// Lets the next of the line take a batch on its way, if there shall be one now that one of so many questions is back.
    fn pass_on(&self, kind: &K, mut questions: usize) {
        while let Some(next) = self.next(kind, questions) {
            if next.asker.send(Word::Lead(next.question)).is_ok() {
                return;
            }
            // That one has gone, and would have left with its own.
            questions = 1;
        }
    }

    /// Counts a batch as back, and takes who leads the next one out of the line.
    fn next(&self, kind: &K, questions: usize) -> Option<Waiting<Q, A>> {
        let mut lines = self.lines();
        let line = lines.get_mut(kind)?;
        line.batches -= 1;
        line.questions -= questions;
        if line.waiting.is_empty() {
            if line.batches == 0 {
                lines.remove(kind);
            }
            return None;
        }
        if !line.may_leave(line.waiting.len(), self.on_their_way) {
            return None;
        }
        line.leave();
        line.waiting.pop_front()
    }
}

impl<Q, A> Line<Q, A> {
    /// Whether a batch may leave when so many wait: they are as many as each of those on their way has, or nothing is. So
    /// batches become alike, which one that left with a single question beside a large one would not.
    fn may_leave(&self, waiting: usize, on_their_way: usize) -> bool {
        self.batches == 0 || (self.batches < on_their_way && waiting * on_their_way >= self.questions)
    }

    /// Counts a batch with one question as on its way.
    fn leave(&mut self) {
        self.batches += 1;
        self.questions += 1;
    }

    /// How many questions a batch has when all that are here go in as many batches as there may be.
    fn share(&self, on_their_way: usize) -> usize {
        (self.questions + self.waiting.len()).div_ceil(on_their_way).min(MOST)
    }
}

impl<Q, A> Default for Line<Q, A> {
    fn default() -> Self {
        Self { batches: 0, questions: 0, waiting: VecDeque::new() }
    }
}

/// An asker in the line.
struct InLine<'line, K: Clone + Eq + Hash, Q, A> {
    lines: &'line Lines<K, Q, A>,
    kind: &'line K,
    word: oneshot::Receiver<Word<Q, A>>,
}

impl<K: Clone + Eq + Hash, Q, A> Future for InLine<'_, K, Q, A> {
    type Output = Option<Word<Q, A>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.word).poll(context).map(Result::ok)
    }
}

impl<K: Clone + Eq + Hash, Q, A> Drop for InLine<'_, K, Q, A> {
    fn drop(&mut self) {
        self.word.close();
        // Who was to lead and goes leaves it to the next.
        if let Ok(Word::Lead(_)) = self.word.try_recv() {
            self.lines.pass_on(self.kind, 1);
        }
    }
}

/// A batch on its way; once it is gone, however it ended, the next may leave.
struct Turn<'line, K: Clone + Eq + Hash, Q, A> {
    lines: &'line Lines<K, Q, A>,
    kind: &'line K,
    questions: usize,
}

impl<K: Clone + Eq + Hash, Q, A> Turn<'_, K, Q, A> {
    /// Takes others along.
    fn board(&mut self, first: Q) -> (Vec<Q>, Vec<oneshot::Sender<Word<Q, A>>>) {
        let (mut questions, mut askers) = (vec![first], Vec::new());
        if let Some(line) = self.lines.lines().get_mut(self.kind) {
            let share = line.share(self.lines.on_their_way);
            while questions.len() < share
                && let Some(next) = line.waiting.pop_front()
            {
                // Nobody needs an answer for who has gone.
                if !next.asker.is_closed() {
                    questions.push(next.question);
                    askers.push(next.asker);
                }
            }
            line.questions += askers.len();
        }
        self.questions = questions.len();
        (questions, askers)
    }
}

impl<K: Clone + Eq + Hash, Q, A> Drop for Turn<'_, K, Q, A> {
    fn drop(&mut self) {
        self.lines.pass_on(self.kind, self.questions);
    }
}
