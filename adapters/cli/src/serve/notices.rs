//! Queueing notices beside sending mails.

use std::sync::mpsc::Sender;

use rollbook_application::Desk;
use rollbook_application::mail::queue_notices;
use rollbook_domain::actor::Actor;
use rollbook_domain::time::Instant;

use super::Office;
use super::worker::{Tenants, Told};

/// How long after a pass the next one begins: an hour.
const PAUSE: i64 = 3_600_000_000;

/// When notices are queued next.
#[derive(Debug, Default)]
pub(super) struct Notices {
    due_at: Option<Instant>,
}

impl Notices {
    /// Queues the notices of every tenant that are due, once an hour; what goes wrong with one is told, and tried again in
    /// the next pass.
    pub(super) async fn queue(&mut self, office: &Office, tenants: &Tenants, told: &Sender<Told>) {
        let now = office.clock.now();
        if self.due_at.is_some_and(|due_at| now < due_at) {
            return;
        }
        self.due_at = now.checked_add_micros(PAUSE).ok();
        for (tenant, store) in tenants {
            let actor = Actor::system();
            let desk = Desk { store: &**store, clock: &*office.clock, ids: &*office.ids, actor };
            let said = match queue_notices(&desk, false).await {
                Ok(report) if report.queued() == 0 => continue,
                Ok(report) => Told::Done(format!("{tenant}: {} notices queued", report.queued())),
                Err(failure) => {
                    Told::Wrong(format!("the notices of tenant {tenant} cannot be queued: {failure}"))
                }
            };
            let _ = told.send(said);
        }
    }
}
