//! How far a mail has come, in one word.

use rollbook_domain::mail::{Mail, MailState};

/// The states, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum TypedState {
    /// Waits for its time, for the first or a further attempt.
    Queued,
    /// Waits to be released.
    Held,
    /// A dispatcher has it in hand.
    Leased,
    /// The mail server took it.
    Sent,
    /// Given up.
    Dead,
    /// Held back by a rule right before it was sent.
    HeldBack,
}

impl TypedState {
    /// The state that is meant, and whether held mails are.
    pub(super) fn meant(self) -> (MailState, Option<bool>) {
        match self {
            Self::Queued => (MailState::Queued, Some(false)),
            Self::Held => (MailState::Queued, Some(true)),
            Self::Leased => (MailState::Leased, None),
            Self::Sent => (MailState::Sent, None),
            Self::Dead => (MailState::Dead, None),
            Self::HeldBack => (MailState::HeldBack, None),
        }
    }
}

/// The word for a mail's state.
pub(super) fn word(mail: &Mail) -> &'static str {
    match mail.state {
        MailState::Queued if mail.is_held => "held",
        MailState::Queued => "queued",
        MailState::Leased => "leased",
        MailState::Sent => "sent",
        MailState::Dead => "dead",
        MailState::HeldBack => "held_back",
    }
}

/// Whether it has not ended.
pub(super) fn is_on_its_way(mail: &Mail) -> bool {
    !mail.state.is_over()
}
