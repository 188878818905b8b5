//! Several commits at the end of the log.

use rollbook_domain::audit::SealedCommit;
use rollbook_domain::port::Committed;

use super::super::log::{Entries, actor_json, lock_end};
use super::super::work::Work;
use crate::failure::Outcome;
use crate::row::StoredId as _;
use crate::tables::{Tables, binds};

/// As when there is one: a COMMIT that waits for a standby must not be given up by the server's clock.
macro_rules! write_sql {
    ($noted:literal) => {
        concat!(
            "WITH clock AS (SELECT set_config('statement_timeout', '0', true)), \
             log_end AS ( \
                 UPDATE log_ends SET last_sequence = $3, chain = $4 WHERE tenant_no = $1 \
             ), made AS ( \
                 INSERT INTO commits (tenant_no, commit_no, id, recorded_at, actor, last_sequence) \
                 SELECT $1, n.commit_no, n.id, n.recorded_at, n.actor::json, n.last_sequence \
                 FROM unnest($5::int8[], $6::uuid[], $7::int8[], $8::text[], $9::int8[]) \
                     AS n (commit_no, id, recorded_at, actor, last_sequence) \
             ), written AS ( \
                 INSERT INTO events (tenant_no, sequence, commit_no, stream_kind, stream_id, position, effective_at, \
                     payload, commitment, chain) \
                 SELECT $1, $2 + n.place, n.commit_no, n.kind, n.id, n.position, n.effective_at, n.payload::json, \
                     n.commitment, n.chain \
                 FROM unnest($10::int8[], $11::text[], $12::uuid[], $13::int8[], $14::int8[], $15::text[], \
                     $16::bytea[], $17::bytea[]) WITH ORDINALITY \
                     AS n (commit_no, kind, id, position, effective_at, payload, commitment, chain, place) \
             )",
            $noted,
            " SELECT clock.set_config FROM clock"
        )
    };
}

const WRITE: &str = write_sql!("");

const WRITE_WITH_NOTES: &str = write_sql!(
    ", noted AS ( \
         INSERT INTO event_notes (tenant_no, stream_kind, stream_id, position, note, salt) \
         SELECT $1, n.kind, n.id, n.position, n.note, n.salt \
         FROM unnest($18::text[], $19::uuid[], $20::int8[], $21::text[], $22::bytea[]) \
             AS n (kind, id, position, note, salt) \
     )"
);

/// Writes commits with their numbers and events, one after the other, and says how far each got.
pub(super) async fn write_log(tables: &mut Tables, commits: &[(&Work, i64)]) -> Outcome<Vec<Committed>> {
    let Some((first, _)) = commits.first() else { return Ok(Vec::new()) };
    let mut end = lock_end(tables, &first.tenant).await?;
    let before = end.last_sequence;
    let mut all = Entries::default();
    let (mut numbers, mut ids, mut recorded_at, mut actors, mut lasts) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut commit_numbers = Vec::new();
    for (work, commit_no) in commits {
        let commit = &work.commit;
        let mut entries = Entries::of(&commit.events, &work.positions)?;
        let actor = actor_json(&commit.actor)?;
        let last = end.sequence_of(commit.events.len()) - 1;
        let at = commit.recorded_at.as_micros();
        entries.seal(&mut end, &SealedCommit::new(commit.id, at, last, &actor));
        all.append(entries);
        commit_numbers.extend(std::iter::repeat_n(*commit_no, commit.events.len()));
        numbers.push(*commit_no);
        ids.push(commit.id.uuid());
        recorded_at.push(at);
        actors.push(actor);
        lasts.push(last.cast_signed());
    }
    let committed = lasts.iter().map(|last| Committed { last_sequence: last.cast_unsigned() }).collect();
    let binds = binds![
        tables.tenant_no,
        before,
        end.last_sequence,
        *end.chain.as_bytes(),
        numbers,
        ids,
        recorded_at,
        actors,
        lasts,
        commit_numbers,
        all.kinds,
        all.ids,
        all.positions,
        all.effective_at,
        all.payloads,
        all.commitments,
        all.chain,
    ];
    let (sql, binds) = if all.notes.is_empty() {
        (WRITE, binds)
    } else {
        let binds = binds.with(all.noted_kinds).with(all.noted_ids).with(all.noted_positions);
        (WRITE_WITH_NOTES, binds.with(all.notes).with(all.salts))
    };
    tables.run(sql, binds).await?;
    Ok(committed)
}
