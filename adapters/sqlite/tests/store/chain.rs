//! The chain in a real file: whatever somebody does to the log with the guards taken away, it is found where it was done.

use pollster::block_on;
use rollbook_domain::audit::{Finding, LogHead, Problem, Verified, Verifier};
use rollbook_domain::text::Note;
use rusqlite::{Connection, params};

use crate::given::{Given, tenant};

const WITHOUT_GUARDS: &str = "\
    PRAGMA foreign_keys = OFF; DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_removed; \
    DROP TRIGGER commits_are_never_changed; DROP TRIGGER event_notes_are_never_changed;";

/// A closed database whose log holds reasons too, as events 15 and 17 of it.
fn given() -> Given {
    let given = Given::a_database();
    let store = given.open();
    let end = block_on(tenant(&store).log_head()).unwrap().sequence;
    for reason in [None, Some("Moved away"), None, Some("Asked for by phone")] {
        let mut commit = given.a_customer();
        commit.events[0].note = reason.map(|reason| Note::parse(reason).unwrap());
        block_on(tenant(&store).commit(commit)).unwrap();
    }
    assert!(end > 10);
    given
}

fn verified(given: &Given, anchors: &[LogHead]) -> Result<Verified, Finding> {
    let store = given.open();
    let mut verifier = Verifier::new("default", anchors)?;
    // Pages of three, so that pages end in many places.
    loop {
        let page = block_on(tenant(&store).log_entries(verifier.head().sequence, 3)).unwrap();
        if page.is_empty() {
            return verifier.finish();
        }
        page.iter().try_for_each(|entry| verifier.take(entry))?;
    }
}

fn head(given: &Given) -> LogHead {
    block_on(tenant(&given.open()).log_head()).unwrap()
}

/// Does something to the file that the guards would stop, and gives what is found afterwards.
fn found_after(sql: &str, anchors: &[LogHead]) -> Option<(u64, Problem)> {
    let given = given();
    given.raw().execute_batch(&format!("{WITHOUT_GUARDS} {sql}")).expect(sql);
    verified(&given, anchors).err().map(|finding| (finding.sequence, finding.problem))
}

fn altered(sequence: u64) -> (u64, Problem) {
    (sequence, Problem::Altered)
}

/// I7
#[test]
fn a_log_that_nobody_touched_verifies() {
    let given = given();
    let anchor = head(&given);
    assert_eq!(verified(&given, &[anchor]).unwrap().head, anchor);
    assert_eq!(found_after("SELECT 1", &[]), None);
}

/// N124
#[test]
fn whatever_is_altered_is_found_where_it_stands() {
    for (sql, sequence) in [
        ("UPDATE events SET payload = '{}' WHERE sequence = 3", 3),
        ("UPDATE events SET effective_at = effective_at + 1 WHERE sequence = 4", 4),
        ("UPDATE events SET stream_id = zeroblob(16) WHERE sequence = 5", 5),
        ("UPDATE events SET position = 900 WHERE sequence = 6", 6),
        ("UPDATE events SET stream_kind = 'seat' WHERE sequence = 7", 7),
        ("UPDATE events SET chain = zeroblob(32) WHERE sequence = 8", 8),
        ("UPDATE events SET commit_no = 2 WHERE sequence = 9", 9),
        ("UPDATE events SET commit_no = 77 WHERE sequence = 9", 9),
        ("UPDATE events SET commitment = NULL WHERE commitment IS NOT NULL", 0),
        ("UPDATE commits SET actor = json_set(actor, '$.name', 'mallory') WHERE commit_no = 1", 1),
        ("UPDATE commits SET recorded_at = 7 WHERE commit_no = 1", 1),
        ("UPDATE commits SET last_sequence = 1 WHERE commit_no = 1", 1),
    ] {
        let (at, problem) = found_after(sql, &[]).expect(sql);
        assert_eq!(problem, Problem::Altered, "{sql}");
        assert!(at == sequence || sequence == 0 && at > 10, "{sql}: {at}");
    }
}

/// N124
#[test]
fn what_is_removed_inserted_or_put_elsewhere_is_found() {
    assert_eq!(found_after("DELETE FROM events WHERE sequence = 5", &[]), Some((5, Problem::Missing)));
    assert_eq!(found_after("DELETE FROM events WHERE sequence = 1", &[]), Some((1, Problem::Missing)));
    let renumbered = "DELETE FROM events WHERE sequence = 5; \
        UPDATE events SET sequence = -sequence WHERE sequence > 5; \
        UPDATE events SET sequence = -sequence - 1 WHERE sequence < 0";
    // The check of the numbers would stop it on the way.
    assert_eq!(
        found_after(&format!("PRAGMA ignore_check_constraints = ON; {renumbered}"), &[]),
        Some(altered(5))
    );
    let swapped = "PRAGMA ignore_check_constraints = ON; \
        UPDATE events SET sequence = -1 WHERE sequence = 4; UPDATE events SET sequence = 4 WHERE sequence = 6; \
        UPDATE events SET sequence = 6 WHERE sequence = -1";
    assert_eq!(found_after(swapped, &[]), Some(altered(4)));
    let end = head(&given()).sequence;
    let inserted = "INSERT INTO events SELECT tenant_no, (SELECT max(sequence) + 1 FROM events), commit_no, stream_kind, \
        randomblob(16), 1, effective_at, payload, commitment, chain FROM events WHERE sequence = 3";
    assert_eq!(found_after(inserted, &[]), Some(altered(end + 1)));
}

/// N124
#[test]
fn a_tail_that_was_cut_is_found_by_an_anchor_even_where_the_log_went_on() {
    let given = given();
    let anchor = head(&given);
    given.raw().execute_batch(&format!("{WITHOUT_GUARDS} DELETE FROM events WHERE sequence > 12")).unwrap();
    assert!(verified(&given, &[]).is_ok());
    let finding = verified(&given, &[anchor]).unwrap_err();
    assert_eq!((finding.sequence, finding.problem), (13, Problem::Cut));
    let store = given.open();
    while block_on(tenant(&store).log_head()).unwrap().sequence < anchor.sequence {
        block_on(tenant(&store).commit(given.a_customer())).unwrap();
    }
    drop(store);
    assert!(verified(&given, &[]).is_ok());
    let finding = verified(&given, &[anchor]).unwrap_err();
    assert_eq!((finding.sequence, finding.problem), (anchor.sequence, Problem::MadeAnew));
}

/// N120, N124
#[test]
fn a_reason_may_be_erased_but_neither_changed_nor_added() {
    let given = given();
    let raw = given.raw();
    raw.execute_batch("DELETE FROM event_notes WHERE note = 'Moved away'").unwrap();
    assert_eq!(verified(&given, &[]).unwrap().erased_reasons, 1);
    let noted: i64 = raw
        .query_row(
            "SELECT e.sequence FROM event_notes n JOIN events e USING (tenant_no, stream_kind, stream_id, position)",
            [],
            |row| row.get(0),
        )
        .unwrap();
    let stopped = raw.execute_batch("UPDATE event_notes SET note = 'Never asked for'").unwrap_err();
    assert!(stopped.to_string().contains("never changed"), "{stopped}");
    raw.execute_batch(WITHOUT_GUARDS).unwrap();
    raw.execute_batch("UPDATE event_notes SET note = 'Never asked for'").unwrap();
    let finding = verified(&given, &[]).unwrap_err();
    assert_eq!((finding.sequence, finding.problem), (noted.cast_unsigned(), Problem::ReasonAltered));
    raw.execute_batch("DELETE FROM event_notes").unwrap();
    add_reason(&raw, 3);
    let finding = verified(&given, &[]).unwrap_err();
    assert_eq!((finding.sequence, finding.problem), (3, Problem::ReasonAdded));
}

fn add_reason(raw: &Connection, sequence: i64) {
    let sql = "INSERT INTO event_notes SELECT tenant_no, stream_kind, stream_id, position, 'As agreed', zeroblob(32) \
               FROM events WHERE sequence = ?1";
    raw.execute(sql, params![sequence]).unwrap();
}
