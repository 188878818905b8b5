//! How seats are given out: what assigning and inviting have in common.

use rollbook_domain::plan::seats::GiveOutOptions;

/// How seats are given out.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(crate) struct GiveOutArgs {
    /// Show what would happen and change nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Leave refused rows out instead of refusing all.
    #[arg(long)]
    pub(crate) skip_bad: bool,
    /// Where there are more recipients than seats, serve the first ones.
    #[arg(long)]
    pub(crate) fill_available: bool,
    /// Give a seat also to who has access to the product already.
    #[arg(long)]
    pub(crate) stack: bool,
    /// Confirm how many seats are used, as --dry-run says; needed for very many.
    #[arg(long, value_name = "COUNT", allow_negative_numbers = true)]
    pub(crate) confirm: Option<u64>,
    /// Let the mails wait until somebody releases them.
    #[arg(long)]
    pub(crate) hold_mail: bool,
}

impl GiveOutArgs {
    /// What the plan is told.
    pub(crate) fn options(&self) -> GiveOutOptions {
        GiveOutOptions {
            skip_bad: self.skip_bad,
            fill_available: self.fill_available,
            may_stack: self.stack,
            confirm: self.confirm,
        }
    }
}
