//! `rollbook access check`.

use rollbook_application::access::check_access;
use rollbook_domain::rule::RuleId;
use rollbook_domain::time::Instant;
use rollbook_domain::verdict::View;
use serde::Serialize;

use super::question::Question;
use crate::{CliError, Session, exit};

const EXAMPLES: &str = "\
Examples:
  rollbook access check --customer ada@example.org --item ALG-FINAL
  rollbook access check --customer ada@example.org --course ALGEBRA \\
      --view results --at 2026-06-30

Exit codes: 0 allowed, 1 denied.";

/// Say whether a customer may open something, and exit with 0 for yes and 1 for no.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    question: Question,
}

#[derive(Serialize)]
struct Answer {
    verdict: &'static str,
    view: View,
    at: Instant,
    rules: &'static [RuleId],
    next_change_at: Option<Instant>,
}

/// The word for the answer.
pub(super) fn word(is_allowed: bool) -> &'static str {
    if is_allowed { "allow" } else { "deny" }
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let question = &args.question;
    let at = question.at(session).await?;
    let (customer, subject) = (&question.customer, question.subject()?);
    let verdict = check_access(&session.desk(), customer, subject, question.view(), at).await?;
    let answer = Answer {
        verdict: word(verdict.is_allowed),
        view: verdict.view,
        at: verdict.at,
        rules: verdict.rules(),
        next_change_at: verdict.next_change_at,
    };
    session.one(&answer, || {
        let rules: Vec<String> = answer.rules.iter().map(ToString::to_string).collect();
        format!("{} ({})", answer.verdict, rules.join(", "))
    })?;
    if verdict.is_allowed { Ok(()) } else { Err(CliError::Said(exit::REFUSED)) }
}
