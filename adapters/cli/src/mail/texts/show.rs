//! `rollbook mail texts show`.

use rollbook_application::mail::show_mail_text;
use rollbook_domain::mail::{LINE_VARIABLES, LOOP_VARIABLES, MailKind, Variable, VariableShape};
use rollbook_domain::time::Instant;
use serde::Serialize;

use super::super::kind::kind;
use crate::page::Page;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook mail texts show seat_invitation
  rollbook mail texts show RegCodeEmailText --version 0 --output json

In a text, {{ name }} shows a variable, {% if name %} ... {% else %} ... {% endif %} asks whether there is one, and
{% for one in products %} ... {% endfor %} goes through a list. The filters are upper, lower and breaks.";

/// Show the text of a kind of mail, and what it may use.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The kind of mail.
    #[arg(value_name = "KIND", value_parser = kind)]
    kind: MailKind,
    /// An earlier version [default: the one that holds].
    #[arg(long, value_name = "NUMBER")]
    version: Option<u64>,
}

/// A text as shown.
#[derive(Serialize)]
struct View {
    kind: MailKind,
    version: u64,
    is_built_in: bool,
    subject: String,
    text: String,
    html: String,
    changed_at: Option<Instant>,
    actor: Option<String>,
    variables: &'static [Variable],
    line_variables: &'static [Variable],
    loop_variables: &'static [Variable],
}

pub(super) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let shown = show_mail_text(&session.desk(), args.kind, args.version).await?;
    let variables = shown.kind.variables();
    let has_lines = variables.iter().any(|variable| variable.shape == VariableShape::Lines);
    let view = View {
        kind: shown.kind,
        version: shown.version,
        is_built_in: shown.is_built_in,
        subject: shown.parts.subject,
        text: shown.parts.text,
        html: shown.parts.html,
        changed_at: shown.changed_at,
        actor: shown.actor,
        variables,
        line_variables: if has_lines { LINE_VARIABLES } else { &[] },
        loop_variables: LOOP_VARIABLES,
    };
    session.one(&view, || {
        let origin = if view.is_built_in { "built in" } else { "edited" };
        let mut page = Page::new(&format!("Text of {}, version {}, {origin}", view.kind, view.version));
        let rows = |prefix: &str, variables: &[Variable]| -> Vec<Vec<String>> {
            let row = |known: &Variable| vec![format!("{prefix}{}", known.name), known.meaning.to_owned()];
            variables.iter().map(row).collect()
        };
        let mut known = rows("", view.variables);
        known.extend(rows("line.", view.line_variables));
        page.section("What it may use", known);
        let (subject, text, html) = (&view.subject, &view.text, &view.html);
        format!("{}\nSubject\n\n{subject}\n\nText\n\n{text}\nHTML\n\n{html}", page.into_text())
    })
}
