//! Imports: which files were applied.

use pollster::block_on;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::import_log::{Fingerprint, ImportCounts, ImportEvent, ImportKind, ImportRecord};
use rollbook_domain::port::{CommitError, Conflict};
use rollbook_domain::stamp::Revision;

use crate::Fixture;
use crate::cases::cases;
use crate::words::{days_later, start};

cases! { import:
    an_import_of_every_kind_comes_back_with_its_counts,
    an_import_that_was_not_applied_is_none,
    the_same_file_cannot_be_applied_twice,
}

fn applied(import: ImportKind, file: &[u8], counts: ImportCounts) -> Event {
    let fingerprint = Fingerprint::of(&[file]);
    let event = ImportEvent::ImportApplied { import, fingerprint, counts };
    Event::Import(fingerprint.import_id(), event)
}

fn an_import_of_every_kind_comes_back_with_its_counts(fixture: &Fixture) {
    let kinds = [
        ImportKind::Groups,
        ImportKind::Courses,
        ImportKind::Items,
        ImportKind::Prices,
        ImportKind::Roster,
        ImportKind::Withdrawals,
        ImportKind::Scores,
    ];
    for (count, kind) in (1_u64..).zip(kinds) {
        let counts = ImportCounts {
            rows: count,
            created: 10 * count,
            existing: 2,
            edited: 3,
            orders: 4,
            grants: 5_000_000_000,
            group_memberships: 6,
            unenrolled: 7,
            results: 13,
            completions: 14,
            mails: 11,
            cannot_sign_in: 12,
            skipped: 8,
            refused: 9,
        };
        let file = count.to_be_bytes();
        fixture.write_at(days_later(1), [applied(kind, &file, counts)]);
        let fingerprint = Fingerprint::of(&[&file]);
        let id = fingerprint.import_id();
        let found = block_on(fixture.tenant.find_import(id)).unwrap();
        assert_eq!(found, Some(ImportRecord { id, kind, fingerprint, counts, recorded_at: days_later(1) }));
    }
}

fn an_import_that_was_not_applied_is_none(fixture: &Fixture) {
    fixture.write([applied(ImportKind::Roster, b"one file", ImportCounts::default())]);
    let other = Fingerprint::of(&[b"another file"]).import_id();
    assert_eq!(block_on(fixture.tenant.find_import(other)).unwrap(), None);
}

fn the_same_file_cannot_be_applied_twice(fixture: &Fixture) {
    let event = applied(ImportKind::Roster, b"one file", ImportCounts::default());
    let stream = event.stream();
    fixture.write([event.clone()]);
    let mut again = fixture.draft(start());
    again.expect(stream, Revision::NONE);
    again.push(event, None);
    let conflict = Conflict::Moved { stream, expected: Revision::NONE };
    assert_eq!(fixture.commit(again), Err(CommitError::Conflict(conflict)));
    assert!(matches!(stream, StreamId::Import(_)));
}
