//! Queueing mails anew that had ended unsent.

use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::MailId;
use rollbook_domain::mail::{RequeueRefused, requeue};
use rollbook_domain::port::{MailQuery, PageRequest};

use crate::{Desk, Failure, What};

/// Queues mails anew by hand that were held back or given up: all of them or none. Answers with the new mails, in the
/// order named.
///
/// # Errors
/// What [`requeue`] refuses (MAIL-15): a mail that has not ended or was sent, one that told a secret, one whose recipient
/// was erased, one that was queued anew before. [`Failure::Missing`] for a mail that does not exist.
pub async fn requeue_mails(desk: &Desk<'_>, mails: &[MailId]) -> Result<Vec<MailId>, Failure> {
    let mut named: Vec<MailId> = Vec::with_capacity(mails.len());
    for mail in mails {
        if !named.contains(mail) {
            named.push(*mail);
        }
    }
    let mut tries = desk.tries();
    loop {
        let revision = desk.store.outbox_revision().await?;
        let mut commit = desk.new_commit(desk.now());
        commit.expect(StreamId::Outbox, revision);
        let mut queued = Vec::with_capacity(named.len());
        for id in &named {
            let found = desk.store.find_mail(*id).await?;
            let mail = found.ok_or_else(|| Failure::missing(What::Mail, id.to_string()))?;
            let (event, new) = requeue(&mail, MailId::next(desk.ids))?;
            let to = Some(new.to.reveal().key());
            let query = MailQuery { kind: Some(new.kind), to, ..MailQuery::default() };
            let others = desk.store.mails(&query, &PageRequest::everything()).await?.items;
            if others.iter().any(|other| other.dedupe == new.dedupe) {
                return Err(RequeueRefused::Repeated { mail: *id }.into());
            }
            queued.push(new.id);
            commit.push(Event::Outbox(event), None);
            commit.mail(new);
        }
        if tries.commit(commit).await? {
            return Ok(queued);
        }
    }
}
