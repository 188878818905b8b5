//! `rollbook demo`: a database filled with an example to try things on.
//!
//! The example is told as a story: on each day somebody does something, the domain decides, and the events are one
//! commit. Ids, instants and names are fixed, so that every demo is the same, and a demo that was interrupted is
//! completed by running it again, because a commit with a known id is not applied twice. Only seats are bought and
//! given out when the demo is made, with fixed ids too, because invitations that can be accepted are new.

mod acts;
mod catalogue;
mod contract;
mod ids;
mod office;
mod organizations;
mod people;
mod quiz;
mod seats;
mod story;
mod telling;

use rollbook_application::Failure;
use rollbook_domain::commit::Commit;
use rollbook_domain::port::{CommitError, TenantStore};
use rollbook_domain::refusal::Outcome;
use story::Story;

use crate::start::Start;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook demo --database sqlite:demo.db
  rollbook demo --database sqlite:demo.db --output json";

/// Nothing to choose: every demo is the same.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {}

pub(crate) async fn run(_args: Args, start: Start) -> Result<(), CliError> {
    let database = start.shown_database();
    start.must_name_key_file()?;
    let session = start.create().await?;
    session.key_place.create()?;
    let story = story::told()?;
    let outcome = fill(&session, &story).await?;
    telling::tell(&session, &database, &story, outcome).await
}

/// Writes what is not written yet.
async fn fill(session: &Session, story: &Story) -> Result<Outcome, CliError> {
    let tenant = session.store();
    if seats::are_all_done(tenant).await? {
        return Ok(Outcome::Unchanged);
    }
    let Some(first) = story.commits.first() else {
        return Ok(Outcome::Unchanged);
    };
    if tenant.tenant_state().await?.is_some() && tenant.find_commit(first.id).await?.is_none() {
        return Err(in_use(session));
    }
    for commit in &story.commits {
        write(tenant, commit.clone()).await?;
    }
    seats::play(session).await?;
    Ok(Outcome::Applied)
}

async fn write(tenant: &dyn TenantStore, commit: Commit) -> Result<(), CliError> {
    match tenant.commit(commit).await {
        Ok(_) => Ok(()),
        Err(CommitError::Conflict(conflict)) => Err(Failure::Conflict(conflict).into()),
        Err(CommitError::Store(error)) => Err(error.into()),
    }
}

fn in_use(session: &Session) -> CliError {
    let tenant = &session.options.tenant;
    CliError::Refused {
        message: format!(
            "tenant {tenant} is in use, and the demo wants one of its own; \
             give --database sqlite:demo.db or another --tenant"
        ),
        rules: Vec::new(),
        details: serde_json::Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Installation;

    #[test]
    fn the_demo_explains_a_denial_and_is_filled_once() {
        let installation = Installation::empty();
        let first = installation.done(&["demo"]).json();
        assert_eq!((&first["outcome"], &first["customers"]), (&"applied".into(), &45.into()));
        assert_eq!(first["explained"]["verdict"], "deny");
        assert!(!first["explained"]["would_allow"].as_array().unwrap().is_empty());
        let second = installation.done(&["demo"]).json();
        assert_eq!(second["outcome"], "unchanged");
        assert_eq!(second["explained"], first["explained"]);
    }

    #[test]
    fn two_demos_are_the_same_to_the_last_event() {
        let told = || super::story::told().unwrap().commits;
        assert_eq!(told(), told());
    }

    #[test]
    fn the_demo_keeps_out_of_a_tenant_that_is_in_use() {
        let installation = Installation::ready();
        let said = installation.run(&["demo"]);
        assert_eq!(said.code, 1);
        assert!(said.error()["message"].as_str().unwrap().contains("--tenant"));
        installation.done(&["demo", "--tenant", "school"]);
    }

    #[test]
    fn every_day_of_the_demo_is_recorded_after_the_day_before() {
        let commits = super::story::told().unwrap().commits;
        assert!(commits.windows(2).all(|pair| pair[0].recorded_at <= pair[1].recorded_at));
    }
}
