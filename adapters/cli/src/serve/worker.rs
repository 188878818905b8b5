//! One worker: round after round over all tenants.

use std::sync::Arc;
use std::sync::mpsc::Sender;

use rollbook_application::Failure;
use rollbook_application::mail::{DispatchReport, Dispatcher};
use rollbook_domain::port::{Mailer, StoreError, TenantStore};
use rollbook_domain::settings::TenantId;

use super::notices::Notices;
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
    /// When notices are queued next, at the one worker that does so.
    pub(super) notices: Option<Notices>,
}

/// Something for the operator to read.
pub(super) enum Told {
    /// What was done.
    Done(String),
    /// What went wrong.
    Wrong(String),
}

/// How a round went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Round {
    /// Some mails moved, so there may be more.
    Busy,
    /// Nothing was due.
    Idle,
    /// Something cannot be used.
    Wrong,
}

pub(super) type Tenants = Vec<(TenantId, Arc<dyn TenantStore>)>;

impl Worker {
    pub(super) async fn run(mut self) {
        let mut wrong_rounds = 0;
        while !self.stop.is_asked() {
            let (round, tenants) = match self.tenants().await {
                Ok(tenants) => {
                    if let Some(notices) = &mut self.notices {
                        notices.queue(&self.office, &tenants, &self.told).await;
                    }
                    (self.round(&tenants).await, tenants)
                }
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
        for (tenant, report) in &reports {
            match report {
                Ok(report) => {
                    if report.taken() > 0 {
                        let _ = self.told.send(Told::Done(format!("{tenant}: {}", sentence(report))));
                    }
                    if let Some(problem) = &report.unusable {
                        self.warn(format!("the mail server cannot be used: {problem}"));
                    }
                }
                Err(failure) => {
                    self.warn(format!("the mails of tenant {tenant} cannot be sent: {failure}"));
                }
            }
        }
        went(reports.iter().map(|(_, report)| report))
    }

    fn warn(&self, fragment: String) {
        let _ = self.told.send(Told::Wrong(fragment));
    }
}

/// A tenant whose mails cannot be sent makes nobody wait while those of another go out.
fn went<'a>(reports: impl Iterator<Item = &'a Result<DispatchReport, Failure>>) -> Round {
    let mut round = Round::Idle;
    for report in reports {
        match report {
            Ok(report) if report.unusable.is_none() && report.taken() > report.returned => {
                return Round::Busy;
            }
            Ok(report) if report.unusable.is_none() => {}
            Ok(_) | Err(_) => round = Round::Wrong,
        }
    }
    round
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
        (report.held_back, "held back by a rule"),
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

    #[test]
    fn a_tenant_whose_mails_cannot_be_sent_makes_nobody_wait_while_those_of_another_go_out() {
        let idle = || Ok(DispatchReport::default());
        let sent = || Ok(DispatchReport { sent: 50, ..DispatchReport::default() });
        let unusable = || {
            let unusable = Some("this sender is not accepted".to_owned());
            Ok(DispatchReport { retried: 1, returned: 49, unusable, ..DispatchReport::default() })
        };
        let gone = || Err(Failure::from(StoreError::Unavailable("gone".to_owned())));
        assert_eq!(went([sent(), unusable()].iter()), Round::Busy);
        assert_eq!(went([gone(), sent()].iter()), Round::Busy);
        assert_eq!(went([idle(), unusable()].iter()), Round::Wrong);
        assert_eq!(went([gone(), idle()].iter()), Round::Wrong);
        assert_eq!(went([idle(), idle()].iter()), Round::Idle);
    }
}
