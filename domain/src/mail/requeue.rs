//! Queueing a mail anew by hand after it had ended (MAIL-15).

use super::{DedupeKey, Mail, MailFacts, MailKind, MailState, NewMail, OutboxEvent};
use crate::id::MailId;
use crate::refusal::Refusal;
use crate::rule::{MAIL_15, RuleId};

/// Why a mail is not queued anew.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RequeueRefused {
    /// It has not ended, or the mail server took it.
    #[error("mail {mail} is {state}, and only one that was held back or given up is queued anew")]
    NotEnded {
        /// Which one.
        mail: MailId,
        /// How far it has come.
        state: MailState,
    },
    /// What it told is forgotten.
    #[error("mail {mail} told a link or a password, which is forgotten; make a new one, and it is mailed")]
    SecretForgotten {
        /// Which one.
        mail: MailId,
    },
    /// The recipient is forgotten.
    #[error(
        "mail {mail} has no recipient any more: the customer was erased, or it is older than mails are kept"
    )]
    Erased {
        /// Which one.
        mail: MailId,
    },
    /// It was queued anew before.
    #[error("mail {mail} was queued anew already; look for the later mail to the same address")]
    Repeated {
        /// Which one.
        mail: MailId,
    },
}

impl Refusal for RequeueRefused {
    fn rules(&self) -> &'static [RuleId] {
        &[MAIL_15]
    }
}

/// Queues a mail of the same words and to the same address, which goes to an Inactive account too (MAIL-15).
///
/// # Errors
/// [`RequeueRefused`] for one that did not end unsent, that told a secret, or whose recipient was erased.
pub fn requeue(mail: &Mail, id: MailId) -> Result<(OutboxEvent, NewMail), RequeueRefused> {
    let Mail { id: old, state, .. } = *mail;
    if !matches!(state, MailState::HeldBack | MailState::Dead) {
        return Err(RequeueRefused::NotEnded { mail: old, state });
    }
    let (Some(to), Some(facts)) = (&mail.to, &mail.facts) else {
        return Err(RequeueRefused::Erased { mail: old });
    };
    if facts.tells.is_some() {
        return Err(RequeueRefused::SecretForgotten { mail: old });
    }
    let new = NewMail {
        id,
        kind: mail.kind,
        to: to.clone(),
        customer: mail.customer,
        facts: MailFacts { is_by_hand: true, ..facts.clone() },
        secret: None,
        dedupe: queued_anew(mail.kind, old),
        is_held: false,
    };
    Ok((OutboxEvent::MailsRequeued { mails: vec![old] }, new))
}

/// The key by which one mail is queued anew once.
pub(super) fn queued_anew(kind: MailKind, old: MailId) -> DedupeKey {
    DedupeKey::new(kind, format_args!("again:{old}"))
}
