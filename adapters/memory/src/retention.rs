//! What is kept for a period.

use async_trait::async_trait;
use rollbook_domain::id::{CustomerId, SubmissionId};
use rollbook_domain::mail::Mail;
use rollbook_domain::port::{InactiveCustomer, Page, PageRequest, ReadResult, Retention};
use rollbook_domain::privacy::retention::{RetainedCounts, inactive_since};
use rollbook_domain::settings::{Retained, RetainedRows};
use rollbook_domain::time::Instant;

use crate::ledger::Ledger;
use crate::page;
use crate::store::MemoryTenant;

#[async_trait]
impl Retention for MemoryTenant {
    async fn count_retained(&self, retained: Retained, bounds: &[Instant]) -> ReadResult<RetainedCounts> {
        let ledger = self.read();
        let rows = match retained {
            Retained::Rows(rows) => ledger.retained(rows),
            Retained::Inactive => ledger.inactive().into_iter().map(|one| one.since).collect(),
        };
        let mut counts = vec![0; bounds.len() + 1];
        for at in &rows {
            counts[bounds.partition_point(|bound| bound <= at)] += 1;
        }
        Ok(RetainedCounts { oldest: rows.into_iter().min(), rows: counts })
    }

    async fn find_retained(
        &self,
        retained: RetainedRows,
        before: Instant,
        after: u32,
    ) -> ReadResult<Option<Instant>> {
        let mut rows = self.read().retained(retained);
        rows.sort_unstable();
        let place = usize::try_from(after).unwrap_or(usize::MAX);
        Ok(rows.get(place).copied().filter(|at| *at < before))
    }

    async fn inactive_customers(
        &self,
        before: Instant,
        request: &PageRequest,
    ) -> ReadResult<Page<InactiveCustomer>> {
        let after = page::after(request, key_of)?;
        let mut found = self.read().inactive();
        found.retain(|one| one.since < before && after.is_none_or(|after| (one.since, one.customer) > after));
        found.sort_unstable_by_key(|one| (one.since, one.customer));
        Ok(page::cut(found.into_iter(), request, |one| format!("{}.{}", one.since.as_micros(), one.customer)))
    }
}

fn key_of(text: &str) -> Option<(Instant, CustomerId)> {
    let (since, customer) = text.split_once('.')?;
    Some((Instant::from_micros(since.parse().ok()?).ok()?, CustomerId::parse(customer).ok()?))
}

/// When the mail ended, if it has and still says something.
fn ended_at(mail: &Mail) -> Option<Instant> {
    let is_telling =
        mail.to.is_some() || mail.facts.is_some() || mail.problem.is_some() || mail.secret.is_some();
    mail.ended_at.filter(|_| is_telling)
}

impl Ledger {
    fn retained(&self, rows: RetainedRows) -> Vec<Instant> {
        match rows {
            RetainedRows::Logins => self.logins.keys().map(|(_, at, _)| *at).collect(),
            RetainedRows::Mails => self.mails.values().filter_map(ended_at).collect(),
            RetainedRows::Answers => self.answers.keys().filter_map(|id| self.submitted_at(*id)).collect(),
            RetainedRows::Cmi => {
                let attempts = self.cmi.values().flat_map(|data| &data.attempts);
                attempts.filter_map(|attempt| Some(attempt.last_session()?.began_at)).collect()
            }
        }
    }

    fn submitted_at(&self, id: SubmissionId) -> Option<Instant> {
        let (customer, ..) = self.answers.get(&id)?;
        let held = &self.transcripts.get(customer)?.submissions;
        held.iter().find(|held| held.id == id).map(|held| held.submitted_at)
    }

    fn inactive(&self) -> Vec<InactiveCustomer> {
        let found = self.customers.values().filter_map(|record| {
            let since = inactive_since(&record.customer)?;
            Some(InactiveCustomer { customer: record.customer.id, since })
        });
        found.collect()
    }

    /// Takes away what is older.
    pub(crate) fn retain(&mut self, rows: RetainedRows, before: Instant) {
        match rows {
            RetainedRows::Logins => self.logins.retain(|(_, at, _), _| *at >= before),
            RetainedRows::Mails => {
                for mail in self.mails.values_mut() {
                    if let Some(ended_at) = mail.ended_at.filter(|ended_at| *ended_at < before) {
                        mail.forget_content(ended_at);
                        mail.forget_recipient();
                    }
                }
            }
            RetainedRows::Cmi => self.cmi.values_mut().for_each(|data| data.let_go(before)),
            RetainedRows::Answers => {
                let ids: Vec<SubmissionId> = self.answers.keys().copied().collect();
                for id in ids {
                    if self.submitted_at(id).is_some_and(|at| at < before) {
                        self.answers.remove(&id);
                    }
                }
            }
        }
    }
}
