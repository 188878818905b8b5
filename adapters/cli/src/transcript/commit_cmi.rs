//! `rollbook transcript commit-cmi`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use rollbook_application::transcript::{CmiSent, commit_cmi};
use rollbook_domain::port::CustomerKey;
use rollbook_domain::scorm::{CmiElements, CmiStandard};
use rollbook_domain::time::{Instant, Moment};
use rollbook_domain::transcript::ItemStatus;
use rollbook_domain::transcript::cmi::CmiRefused;
use serde::Serialize;

use crate::json_file::read_json;
use crate::values::{customer_key, moment};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook transcript commit-cmi --customer emmy@example.org \\
      --item ALG-LESSONS --standard 2004 --file cmi.json --finish

The file is JSON: the values of elements by their names, such as {\"cmi.completion_status\": \"completed\"}.";

/// Keep what a SCORM module sent; status, score and time follow from it.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The learner: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
    /// The module.
    #[arg(long, value_name = "CODE|ID")]
    item: String,
    /// The edition of SCORM that the module speaks: 1.2 or 2004.
    #[arg(long, value_name = "EDITION")]
    standard: CmiStandard,
    /// The JSON file with the elements, or - for the standard input.
    #[arg(long, value_name = "FILE")]
    file: PathBuf,
    /// When the session began; the same for every commit of a session [default: now].
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    session_began_at: Option<Moment>,
    /// The module has ended the session.
    #[arg(long)]
    finish: bool,
}

#[derive(Serialize)]
struct Kept {
    item: String,
    version: u32,
    attempt: u32,
    session_began_at: Instant,
    session_time: String,
    is_over: bool,
    is_late: bool,
    status: ItemStatus,
    score: Option<String>,
    progress: Option<u8>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let Args { customer, item, standard, file, session_began_at, finish } = args;
    let sent: BTreeMap<String, String> = read_json(&file, session)?;
    let pairs = sent.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let elements = CmiElements::parse(standard, pairs)
        .map_err(|refused| rollbook_application::Failure::from(CmiRefused::from(refused)))?;
    let session_began_at = match session_began_at {
        Some(began) => Some(session.instant(Some(began)).await?),
        None => None,
    };
    let command = CmiSent { standard, session_began_at, is_over: finish, elements };
    let kept = commit_cmi(&session.desk(), &customer, &item, command).await?;
    let commit = kept.commit;
    let view = Kept {
        item,
        version: commit.version,
        attempt: commit.attempt,
        session_began_at: commit.session_began_at,
        session_time: commit.session_time.in_form_of(commit.standard),
        is_over: commit.is_over,
        is_late: commit.is_late,
        status: kept.result.map_or(ItemStatus::NotAttempted, |result| result.status),
        score: kept.result.and_then(|result| result.score).map(|score| score.to_string()),
        progress: kept.result.and_then(|result| result.progress),
    };
    session.one(&view, || {
        let late = if view.is_late { ", late" } else { "" };
        format!("kept the data of {}, attempt {}{late}; the item is {}", view.item, view.attempt, view.status)
    })
}
