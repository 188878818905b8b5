//! Parts of a long story: what was written at some places of a stream is the whole cut to them.

use std::ops::RangeInclusive;

use pollster::block_on;
use rollbook_domain::email::EmailAddress;
use rollbook_domain::event::StreamId;
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::{ActivityQuery, CustomerKey, CustomerQuery, PageRequest, TenantStore};
use rollbook_domain::stamp::Revision;

use crate::Fixture;
use crate::cases::cases;

cases! { part:
    a_record_in_parts_of_every_size_is_the_record_cut_to_them,
    a_transcript_in_parts_of_every_size_is_the_transcript_cut_to_them,
    a_part_is_found_by_every_key,
    of_nobody_there_is_no_part,
    the_story_of_a_stream_goes_on_where_a_page_of_it_ended,
}

/// The places of a stream in parts of one size, with one part before the first place and one after the last.
fn parts(revision: Revision, size: u64) -> impl Iterator<Item = RangeInclusive<Revision>> {
    (0..=revision.get() + size)
        .step_by(usize::try_from(size).unwrap())
        .map(move |first| Revision::new(first)..=Revision::new(first + size - 1))
}

/// Compares parts of some sizes with the whole, for every customer there is.
pub(crate) fn assert_parts_agree(tenant: &dyn TenantStore, sizes: &[u64]) {
    let (query, page) = (CustomerQuery::default(), PageRequest::everything());
    let everybody = block_on(tenant.list_customers(&query, &page)).unwrap().items;
    for customer in everybody.into_iter().map(|summary| summary.id) {
        for size in sizes {
            assert_record_in_parts(tenant, customer, *size);
            assert_transcript_in_parts(tenant, customer, *size);
        }
    }
}

fn assert_record_in_parts(tenant: &dyn TenantStore, customer: CustomerId, size: u64) {
    let key = CustomerKey::Id(customer);
    let whole = block_on(tenant.find_customer(&key)).unwrap().unwrap();
    for places in parts(whole.revision, size) {
        let part = block_on(tenant.customer_part(&key, places.clone())).unwrap().unwrap();
        assert_eq!(part, whole.clone().part(&places), "{places:?}");
    }
}

fn assert_transcript_in_parts(tenant: &dyn TenantStore, customer: CustomerId, size: u64) {
    let Some(whole) = block_on(tenant.find_transcript(customer)).unwrap() else { return };
    for places in parts(whole.revision, size) {
        let part = block_on(tenant.transcript_part(customer, places.clone())).unwrap().unwrap();
        assert_eq!(part, whole.clone().part(&places), "{places:?}");
    }
}

fn a_record_in_parts_of_every_size_is_the_record_cut_to_them(fixture: &Fixture) {
    let history = fixture.history();
    let record = fixture.record(history.ada);
    assert!(record.grants.iter().any(|grant| !grant.edits.is_empty() && !grant.standings.is_empty()));
    assert!(record.orders.iter().any(|order| order.statuses.len() > 1));
    let noted =
        record.grants.iter().flat_map(|grant| &grant.standings).any(|change| change.stamp.note.is_some());
    assert!(noted, "the story has a reason for what became of a fact");
    for size in 1..=record.revision.get() {
        assert_record_in_parts(&*fixture.tenant, history.ada, size);
        assert_record_in_parts(&*fixture.tenant, history.bob, size);
    }
}

fn a_transcript_in_parts_of_every_size_is_the_transcript_cut_to_them(fixture: &Fixture) {
    let history = fixture.history();
    let transcript = fixture.transcript(history.ada).unwrap();
    assert!(transcript.submissions.iter().any(|held| held.removed.is_some()));
    for size in 1..=transcript.revision.get() {
        assert_transcript_in_parts(&*fixture.tenant, history.ada, size);
    }
}

fn a_part_is_found_by_every_key(fixture: &Fixture) {
    let history = fixture.history();
    let record = fixture.record(history.ada);
    let profile = record.customer.profile().unwrap();
    let keys = [
        CustomerKey::Email(profile.email.key()),
        CustomerKey::Code(profile.code.clone().unwrap()),
        CustomerKey::Id(history.ada),
    ];
    let places = Revision::new(2)..=Revision::new(9);
    for key in keys {
        let part = block_on(fixture.tenant.customer_part(&key, places.clone())).unwrap();
        assert_eq!(part, Some(record.clone().part(&places)), "{key:?}");
    }
}

fn of_nobody_there_is_no_part(fixture: &Fixture) {
    let nobody = CustomerId::next(&fixture.ids);
    let everywhere = || Revision::NONE..=Revision::new(u64::MAX);
    let email = EmailAddress::parse("nobody@example.org").unwrap().key();
    for key in [CustomerKey::Id(nobody), CustomerKey::Email(email)] {
        assert_eq!(block_on(fixture.tenant.customer_part(&key, everywhere())), Ok(None));
    }
    let ada = fixture.customer("ada@example.org");
    for customer in [nobody, ada] {
        assert_eq!(block_on(fixture.tenant.transcript_part(customer, everywhere())), Ok(None));
    }
}

/// The place where a page ended is one in the stream: events of others between them change nothing.
fn the_story_of_a_stream_goes_on_where_a_page_of_it_ended(fixture: &Fixture) {
    let history = fixture.history();
    for stream in [StreamId::Customer(history.ada), StreamId::Transcript(history.ada)] {
        for is_newest_first in [false, true] {
            let query = ActivityQuery { stream: Some(stream), is_newest_first };
            let whole = block_on(fixture.tenant.activity(&query, &PageRequest::everything())).unwrap().items;
            assert!(whole.len() > 4, "{stream:?}");
            for size in 1..whole.len() {
                let pages =
                    crate::paging::in_pages(size, |page| block_on(fixture.tenant.activity(&query, page)));
                assert_eq!(pages, whole, "{stream:?} in pages of {size}");
            }
        }
    }
}
