//! `rollbook customer activity`.

use std::collections::HashMap;

use rollbook_application::Desk;
use rollbook_application::catalogue::read_catalogue;
use rollbook_application::customer::customer_activity;
use rollbook_application::group::list_groups;
use rollbook_domain::actor::{Channel, Role};
use rollbook_domain::commit::Recorded;
use rollbook_domain::id::{CommitId, CustomerId, ImpersonationId};
use rollbook_domain::port::{CustomerKey, Page};
use rollbook_domain::text::Code;
use rollbook_domain::time::{Instant, Zone, end_in_words, in_words};
use serde::Serialize;
use serde_json::{Map, Value};

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
    impersonation: Option<ImpersonationId>,
    channel: Channel,
    reason: Option<String>,
    commit: CommitId,
    what: Value,
    #[serde(skip)]
    details: String,
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
    Column::new("what", "DETAILS", |line, _| line.details.clone()),
    Column::new("actor", "BY", |line, _| match line.impersonation {
        Some(_) => format!("{}, as the customer", line.actor),
        None => line.actor.clone(),
    }),
    Column::data("role"),
    Column::data("on_behalf_of"),
    Column::data("impersonation"),
    Column::data("channel"),
    Column::new("reason", "REASON", |line, _| line.reason.clone().unwrap_or_default()),
    Column::data("commit"),
];

/// The codes of the things that events name by id.
async fn codes(desk: &Desk<'_>) -> Result<Codes, CliError> {
    let catalogue = read_catalogue(desk).await?;
    let groups = list_groups(desk).await?.into_iter().map(|group| (group.id.to_string(), group.code));
    let products = catalogue.products().iter().map(|product| (product.id.to_string(), product.code.clone()));
    let prices = catalogue.prices().iter().map(|price| (price.id.to_string(), price.code.clone()));
    let courses = catalogue.courses().iter().map(|course| (course.id.to_string(), course.code.clone()));
    let items = catalogue.courses().iter().flat_map(|course| &course.items);
    let items = items.map(|item| (item.id.to_string(), item.code.clone()));
    Ok(groups.chain(products).chain(prices).chain(courses).chain(items).collect())
}

type Codes = HashMap<String, Code>;

/// The facts of an event in one line, without its kind.
fn details(what: &Value, codes: &Codes, zone: &Zone) -> String {
    let Value::Object(facts) = what else { return String::new() };
    let facts = facts.iter().filter(|(name, value)| *name != "kind" && !value.is_null());
    let said =
        facts.map(|(name, value)| format!("{}: {}", name.replace('_', " "), plain(value, codes, zone)));
    said.collect::<Vec<_>>().join(", ")
}

fn plain(value: &Value, codes: &Codes, zone: &Zone) -> String {
    match value {
        Value::String(text) => match (codes.get(text), Instant::parse(text)) {
            (Some(code), _) => code.to_string(),
            (None, Ok(instant)) => in_words(instant, zone),
            (None, Err(_)) => text.clone(),
        },
        Value::Bool(is_so) => yes_no(*is_so),
        Value::Array(values) => {
            values.iter().map(|value| plain(value, codes, zone)).collect::<Vec<_>>().join(" ")
        }
        Value::Object(facts) => {
            if let Some(window) = window(facts, zone) {
                return window;
            }
            let facts: Vec<_> = facts.iter().filter(|(_, value)| !value.is_null()).collect();
            match facts.as_slice() {
                [(_, only)] => plain(only, codes, zone),
                several => {
                    let said =
                        several.iter().map(|(name, value)| format!("{name} {}", plain(value, codes, zone)));
                    said.collect::<Vec<_>>().join(" ")
                }
            }
        }
        other => other.to_string(),
    }
}

/// A window in words, if that is what the facts are.
fn window(facts: &Map<String, Value>, zone: &Zone) -> Option<String> {
    let starts_at = Instant::parse(facts.get("starts_at")?.as_str()?).ok()?;
    let ends_at = match facts.get("ends_at") {
        None | Some(Value::Null) => None,
        Some(typed) => Some(Instant::parse(typed.as_str()?).ok()?),
    };
    Some(format!("from {} {}", in_words(starts_at, zone), end_in_words(ends_at, zone)))
}

fn line(recorded: Recorded, codes: &Codes, zone: &Zone) -> Result<Line, CliError> {
    let what = recorded.event.serialize_payload(serde_json::value::Serializer)?;
    Ok(Line {
        id: recorded.sequence,
        kind: recorded.event.kind(),
        recorded_at: recorded.recorded_at,
        effective_at: recorded.effective_at,
        actor: recorded.actor.name,
        role: recorded.actor.role,
        on_behalf_of: recorded.actor.on_behalf_of,
        impersonation: recorded.actor.impersonation,
        channel: recorded.actor.channel,
        reason: recorded.note.map(|note| note.as_str().to_owned()),
        commit: recorded.commit,
        details: details(&what, codes, zone),
        what,
    })
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let (desk, customer) = (&session.desk(), &args.customer);
    let read = async |request| customer_activity(desk, customer, !args.oldest_first, &request).await;
    tell(args.page.read(session.form(), read).await?, session).await
}

/// Prints recorded events, each in a line.
pub(crate) async fn tell(page: Page<Recorded>, session: &Session) -> Result<(), CliError> {
    let desk = &session.desk();
    let (codes, zone) = (codes(desk).await?, session.zone().await?);
    let items =
        page.items.into_iter().map(|recorded| line(recorded, &codes, zone)).collect::<Result<_, _>>()?;
    session.list(COLUMNS, Page { items, next: page.next }).await
}
