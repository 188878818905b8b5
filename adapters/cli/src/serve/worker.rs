//! One worker: round after round over all tenants.

use std::sync::Arc;
use std::sync::mpsc::Sender;

use rollbook_application::mail::{DispatchReport, Dispatcher};
use rollbook_domain::port::{Mailer, StoreError, TenantStore};
use rollbook_domain::settings::TenantId;

use super::stop::Stop;
use super::{Office, wait};

/// Sends mails until it is asked to stop.
pub(super) struct Worker {
    pub(super) office: Office,
    /// Only this tenant's, instead of everybody's.
    pub(super) only: Option<TenantId>,
    pub(super) mailer: Arc<dyn Mailer>,
    pub(super) stop: Arc<Stop>,
    pub(super) told: Sender<Told>,
}

/// Something for the operator to read.
pub(super) enum Told {
    /// What was done.
    Done(String),
    /// What went wrong.
    Wrong(String),
}

/// How a round went.
enum Round {
    /// Some mails moved, so there may be more.
    Busy,
    /// Nothing was due.
    Idle,
    /// Something cannot be used.
    Wrong,
}

type Tenants = Vec<(TenantId, Arc<dyn TenantStore>)>;

impl Worker {
    pub(super) async fn run(self) {
        let mut wrong_rounds = 0;
        while !self.stop.is_asked() {
            let (round, tenants) = match self.tenants().await {
                Ok(tenants) => (self.round(&tenants).await, tenants),
                Err(error) => {
                    self.warn(format!("the tenants cannot be read: {error}"));
                    (Round::Wrong, Vec::new())
                }
            };
            match round {
                Round::Busy => wrong_rounds = 0,
                Round::Idle => {
                    wrong_rounds = 0;
                    let due_at = next_due_at(&tenants).await;
                    self.stop.wait(wait::when_idle(self.office.poll, self.office.clock.now(), due_at));
                }
                Round::Wrong => {
                    wrong_rounds += 1;
                    self.stop.wait(wait::when_wrong(self.office.poll, wrong_rounds));
                }
            }
        }
    }

    async fn tenants(&self) -> Result<Tenants, StoreError> {
        let store = &self.office.store;
        let names = match &self.only {
            Some(only) => vec![only.clone()],
            None => store.tenants().await?,
        };
        Ok(names.into_iter().map(|name| (name.clone(), store.tenant(&name))).collect())
    }

    async fn round(&self, tenants: &Tenants) -> Round {
        let is_stopping = || self.stop.is_asked();
        let Office { clock, vault, lease, .. } = &self.office;
        let dispatcher = Dispatcher::new(&**clock, &**vault, &*self.mailer).with_lease(*lease);
        let reports = dispatcher.stopping_when(&is_stopping).dispatch_round(tenants).await;
        let mut round = Round::Idle;
        for (tenant, report) in reports {
            match report {
                Ok(report) => {
                    if report.taken() > 0 {
                        let _ = self.told.send(Told::Done(format!("{tenant}: {}", sentence(&report))));
                    }
                    if report.taken() > report.returned && !matches!(round, Round::Wrong) {
                        round = Round::Busy;
                    }
                    if let Some(problem) = report.unusable {
                        self.warn(format!("the mail server cannot be used: {problem}"));
                        round = Round::Wrong;
                    }
                }
                Err(failure) => {
                    self.warn(format!("the mails of tenant {tenant} cannot be sent: {failure}"));
                    round = Round::Wrong;
                }
            }
        }
        round
    }

    fn warn(&self, fragment: String) {
        let _ = self.told.send(Told::Wrong(fragment));
    }
}

/// A tenant that cannot say when waits for the next poll.
async fn next_due_at(tenants: &Tenants) -> Option<rollbook_domain::time::Instant> {
    let mut earliest = None;
    for (_, store) in tenants {
        let due_at = store.next_due_at().await.unwrap_or(None);
        earliest = [earliest, due_at].into_iter().flatten().min();
    }
    earliest
}

fn sentence(report: &DispatchReport) -> String {
    let counts = [
        (report.sent, "sent"),
        (report.retried, "to be tried again"),
        (report.dead, "given up"),
        (report.suppressed, "suppressed"),
        (report.returned, "put back"),
        (report.fenced, "in other hands by now"),
    ];
    let told = counts.into_iter().filter(|(count, _)| *count > 0);
    told.map(|(count, what)| format!("{count} {what}")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_log_tells_what_there_is_to_tell() {
        let report = DispatchReport { sent: 3, dead: 1, ..DispatchReport::default() };
        assert_eq!(sentence(&report), "3 sent, 1 given up");
    }
}
