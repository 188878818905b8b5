//! `rollbook customer activity`.

use rollbook_application::customer::customer_activity;
use rollbook_domain::actor::{Channel, Role};
use rollbook_domain::commit::Recorded;
use rollbook_domain::id::{CommitId, CustomerId};
use rollbook_domain::port::CustomerKey;
use rollbook_domain::time::{Instant, in_words};
use serde::Serialize;
use serde_json::Value;

use crate::page::yes_no;
use crate::values::{PageOptions, customer_key};
use crate::{CliError, Column, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook customer activity ada@example.org
  rollbook customer activity ada@example.org --oldest-first --all --output json";

/// Show what happened to a customer, the newest first.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The customer: email, id or code.
    #[arg(value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
    /// The oldest first.
    #[arg(long)]
    oldest_first: bool,
    #[command(flatten)]
    page: PageOptions,
}

/// One thing that happened.
#[derive(Serialize)]
struct Line {
    /// The place in the tenant's log.
    id: u64,
    kind: &'static str,
    recorded_at: Instant,
    effective_at: Instant,
    actor: String,
    role: Role,
    on_behalf_of: Option<CustomerId>,
    channel: Channel,
    reason: Option<String>,
    commit: CommitId,
    what: Value,
}

const COLUMNS: &[Column<Line>] = &[
    Column::data("id"),
    Column::new("recorded_at", "RECORDED", |line, zone| in_words(line.recorded_at, zone)),
    Column::new("effective_at", "TRUE FROM", |line, zone| {
        if line.effective_at == line.recorded_at {
            "then".to_owned()
        } else {
            in_words(line.effective_at, zone)
        }
    }),
    Column::new("kind", "WHAT", |line, _| line.kind.replace('_', " ")),
    Column::new("what", "DETAILS", |line, _| details(&line.what)),
    Column::new("actor", "BY", |line, _| line.actor.clone()),
    Column::data("role"),
    Column::data("on_behalf_of"),
    Column::data("channel"),
    Column::new("reason", "REASON", |line, _| line.reason.clone().unwrap_or_default()),
    Column::data("commit"),
];

/// The facts of an event in one line, without its kind.
fn details(what: &Value) -> String {
    let Value::Object(facts) = what else { return String::new() };
    let facts = facts.iter().filter(|(name, value)| *name != "kind" && !value.is_null());
    let said: Vec<_> =
        facts.map(|(name, value)| format!("{}: {}", name.replace('_', " "), plain(value))).collect();
    said.join(", ")
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(is_so) => yes_no(*is_so),
        Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(" "),
        Value::Object(facts) => {
            facts.iter().map(|(name, value)| format!("{name} {}", plain(value))).collect::<Vec<_>>().join(" ")
        }
        other => other.to_string(),
    }
}

fn line(recorded: Recorded) -> Result<Line, CliError> {
    Ok(Line {
        id: recorded.sequence,
        kind: recorded.event.kind(),
        recorded_at: recorded.recorded_at,
        effective_at: recorded.effective_at,
        actor: recorded.actor.name,
        role: recorded.actor.role,
        on_behalf_of: recorded.actor.on_behalf_of,
        channel: recorded.actor.channel,
        reason: recorded.note.map(|note| note.as_str().to_owned()),
        commit: recorded.commit,
        what: recorded.event.serialize_payload(serde_json::value::Serializer)?,
    })
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let (desk, customer) = (&session.desk(), &args.customer);
    let read = async |request| customer_activity(desk, customer, !args.oldest_first, &request).await;
    let page = args.page.read(read).await?;
    let items = page.items.into_iter().map(line).collect::<Result<_, _>>()?;
    session.list(COLUMNS, rollbook_domain::port::Page { items, next: page.next }).await
}
