//! The company as an organization: its branch, its people, their manager and who administers it.

use rollbook_domain::customer::set_manager;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::OrganizationId;
use rollbook_domain::organization::{AddOrganization, Hierarchy, Organization, add, appoint, join};
use rollbook_domain::record::RecordEvent;
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::{Code, Title};
use rollbook_domain::time::{Date, Instant};

use super::story::{Contradiction, Story};

/// The day it is set up: the one on which the company became a customer.
const ON: &str = "2025-05-05";

/// Who belongs to the branch; the manager is the company's own.
const BRANCH: [&str; 4] = ["rosalind", "ernest", "michael", "konrad"];
const MANAGER: &str = "grace";

/// Adds the organizations after everything else of the story.
pub(super) fn fill(story: &mut Story) -> Result<(), Contradiction> {
    let day = Date::parse(ON).map_err(Contradiction::new)?;
    let now = story.office_hour(day, 425)?;
    let mut all: Vec<Organization> = Vec::new();
    let company = organization(story, &mut all, ("ACME", "Acme Engineering", None), now)?;
    let branch =
        organization(story, &mut all, ("ACME-LEEDS", "Acme Engineering, Leeds", Some(company)), now)?;
    let office = story.records.len() - 1;
    let manager = Story::place_of(MANAGER)?;
    let mut ties = vec![(office, company), (manager, company)];
    for name in BRANCH {
        ties.push((Story::place_of(name)?, branch));
    }
    for (place, organization) in ties {
        let customer = &story.records[place].customer;
        let (_, mut events) = join(customer, organization).map_err(Contradiction::new)?;
        if place == office {
            events.extend(appoint(customer, organization).map_err(Contradiction::new)?.1);
        } else if place != manager {
            let above = &story.records[manager].customer;
            events.extend(set_manager(customer, above, &[]).map_err(Contradiction::new)?.1);
        }
        let events = events.into_iter().map(RecordEvent::from).collect();
        story.record(place, events, now, now, None)?;
    }
    Ok(())
}

fn organization(
    story: &mut Story,
    all: &mut Vec<Organization>,
    (code, title, parent): (&str, &str, Option<OrganizationId>),
    now: Instant,
) -> Result<OrganizationId, Contradiction> {
    let id = OrganizationId::next(&story.ids);
    let mut commit = story.begin(now);
    for above in all.iter().filter(|one| Some(one.id) == parent) {
        commit.expect(StreamId::Organization(above.id), above.revision);
    }
    commit.expect(StreamId::Organization(id), Revision::NONE);
    let code = Code::parse(code).map_err(Contradiction::new)?;
    let title = Title::parse(title).map_err(Contradiction::new)?;
    let command = AddOrganization { code, title, parent };
    for event in add(command, &Hierarchy::new(all.clone())).map_err(Contradiction::new)? {
        all.extend(Organization::from_first(id, &event));
        commit.push(Event::Organization(id, event), None);
    }
    story.commits.push(commit);
    Ok(id)
}
