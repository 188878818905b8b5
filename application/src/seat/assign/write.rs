//! What a plan of giving seats out writes.

use std::collections::HashSet;

use rollbook_domain::commit::Commit;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::MailId;
use rollbook_domain::mail::{SignInDetails, sign_in_details};
use rollbook_domain::plan::seats::assign::Given;

use super::AssignCommand;
use super::attempt::Attempt;
use super::secrets::Secrets;
use crate::Desk;
use crate::seat::words::person;

/// Everything in one commit: the seats, the learners, and a mail to each of them.
///
/// It rests on the buyer and the tenant too: who is erased meanwhile gives nothing out any more.
pub(super) fn commit(
    desk: &Desk<'_>,
    command: &AssignCommand<'_>,
    attempt: &Attempt,
    given: Vec<Given>,
    secrets: &Secrets<'_>,
) -> Commit {
    let buyer = attempt.buyer.customer.id;
    let buyer_name = person(attempt.buyer.customer.profile());
    let mut commit = desk.new_commit(attempt.now);
    commit.expect(StreamId::Tenant, attempt.tenant.revision);
    let mut written = HashSet::with_capacity(given.len());
    commit.events.reserve(given.len() * 3);
    for one in given {
        let (mail, credentials) = secrets
            .credentials(&one)
            .map_or_else(|| (MailId::next(desk.ids), None), |(mail, made)| (mail, Some(made)));
        let (secret, expires_at, event) = match credentials {
            None => (None, None, None),
            Some(made) => (Some(made.secret), made.expires_at, Some(made.event)),
        };
        let (learner, seat) = (one.learner, one.seat);
        commit.mail(sign_in_details(SignInDetails {
            id: mail,
            learner,
            profile: one.profile.reveal(),
            buyer: buyer_name.as_deref(),
            product: &attempt.product_title,
            window: one.window,
            secret,
            expires_at,
            seat,
            claim: one.claim,
            is_held: command.holds_mail,
        }));
        written.insert(learner);
        commit.expect(StreamId::Customer(learner), one.revision);
        commit.expect(StreamId::Seat(seat), one.seat_revision);
        let claimed = Event::Seat(seat, one.claimed.clone());
        let hash = secrets.hash(&one);
        for event in one.into_events(hash, Vec::from_iter(event)) {
            commit.push(Event::Customer(learner, event), command.reason.clone());
        }
        commit.push(claimed, command.reason.clone());
    }
    if !written.contains(&buyer) {
        commit.expect(StreamId::Customer(buyer), attempt.buyer.revision);
    }
    commit
}
