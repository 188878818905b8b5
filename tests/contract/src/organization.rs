//! Organizations and their people: members, teams and administrators.

use pollster::block_on;
use rollbook_domain::access::AccessEvent;
use rollbook_domain::commit::Commit;
use rollbook_domain::customer::{CustomerEvent, Ties};
use rollbook_domain::enrollment::EnrollmentEvent;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CustomerId, OrganizationId};
use rollbook_domain::organization::{Organization, OrganizationEvent};
use rollbook_domain::port::{
    Audience, CommitError, Conflict, Cursor, CustomerKey, PageRequest, PersonRow, StoreError, UniqueFact,
};
use rollbook_domain::stamp::Revision;

use crate::Fixture;
use crate::cases::cases;
use crate::facts::window;
use crate::paging::in_pages;
use crate::snapshot::assert_same_items;
use crate::words::{code, days_later, start, title};

cases! { organization:
    a_new_tenant_has_no_organizations,
    organizations_are_in_order_of_their_codes_with_what_each_is_below,
    an_organization_is_retitled_and_put_elsewhere_and_to_the_top,
    a_code_is_held_by_one_organization,
    a_commit_that_rests_on_an_organization_that_moved_is_refused,
    a_record_shows_what_its_owner_is_tied_to,
    members_come_organization_by_organization_and_nobody_of_another,
    a_team_is_whose_manager_it_is_and_nobody_else,
    administrators_are_those_appointed_for_the_organization_itself,
    a_row_holds_every_grant_and_fact_of_the_record,
    people_are_the_same_in_pages_of_every_size,
    a_member_added_between_pages_shifts_nothing,
    a_cursor_of_an_organization_that_is_not_given_is_refused,
    people_of_another_tenant_are_not_found,
    an_erased_customer_is_tied_to_nothing_any_more,
    nobody_is_managed_by_who_was_erased_or_deleted,
}

pub(crate) fn organization_added(
    id: OrganizationId,
    organization_code: &str,
    parent: Option<OrganizationId>,
) -> Event {
    let (code, title) = (code(organization_code), title(organization_code));
    Event::Organization(id, OrganizationEvent::OrganizationAdded { code, title, parent })
}

impl Fixture {
    pub(crate) fn organization(
        &self,
        organization_code: &str,
        parent: Option<OrganizationId>,
    ) -> OrganizationId {
        let id = OrganizationId::next(&self.ids);
        self.write([organization_added(id, organization_code, parent)]);
        id
    }

    fn tie(&self, customer: CustomerId, event: CustomerEvent) {
        self.write([Event::Customer(customer, event.into())]);
    }

    fn member(&self, address: &str, organization: OrganizationId) -> CustomerId {
        let id = self.customer(address);
        self.tie(id, CustomerEvent::OrganizationJoined { organization });
        id
    }
}

fn organizations(fixture: &Fixture) -> Vec<Organization> {
    block_on(fixture.tenant.organizations()).unwrap()
}

fn people(fixture: &Fixture, audience: &Audience) -> Vec<PersonRow> {
    block_on(fixture.tenant.people(audience, &PageRequest::everything())).unwrap().items
}

fn ids(fixture: &Fixture, audience: &Audience) -> Vec<CustomerId> {
    people(fixture, audience).into_iter().map(|row| row.customer).collect()
}

fn a_new_tenant_has_no_organizations(fixture: &Fixture) {
    assert!(organizations(fixture).is_empty());
    assert!(people(fixture, &Audience::Members(Vec::new())).is_empty());
}

fn organizations_are_in_order_of_their_codes_with_what_each_is_below(fixture: &Fixture) {
    let acme = fixture.organization("b-2", None);
    let codes = ["B-10", "a", "Ä", "C", "_x", "ζ", "Z"];
    for text in codes {
        fixture.organization(text, Some(acme));
    }
    let mut folded: Vec<String> = codes.iter().chain(&["b-2"]).map(|text| code(text).folded()).collect();
    folded.sort();
    let found = organizations(fixture);
    assert_eq!(found.iter().map(|one| one.code.folded()).collect::<Vec<_>>(), folded);
    for one in found {
        assert_eq!(one.parent, (one.id != acme).then_some(acme), "{one:?}");
        assert_eq!((one.title.as_str(), one.revision), (one.code.as_str(), Revision::new(1)));
    }
}

fn an_organization_is_retitled_and_put_elsewhere_and_to_the_top(fixture: &Fixture) {
    let acme = fixture.organization("ACME", None);
    let other = fixture.organization("OTHER", None);
    let leeds = fixture.organization("LEEDS", Some(acme));
    let now = |fixture: &Fixture| organizations(fixture).into_iter().find(|one| one.id == leeds).unwrap();
    let retitled = OrganizationEvent::OrganizationRetitled { title: title("Leeds, \"north\"") };
    fixture.write([Event::Organization(leeds, retitled)]);
    for (place, parent) in (3..).zip([Some(other), None, Some(acme)]) {
        let placed = OrganizationEvent::OrganizationPlaced { parent };
        fixture.write([Event::Organization(leeds, placed)]);
        let expected = Organization {
            id: leeds,
            code: code("LEEDS"),
            title: title("Leeds, \"north\""),
            parent,
            revision: Revision::new(place),
        };
        assert_eq!(now(fixture), expected);
    }
    // Within one commit, and below one that the same commit makes.
    let west = OrganizationId::next(&fixture.ids);
    let placed = |parent| Event::Organization(leeds, OrganizationEvent::OrganizationPlaced { parent });
    fixture.write([
        organization_added(west, "WEST", Some(acme)),
        placed(None),
        placed(Some(other)),
        placed(Some(west)),
    ]);
    assert_eq!(now(fixture).parent, Some(west));
}

fn a_code_is_held_by_one_organization(fixture: &Fixture) {
    fixture.organization("ACME", None);
    let again = organization_added(OrganizationId::next(&fixture.ids), "acme", None);
    let refused = fixture.commit(fixture.draft_of(start(), [again]));
    let taken = Conflict::Taken(UniqueFact::OrganizationCode);
    assert_eq!(refused, Err(CommitError::Conflict(taken)));
    assert_eq!(organizations(fixture).len(), 1);
}

fn a_commit_that_rests_on_an_organization_that_moved_is_refused(fixture: &Fixture) {
    let acme = fixture.organization("ACME", None);
    let other = fixture.organization("OTHER", None);
    let mut draft: Commit = fixture.draft(start());
    draft.expect(StreamId::Organization(acme), Revision::new(1));
    draft.expect(StreamId::Organization(other), Revision::new(1));
    let placed = OrganizationEvent::OrganizationPlaced { parent: Some(other) };
    draft.push(Event::Organization(acme, placed), None);
    // The other was put below this one meanwhile: both together would go round in a circle.
    let placed = OrganizationEvent::OrganizationPlaced { parent: Some(acme) };
    fixture.write([Event::Organization(other, placed)]);
    let moved = Conflict::Moved { stream: StreamId::Organization(other), expected: Revision::new(1) };
    assert_eq!(fixture.commit(draft), Err(CommitError::Conflict(moved)));
    let parents: Vec<_> = organizations(fixture).into_iter().map(|one| (one.id, one.parent)).collect();
    assert_eq!(parents, [(acme, None), (other, Some(acme))]);
}

fn a_record_shows_what_its_owner_is_tied_to(fixture: &Fixture) {
    let (acme, other) = (fixture.organization("ACME", None), fixture.organization("OTHER", None));
    let (ada, grace) = (fixture.customer("ada@example.org"), fixture.customer("grace@example.org"));
    let ties = |fixture: &Fixture| fixture.record(ada).customer.ties;
    let events = [
        CustomerEvent::OrganizationJoined { organization: acme },
        CustomerEvent::AdministratorAppointed { organization: other },
        CustomerEvent::ManagerSet { manager: grace },
        CustomerEvent::AdministratorAppointed { organization: acme },
        CustomerEvent::OrganizationJoined { organization: other },
        // Twice is as once.
        CustomerEvent::AdministratorAppointed { organization: acme },
    ];
    fixture.write(events.map(|event| Event::Customer(ada, event.into())));
    let found = ties(fixture);
    assert_eq!(found.organization.as_ref().map(|tie| (tie.to, tie.stamp.position.get())), Some((other, 6)));
    assert_eq!(found.manager.as_ref().map(|tie| (tie.to, tie.stamp.position.get())), Some((grace, 4)));
    let administered: Vec<_> =
        found.administered.iter().map(|tie| (tie.to, tie.stamp.position.get())).collect();
    assert_eq!(administered, [(other, 3), (acme, 5)]);
    let by_email = CustomerKey::Email(crate::words::email("ada@example.org").key());
    assert_eq!(block_on(fixture.tenant.find_customer(&by_email)).unwrap(), Some(fixture.record(ada)));
    let ends = [
        CustomerEvent::OrganizationLeft,
        CustomerEvent::ManagerCleared,
        CustomerEvent::AdministratorDismissed { organization: other },
    ];
    fixture.write(ends.map(|event| Event::Customer(ada, event.into())));
    let found = ties(fixture);
    assert_eq!((found.organization, found.manager), (None, None));
    assert_eq!(found.administered.iter().map(|tie| tie.to).collect::<Vec<_>>(), [acme]);
}

fn members_come_organization_by_organization_and_nobody_of_another(fixture: &Fixture) {
    let (acme, other) = (fixture.organization("ACME", None), fixture.organization("OTHER", None));
    let below = fixture.organization("LEEDS", Some(acme));
    let [ada, bob, eve] =
        ["ada", "bob", "eve"].map(|name| fixture.member(&format!("{name}@example.org"), acme));
    let dan = fixture.member("dan@example.org", other);
    let zoe = fixture.member("zoe@example.org", below);
    fixture.customer("none@example.org");
    fixture.tie(bob, CustomerEvent::OrganizationJoined { organization: other });
    let of = |organizations: &[OrganizationId]| ids(fixture, &Audience::Members(organizations.to_vec()));
    assert_eq!(of(&[acme]), [ada, eve]);
    assert_eq!(of(&[other, acme]), [bob, dan, ada, eve]);
    assert_eq!(of(&[below, other, acme]), [zoe, bob, dan, ada, eve]);
    assert_eq!(of(&[]), []);
    assert_eq!(of(&[OrganizationId::next(&fixture.ids)]), []);
}

fn a_team_is_whose_manager_it_is_and_nobody_else(fixture: &Fixture) {
    let [ada, bob, eve, dan] =
        ["ada", "bob", "eve", "dan"].map(|name| fixture.customer(&format!("{name}@example.org")));
    for (who, manager) in [(bob, ada), (dan, ada), (eve, bob)] {
        fixture.tie(who, CustomerEvent::ManagerSet { manager });
    }
    let team = |manager| ids(fixture, &Audience::Team(manager));
    assert_eq!((team(ada), team(bob), team(eve)), (vec![bob, dan], vec![eve], vec![]));
    fixture.tie(dan, CustomerEvent::ManagerSet { manager: bob });
    assert_eq!((team(ada), team(bob)), (vec![bob], vec![eve, dan]));
    fixture.tie(eve, CustomerEvent::ManagerCleared);
    assert_eq!(team(bob), [dan]);
}

fn administrators_are_those_appointed_for_the_organization_itself(fixture: &Fixture) {
    let acme = fixture.organization("ACME", None);
    let below = fixture.organization("LEEDS", Some(acme));
    let member = fixture.member("member@example.org", acme);
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    for (who, organization) in [(ada, acme), (bob, acme), (bob, below)] {
        fixture.tie(who, CustomerEvent::AdministratorAppointed { organization });
    }
    let of = |organization| ids(fixture, &Audience::Administrators(organization));
    assert_eq!((of(acme), of(below)), (vec![ada, bob], vec![bob]));
    assert_eq!(ids(fixture, &Audience::Members(vec![acme])), [member]);
    fixture.tie(bob, CustomerEvent::AdministratorDismissed { organization: acme });
    assert_eq!((of(acme), of(below)), (vec![ada], vec![bob]));
}

fn a_row_holds_every_grant_and_fact_of_the_record(fixture: &Fixture) {
    let history = fixture.history();
    let acme = fixture.organization("ACME-2", None);
    for customer in [history.ada, history.bob] {
        fixture.tie(customer, CustomerEvent::OrganizationJoined { organization: acme });
    }
    let expected = [history.ada, history.bob].map(|id| PersonRow::of(&fixture.record(id)));
    assert!(!expected[0].grants.is_empty() && !expected[0].enrollments.is_empty());
    assert!(!expected[0].statuses.is_empty());
    let mut rows = people(fixture, &Audience::Members(vec![acme]));
    rows.sort_by_key(|row| row.customer != history.ada);
    assert_same_items(&rows, &expected, "people");
}

/// Two organizations with members, some of whom hold a course.
fn filled(fixture: &Fixture) -> [OrganizationId; 3] {
    let bundle = fixture.bundle("MATH");
    let all = ["ACME", "EMPTY", "OTHER"].map(|text| fixture.organization(text, None));
    for count in 0..7_i64 {
        let organization = all[usize::try_from(count % 2).unwrap() * 2];
        let customer = fixture.member(&format!("c{count}@example.org"), organization);
        if count % 3 == 0 {
            let given = fixture.give(customer, bundle, window(start(), None), days_later(-count));
            fixture.write_effective(customer, AccessEvent::AccessRevoked { grant: given.grant }, start());
            let event = EnrollmentEvent::Unenrolled { course: bundle.course };
            fixture.write_effective(customer, event, start());
        }
    }
    all
}

fn people_are_the_same_in_pages_of_every_size(fixture: &Fixture) {
    let [acme, empty, other] = filled(fixture);
    for audience in [
        Audience::Members(vec![acme, empty, other]),
        Audience::Members(vec![empty, other, acme]),
        Audience::Members(vec![other]),
    ] {
        let everything = people(fixture, &audience);
        for size in 1..9 {
            let paged = in_pages(size, |page| block_on(fixture.tenant.people(&audience, page)));
            assert_same_items(&paged, &everything, &format!("people in pages of {size}"));
        }
        for row in &everything {
            assert_eq!(row, &PersonRow::of(&fixture.record(row.customer)));
        }
    }
    let listed = people(fixture, &Audience::Members(vec![acme, empty, other]));
    assert_eq!(listed.len(), 7);
    let team: Vec<CustomerId> = listed.iter().map(|row| row.customer).collect();
    for who in &team[1..] {
        fixture.tie(*who, CustomerEvent::ManagerSet { manager: team[0] });
        fixture.tie(*who, CustomerEvent::AdministratorAppointed { organization: empty });
    }
    for audience in [Audience::Team(team[0]), Audience::Administrators(empty)] {
        let everything = people(fixture, &audience);
        assert_eq!(everything.len(), 6);
        for size in 1..8 {
            let paged = in_pages(size, |page| block_on(fixture.tenant.people(&audience, page)));
            assert_same_items(&paged, &everything, &format!("people in pages of {size}"));
        }
    }
}

fn a_member_added_between_pages_shifts_nothing(fixture: &Fixture) {
    let [acme, empty, other] = filled(fixture);
    let audience = Audience::Members(vec![acme, empty, other]);
    let before = ids(fixture, &audience);
    let first = block_on(fixture.tenant.people(&audience, &PageRequest::first(3))).unwrap();
    let late = fixture.member("late@example.org", empty);
    let rest = PageRequest::after(first.next.unwrap(), 100);
    let rest = block_on(fixture.tenant.people(&audience, &rest)).unwrap().items;
    let mut seen: Vec<_> = first.items.iter().chain(&rest).map(|row| row.customer).collect();
    assert!(seen.contains(&late));
    seen.retain(|id| *id != late);
    assert_eq!(seen, before);
}

fn a_cursor_of_an_organization_that_is_not_given_is_refused(fixture: &Fixture) {
    let [acme, _, other] = filled(fixture);
    let both = Audience::Members(vec![acme, other]);
    let first = block_on(fixture.tenant.people(&both, &PageRequest::first(1))).unwrap();
    let next = first.next.unwrap();
    let without = Audience::Members(vec![other]);
    let foreign = ["nonsense", "cus_1/cus_2", ""].map(Cursor::new);
    for cursor in foreign.into_iter().chain([next]) {
        let said = block_on(fixture.tenant.people(&without, &PageRequest::after(cursor.clone(), 5)));
        assert!(matches!(said, Err(StoreError::BadCursor(_))), "{cursor:?}: {said:?}");
    }
}

/// GDPR-05
fn an_erased_customer_is_tied_to_nothing_any_more(fixture: &Fixture) {
    let acme = fixture.organization("ACME", None);
    let ada = fixture.member("ada@example.org", acme);
    let bob = fixture.customer("bob@example.org");
    fixture.tie(ada, CustomerEvent::ManagerSet { manager: bob });
    fixture.tie(ada, CustomerEvent::AdministratorAppointed { organization: acme });
    fixture.tie(ada, CustomerEvent::CustomerErased);
    assert_eq!(fixture.record(ada).customer.ties, Ties::default());
    for audience in [Audience::Members(vec![acme]), Audience::Team(bob), Audience::Administrators(acme)] {
        assert_eq!(ids(fixture, &audience), [], "{audience:?}");
    }
}

/// GDPR-12, CUS-24
fn nobody_is_managed_by_who_was_erased_or_deleted(fixture: &Fixture) {
    let acme = fixture.organization("ACME", None);
    for (number, gone) in
        [CustomerEvent::CustomerErased, CustomerEvent::CustomerDeleted].into_iter().enumerate()
    {
        let [lead, manager, other] = ["lead", "manager", "other"]
            .map(|name| fixture.member(&format!("{name}{number}@example.org"), acme));
        fixture.tie(lead, CustomerEvent::ManagerSet { manager });
        fixture.tie(other, CustomerEvent::ManagerSet { manager: lead });
        let before = fixture.record(lead);
        fixture.tie(manager, gone);
        let lead_now = fixture.record(lead);
        assert_eq!((&lead_now.customer.ties.manager, lead_now.revision), (&None, before.revision));
        assert!(
            lead_now.customer.ties.is_in(acme) && fixture.record(other).customer.ties.is_managed_by(lead)
        );
        assert_eq!(
            (ids(fixture, &Audience::Team(manager)), ids(fixture, &Audience::Team(lead))),
            (vec![], vec![other])
        );
    }
}

fn people_of_another_tenant_are_not_found(fixture: &Fixture) {
    let acme = fixture.organization("ACME", None);
    let ada = fixture.member("ada@example.org", acme);
    let bob = fixture.customer("bob@example.org");
    fixture.tie(bob, CustomerEvent::ManagerSet { manager: ada });
    fixture.tie(bob, CustomerEvent::AdministratorAppointed { organization: acme });
    let other = fixture.store.tenant(&rollbook_domain::settings::TenantId::parse("other").unwrap());
    fixture.add_tenant(&*other);
    assert!(block_on(other.organizations()).unwrap().is_empty());
    for audience in [Audience::Members(vec![acme]), Audience::Team(ada), Audience::Administrators(acme)] {
        assert_eq!(people(fixture, &audience).len(), 1, "{audience:?}");
        let theirs = block_on(other.people(&audience, &PageRequest::everything())).unwrap();
        assert!(theirs.items.is_empty(), "{audience:?}");
    }
}
