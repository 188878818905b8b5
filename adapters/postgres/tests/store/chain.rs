//! The chain on a real server: whatever the owner of the tables does to the log with the guards taken away, it is found where it was
//! done; and how many statements a commit takes.

use pollster::block_on;
use rollbook_domain::audit::{Finding, LogHead, Problem, Verified, Verifier};
use rollbook_domain::text::Note;

use crate::given::{Given, tenant};

const WITHOUT_GUARDS: &str = "\
    ALTER TABLE events DISABLE TRIGGER USER; ALTER TABLE commits DISABLE TRIGGER USER; \
    ALTER TABLE event_notes DISABLE TRIGGER USER;";

/// A closed database whose log holds reasons too.
fn given() -> Given {
    let given = Given::a_database();
    let store = given.open();
    for reason in [None, Some("Moved away"), None, Some("Asked for by phone")] {
        let mut commit = given.a_customer();
        commit.events[0].note = reason.map(|reason| Note::parse(reason).unwrap());
        block_on(tenant(&store).commit(commit)).unwrap();
    }
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

/// Does something in a database of its own that the guards would stop, takes it back, and gives what was found.
fn found_after(given: &Given, sql: &str) -> Option<(u64, Problem)> {
    let keep = "CREATE TABLE kept_events AS TABLE events; CREATE TABLE kept_commits AS TABLE commits; \
                CREATE TABLE kept_notes AS TABLE event_notes";
    given.sql(keep).expect(keep);
    given.sql(&format!("{WITHOUT_GUARDS} {sql}")).expect(sql);
    let found = verified(given, &[]).err().map(|finding| (finding.sequence, finding.problem));
    let back = "DELETE FROM event_notes; DELETE FROM events; DELETE FROM commits; \
                INSERT INTO commits TABLE kept_commits; INSERT INTO events TABLE kept_events; \
                INSERT INTO event_notes TABLE kept_notes; DROP TABLE kept_events, kept_commits, kept_notes";
    given.sql(&format!("{WITHOUT_GUARDS} {back}")).expect(back);
    found
}

/// N124
#[test]
fn whatever_is_done_to_the_log_is_found_where_it_stands() {
    let given = given();
    let anchor = head(&given);
    assert_eq!(verified(&given, &[anchor]).unwrap().head, anchor);
    let end = anchor.sequence;
    for (sql, sequence, problem) in [
        ("SELECT 1", 0, None),
        ("UPDATE events SET payload = '{}' WHERE sequence = 3", 3, Some(Problem::Altered)),
        (
            "UPDATE events SET payload = (payload::text || ' ')::json WHERE sequence = 3",
            3,
            Some(Problem::Altered),
        ),
        ("UPDATE events SET effective_at = effective_at + 1 WHERE sequence = 4", 4, Some(Problem::Altered)),
        ("UPDATE events SET stream_kind = 'seat' WHERE sequence = 7", 7, Some(Problem::Altered)),
        ("UPDATE events SET chain = sha256('') WHERE sequence = 8", 8, Some(Problem::Altered)),
        ("UPDATE commits SET recorded_at = 7", 1, Some(Problem::Altered)),
        ("UPDATE commits SET actor = '{\"name\":\"mallory\"}'", 1, Some(Problem::Altered)),
        ("DELETE FROM events WHERE sequence = 5", 5, Some(Problem::Missing)),
        (
            "DELETE FROM events WHERE sequence = 5; UPDATE events SET sequence = sequence - 1 + 1000 WHERE sequence > 5; \
          UPDATE events SET sequence = sequence - 1000 WHERE sequence > 1000",
            5,
            Some(Problem::Altered),
        ),
        (
            "UPDATE events SET sequence = 1004 WHERE sequence = 4; UPDATE events SET sequence = 4 WHERE sequence = 6; \
          UPDATE events SET sequence = 6 WHERE sequence = 1004",
            4,
            Some(Problem::Altered),
        ),
        (
            "INSERT INTO events SELECT tenant_no, (SELECT max(sequence) + 1 FROM events), commit_no, stream_kind, \
          gen_random_uuid(), 1, effective_at, payload, commitment, chain FROM events WHERE sequence = 3",
            end + 1,
            Some(Problem::Altered),
        ),
    ] {
        assert_eq!(found_after(&given, sql), problem.map(|problem| (sequence, problem)), "{sql}");
    }
    given
        .sql(&format!("{WITHOUT_GUARDS} DELETE FROM event_notes; DELETE FROM events WHERE sequence > 12"))
        .unwrap();
    assert!(verified(&given, &[]).is_ok());
    let finding = verified(&given, &[anchor]).unwrap_err();
    assert_eq!((finding.sequence, finding.problem), (13, Problem::Cut));
}

/// N120, N124
#[test]
fn a_reason_may_be_erased_but_neither_changed_nor_added() {
    let given = given();
    given.sql("DELETE FROM event_notes WHERE note = 'Moved away'").unwrap();
    assert_eq!(verified(&given, &[]).unwrap().erased_reasons, 1);
    let said = given.stopped("UPDATE event_notes SET note = 'Never asked for'");
    assert!(said.contains("never changed"), "{said}");
    given.sql(&format!("{WITHOUT_GUARDS} UPDATE event_notes SET note = 'Never asked for'")).unwrap();
    assert_eq!(verified(&given, &[]).unwrap_err().problem, Problem::ReasonAltered);
    let added = "DELETE FROM event_notes; INSERT INTO event_notes SELECT tenant_no, stream_kind, stream_id, position, \
                 'As agreed', sha256('') FROM events WHERE sequence = 3";
    given.sql(added).unwrap();
    let finding = verified(&given, &[]).unwrap_err();
    assert_eq!((finding.sequence, finding.problem), (3, Problem::ReasonAdded));
}

/// N125: nothing is written without a value of the chain.
#[test]
fn an_event_without_a_value_of_the_chain_or_a_reason_without_a_salt_is_stopped() {
    let given = given();
    let unsealed = "INSERT INTO events SELECT tenant_no, 1000, commit_no, stream_kind, gen_random_uuid(), 1, effective_at, \
                    payload, NULL, NULL FROM events WHERE sequence = 1";
    let unsalted = "INSERT INTO event_notes SELECT tenant_no, stream_kind, stream_id, position, 'why', NULL FROM events \
                    WHERE sequence = 1";
    for sql in [unsealed, unsalted] {
        let said = given.stopped(sql);
        assert!(said.contains("null value"), "{said}");
    }
    let said = given.stopped("UPDATE log_ends SET chain = NULL");
    assert!(said.contains("log_ends_last_sequence_chain_ck"), "{said}");
}

/// Many who write at once seal their events in turn.
#[test]
fn what_many_write_at_once_is_one_chain() {
    let given = Given::a_database();
    let store = given.open();
    std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| {
                for _ in 0..10 {
                    let mut commit = given.a_customer();
                    commit.events[0].note = Some(Note::parse("one of many").unwrap());
                    block_on(tenant(&store).commit(commit)).unwrap();
                }
            });
        }
    });
    drop(store);
    assert!(verified(&given, &[]).unwrap().head.sequence > 60);
}
