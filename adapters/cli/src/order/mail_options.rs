//! What becomes of the mail that confirms an order.

use rollbook_application::order::ConfirmationMail;

/// What becomes of the confirmation.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct MailOptions {
    /// Send no confirmation.
    #[arg(long)]
    no_mail: bool,
    /// Let the confirmation wait until `rollbook mail release` sends it.
    #[arg(long, conflicts_with = "no_mail")]
    hold_mail: bool,
}

impl From<MailOptions> for ConfirmationMail {
    fn from(typed: MailOptions) -> Self {
        match (typed.no_mail, typed.hold_mail) {
            (true, _) => Self::Omit,
            (false, true) => Self::Hold,
            (false, false) => Self::Send,
        }
    }
}
