//! The outbox: mails on their way, what people do to them, and their texts.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use async_trait::async_trait;
use rollbook_domain::email::EmailKey;
use rollbook_domain::event::StreamId;
use rollbook_domain::id::{CustomerId, MailId};
use rollbook_domain::mail::{
    Mail, MailKind, MailState, MailText, OutboxEvent, Suppression, SuppressionCause,
};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{
    Delivery, LeaseRequest, LeasedMail, MailQuery, Outbox, Page, PageRequest, ReadResult, Settled, Settlement,
};
use rollbook_domain::stamp::{Revision, Stamp};
use rollbook_domain::time::Instant;

use crate::ledger::Ledger;
use crate::page;
use crate::store::MemoryTenant;

#[async_trait]
impl Outbox for MemoryTenant {
    async fn lease(&self, request: &LeaseRequest) -> ReadResult<Vec<LeasedMail>> {
        let mut ledger = self.write();
        let chosen = ledger.due(request);
        Ok(chosen.into_iter().filter_map(|id| ledger.take_in_hand(id, request.until)).collect())
    }

    async fn settle(&self, settlement: &Settlement) -> ReadResult<Settled> {
        Ok(self.write().settle(settlement))
    }

    async fn next_due_at(&self) -> ReadResult<Option<Instant>> {
        let ledger = self.read();
        let waiting = ledger.mails.values().filter(|mail| !mail.is_held);
        let due = waiting.filter_map(|mail| match mail.state {
            MailState::Queued => Some(mail.due_at),
            MailState::Leased => Some(mail.leased_until.unwrap_or(mail.due_at)),
            MailState::Sent | MailState::Dead | MailState::HeldBack => None,
        });
        Ok(due.min())
    }

    async fn find_mail(&self, id: MailId) -> ReadResult<Option<Mail>> {
        Ok(self.read().mails.get(&id).cloned())
    }

    async fn mails(&self, query: &MailQuery, page: &PageRequest) -> ReadResult<Page<Mail>> {
        let after = page::after(page, |text| MailId::parse(text).ok())?;
        let ledger = self.read();
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        let mails = ledger.mails.range((from, Bound::Unbounded)).map(|(_, mail)| mail);
        Ok(page::cut(mails.filter(|mail| is_wanted(query, mail)).cloned(), page, |mail| mail.id))
    }

    async fn mails_to(&self, customers: &[CustomerId], kinds: &[MailKind]) -> ReadResult<Vec<Mail>> {
        let ledger = self.read();
        let customers: BTreeSet<&CustomerId> = customers.iter().collect();
        let is_wanted = |mail: &&Mail| {
            mail.customer.is_some_and(|to| customers.contains(&to)) && kinds.contains(&mail.kind)
        };
        Ok(ledger.mails.values().filter(is_wanted).cloned().collect())
    }

    async fn suppressions(&self) -> ReadResult<Vec<Suppression>> {
        Ok(self.read().suppressions.values().cloned().collect())
    }

    async fn outbox_revision(&self) -> ReadResult<Revision> {
        Ok(self.read().revision(StreamId::Outbox))
    }

    async fn mail_texts(&self) -> ReadResult<Vec<MailText>> {
        Ok(self.read().mail_texts.values().cloned().collect())
    }
}

fn key(mail: &Mail) -> Option<EmailKey> {
    mail.to.as_ref().map(|to| to.reveal().key())
}

fn domain(mail: &Mail) -> String {
    key(mail)
        .and_then(|key| key.as_str().rsplit_once('@').map(|(_, domain)| domain.to_owned()))
        .unwrap_or_default()
}

fn is_wanted(query: &MailQuery, mail: &Mail) -> bool {
    query.kind.is_none_or(|kind| kind == mail.kind)
        && query.state.is_none_or(|state| state == mail.state)
        && query.is_held.is_none_or(|is_held| is_held == mail.is_held)
        && query.to.as_ref().is_none_or(|to| key(mail).as_ref() == Some(to))
        && query.customer.is_none_or(|customer| mail.customer == Some(customer))
}

impl Ledger {
    /// The mails due, the oldest of every domain first, then the second oldest of every domain, and so on.
    fn due(&self, request: &LeaseRequest) -> Vec<MailId> {
        let mut due: Vec<&Mail> = self.mails.values().filter(|mail| mail.is_due_at(request.now)).collect();
        due.sort_by_key(|mail| (mail.due_at, mail.id));
        let mut seen: BTreeMap<String, u64> = BTreeMap::new();
        let mut turns: Vec<(u64, Instant, MailId)> = due
            .into_iter()
            .map(|mail| {
                let turn = seen.entry(domain(mail)).or_default();
                *turn += 1;
                (*turn, mail.due_at, mail.id)
            })
            .collect();
        turns.sort_unstable();
        turns.into_iter().take(request.limit.max(1)).map(|(_, _, id)| id).collect()
    }

    fn take_in_hand(&mut self, id: MailId, until: Instant) -> Option<LeasedMail> {
        let mail = self.mails.get_mut(&id)?;
        mail.state = MailState::Leased;
        mail.epoch += 1;
        mail.attempts += 1;
        mail.leased_until = Some(until);
        let is_suppressed = key(mail).is_some_and(|key| self.suppressions.contains_key(&key));
        Some(LeasedMail { mail: mail.clone(), is_suppressed })
    }

    fn settle(&mut self, settlement: &Settlement) -> Settled {
        let Some(mail) = self.mails.get_mut(&settlement.mail) else { return Settled::Fenced };
        if mail.state != MailState::Leased || mail.epoch != settlement.epoch {
            return Settled::Fenced;
        }
        mail.leased_until = None;
        match &settlement.delivery {
            Delivery::Sent { text_version } => {
                mail.state = MailState::Sent;
                mail.text_version = Some(*text_version);
                mail.problem = None;
            }
            Delivery::Retry { due_at, problem } => {
                mail.state = MailState::Queued;
                mail.due_at = *due_at;
                mail.problem = Some(problem.clone());
            }
            Delivery::Dead { problem, .. } => {
                mail.state = MailState::Dead;
                mail.problem = Some(problem.clone());
            }
            Delivery::HeldBack { problem } => {
                mail.state = MailState::HeldBack;
                mail.attempts = mail.attempts.saturating_sub(1);
                mail.problem = Some(problem.clone());
            }
            Delivery::Returned => {
                mail.state = MailState::Queued;
                mail.attempts = mail.attempts.saturating_sub(1);
            }
        }
        if mail.state.is_over() {
            mail.ended_at = Some(settlement.at);
            mail.secret = None;
        }
        if let (Delivery::Dead { problem, suppresses: true }, Some(to)) =
            (&settlement.delivery, mail.to.clone())
        {
            let suppression = Suppression {
                address: to,
                cause: SuppressionCause::Refused,
                since: settlement.at,
                problem: Some(problem.clone()),
            };
            self.suppress(suppression);
        }
        Settled::Done
    }

    /// Keeps the first suppression of an address.
    fn suppress(&mut self, suppression: Suppression) {
        self.suppressions.entry(suppression.address.reveal().key()).or_insert(suppression);
    }

    pub(crate) fn fold_outbox(&mut self, event: &OutboxEvent, stamp: &Stamp) {
        match event {
            OutboxEvent::MailsHeld { mails } => self.hold(mails, true),
            OutboxEvent::MailsReleased { mails } => self.hold(mails, false),
            OutboxEvent::AddressSuppressed { address: Some(address) } => self.suppress(Suppression {
                address: Personal::clone(address),
                cause: SuppressionCause::Administrator,
                since: stamp.recorded_at,
                problem: None,
            }),
            OutboxEvent::AddressAllowed { address: Some(address) } => {
                self.suppressions.remove(&address.reveal().key());
            }
            // The mails come with the commit.
            OutboxEvent::MailsRequeued { .. }
            | OutboxEvent::NoticesQueued { .. }
            | OutboxEvent::MailsForgotten { .. }
            | OutboxEvent::AddressSuppressed { address: None }
            | OutboxEvent::AddressAllowed { address: None } => {}
        }
    }

    fn hold(&mut self, mails: &[MailId], is_held: bool) {
        for id in mails {
            let waiting = |mail: &&mut Mail| !mail.state.is_over();
            if let Some(mail) = self.mails.get_mut(id).filter(waiting) {
                mail.is_held = is_held;
            }
        }
    }
}
