//! The chain: every event of the log sealed, whatever the commit, and reasons by commitments.

use pollster::block_on;
use rollbook_domain::audit::{LogEntry, LogHead, Verified, Verifier, genesis};
use rollbook_domain::event::StreamId;
use rollbook_domain::id::GroupId;
use rollbook_domain::port::{ActivityQuery, PageRequest, TenantStore};
use rollbook_domain::settings::TenantId;
use rollbook_domain::stamp::Revision;

use crate::Fixture;
use crate::cases::cases;
use crate::facts::group_added;
use crate::words::{note, start};

cases! { audit:
    an_empty_log_ends_with_what_its_chain_begins_with,
    the_log_of_everything_that_can_happen_verifies,
    the_log_is_shown_in_pages_of_any_size,
    a_reason_is_shown_with_its_commitment_and_its_salt,
    the_same_reason_has_another_salt_each_time,
    a_commit_that_is_repeated_or_refused_leaves_the_end_as_it_is,
    a_commit_of_many_events_is_sealed_like_one_of_one,
    two_tenants_have_chains_of_their_own,
}

/// Everything the log holds.
pub(crate) fn entries(tenant: &dyn TenantStore) -> Vec<LogEntry> {
    block_on(tenant.log_entries(0, usize::MAX)).unwrap()
}

/// Verifies a whole log, which must end where the store says.
pub(crate) fn verified(tenant: &dyn TenantStore, name: &str) -> Verified {
    let mut verifier = Verifier::new(name, &[]).unwrap();
    for entry in entries(tenant) {
        verifier.take(&entry).unwrap();
    }
    let whole = verifier.finish().unwrap();
    assert_eq!(whole.head, head(tenant));
    whole
}

fn head(tenant: &dyn TenantStore) -> LogHead {
    block_on(tenant.log_head()).unwrap()
}

/// I7
fn an_empty_log_ends_with_what_its_chain_begins_with(fixture: &Fixture) {
    let tenant = fixture.store.tenant(&TenantId::parse("nowhere").unwrap());
    assert_eq!(head(&*tenant), LogHead { sequence: 0, chain: genesis("nowhere") });
    assert!(entries(&*tenant).is_empty());
}

/// I7: and each entry is the event that the activity shows.
fn the_log_of_everything_that_can_happen_verifies(fixture: &Fixture) {
    fixture.history();
    let verified = verified(&*fixture.tenant, "default");
    assert_eq!(verified.erased_reasons, 0);
    let activity =
        block_on(fixture.tenant.activity(&ActivityQuery::default(), &PageRequest::everything())).unwrap();
    let entries = entries(&*fixture.tenant);
    assert_eq!(verified.head.sequence, activity.items.len() as u64);
    for (recorded, entry) in activity.items.iter().zip(&entries) {
        assert_eq!((recorded.sequence, recorded.position.get()), (entry.sequence, entry.position));
        assert_eq!(recorded.effective_at.as_micros(), entry.effective_at);
        assert!(entry.payload.contains(recorded.event.kind()), "{}", entry.payload);
        assert_eq!(recorded.note.is_some(), entry.commitment.is_some());
    }
}

fn the_log_is_shown_in_pages_of_any_size(fixture: &Fixture) {
    fixture.history();
    let whole = entries(&*fixture.tenant);
    for size in [1, 7, whole.len(), whole.len() + 1] {
        let mut paged: Vec<LogEntry> = Vec::new();
        loop {
            let after = paged.last().map_or(0, |entry| entry.sequence);
            let page = block_on(fixture.tenant.log_entries(after, size)).unwrap();
            assert!(page.len() <= size);
            if page.is_empty() {
                break;
            }
            paged.extend(page);
        }
        assert!(paged == whole, "in pages of {size}");
    }
}

/// Adds a group for that reason, and gives what the log holds of it.
fn noted(fixture: &Fixture, code: &str, reason: &str) -> LogEntry {
    let mut commit = fixture.draft(start());
    commit.push(group_added(GroupId::next(&fixture.ids), code), Some(note(reason)));
    fixture.expect_what_is(&mut commit);
    fixture.commit(commit).unwrap();
    entries(&*fixture.tenant).pop().unwrap()
}

/// I7
fn a_reason_is_shown_with_its_commitment_and_its_salt(fixture: &Fixture) {
    let reason = "Asked for by \u{c5}sa, \"today\"";
    let entry = noted(fixture, "CLUB", reason);
    let shown = entry.note.unwrap();
    assert_eq!(shown.note.reveal(), reason);
    assert_eq!(entry.commitment, Some(shown.salt.unwrap().commit_to(reason)));
    assert!(!entry.payload.contains("Asked"));
}

fn the_same_reason_has_another_salt_each_time(fixture: &Fixture) {
    let [one, other] = ["CLUB", "CHOIR"].map(|code| noted(fixture, code, "As agreed"));
    assert_ne!(one.commitment, other.commitment);
    verified(&*fixture.tenant, "default");
}

fn a_commit_that_is_repeated_or_refused_leaves_the_end_as_it_is(fixture: &Fixture) {
    let group = GroupId::next(&fixture.ids);
    let mut commit = fixture.draft(start());
    commit.expect(StreamId::Group(group), Revision::NONE);
    commit.push(group_added(group, "CLUB"), Some(note("once")));
    fixture.commit(commit.clone()).unwrap();
    let end = head(&*fixture.tenant);
    fixture.commit(commit.clone()).unwrap();
    commit.id = fixture.draft(start()).id;
    fixture.commit(commit).unwrap_err();
    assert_eq!(head(&*fixture.tenant), end);
    verified(&*fixture.tenant, "default");
}

fn a_commit_of_many_events_is_sealed_like_one_of_one(fixture: &Fixture) {
    let mut commit = fixture.draft(start());
    for count in 0..1_200 {
        let reason = (count % 5 == 0).then(|| note(&format!("reason {count}")));
        commit.push(group_added(GroupId::next(&fixture.ids), &format!("G{count}")), reason);
    }
    for place in 0..commit.events.len() {
        commit.expect(commit.events[place].event.stream(), Revision::NONE);
    }
    fixture.commit(commit).unwrap();
    assert_eq!(verified(&*fixture.tenant, "default").head.sequence, 1_201);
}

/// I7: the log of one tenant cannot stand in for another's.
fn two_tenants_have_chains_of_their_own(fixture: &Fixture) {
    let school = fixture.store.tenant(&TenantId::parse("school").unwrap());
    fixture.add_tenant(&*school);
    verified(&*school, "school");
    verified(&*fixture.tenant, "default");
    assert_ne!(head(&*school).chain, head(&*fixture.tenant).chain);
}
