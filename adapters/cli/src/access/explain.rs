//! `rollbook access explain`.

use rollbook_application::access::explain_access;
use rollbook_domain::id::CustomerId;
use rollbook_domain::rule::RuleId;
use rollbook_domain::time::{Instant, Zone, in_words};
use rollbook_domain::verdict::{AccessFacts, Explanation, SubjectKind, View};
use serde::Serialize;

use super::check::word;
use super::grant_view::GrantView;
use super::question::Question;
use crate::output::wrapped;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook access explain --customer ada@example.org --course ALGEBRA
  rollbook access explain --customer ada@example.org --item ALG-FINAL \\
      --view results --at 2026-06-30 --output json";

/// Say whether a customer may open something, why, until when, and what would turn a no into a yes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    question: Question,
}

#[derive(Serialize)]
struct Answer {
    verdict: &'static str,
    customer: CustomerId,
    subject: Subject,
    view: View,
    at: Instant,
    rules: &'static [RuleId],
    next_change_at: Option<Instant>,
    because: Vec<String>,
    would_allow: Vec<String>,
    grants: Vec<GrantView>,
}

#[derive(Serialize)]
struct Subject {
    id: String,
    kind: &'static str,
    code: String,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let question = &args.question;
    let at = question.at(session).await?;
    let (customer, subject) = (&question.customer, question.subject()?);
    let (facts, explanation) =
        explain_access(&session.desk(), customer, subject, question.view(), at).await?;
    let answer = answer(&facts, explanation);
    let zone = session.zone().await?;
    session.one(&answer, || page(&answer, zone))
}

fn answer(facts: &AccessFacts, explanation: Explanation) -> Answer {
    let (kind, id) = match facts.subject.kind {
        SubjectKind::Item(id) => ("item", id.to_string()),
        SubjectKind::Course(id) => ("course", id.to_string()),
        SubjectKind::Product(id) => ("product", id.to_string()),
    };
    let verdict = explanation.verdict;
    Answer {
        verdict: word(verdict.is_allowed),
        customer: facts.account.customer,
        subject: Subject { id, kind, code: facts.subject.code.to_string() },
        view: verdict.view,
        at: verdict.at,
        rules: verdict.rules(),
        next_change_at: verdict.next_change_at,
        because: explanation.because,
        would_allow: explanation.would_allow,
        grants: explanation.grants.into_iter().map(GrantView::from).collect(),
    }
}

fn page(answer: &Answer, zone: &Zone) -> String {
    let Subject { kind, code, .. } = &answer.subject;
    let rules: Vec<String> = answer.rules.iter().map(ToString::to_string).collect();
    let at = in_words(answer.at, zone);
    let mut lines = vec![
        format!("{}: {} of {kind} {code} on {at}", answer.verdict, answer.view),
        format!("by {}", rules.join(", ")),
    ];
    lines.extend(paragraph("Because", &answer.because));
    let is_one = answer.would_allow.len() == 1;
    let title = if is_one { "What would allow it" } else { "What would allow it, one after another" };
    lines.extend(paragraph(title, &answer.would_allow));
    lines.push(String::new());
    lines.push(match answer.next_change_at {
        Some(next) => format!("This answer holds until {}.", in_words(next, zone)),
        None => "By what is known now, time alone does not change this answer.".to_owned(),
    });
    lines.join("\n")
}

fn paragraph(title: &str, sentences: &[String]) -> Vec<String> {
    if sentences.is_empty() {
        return Vec::new();
    }
    let hanging = |sentence: &String| format!("  - {}", wrapped(sentence, 96).replace('\n', "\n    "));
    let head = [String::new(), format!("{title}:")];
    head.into_iter().chain(sentences.iter().map(hanging)).collect()
}
