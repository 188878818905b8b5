//! `rollbook customer password`.

use rollbook_application::Changed;
use rollbook_application::customer::{
    NewPassword, as_typed, expire_passwords_after, send_password_link, set_password, set_password_by_link,
};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::refusal::Outcome;

use crate::changed::changed;
use crate::values::{customer_key, secret};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook customer password ada@example.org --from-stdin < password.txt
  read -rs P && printf '%s\\n' \"$P\" |
      rollbook customer password ada@example.org --from-stdin --must-change
  rollbook customer password ada@example.org --send-link
  rollbook customer password ada@example.org --expire-after 90
  rollbook customer password ada@example.org --never-expire";

/// Set a customer's password, mail a link to set one, or say when it expires.
///
/// A password is read from the first line of the standard input and never from the command line, which other people
/// on the machine can see. With `--link` it is set as whoever got the link would set it: once, in time, and by the link
/// alone.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
#[command(group(clap::ArgGroup::new("act").required(true).multiple(true)
    .args(["from_stdin", "send_link", "expire_after", "never_expire"])))]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(crate) struct Args {
    /// The customer: email, id or code.
    #[arg(value_name = "EMAIL|ID", value_parser = customer_key, required_unless_present = "link")]
    customer: Option<CustomerKey>,
    /// Read the new password from the standard input.
    #[arg(long)]
    from_stdin: bool,
    /// The new password has to be changed at the next sign-in.
    #[arg(long, requires = "from_stdin")]
    must_change: bool,
    /// Set the password by this link from a mail; - reads the link from the first line of the standard input, and the
    /// password from the second.
    #[arg(long, value_name = "URL", value_parser = secret, requires = "from_stdin")]
    #[arg(conflicts_with_all = ["customer", "must_change", "send_link", "expire_after", "never_expire"])]
    link: Option<Personal<String>>,
    /// Mail the customer a link to set a password: within 7 days the first one, within 30 minutes a new one.
    #[arg(long, conflicts_with_all = ["from_stdin", "expire_after", "never_expire"])]
    send_link: bool,
    /// Passwords are due for a change after this many days.
    #[arg(long, value_name = "DAYS", allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..=36_500))]
    expire_after: Option<u32>,
    /// Passwords may be used for as long as wanted.
    #[arg(long, conflicts_with = "expire_after")]
    never_expire: bool,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let desk = session.desk();
    if let Some(link) = &args.link {
        let link = session.read_unless_typed(link)?;
        let typed = session.read_line()?;
        let change = set_password_by_link(&desk, session.hasher(), link.reveal(), &typed).await?;
        return changed(session, "the password of the customer whom the link was sent to", &change);
    }
    let Some(customer) = &args.customer else {
        return Err(CliError::usage("name a customer, or give --link"));
    };
    let of = as_typed(customer);
    if args.send_link {
        let change = send_password_link(&desk, &*session.vault()?, customer).await?;
        return changed(session, &format!("customer {of}, who is mailed a link to set a password"), &change);
    }
    let mut changes = Vec::new();
    if args.from_stdin {
        let typed = session.read_line()?;
        let command = NewPassword { typed: &typed, must_change: args.must_change };
        changes.push(set_password(&desk, session.hasher(), customer, command).await?);
    }
    if args.expire_after.is_some() || args.never_expire {
        changes.push(expire_passwords_after(&desk, customer, args.expire_after).await?);
    }
    let is_applied = changes.iter().any(|change| change.outcome == Outcome::Applied);
    let outcome = if is_applied { Outcome::Applied } else { Outcome::Unchanged };
    let what = match (args.from_stdin, args.expire_after) {
        (true, None) if !args.never_expire => format!("the password of customer {of}"),
        (true, _) => format!("the password of customer {of} and when it expires"),
        (false, Some(days)) => format!("customer {of}, whose password expires after {days} days"),
        (false, None) => format!("customer {of}, whose password never expires"),
    };
    changes.first().map_or(Ok(()), |first| changed(session, &what, &Changed { outcome, ..*first }))
}
