//! `rollbook mail show`.

use rollbook_application::mail::show_mail;
use rollbook_domain::id::MailId;
use rollbook_domain::mail::MailKind;
use rollbook_domain::time::{Instant, in_words};
use serde::Serialize;

use super::state::{is_on_its_way, word};
use crate::page::Page;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook mail show mail_01jtj9qtx6e4gamryggmns26fx
  rollbook mail show mail_01jtj9qtx6e4gamryggmns26fx --output json

Where the recipient's copy has a secret, this one has [link] or [password].";

/// Show a mail with its text and its HTML.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The mail.
    #[arg(value_name = "ID", value_parser = MailId::parse)]
    mail: MailId,
}

/// A mail as shown.
#[derive(Serialize)]
struct View {
    mail: MailId,
    kind: MailKind,
    state: &'static str,
    from: String,
    to: Option<String>,
    subject: Option<String>,
    text: Option<String>,
    html: Option<String>,
    text_version: u64,
    queued_at: Instant,
    due_at: Option<Instant>,
    ended_at: Option<Instant>,
    attempts: u32,
    problem: Option<String>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let shown = show_mail(&session.desk(), args.mail).await?;
    let (mail, copy) = (shown.mail, shown.copy);
    let (subject, text, html) = match copy {
        Some(copy) => (Some(copy.subject), Some(copy.text), Some(copy.html)),
        None => (None, None, None),
    };
    let view = View {
        mail: mail.id,
        kind: mail.kind,
        state: word(&mail),
        from: shown.from,
        to: mail.to.as_ref().map(|to| to.reveal().as_typed().to_owned()),
        subject,
        text,
        html,
        text_version: shown.text_version,
        queued_at: mail.queued_at,
        due_at: is_on_its_way(&mail).then_some(mail.due_at),
        ended_at: mail.ended_at,
        attempts: mail.attempts,
        problem: mail.problem,
    };
    let zone = session.zone().await?;
    session.one(&view, || {
        let erased = || "(erased)".to_owned();
        let mut facts = vec![
            ("From", view.from.clone()),
            ("To", view.to.clone().unwrap_or_else(erased)),
            ("Subject", view.subject.clone().unwrap_or_else(erased)),
            ("Kind", format!("{}, text version {}", view.kind, view.text_version)),
            ("State", view.state.to_owned()),
            ("Queued", in_words(view.queued_at, zone)),
        ];
        facts.extend(view.due_at.map(|at| ("Due", in_words(at, zone))));
        facts.extend(view.ended_at.map(|at| ("Ended", in_words(at, zone))));
        facts.push(("Attempts", view.attempts.to_string()));
        facts.extend(view.problem.clone().map(|problem| ("Problem", problem)));
        let mut page = Page::new(&format!("Mail {}", view.mail));
        page.facts(facts);
        let body = |title: &str, body: &Option<String>| {
            body.as_ref().map(|body| format!("\n{title}\n\n{body}")).unwrap_or_default()
        };
        format!("{}{}{}", page.into_text(), body("Text", &view.text), body("HTML", &view.html))
    })
}
