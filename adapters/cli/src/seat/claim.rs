//! `rollbook seat claim`.

use rollbook_application::seat::{ClaimCommand, ClaimOutcome, claim_seat};
use rollbook_domain::access::AccessWindow;
use rollbook_domain::email::EmailAddress;
use rollbook_domain::id::{CustomerId, GrantId, SeatId};
use rollbook_domain::rule::Q_08;
use rollbook_domain::text::PersonName;
use rollbook_domain::time::end_in_words;
use serde::Serialize;

use super::opener::OpenerArgs;
use crate::values::{email, person_name};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook seat link --seat seat_01jtj9qryvevarzxp12eysenya --output table |
      rollbook seat claim --link - --email joan@example.org \\
      --first-name Joan --last-name Clarke

A registration code is given as --code 7K2M-Q9XA-4RTP-W3HD-5. With --link - and --password-from-stdin the link is
the first line of the standard input and the password the second. An account with the email takes the seat as it
is; where there is none it is made, and mailed how to choose a password. Whoever takes the seat by the link in a mail
to the very same address may give the password at once. The first to accept takes the seat. Whoever has access to the
product already leaves the seat to others, unless --stack is given.";

/// Take a seat, by the link of an invitation or by its registration code.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    opener: OpenerArgs,
    /// Who takes the seat.
    #[arg(long, value_name = "EMAIL", value_parser = email)]
    email: EmailAddress,
    /// The first name, for an account that has to be made.
    #[arg(long, value_name = "NAME", value_parser = person_name, requires = "last_name")]
    first_name: Option<PersonName>,
    /// The last name, for an account that has to be made.
    #[arg(long, value_name = "NAME", value_parser = person_name, requires = "first_name")]
    last_name: Option<PersonName>,
    /// Read the password of an account that has to be made from the standard input; used only with the link in a mail to
    /// the same address.
    #[arg(long)]
    password_from_stdin: bool,
    /// Take the seat also with access to the product already.
    #[arg(long)]
    stack: bool,
    /// Let the mail to a new account wait until somebody releases it.
    #[arg(long)]
    hold_mail: bool,
}

#[derive(Serialize)]
struct View {
    seat: SeatId,
    customer: CustomerId,
    grant: GrantId,
    outcome: &'static str,
    is_new_account: bool,
    window: Option<AccessWindow>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let typed = args.opener.read(session)?;
    let password = if args.password_from_stdin { Some(session.read_line()?) } else { None };
    let command = ClaimCommand {
        opener: typed.opener(),
        email: args.email,
        name: args.first_name.zip(args.last_name),
        password: password.as_deref(),
        may_stack: args.stack,
        holds_mail: args.hold_mail,
    };
    let claim = claim_seat(&session.desk(), &*session.vault()?, session.hasher(), &command).await?;
    let outcome = match claim.outcome {
        ClaimOutcome::Claimed => "claimed",
        ClaimOutcome::Unchanged => "unchanged",
        ClaimOutcome::AlreadyHasAccess => "already_has_access",
    };
    if claim.outcome == ClaimOutcome::AlreadyHasAccess {
        session.warn(&format!(
            "the account has access already, so the seat stays free; --stack takes it all the same ({Q_08})"
        ));
    }
    if claim.outcome == ClaimOutcome::Claimed && password.is_some() && !claim.is_password_set {
        session.warn(if claim.is_new_account {
            "the password is not used, since only the link in a mail to this address shows that it is theirs; \
             how to choose one is mailed there"
        } else {
            "there is an account with this email already; its password stays as it is"
        });
    }
    let (seat, customer, grant, window) = (claim.seat, claim.customer, claim.grant, claim.window);
    let view = View { seat, customer, grant, outcome, is_new_account: claim.is_new_account, window };
    let zone = session.zone().await?;
    session.one(&view, || {
        let end = window.map(|window| end_in_words(window.ends_at(), zone)).unwrap_or_default();
        match claim.outcome {
            ClaimOutcome::Claimed => format!("took {seat} for customer {customer}; access {grant} {end}"),
            ClaimOutcome::Unchanged => format!("nothing to change, customer {customer} holds {seat} already"),
            ClaimOutcome::AlreadyHasAccess => {
                format!("customer {customer} has access already, by {grant} {end}")
            }
        }
    })
}
