mod cycles;
mod hierarchy;
mod people;

use super::{AddOrganization, Hierarchy, Organization, OrganizationEvent, add};
use crate::id::{CountingIds, OrganizationId};
use crate::stamp::Revision;
use crate::text::{Code, Title};

fn id(number: u64) -> OrganizationId {
    OrganizationId::next(&CountingIds::starting_at(number))
}

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

fn title(text: &str) -> Title {
    Title::parse(text).unwrap()
}

fn organization(number: u64, text: &str, parent: Option<u64>) -> Organization {
    let event =
        OrganizationEvent::OrganizationAdded { code: code(text), title: title(text), parent: parent.map(id) };
    Organization::from_first(id(number), &event).unwrap()
}

/// ACME with LEEDS and YORK below it, and SHOP below YORK; and OTHER beside it.
fn acme() -> Hierarchy {
    Hierarchy::new(vec![
        organization(1, "ACME", None),
        organization(2, "LEEDS", Some(1)),
        organization(3, "York", Some(1)),
        organization(4, "SHOP", Some(3)),
        organization(5, "OTHER", None),
    ])
}

fn command(text: &str, parent: Option<u64>) -> AddOrganization {
    AddOrganization { code: code(text), title: title(text), parent: parent.map(id) }
}

#[test]
fn a_stream_that_does_not_begin_with_an_organization_makes_none() {
    let event = OrganizationEvent::OrganizationRetitled { title: title("x") };
    assert!(Organization::from_first(id(1), &event).is_none());
}

/// VIEW-11
#[test]
fn an_organization_begins_as_it_was_asked_for() {
    let events = add(command("WEST", Some(1)), &acme()).unwrap();
    let made = Organization::from_first(id(9), &events[0]).unwrap();
    assert_eq!((made.code.as_str(), made.title.as_str()), ("WEST", "WEST"));
    assert_eq!((made.parent, made.revision), (Some(id(1)), Revision::new(1)));
}
