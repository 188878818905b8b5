//! `rollbook audit verify`.

use std::path::PathBuf;
use std::time::Duration;

use indicatif::ProgressBar;
use rollbook_application::audit::verify_log;
use rollbook_domain::audit::{ChainValue, Verified};
use rollbook_domain::settings::TenantId;
use serde::Serialize;

use super::anchors;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook audit verify
  rollbook audit head --output json > anchor.json \\
      && rollbook audit verify --anchor anchor.json

Exit codes: 0 when the log is what was written, 1 when it is not; the first bad event is named.
Only an anchor shows that the end was cut off, or that the whole log was made anew.";

/// Check that the log is what was written, event by event.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Ends of the log that were kept elsewhere, as `audit head` printed them.
    #[arg(long, value_name = "FILE")]
    anchor: Option<PathBuf>,
}

/// What `verify` answers when nothing is wrong.
#[derive(Serialize)]
struct Answer<'a> {
    tenant: &'a TenantId,
    events: u64,
    chain: ChainValue,
    erased_reasons: u64,
    anchors: usize,
}

pub(super) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let tenant = &session.options.tenant;
    let anchors = match &args.anchor {
        Some(path) => anchors::read(path, tenant)?,
        None => Vec::new(),
    };
    let bar = if session.may_show_progress() { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
    bar.enable_steady_tick(Duration::from_millis(100));
    let seen = |events: u64| bar.set_message(format!("{events} events"));
    let verified = verify_log(&session.desk(), tenant, &anchors, seen).await;
    bar.finish_and_clear();
    match verified? {
        Ok(Verified { head, erased_reasons, anchors }) => {
            let (events, chain) = (head.sequence, head.chain);
            let answer = Answer { tenant, events, chain, erased_reasons, anchors };
            session.one(&answer, || in_words(&answer))
        }
        Err(finding) => Err(CliError::Refused {
            message: format!("the log is not what was written: {finding}"),
            rules: Vec::new(),
            details: serde_json::json!({
                "sequence": finding.sequence,
                "problem": finding.problem.word(),
                "vouched_for": finding.vouched_for,
            }),
        }),
    }
}

fn in_words(answer: &Answer<'_>) -> String {
    let erased = match answer.erased_reasons {
        0 => String::new(),
        1 => "\n1 reason was given and erased since.".to_owned(),
        count => format!("\n{count} reasons were given and erased since."),
    };
    let anchored = match answer.anchors {
        0 => "no anchor was given, so whether the end was cut off is not known".to_owned(),
        1 => "1 anchor was met".to_owned(),
        count => format!("{count} anchors were met"),
    };
    format!("All {} events are what was written; {anchored}.{erased}\n", answer.events)
}
