//! Sending a batch of due mails.

use std::collections::BTreeSet;
use std::time::Duration;

use rollbook_domain::email::EmailKey;
use rollbook_domain::mail::{Attempt, Delivery, HeldBack, Mail, MailText, MailerError, SecretUse, one_line};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{
    Clock, LeaseRequest, LeasedMail, Mailer, OutgoingMail, Settled, Settlement, StoreError, TenantStore,
    Vault, VaultError,
};
use rollbook_domain::settings::Settings;
use rollbook_domain::time::Instant;

use super::texts::{holding_parts, of_kind};
use super::{Rendered, render};
use crate::{Failure, What};

/// How often the outcome of a mail is told to a store that does not answer.
const MOST_TELLINGS: u32 = 3;

/// Sends mails: what it needs, and how it goes about it.
pub struct Dispatcher<'a> {
    pub(super) clock: &'a dyn Clock,
    pub(super) vault: &'a dyn Vault,
    pub(super) mailer: &'a dyn Mailer,
    pub(super) lease: Duration,
    pub(super) batch: usize,
    pub(super) is_stopping: &'a (dyn Fn() -> bool + Send + Sync),
}

/// What became of the mails taken in hand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DispatchReport {
    /// Taken by the mail server.
    pub sent: usize,
    /// To be tried again later.
    pub retried: usize,
    /// Given up.
    pub dead: usize,
    /// Held back by a rule, unsent.
    pub held_back: usize,
    /// Given up untried, because nothing is sent to the address.
    pub suppressed: usize,
    /// Put back untried.
    pub returned: usize,
    /// Not written down, because the lease was over and somebody else has the mail in hand.
    pub fenced: usize,
    /// Why the mail server cannot be used, where that ended the batch before its time.
    pub unusable: Option<String>,
}

impl DispatchReport {
    /// How many mails were taken in hand.
    pub fn taken(&self) -> usize {
        self.sent + self.retried + self.dead + self.held_back + self.suppressed + self.returned + self.fenced
    }

    /// Adds another report to this one.
    pub fn add(&mut self, other: Self) {
        self.sent += other.sent;
        self.retried += other.retried;
        self.dead += other.dead;
        self.held_back += other.held_back;
        self.suppressed += other.suppressed;
        self.returned += other.returned;
        self.fenced += other.fenced;
        self.unusable = other.unusable.or(self.unusable.take());
    }
}

/// What a batch is made with: read once, so that a batch has one state of texts and settings.
struct Workshop {
    settings: Settings,
    texts: Vec<MailText>,
}

/// A mail's secret, as it was sealed.
pub(super) struct Opened {
    pub(super) usage: SecretUse,
    pub(super) secret: zeroize::Zeroizing<String>,
}

/// Why a mail was not handed to the mail server.
pub(super) enum Hindrance {
    /// It never will be.
    GivenUp(String),
    /// A rule holds it back.
    HeldBack(HeldBack),
    /// An operator can help.
    Waits(String),
    /// Nothing can be done at all.
    Store(StoreError),
}

impl From<StoreError> for Hindrance {
    fn from(error: StoreError) -> Self {
        match error {
            // It concerns this mail alone. What the row holds may be personal and is not told.
            StoreError::Corrupt { table, column, id, .. } => Self::Waits(format!(
                "what it rests on cannot be read: table {table}, column {column}, id {id}"
            )),
            error => Self::Store(error),
        }
    }
}

impl<'a> Dispatcher<'a> {
    /// A dispatcher that leases 50 mails at a time for 5 minutes.
    pub fn new(clock: &'a dyn Clock, vault: &'a dyn Vault, mailer: &'a dyn Mailer) -> Self {
        let (lease, batch) = (Duration::from_mins(5), 50);
        Self { clock, vault, mailer, lease, batch, is_stopping: &|| false }
    }

    /// How long mails are leased for. No mail is begun in the second half of it, so half the lease must be longer than
    /// the mail server may take for one mail.
    #[must_use]
    pub fn with_lease(self, lease: Duration) -> Self {
        Self { lease, ..self }
    }

    /// How many mails are leased at a time; at least 1.
    #[must_use]
    pub fn with_batch(self, batch: usize) -> Self {
        Self { batch: batch.max(1), ..self }
    }

    /// Asked before each mail: once it says yes, the rest of the batch is put back.
    #[must_use]
    pub fn stopping_when(self, is_stopping: &'a (dyn Fn() -> bool + Send + Sync)) -> Self {
        Self { is_stopping, ..self }
    }

    /// Sends one batch of a tenant's due mails, each settled by itself before the next is begun.
    ///
    /// A mail that fails holds up no other, except that a mail server that cannot be used at all ends the batch: the rest
    /// is put back untried. Mails are made with the texts that hold now, and one with a secret that is not meant for its
    /// recipient any more, or opens nothing any more, is given up;
    /// one that a rule holds back ends as such (MAIL-08 to MAIL-15).
    ///
    /// # Errors
    /// [`Failure::Missing`] while the tenant does not exist, and [`Failure::Store`]; mails still in hand are free again
    /// when their lease is over.
    pub async fn dispatch_batch(&self, store: &dyn TenantStore) -> Result<DispatchReport, Failure> {
        self.dispatch_at_most(store, self.batch).await
    }

    pub(super) async fn dispatch_at_most(
        &self,
        store: &dyn TenantStore,
        limit: usize,
    ) -> Result<DispatchReport, Failure> {
        let now = self.clock.now();
        let until = after(now, self.lease);
        let begins_until = after(now, self.lease / 2);
        let leased = store.lease(&LeaseRequest { now, until, limit: limit.clamp(1, self.batch) }).await?;
        let mut report = DispatchReport::default();
        if leased.is_empty() {
            return Ok(report);
        }
        let tenant = store.tenant_state().await?;
        let tenant = tenant.ok_or_else(|| Failure::missing(What::Tenant, "this tenant"))?;
        let workshop = Workshop { settings: tenant.settings, texts: store.mail_texts().await? };
        let mut refused: BTreeSet<EmailKey> = BTreeSet::new();
        for LeasedMail { mail, is_suppressed } in &leased {
            let address = mail.to.as_ref().map(|to| to.reveal().key());
            let is_suppressed = *is_suppressed || address.as_ref().is_some_and(|key| refused.contains(key));
            let is_over =
                report.unusable.is_some() || self.clock.now() >= begins_until || (self.is_stopping)();
            let delivery = if is_over {
                Delivery::Returned
            } else if is_suppressed {
                Delivery::given_up("the address is suppressed; `rollbook mail suppressions` shows why")
            } else {
                self.attempt(store, mail, &workshop, &mut report.unusable).await?
            };
            let count = match &delivery {
                Delivery::Sent { .. } => &mut report.sent,
                Delivery::Retry { .. } => &mut report.retried,
                Delivery::Dead { .. } if is_suppressed => &mut report.suppressed,
                Delivery::Dead { .. } => &mut report.dead,
                Delivery::HeldBack { .. } => &mut report.held_back,
                Delivery::Returned => &mut report.returned,
            };
            let suppresses = matches!(delivery, Delivery::Dead { suppresses: true, .. });
            match self.settle(store, mail, delivery).await? {
                Settled::Done => {
                    *count += 1;
                    refused.extend(address.filter(|_| suppresses));
                }
                Settled::Fenced => report.fenced += 1,
            }
        }
        Ok(report)
    }

    /// Sends one mail and decides what becomes of it.
    async fn attempt(
        &self,
        store: &dyn TenantStore,
        mail: &Mail,
        workshop: &Workshop,
        unusable: &mut Option<String>,
    ) -> Result<Delivery, StoreError> {
        let text = of_kind(&workshop.texts, mail.kind);
        let made = self.outgoing(store, mail, &text, &workshop.settings).await;
        let handed_over = made.map(|mail| self.mailer.send(&mail));
        let now = self.clock.now();
        let attempt = Attempt { mail: mail.id, number: mail.attempts, queued_at: mail.queued_at, now };
        Ok(match handed_over {
            Ok(Ok(())) => Delivery::Sent { text_version: text.revision().get() },
            Ok(Err(error)) => {
                if let MailerError::Unusable(problem) = &error {
                    *unusable = Some(one_line(problem, 500));
                }
                attempt.failed(&error)
            }
            Err(Hindrance::GivenUp(problem)) => Delivery::given_up(&problem),
            Err(Hindrance::HeldBack(reason)) => Delivery::held_back(&reason),
            Err(Hindrance::Waits(problem)) => attempt.waits_for_operator(&problem),
            Err(Hindrance::Store(error)) => return Err(error),
        })
    }

    /// The mail as it goes out.
    async fn outgoing(
        &self,
        store: &dyn TenantStore,
        mail: &Mail,
        text: &MailText,
        settings: &Settings,
    ) -> Result<OutgoingMail, Hindrance> {
        let (Some(to), Some(facts)) = (&mail.to, &mail.facts) else {
            return Err(Hindrance::GivenUp("its recipient was erased".to_owned()));
        };
        let opened = self.opened(mail)?;
        let looked_up = match &opened {
            Some(opened) => self.recheck(store, mail, opened).await?,
            None => None,
        };
        let facts = &*self.gated(store, mail, facts, looked_up.as_ref()).await?;
        let secret = opened.map(|Opened { usage, secret }| {
            (usage, zeroize::Zeroizing::new(usage.written(&settings.base_url, &secret)))
        });
        let told = secret.as_ref().map(|(usage, written)| (*usage, written.as_str()));
        let Rendered { subject, text, html } = render(&holding_parts(text), mail.kind, facts, told, settings)
            .map_err(|refused| Hindrance::GivenUp(refused.to_string()))?;
        Ok(OutgoingMail {
            id: mail.id,
            from: settings.mail_from.clone(),
            to: to.clone(),
            subject: Personal::new(subject),
            text: Personal::new(text),
            html: Personal::new(html),
            dated: self.clock.now(),
        })
    }

    /// The mail's secret, if its kind tells one.
    fn opened(&self, mail: &Mail) -> Result<Option<Opened>, Hindrance> {
        let Some(secret) = &mail.secret else {
            return if mail.kind.secrets().contains(&None) {
                Ok(None)
            } else {
                let problem = "the secret that it should tell is gone; make a new one";
                Err(Hindrance::GivenUp(problem.to_owned()))
            };
        };
        let opened = self.vault.open_for_mail(mail.id, &secret.sealed).map_err(|error| match error {
            VaultError::Foreign => Hindrance::GivenUp(error.to_string()),
            VaultError::NoKey(_) | VaultError::UnknownKey(_) | VaultError::NoEntropy(_) => {
                Hindrance::Waits(error.to_string())
            }
        })?;
        Ok(Some(Opened { usage: secret.usage, secret: opened }))
    }

    /// Writes down what became of a mail; told again when the store does not answer, for a mail that was sent and is not
    /// known to be is sent twice.
    async fn settle(
        &self,
        store: &dyn TenantStore,
        mail: &Mail,
        delivery: Delivery,
    ) -> Result<Settled, StoreError> {
        let settlement = Settlement { mail: mail.id, epoch: mail.epoch, at: self.clock.now(), delivery };
        let mut tellings = 1;
        loop {
            match store.settle(&settlement).await {
                Err(StoreError::Unavailable(_) | StoreError::UnknownOutcome(_))
                    if tellings < MOST_TELLINGS =>
                {
                    tellings += 1;
                }
                // What the earlier telling wrote down after all turns this one away.
                Ok(Settled::Fenced) if tellings > 1 => return Ok(Settled::Done),
                answer => return answer,
            }
        }
    }
}

fn after(now: Instant, duration: Duration) -> Instant {
    let micros = i64::try_from(duration.as_micros()).unwrap_or(i64::MAX);
    now.checked_add_micros(micros).unwrap_or(Instant::MAX)
}
