//! A dispatcher of mails that can be watched.

use std::io::BufRead as _;
use std::time::Duration;

use pollster::block_on;
use rollbook_application::mail::{DispatchReport, Dispatcher};
use rollbook_domain::port::{Mailer, MailerError, OutgoingMail};
use rollbook_domain::settings::TenantId;
use rollbook_system::{KeyRingVault, SystemClock};

use super::{DispatchArguments, Stop, pause, tell};
use crate::store;

/// How often it looks for mails that others let go.
const POLL: Duration = Duration::from_millis(50);

pub(super) fn run(arguments: &DispatchArguments, stop: &Stop) -> Result<(), String> {
    let place = &arguments.place;
    let vault = KeyRingVault::open(&place.keys).map_err(|error| error.to_string())?;
    let store = store::open(&place.store, &place.options())?;
    let tenant = store.tenant(&TenantId::default());
    let mailer = Told { asks: arguments.asks };
    let is_stopping = || stop.is_asked();
    let dispatcher = Dispatcher::new(&SystemClock, &vault, &mailer)
        .with_lease(Duration::from_millis(arguments.lease))
        .stopping_when(&is_stopping);
    tell("ready")?;
    let mut report = DispatchReport::default();
    while !stop.is_asked() {
        match block_on(dispatcher.dispatch_batch(&*tenant)) {
            Ok(batch) => {
                if batch.taken() > 0 {
                    tell(&format!(
                        "settled {} sent, {} returned, {} fenced",
                        batch.sent, batch.returned, batch.fenced
                    ))?;
                }
                report.add(batch);
            }
            Err(failure) => tell(&format!("failed: {failure}"))?,
        }
        pause(POLL);
    }
    tell(&format!("ended with {} sent, {} returned, {} fenced", report.sent, report.returned, report.fenced))
}

/// Tells of every mail, and sends none; where it asks, it waits for a line before it goes on.
struct Told {
    asks: bool,
}

impl Mailer for Told {
    fn send(&self, mail: &OutgoingMail) -> Result<(), MailerError> {
        let unusable = |problem: String| MailerError::Unusable(problem);
        tell(&format!("sending {}", mail.id)).map_err(unusable)?;
        if self.asks {
            let mut line = String::new();
            std::io::stdin().lock().read_line(&mut line).map_err(|error| unusable(error.to_string()))?;
        }
        tell(&format!("sent {}", mail.id)).map_err(unusable)
    }
}
