//! Callers that go away before they have their answer.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

/// Waits for an answer `waits` times at most; `None` when it was left waiting once more, and is dropped where it stood.
pub(super) async fn abandoned_after<T>(work: impl Future<Output = T>, waits: u64) -> Option<T> {
    let mut work = pin!(work);
    let mut left = waits;
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(answer) => Poll::Ready(Some(answer)),
        Poll::Pending if left == 0 => Poll::Ready(None),
        Poll::Pending => {
            left -= 1;
            Poll::Pending
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use std::future::{Future, pending, ready};
    use std::task::{Context, Waker};

    use super::*;

    #[test]
    fn an_answer_that_comes_at_once_is_taken_and_one_that_does_not_is_left() {
        assert_eq!(pollster::block_on(abandoned_after(ready(1), 0)), Some(1));
        assert_eq!(pollster::block_on(abandoned_after(pending::<u8>(), 0)), None);
        let mut waiting = pin!(abandoned_after(pending::<u8>(), 1));
        let mut context = Context::from_waker(Waker::noop());
        assert_eq!(waiting.as_mut().poll(&mut context), Poll::Pending);
        assert_eq!(waiting.as_mut().poll(&mut context), Poll::Ready(None));
    }
}
