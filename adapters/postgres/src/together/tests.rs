//! The lines, with a database that answers when it is told to.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;

use super::line::{Lines, MOST};
use crate::engine::Engine;

/// A batch that was asked, and where its answers go.
type Batch = (Vec<usize>, oneshot::Sender<Option<Vec<usize>>>);

const ON_THEIR_WAY: usize = 3;

/// Lines before a database that keeps what it is asked until it is told to answer.
struct Office {
    lines: Lines<&'static str, usize, usize>,
    asked: Mutex<Vec<Batch>>,
}

/// Somebody who asks, and looks for an answer only when told to.
type Asker = Pin<Box<dyn Future<Output = Option<usize>> + Send>>;

impl Office {
    fn open() -> Arc<Self> {
        Self::with(Lines::with(ON_THEIR_WAY))
    }

    fn with(lines: Lines<&'static str, usize, usize>) -> Arc<Self> {
        Arc::new(Self { lines, asked: Mutex::default() })
    }

    /// An office in which all batches of the kind "a" that may be on their way are, with the questions 1 and so on.
    fn busy() -> (Arc<Self>, Vec<Asker>) {
        let office = Self::open();
        let first = (1..=ON_THEIR_WAY).map(|question| office.asker("a", question)).collect();
        (office, first)
    }

    async fn ask(self: Arc<Self>, kind: &'static str, question: usize) -> Option<usize> {
        let ask_all = async |questions| {
            let (answer, answers) = oneshot::channel();
            self.asked.lock().unwrap().push((questions, answer));
            answers.await.unwrap()
        };
        self.lines.ask(kind, question, ask_all).await
    }

    /// Somebody who has asked.
    fn asker(self: &Arc<Self>, kind: &'static str, question: usize) -> Asker {
        let mut asker: Asker = Box::pin(Arc::clone(self).ask(kind, question));
        assert_eq!(look(&mut asker), Poll::Pending);
        asker
    }

    fn askers(self: &Arc<Self>, questions: impl IntoIterator<Item = usize>) -> Vec<Asker> {
        questions.into_iter().map(|question| self.asker("a", question)).collect()
    }

    /// The questions of the batches on their way.
    fn asked(&self) -> Vec<Vec<usize>> {
        self.asked.lock().unwrap().iter().map(|(questions, _)| questions.clone()).collect()
    }

    /// Answers the batch that was asked first, each question with a hundred times itself.
    fn answer(&self) {
        let (questions, answer) = self.asked.lock().unwrap().remove(0);
        answer.send(Some(questions.iter().map(|question| question * 100).collect())).unwrap();
    }

    /// Has the batch come to nothing that was asked first.
    fn fail(&self) {
        let (_, answer) = self.asked.lock().unwrap().remove(0);
        answer.send(None).unwrap();
    }
}

/// Lets the asker go on as far as they can.
fn look(asker: &mut Asker) -> Poll<Option<usize>> {
    for _ in 0..4 {
        if let Poll::Ready(answer) = asker.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return Poll::Ready(answer);
        }
    }
    Poll::Pending
}

/// A runtime whose time stands still.
fn runtime() -> Runtime {
    Builder::new_current_thread().enable_time().build().unwrap()
}

#[test]
fn while_nothing_or_little_is_on_its_way_nobody_waits_for_anybody() {
    let runtime = runtime();
    let _inside = runtime.enter();
    let (office, mut first) = Office::busy();
    assert_eq!(office.asked(), [vec![1], vec![2], vec![3]]);
    office.answer();
    assert_eq!(look(&mut first[0]), Poll::Ready(Some(100)));
    let _next = office.asker("a", 7);
    assert_eq!(office.asked(), [vec![2], vec![3], vec![7]]);
}

#[test]
fn who_comes_while_others_are_on_their_way_goes_with_a_later_batch_that_is_like_theirs() {
    let runtime = runtime();
    let _inside = runtime.enter();
    let (office, mut first) = Office::busy();
    let mut later = office.askers([7, 8, 9]);
    assert_eq!(office.asked(), [vec![1], vec![2], vec![3]]);
    office.answer();
    assert_eq!(look(&mut first[0]), Poll::Ready(Some(100)));
    assert_eq!(look(&mut later[0]), Poll::Pending);
    assert_eq!(office.asked(), [vec![2], vec![3], vec![7, 8]]);
    // Too late for a statement that was sent.
    let mut last = office.asker("a", 10);
    office.answer();
    assert_eq!(look(&mut first[1]), Poll::Ready(Some(200)));
    assert_eq!(look(&mut later[2]), Poll::Pending);
    assert_eq!(office.asked(), [vec![3], vec![7, 8], vec![9, 10]]);
    while !office.asked().is_empty() {
        office.answer();
    }
    assert_eq!(look(&mut first[2]), Poll::Ready(Some(300)));
    let answers: Vec<_> = later.iter_mut().map(look).collect();
    assert_eq!(answers, [700, 800, 900].map(|answer| Poll::Ready(Some(answer))));
    assert_eq!(look(&mut last), Poll::Ready(Some(1_000)));
}

#[test]
fn few_do_not_leave_beside_many() {
    let runtime = runtime();
    let _inside = runtime.enter();
    let (office, mut first) = Office::busy();
    let mut many = office.askers(10..40);
    for (asker, leader) in first.iter_mut().zip([0, 11, 22]) {
        office.answer();
        assert!(look(asker).is_ready());
        assert_eq!(look(&mut many[leader]), Poll::Pending);
    }
    let sizes = || office.asked().iter().map(Vec::len).collect::<Vec<_>>();
    assert_eq!(sizes(), [11, 11, 8]);
    office.answer();
    assert_eq!(look(&mut many[0]), Poll::Ready(Some(1_000)));
    let _few = office.askers(50..56);
    assert_eq!(sizes(), [11, 8]);
    let _enough = office.asker("a", 56);
    assert_eq!(sizes(), [11, 8, 7]);
    assert_eq!(office.asked()[2], [56, 50, 51, 52, 53, 54, 55]);
}

#[test]
fn whoever_waits_beside_many_leaves_once_nothing_is_on_its_way() {
    let runtime = runtime();
    let _inside = runtime.enter();
    let (office, mut first) = Office::busy();
    let leaders = [0, 11, 22];
    let mut many = office.askers(10..40);
    for (asker, leader) in first.iter_mut().zip(leaders) {
        office.answer();
        assert!(look(asker).is_ready());
        assert_eq!(look(&mut many[leader]), Poll::Pending);
    }
    for leader in &leaders[..2] {
        office.answer();
        assert!(look(&mut many[*leader]).is_ready());
    }
    let mut waiting = office.asker("a", 50);
    assert_eq!(office.asked(), [(32..40).collect::<Vec<_>>()]);
    office.answer();
    assert!(look(&mut many[leaders[2]]).is_ready());
    assert_eq!(look(&mut waiting), Poll::Pending);
    assert_eq!(office.asked(), [vec![50]]);
}

#[test]
fn questions_of_different_kinds_never_go_together() {
    let runtime = runtime();
    let _inside = runtime.enter();
    let (office, mut first) = Office::busy();
    let mut waiting = office.asker("a", 7);
    let mut others: Vec<_> = (8..8 + ON_THEIR_WAY).map(|question| office.asker("b", question)).collect();
    let mut waits_too = office.asker("b", 20);
    assert_eq!(office.asked(), [vec![1], vec![2], vec![3], vec![8], vec![9], vec![10]]);
    office.answer();
    assert!(look(&mut first[0]).is_ready());
    assert_eq!(look(&mut waiting), Poll::Pending);
    assert_eq!(look(&mut waits_too), Poll::Pending);
    assert_eq!(office.asked().last(), Some(&vec![7]));
    while !office.asked().is_empty() {
        office.answer();
    }
    assert_eq!(look(&mut waiting), Poll::Ready(Some(700)));
    assert_eq!(look(&mut others[0]), Poll::Ready(Some(800)));
    assert_eq!(look(&mut waits_too), Poll::Pending);
    assert_eq!(office.asked(), [vec![20]]);
}

#[test]
fn a_batch_that_comes_to_nothing_leaves_everybody_to_ask_alone_and_the_next_goes() {
    let runtime = runtime();
    let _inside = runtime.enter();
    let (office, mut first) = Office::busy();
    let mut later = office.askers([7, 8]);
    office.answer();
    assert!(look(&mut first[0]).is_ready());
    assert_eq!(look(&mut later[0]), Poll::Pending);
    office.answer();
    office.answer();
    assert_eq!(office.asked(), [vec![7, 8]]);
    office.fail();
    assert_eq!((look(&mut later[0]), look(&mut later[1])), (Poll::Ready(None), Poll::Ready(None)));
    let mut next = office.asker("a", 9);
    office.answer();
    assert_eq!(look(&mut next), Poll::Ready(Some(900)));
}

#[test]
fn a_batch_has_no_more_questions_than_the_most() {
    let runtime = runtime();
    let _inside = runtime.enter();
    let (office, mut first) = Office::busy();
    let mut later = office.askers(10..10 + 4 * MOST);
    office.answer();
    assert!(look(&mut first[0]).is_ready());
    assert_eq!(look(&mut later[0]), Poll::Pending);
    assert_eq!(office.asked().last(), Some(&(10..10 + MOST).collect()));
}

#[test]
fn whoever_asked_for_others_and_has_gone_still_answers_them() {
    let engine = Arc::new(Engine::start(1).unwrap());
    let _inside = engine.enter();
    let (office, mut first) = Office::busy();
    let (runs, asks) = (Arc::clone(&engine), Arc::clone(&office).ask("a", 7));
    let mut leader: Asker = Box::pin(async move { runs.run_here(asks).await });
    assert_eq!(look(&mut leader), Poll::Pending);
    let follower = office.asker("a", 8);
    office.answer();
    assert!(look(&mut first[0]).is_ready());
    assert_eq!(look(&mut leader), Poll::Pending);
    assert_eq!(office.asked().last(), Some(&vec![7, 8]));
    drop(leader);
    while !office.asked().is_empty() {
        office.answer();
    }
    assert_eq!(pollster::block_on(follower), Some(800));
}

#[test]
fn whoever_ends_in_the_middle_leaves_the_others_to_ask_alone_and_the_line_to_the_next() {
    let runtime = runtime();
    let _inside = runtime.enter();
    let (office, mut first) = Office::busy();
    let mut later = office.askers([7, 8]);
    office.answer();
    assert!(look(&mut first[0]).is_ready());
    assert_eq!(look(&mut later[0]), Poll::Pending);
    let mut last = office.asker("a", 9);
    drop(later.remove(0));
    assert_eq!(look(&mut later[0]), Poll::Ready(None));
    assert_eq!(look(&mut last), Poll::Pending);
    assert_eq!(office.asked().last(), Some(&vec![9]));
}

#[test]
fn whoever_was_to_lead_and_has_gone_leaves_it_to_the_next() {
    let runtime = runtime();
    let _inside = runtime.enter();
    let (office, mut first) = Office::busy();
    let mut later = office.askers([7, 8, 9]);
    // One goes before it is told to lead, and one after.
    drop(later.remove(0));
    office.answer();
    assert!(look(&mut first[0]).is_ready());
    drop(later.remove(0));
    assert_eq!(look(&mut later[0]), Poll::Pending);
    assert_eq!(office.asked().last(), Some(&vec![9]));
}

#[test]
fn nothing_is_asked_for_those_who_have_gone() {
    let runtime = runtime();
    let _inside = runtime.enter();
    let (office, mut first) = Office::busy();
    let mut later = office.askers([7, 8, 9]);
    drop(later.remove(1));
    office.answer();
    assert!(look(&mut first[0]).is_ready());
    assert_eq!(look(&mut later[0]), Poll::Pending);
    assert_eq!(office.asked().last(), Some(&vec![7, 9]));
}

#[test]
fn whoever_has_waited_long_asks_alone() {
    let office = Office::with(Lines::with(ON_THEIR_WAY).with_patience(Duration::ZERO));
    let runtime = runtime();
    let alone = runtime.block_on(async {
        let _first: Vec<_> = (1..=ON_THEIR_WAY).map(|question| office.asker("a", question)).collect();
        Arc::clone(&office).ask("a", 7).await
    });
    assert_eq!(alone, None);
}

#[test]
fn a_line_that_nobody_needs_is_not_kept() {
    let runtime = runtime();
    let _inside = runtime.enter();
    let (office, mut first) = Office::busy();
    drop(office.asker("a", 7));
    while !office.asked().is_empty() {
        office.answer();
    }
    for asker in &mut first {
        assert!(look(asker).is_ready());
    }
    assert_eq!(office.lines.count(), 0);
}

#[test]
fn where_one_batch_may_be_on_its_way_all_who_ask_meanwhile_go_with_the_next() {
    let runtime = runtime();
    let _inside = runtime.enter();
    let office = Office::with(Lines::with(1));
    let mut first = office.asker("a", 1);
    let mut later = office.askers(2..6);
    assert_eq!(office.asked(), [vec![1]]);
    office.answer();
    assert!(look(&mut first).is_ready());
    assert_eq!(look(&mut later[0]), Poll::Pending);
    assert_eq!(office.asked(), [vec![2, 3, 4, 5]]);
}
