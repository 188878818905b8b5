//! Large sets: one commit of many is the normal case.

use pollster::block_on;
use rollbook_domain::commit::Commit;
use rollbook_domain::event::StreamId;
use rollbook_domain::id::{CommitId, CustomerId};
use rollbook_domain::port::{
    ActivityQuery, CommitError, Conflict, CustomerQuery, EnrollmentQuery, OrderQuery, PageRequest, UniqueFact,
};
use rollbook_domain::stamp::Revision;

use crate::Fixture;
use crate::audit::{entries, verified};
use crate::cases::cases;
use crate::facts::{Bundle, added, window};
use crate::paging::in_pages;
use crate::snapshot::Snapshot;
use crate::words::{email, note, profile, start};

cases! { bulk:
    ten_thousand_customers_with_two_grants_each_are_one_commit,
    a_large_commit_that_fails_at_its_end_leaves_nothing,
    many_streams_may_be_watched_by_one_commit,
}

/// Events with a reason: the first and the last, and some wherever a store may begin with another part of the commit.
const NOTED: [usize; 6] = [0, 9_999, 16_383, 16_384, 32_768, 49_999];

/// A commit of customers with two orders and two grants each; not yet written.
fn roster(fixture: &Fixture, bundles: [Bundle; 2], count: usize) -> (Commit, Vec<CustomerId>) {
    let mut commit = fixture.draft(start());
    let customers: Vec<CustomerId> = (0..count).map(|_| fixture.customer_id()).collect();
    for (number, customer) in customers.iter().enumerate() {
        commit.expect(StreamId::Customer(*customer), Revision::NONE);
        commit.push(added(*customer, profile(&address(number))), None);
        for bundle in bundles {
            fixture.push_grant(&mut commit, *customer, bundle, window(start(), None), start());
        }
    }
    (commit, customers)
}

fn address(number: usize) -> String {
    format!("learner{number}@example.org")
}

fn ten_thousand_customers_with_two_grants_each_are_one_commit(fixture: &Fixture) {
    let bundles = [fixture.bundle("MATH"), fixture.bundle("PHYSICS")];
    let (mut commit, customers) = roster(fixture, bundles, 10_000);
    for place in NOTED {
        commit.events[place].note = Some(note(&format!("reason {place}")));
    }
    let before = fixture.write([]).last_sequence;
    assert_eq!(fixture.commit(commit).unwrap().last_sequence, before + 50_000);

    let asked: Vec<_> = (0..10_000).step_by(2).map(|number| email(&address(number)).key()).collect();
    let strangers = (0..50).map(|number| email(&format!("stranger{number}@example.org")).key());
    let asked: Vec<_> = asked.into_iter().chain(strangers).rev().collect();
    let known = block_on(fixture.tenant.known_customers(&asked, &[])).unwrap();
    let known: Vec<_> = known.into_iter().map(|customer| customer.id).collect();
    assert_eq!(known, customers.iter().step_by(2).copied().collect::<Vec<_>>());

    for bundle in bundles {
        let query = EnrollmentQuery::of(bundle.course);
        let rows = in_pages(3_000, |page| block_on(fixture.tenant.enrollments(&query, page)));
        assert!(rows.iter().all(|row| row.grants.len() == 1 && row.revision == Revision::new(5)));
        let learners: Vec<_> = rows.into_iter().map(|row| row.customer).collect();
        assert_eq!(learners, customers);
        let chosen = customers.iter().skip(1).step_by(2).copied().collect::<Vec<_>>();
        let query = EnrollmentQuery { customers: Some(chosen.clone()), ..query };
        let rows = block_on(fixture.tenant.enrollments(&query, &PageRequest::everything())).unwrap().items;
        assert_eq!(rows.into_iter().map(|row| row.customer).collect::<Vec<_>>(), chosen);
    }

    let all = PageRequest::everything();
    let listed = block_on(fixture.tenant.list_customers(&CustomerQuery::default(), &all)).unwrap().items;
    assert_eq!(listed.len(), 10_000);
    let orders = block_on(fixture.tenant.list_orders(&OrderQuery::default(), &all)).unwrap().items;
    assert_eq!(orders.len(), 20_000);
    let newest = ActivityQuery { stream: None, is_newest_first: true };
    let newest = block_on(fixture.tenant.activity(&newest, &PageRequest::first(1))).unwrap().items;
    assert_eq!(newest[0].sequence, before + 50_000);
    assert_eq!(newest[0].event.stream(), StreamId::Customer(customers[9_999]));
    assert_eq!(newest[0].note, Some(note("reason 49999")));
    let noted = entries(&*fixture.tenant).into_iter().filter(|entry| entry.note.is_some());
    let noted: Vec<_> = noted.map(|entry| entry.sequence).collect();
    assert_eq!(noted, NOTED.map(|place| before + place as u64 + 1));
    assert_eq!(verified(&*fixture.tenant, "default").head.sequence, before + 50_000);
}

fn a_large_commit_that_fails_at_its_end_leaves_nothing(fixture: &Fixture) {
    let bundles = [fixture.bundle("MATH"), fixture.bundle("PHYSICS")];
    let before = Snapshot::of(&*fixture.tenant);
    let (mut commit, _) = roster(fixture, bundles, 2_000);
    let last = fixture.customer_id();
    commit.expect(StreamId::Customer(last), Revision::NONE);
    commit.push(added(last, profile(&address(7).to_uppercase())), None);
    let taken = Conflict::Taken(UniqueFact::CustomerEmail);
    assert_eq!(fixture.commit(commit), Err(CommitError::Conflict(taken)));
    Snapshot::of(&*fixture.tenant).assert_same_as(&before, "after a large commit that failed");
}

fn many_streams_may_be_watched_by_one_commit(fixture: &Fixture) {
    let bundles = [fixture.bundle("MATH"), fixture.bundle("PHYSICS")];
    let (commit, customers) = roster(fixture, bundles, 1_500);
    fixture.commit(commit).unwrap();
    let mut watching = fixture.draft(start());
    for customer in &customers {
        watching.expect(StreamId::Customer(*customer), Revision::new(5));
    }
    assert!(fixture.commit(watching.clone()).is_ok());
    fixture.give(customers[1_400], bundles[0], window(start(), None), start());
    watching.id = CommitId::next(&fixture.ids);
    let stream = StreamId::Customer(customers[1_400]);
    let moved = Conflict::Moved { stream, expected: Revision::new(5) };
    assert_eq!(fixture.commit(watching), Err(CommitError::Conflict(moved)));
}
