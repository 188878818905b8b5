//! Holding mails back and releasing them.

use super::{Mail, OutboxEvent};
use crate::id::MailId;

/// Holds back those of the mails that have not ended and are not held already; none is no event.
///
/// One that a dispatcher has in hand at this moment goes out all the same.
pub fn hold(mails: &[Mail]) -> Vec<OutboxEvent> {
    let mails = waiting(mails, false);
    if mails.is_empty() { Vec::new() } else { vec![OutboxEvent::MailsHeld { mails }] }
}

/// Releases those of the mails that are held and have not ended; none is no event.
pub fn release(mails: &[Mail]) -> Vec<OutboxEvent> {
    let mails = waiting(mails, true);
    if mails.is_empty() { Vec::new() } else { vec![OutboxEvent::MailsReleased { mails }] }
}

fn waiting(mails: &[Mail], is_held: bool) -> Vec<MailId> {
    mails.iter().filter(|mail| !mail.state.is_over() && mail.is_held == is_held).map(|mail| mail.id).collect()
}
