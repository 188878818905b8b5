//! `rollbook mail texts edit`.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use rollbook_application::mail::{edit_mail_text, preview_edit};
use rollbook_domain::mail::{EditText, MailKind};
use rollbook_domain::refusal::Outcome;

use super::super::kind::kind;
use super::super::preview::print;
use crate::changed::changed;
use crate::{CliError, Session};

/// No text may be longer; what is longer is not even read.
const LARGEST_FILE: u64 = 1_000_000;

const EXAMPLES: &str = "\
Examples:
  rollbook mail texts show seat_invitation
  rollbook mail texts edit seat_invitation --subject \"Come to {{ product }}\"
  rollbook mail texts edit RegCodeEmailText \\
      --text-file invitation.txt --html-file invitation.html
  rollbook mail texts edit seat_invitation --text-file invitation.txt --dry-run

`mail texts show` says what a text may use. An edit that would break a mail is refused, naming the line and the variable.";

/// Edit the text of a kind of mail; what is not given stays as it is.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The kind of mail.
    #[arg(value_name = "KIND", value_parser = kind)]
    kind: MailKind,
    #[command(flatten)]
    parts: Parts,
    /// Show how a mail would look and change nothing.
    #[arg(long)]
    dry_run: bool,
}

/// What to change.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = true)]
struct Parts {
    /// The subject.
    #[arg(long, value_name = "TEXT")]
    subject: Option<String>,
    /// A file with the plain text, or - for the standard input.
    #[arg(long, value_name = "FILE")]
    text_file: Option<PathBuf>,
    /// A file with the HTML, or - for the standard input.
    #[arg(long, value_name = "FILE")]
    html_file: Option<PathBuf>,
}

pub(super) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let Parts { subject, text_file, html_file } = args.parts;
    let read = |file: Option<PathBuf>| file.map(|file| content(&file, session)).transpose();
    let is_text_alone = text_file.is_some() && html_file.is_none();
    let edit = EditText { subject, text: read(text_file)?, html: read(html_file)? };
    if args.dry_run {
        return print(preview_edit(&session.desk(), args.kind, edit).await?, false, session);
    }
    let change = edit_mail_text(&session.desk(), args.kind, edit).await?;
    changed(session, "the text of mails", &change)?;
    if is_text_alone && change.outcome == Outcome::Applied {
        session.warn("the HTML stays as it was, and most people read that; --html-file changes it");
    }
    Ok(())
}

fn content(file: &Path, session: &Session) -> Result<String, CliError> {
    let unusable = |problem: &str| {
        CliError::Unavailable(format!("the file `{}` cannot be read: {problem}", file.display()))
    };
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        (&mut *session.input.borrow_mut()).take(LARGEST_FILE + 1).read_to_end(&mut bytes)
    } else {
        fs::File::open(file).and_then(|open| open.take(LARGEST_FILE + 1).read_to_end(&mut bytes))
    };
    read.map_err(|error| unusable(&error.to_string()))?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(unusable("it is larger than a text may be; give at most 60000 bytes"));
    }
    let text = String::from_utf8(bytes).map_err(|_| unusable("it is not UTF-8; save it as UTF-8"))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
}
