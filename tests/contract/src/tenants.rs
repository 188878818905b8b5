//! Tenants: nothing of one is seen in another.

use pollster::block_on;
use rollbook_domain::settings::TenantId;
use rollbook_domain::stamp::Revision;

use crate::Fixture;
use crate::cases::cases;
use crate::facts::{added, joined, window};
use crate::snapshot::Snapshot;
use crate::words::{profile_coded, start};

cases! { tenants:
    tenants_that_exist_are_listed_in_order_of_their_names,
    a_tenant_that_does_not_exist_is_empty,
    two_handles_of_one_tenant_see_the_same,
    the_same_ids_emails_and_codes_may_stand_in_two_tenants,
}

fn tenant(name: &str) -> TenantId {
    TenantId::parse(name).unwrap()
}

fn tenants_that_exist_are_listed_in_order_of_their_names(fixture: &Fixture) {
    for name in ["zoo", "academy", "m-2"] {
        fixture.add_tenant(&*fixture.store.tenant(&tenant(name)));
    }
    let _never_made = fixture.store.tenant(&tenant("nowhere"));
    let listed = block_on(fixture.store.tenants()).unwrap();
    assert_eq!(listed, ["academy", "default", "m-2", "zoo"].map(tenant));
}

fn a_tenant_that_does_not_exist_is_empty(fixture: &Fixture) {
    fixture.customer("ada@example.org");
    fixture.bundle("MATH");
    let nowhere = Snapshot::of(&*fixture.store.tenant(&tenant("nowhere")));
    assert_eq!(nowhere.settings, None);
    assert!(nowhere.records.is_empty() && nowhere.summaries.is_empty() && nowhere.activity.is_empty());
    assert!(nowhere.courses.is_empty() && nowhere.products.is_empty() && nowhere.prices.is_empty());
}

fn two_handles_of_one_tenant_see_the_same(fixture: &Fixture) {
    let second = fixture.store.tenant(&TenantId::default());
    fixture.customer("ada@example.org");
    Snapshot::of(&*second).assert_same_as(&Snapshot::of(&*fixture.tenant), "through another handle");
}

fn the_same_ids_emails_and_codes_may_stand_in_two_tenants(fixture: &Fixture) {
    let other = fixture.store.tenant(&tenant("other"));
    fixture.add_tenant(&*other);
    let empty = Snapshot::of(&*other);

    let bundle = fixture.bundle("MATH");
    let group = fixture.group("CLUB");
    let ada = fixture.customer_id();
    fixture.write([added(ada, profile_coded("ada@example.org", "A-1")), joined(ada, group)]);
    fixture.give(ada, bundle, window(start(), None), start());
    let full = Snapshot::of(&*fixture.tenant);
    Snapshot::of(&*other).assert_same_as(&empty, "though another tenant was filled");

    for recorded in &full.activity[1..] {
        let stream = recorded.event.stream();
        let mut commit = fixture.draft(recorded.recorded_at);
        commit.expect(stream, Revision::new(recorded.position.get() - 1));
        let event = match recorded.position {
            first if first == Revision::new(1) && recorded.event.kind() == "customer_added" => {
                added(ada, profile_coded("ada@example.org", "A-1"))
            }
            _ => recorded.event.clone(),
        };
        commit.push_effective(event, recorded.effective_at, None);
        block_on(other.commit(commit)).unwrap();
    }
    let copy = Snapshot::of(&*other);
    assert_eq!(copy.records, full.records);
    assert_eq!(copy.orders, full.orders);
    assert_eq!(copy.known, full.known);
    assert_eq!(copy.courses, full.courses);
    Snapshot::of(&*fixture.tenant).assert_same_as(&full, "though another tenant holds the same");
}
