use proptest::prelude::*;

use super::*;
use crate::id::CommitId;
use crate::personal::Personal;

const RECORDED_AT: i64 = 1_767_603_600_000_000;
const ACTOR: &str = r#"{"name":"grace","role":"administrator","channel":"cli"}"#;
const PAYLOAD: &str = r#"{"kind":"group_added","code":"CLUB","name":"Chess club","is_inherited":false}"#;
const NOTE: &str = "Asked for by phone";

fn commit_id() -> CommitId {
    CommitId::from_uuid(uuid::Uuid::from_u128(0x0188_bac7_4afa_78aa_bc3b_bd1e_ef28_d881))
}

fn salt() -> Salt {
    Salt::from_bytes(std::array::from_fn(|place| u8::try_from(place).unwrap()))
}

fn commitment_hexadecimal(commitment: &Commitment) -> String {
    ChainValue::from_bytes(*commitment.as_bytes()).to_string()
}

/// I7: the values were worked out by another program, from the layout as the page on the audit says it.
#[test]
fn the_worked_example_of_the_documentation_is_what_is_computed() {
    let begins = genesis("default");
    let sealed = SealedCommit::new(commit_id(), RECORDED_AT, 1, ACTOR);
    let commitment = salt().commit_to(NOTE);
    let event = Link {
        sequence: 1,
        stream_kind: "group",
        stream_id: 0x0188_bac7_4afa_78aa_bc3b_bd1e_ef28_d882_u128.to_be_bytes(),
        position: 1,
        effective_at: RECORDED_AT,
        payload: PAYLOAD.as_bytes(),
        commitment: Some(commitment),
    };
    let chain = link(&begins, &sealed, &event);
    let page = include_str!("../../../docs/audit.md");
    for (what, value) in [
        ("dd2ac65ce169a0cfb61c868cd8374367392fbd139ea89f2c88265c239210bdca", begins.to_string()),
        (
            "b58eeb8f3fa9dc30d4eba7568177d74b66de2276dd2cfda7edd4ce726e70f4b9",
            commitment_hexadecimal(&commitment),
        ),
        ("d142d31144d75fa8f174132d7a828b5afa226dcd1abede574f522077097c5cbc", chain.to_string()),
    ] {
        assert_eq!(value, what);
        assert!(page.contains(what), "the page on the audit does not show {what}");
    }
    for part in [ACTOR, PAYLOAD, NOTE] {
        assert!(page.contains(part), "the page on the audit does not show {part}");
    }
    let drawn = Salt::of(&[7; 32], 1);
    let text = ChainValue::from_bytes(*drawn.as_bytes()).to_string();
    assert_eq!(text, "0f0dcfec934f743903da66d54d7b007b25e20e675651923099c76d4f91dc48e0");
}

/// A log of so many events, every third with a reason, in commits of two.
fn log(tenant: &str, count: u64) -> Vec<LogEntry> {
    let mut before = genesis(tenant);
    (1..=count)
        .map(|sequence| {
            let commit = SealedCommit::new(commit_id(), RECORDED_AT, sequence.next_multiple_of(2), ACTOR);
            let note = (sequence % 3 == 0).then(|| format!("reason {sequence}"));
            let salt = Salt::of(&[9; 32], sequence);
            let mut entry = LogEntry {
                sequence,
                commit: Some(commit),
                stream_kind: "group".to_owned(),
                stream_id: [u8::try_from(sequence % 5).unwrap(); 16],
                position: sequence,
                effective_at: RECORDED_AT,
                payload: format!("{{\"kind\":\"group_edited\",\"name\":\"{sequence}\"}}"),
                commitment: note.as_ref().map(|note| salt.commit_to(note)),
                note: note.map(|note| LoggedNote { salt: Some(salt), note: Personal::new(note) }),
                chain: before,
            };
            entry.chain = link(&before, &commit, &entry.link());
            before = entry.chain;
            entry
        })
        .collect()
}

fn verified(log: &[LogEntry], anchors: &[LogHead]) -> Result<Verified, Finding> {
    let mut verifier = Verifier::new("default", anchors)?;
    log.iter().try_for_each(|entry| verifier.take(entry))?;
    verifier.finish()
}

fn problem(log: &[LogEntry], anchors: &[LogHead]) -> (u64, Problem) {
    let finding = verified(log, anchors).unwrap_err();
    (finding.sequence, finding.problem)
}

fn head(log: &[LogEntry]) -> LogHead {
    log.last().map_or(LogHead { sequence: 0, chain: genesis("default") }, |last| LogHead {
        sequence: last.sequence,
        chain: last.chain,
    })
}

/// Seals a log anew, as somebody could who may write to every table.
fn resealed(mut log: Vec<LogEntry>) -> Vec<LogEntry> {
    let mut before = genesis("default");
    for entry in &mut log {
        entry.chain = link(&before, &entry.commit.unwrap(), &entry.link());
        before = entry.chain;
    }
    log
}

/// N124
#[test]
fn a_log_that_nobody_touched_verifies_and_so_does_an_empty_one() {
    let log = log("default", 20);
    assert_eq!(verified(&log, &[head(&log[..7]), head(&log)]).unwrap().anchors, 2);
    assert_eq!(verified(&log, &[]).unwrap(), Verified { head: head(&log), erased_reasons: 0, anchors: 0 });
    assert_eq!(verified(&[], &[head(&[])]).unwrap().anchors, 1);
}

/// N124
#[test]
fn each_field_of_an_event_that_is_altered_is_found_at_that_event() {
    let whole = log("default", 9);
    let alterations: [fn(&mut LogEntry); 9] = [
        |entry| entry.payload.push(' '),
        |entry| entry.stream_kind.push('s'),
        |entry| entry.stream_id[3] ^= 1,
        |entry| entry.position += 1,
        |entry| entry.effective_at += 1,
        |entry| entry.commit = Some(SealedCommit::new(commit_id(), RECORDED_AT + 1, 6, ACTOR)),
        |entry| entry.commit = None,
        |entry| entry.commitment = None,
        |entry| entry.chain = genesis("default"),
    ];
    for alter in alterations {
        let mut log = whole.clone();
        alter(&mut log[5]);
        assert_eq!(problem(&log, &[]), (6, Problem::Altered));
    }
}

/// N124
#[test]
fn an_event_that_is_removed_inserted_or_put_elsewhere_is_found_at_the_first_place_that_is_wrong() {
    let whole = log("default", 9);
    let mut removed = whole.clone();
    removed.remove(4);
    assert_eq!(problem(&removed, &[]), (5, Problem::Missing));
    for (later, entry) in removed[4..].iter_mut().zip(5..) {
        later.sequence = entry;
    }
    assert_eq!(problem(&removed, &[]), (5, Problem::Altered));
    let mut swapped = whole.clone();
    swapped.swap(3, 6);
    (swapped[3].sequence, swapped[6].sequence) = (4, 7);
    assert_eq!(problem(&swapped, &[]), (4, Problem::Altered));
    let mut inserted = whole.clone();
    let mut forged = inserted[2].clone();
    forged.sequence = 10;
    inserted.push(forged);
    assert_eq!(problem(&inserted, &[]), (10, Problem::Altered));
    let mut doubled = whole;
    doubled.insert(5, doubled[4].clone());
    assert_eq!(problem(&doubled, &[]), (5, Problem::OutOfPlace));
}

/// N124
#[test]
fn a_tail_that_was_cut_shows_by_an_anchor_alone() {
    let whole = log("default", 9);
    assert!(verified(&whole[..6], &[]).is_ok());
    assert_eq!(problem(&whole[..6], &[head(&whole)]), (7, Problem::Cut));
    assert_eq!(problem(&[], &[head(&whole)]), (1, Problem::Cut));
}

/// N124
#[test]
fn a_log_that_was_sealed_anew_shows_by_an_anchor_alone_which_says_what_it_vouches_for() {
    let whole = log("default", 9);
    let mut forged = whole.clone();
    forged[5].payload = "{}".to_owned();
    let forged = resealed(forged);
    assert!(verified(&forged, &[]).is_ok());
    let anchors = [head(&whole[..3]), head(&whole[..8])];
    let finding = verified(&forged, &anchors).unwrap_err();
    assert_eq!((finding.sequence, finding.problem, finding.vouched_for), (8, Problem::MadeAnew, 3));
    assert_eq!(
        problem(&whole, &[head(&whole[..4]), LogHead { sequence: 4, ..head(&whole) }]).1,
        Problem::MadeAnew
    );
}

/// N124
#[test]
fn the_log_of_another_tenant_is_not_this_one() {
    assert_eq!(problem(&log("elsewhere", 3), &[]), (1, Problem::Altered));
}

/// N120: what is erased is gone, and the log holds.
#[test]
fn a_reason_can_be_erased_with_its_salt_but_neither_changed_nor_added() {
    let whole = log("default", 9);
    let mut erased = whole.clone();
    (erased[2].note, erased[5].note) = (None, None);
    assert_eq!(verified(&erased, &[head(&whole)]).unwrap().erased_reasons, 2);
    let mut changed = whole.clone();
    let salt = Some(Salt::of(&[9; 32], 6));
    changed[5].note = Some(LoggedNote { salt, note: Personal::new("reason 7".to_owned()) });
    assert_eq!(problem(&changed, &[]), (6, Problem::ReasonAltered));
    let mut unsalted = whole.clone();
    unsalted[5].note.as_mut().unwrap().salt = None;
    assert_eq!(problem(&unsalted, &[]), (6, Problem::ReasonAltered));
    let mut added = whole;
    added[4].note = added[5].note.clone();
    assert_eq!(problem(&added, &[]), (5, Problem::ReasonAdded));
}

#[test]
fn the_same_reason_has_another_commitment_each_time_and_no_salt_prints() {
    let [one, other] = [1, 2].map(|sequence| Salt::of(&[3; 32], sequence));
    assert_ne!(one.commit_to("moved away"), other.commit_to("moved away"));
    assert_ne!(Salt::of(&[4; 32], 1), one);
    assert_eq!(format!("{one:?}"), "[salt]");
}

#[test]
fn a_value_is_read_back_from_its_printed_form_and_from_no_other() {
    let value = genesis("default");
    assert_eq!(ChainValue::parse(&value.to_string()), Ok(value));
    for wrong in ["", "dd2a", &"g".repeat(64), &"0".repeat(63), &"0".repeat(65)] {
        assert_eq!(ChainValue::parse(wrong), Err(chain_value_error()), "{wrong}");
    }
}

fn chain_value_error() -> <ChainValue as TryFrom<String>>::Error {
    ChainValue::parse("").unwrap_err()
}

proptest! {
    /// N124: whatever byte of the payloads, numbers or reasons is changed, the first place is named.
    #[test]
    fn any_one_change_is_found_where_it_is(count in 1_u64..25, at in any::<prop::sample::Index>(), what in 0_u8..5) {
        let mut log = log("default", count);
        let place = at.index(log.len());
        let entry = &mut log[place];
        match what {
            0 => entry.payload = entry.payload.replace("edited", "added"),
            1 => entry.effective_at -= 1,
            2 => entry.position ^= 1,
            3 => entry.stream_id[15] ^= 0x80,
            _ => entry.note = Some(LoggedNote { salt: None, note: Personal::new("forged".to_owned()) }),
        }
        prop_assert_eq!(verified(&log, &[]).unwrap_err().sequence, place as u64 + 1);
    }
}
