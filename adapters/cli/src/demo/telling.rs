//! Saying what the demo holds and what to try on it.

use rollbook_domain::email::EmailAddress;
use rollbook_domain::port::{AccessLookup, CustomerKey, CustomerQuery, PageRequest, PoolQuery, SubjectKey};
use rollbook_domain::refusal::Outcome;
use rollbook_domain::rule::RuleId;
use rollbook_domain::seat::SeatCounts;
use rollbook_domain::text::Code;
use rollbook_domain::time::{Moment, in_words};
use rollbook_domain::verdict::{Explanation, View, explain};
use serde::Serialize;

use super::office::OFFICE;
use super::story::{Contradiction, Story};
use crate::changed::word;
use crate::output::wrapped;
use crate::{CliError, Session};

/// The day on which the story is told: something is in every state then.
const TODAY: &str = "2025-05-05";
const WHO: &str = "grace@example.org";
const WHAT: &str = "ALGEBRA";

#[derive(Serialize)]
struct Told {
    id: String,
    database: String,
    customers: usize,
    seats: Seats,
    outcome: &'static str,
    explained: Explained,
    #[serde(rename = "try")]
    commands: [String; 6],
}

#[derive(Serialize)]
struct Seats {
    buyer: &'static str,
    bought: u64,
    available: u64,
    pending: u64,
    claimed: u64,
    void: u64,
}

#[derive(Serialize)]
struct Explained {
    customer: &'static str,
    course: &'static str,
    at: String,
    verdict: &'static str,
    rules: Vec<RuleId>,
    because: Vec<String>,
    would_allow: Vec<String>,
}

/// Prints the denial, and the commands to go on with.
pub(super) async fn tell(
    session: &Session,
    database: &str,
    story: &Story,
    outcome: Outcome,
) -> Result<(), CliError> {
    let customers =
        session.store().list_customers(&CustomerQuery::default(), &PageRequest::everything()).await?;
    let told = Told {
        id: session.options.tenant.to_string(),
        database: database.to_owned(),
        customers: customers.items.len(),
        seats: seats(session, story).await?,
        outcome: word(outcome),
        explained: explained(session, story).await?,
        commands: [
            command(
                session,
                database,
                &format!("access explain --customer {WHO} --course {WHAT} --at {TODAY}"),
            ),
            command(session, database, &format!("enrollment list --course {WHAT} --at {TODAY}")),
            command(session, database, &format!("report enrollments --at {TODAY}")),
            command(session, database, "report seats"),
            command(session, database, &format!("seat list --buyer {}", OFFICE.email)),
            command(session, database, "mail list"),
        ],
    };
    session.one(&told, || for_people(&told, story, outcome))
}

/// How many seats of the office are in which state now.
async fn seats(session: &Session, story: &Story) -> Result<Seats, CliError> {
    let buyer = story.records.last().map(|record| record.customer.id);
    let query = PoolQuery { buyer, ..PoolQuery::default() };
    let pools = session.store().pools(&query, session.now(), &PageRequest::everything()).await?.items;
    let count = |of: fn(&SeatCounts) -> u64| pools.iter().map(|pool| of(&pool.counts)).sum();
    Ok(Seats {
        buyer: OFFICE.email,
        bought: count(|counts| counts.available + counts.pending + counts.claimed + counts.void),
        available: count(|counts| counts.available),
        pending: count(|counts| counts.pending),
        claimed: count(|counts| counts.claimed),
        void: count(|counts| counts.void),
    })
}

async fn explained(session: &Session, story: &Story) -> Result<Explained, CliError> {
    let zone = &story.settings.time_zone;
    let at = Moment::parse(TODAY).map_err(Contradiction::new)?.starts_at(zone);
    let email = EmailAddress::parse(WHO).map_err(Contradiction::new)?;
    let course = SubjectKey::CourseCode(Code::parse(WHAT).map_err(Contradiction::new)?);
    let lookup = session.store().access_facts(&CustomerKey::Email(email.key()), &course).await?;
    let AccessLookup::Found(facts) = lookup else {
        return Err(CliError::NotFound(format!(
            "the demo has lost {WHO} or {WHAT}; make it anew in another file"
        )));
    };
    let Explanation { verdict, because, would_allow, .. } = explain(&facts, View::Content, at, zone);
    Ok(Explained {
        customer: WHO,
        course: WHAT,
        at: at.to_string(),
        verdict: if verdict.is_allowed { "allow" } else { "deny" },
        rules: verdict.ground.rules().to_vec(),
        because,
        would_allow,
    })
}

/// A command line that works in this database and tenant, whatever the environment says.
fn command(session: &Session, database: &str, rest: &str) -> String {
    let tenant = &session.options.tenant;
    let tenant = if *tenant == rollbook_domain::settings::TenantId::default() {
        String::new()
    } else {
        format!("--tenant {tenant} ")
    };
    format!("rollbook --database {database} {tenant}{rest}")
}

fn for_people(told: &Told, story: &Story, outcome: Outcome) -> String {
    let Told { id, database, customers, seats, explained, commands, .. } = told;
    let made = if outcome == Outcome::Applied {
        "Filled"
    } else {
        "The demo is there already: nothing was changed in"
    };
    let first = wrapped(
        &format!(
            "{made} {database}, tenant {id}: {customers} customers, {} groups, {} courses, {} products and {} prices of \
             a small school.",
            story.groups.len(),
            story.catalogue.courses().len(),
            story.catalogue.products().len(),
            story.catalogue.prices().len()
        ),
        80,
    );
    let day = Moment::parse(TODAY)
        .map(|day| in_words(day.starts_at(&story.settings.time_zone), &story.settings.time_zone));
    let day = day.unwrap_or_else(|_| explained.at.clone());
    let verdict = if explained.verdict == "allow" { "Yes" } else { "No" };
    let rules = explained.rules.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let said = |sentence: &String| format!("  - {}", wrapped(sentence, 74).replace('\n', "\n    "));
    let listed = |sentences: &[String]| sentences.iter().map(said).collect::<Vec<_>>().join("\n");
    format!(
        "{first}\n\n\
         May {} open the course {} on {day}?\n{verdict} ({rules}).\n{}\n\
         What would allow it, one after another:\n{}\n\n\
         {}\n\n\
         Try next:\n  {}\n",
        explained.customer,
        explained.course,
        listed(&explained.because),
        listed(&explained.would_allow),
        of_seats(seats),
        commands.join("\n  ")
    )
}

fn of_seats(seats: &Seats) -> String {
    let Seats { buyer, bought, available, pending, claimed, .. } = seats;
    let sentence = format!(
        "{buyer} bought {bought} seats and gave some out, by hand and by invitation: {claimed} are claimed, \
         {pending} pending and {available} available. Mails about them wait in the outbox until \
         `rollbook mail send` or `rollbook serve` sends them."
    );
    wrapped(&sentence, 80)
}
