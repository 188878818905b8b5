//! The log: tenants, commits and events.

use std::ops::Range;
use std::sync::{MutexGuard, PoisonError};

use rollbook_domain::actor::Actor;
use rollbook_domain::audit::{ChainValue, Commitment, Link as ChainLink, Salt, SealedCommit, genesis, link};
use rollbook_domain::commit::NewEvent;
use rollbook_domain::port::stored::stream_key;
use rollbook_domain::port::{Committed, StoreError};
use rollbook_domain::settings::TenantId;
use rollbook_domain::stamp::Revision;
use uuid::Uuid;

use super::work::Work;
use crate::failure::{Failure, Outcome};
use crate::row::StoredId;
use crate::store::{Link, Purpose};
use crate::tables::{Binds, Tables, binds};

/// The tenant's number; a tenant that nothing was written for gets one.
pub(super) async fn ensure_tenant(link: &Link, tenant: &TenantId) -> Outcome<i64> {
    if let Some(number) = link.tenant_no(tenant).await? {
        return Ok(number);
    }
    let mut tables = link.begin(0, Purpose::Writing(1)).await?;
    let number = add_tenant(&mut tables, tenant).await;
    let number = tables.end(number).await?;
    link.learn_tenant(tenant, number);
    Ok(number)
}

async fn add_tenant(tables: &mut Tables, tenant: &TenantId) -> Outcome<i64> {
    let sql = "INSERT INTO tenants (name, revision) VALUES ($1, 0) ON CONFLICT (name) DO NOTHING";
    tables.run(sql, binds![tenant.as_str()]).await?;
    let sql = "SELECT tenant_no FROM tenants WHERE name = $1";
    let found =
        tables.row("tenants", sql, binds![tenant.as_str()], |cells| cells.integer("tenant_no")).await?;
    let number = found.ok_or(sqlx::Error::RowNotFound)?;
    tables.run("SELECT set_config('rollbook.tenant_no', $1::int8::text, true)", binds![number]).await?;
    let sql = "INSERT INTO log_ends (tenant_no, last_sequence) VALUES ($1, 0) ON CONFLICT DO NOTHING";
    tables.run(sql, binds![number]).await?;
    Ok(number)
}

/// How many numbers of commits the schema's sequence gives out at once.
const NUMBERS_AT_ONCE: i64 = 64;

/// A number that no other commit has.
pub(super) async fn next_commit_no(link: &Link, tables: &mut Tables) -> Outcome<i64> {
    let at_hand = tables.drawn.next().or_else(|| numbers(link).next());
    if let Some(number) = at_hand {
        return Ok(number);
    }
    let sql = "SELECT nextval('commit_numbers')";
    let first = tables.row("commits", sql, Binds::default(), |cells| cells.integer("number")).await?;
    let mut given = first.ok_or(sqlx::Error::RowNotFound).map(|first| first..first + NUMBERS_AT_ONCE)?;
    let number = given.next().ok_or(sqlx::Error::RowNotFound)?;
    tables.drawn = given;
    Ok(number)
}

/// Lets other commits use what a transaction drew, now that it is durable: a server that crashes before gives the same
/// numbers out again.
pub(super) fn share_numbers(link: &Link, drawn: Range<i64>) {
    let mut shared = numbers(link);
    // What does not fit is never used, which leaves a gap and no more.
    if shared.is_empty() {
        *shared = drawn;
    }
}

fn numbers(link: &Link) -> MutexGuard<'_, Range<i64>> {
    link.commit_numbers.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Events and notes as columns.
#[derive(Default)]
struct Entries {
    kinds: Vec<&'static str>,
    ids: Vec<Uuid>,
    positions: Vec<i64>,
    effective_at: Vec<i64>,
    payloads: Vec<String>,
    commitments: Vec<Option<[u8; 32]>>,
    chain: Vec<[u8; 32]>,
    /// Which of the events have notes.
    noted: Vec<usize>,
    noted_kinds: Vec<&'static str>,
    noted_ids: Vec<Uuid>,
    noted_positions: Vec<i64>,
    notes: Vec<String>,
    salts: Vec<[u8; 32]>,
}

impl Entries {
    fn of(events: &[NewEvent], positions: &[Revision]) -> Outcome<Self> {
        let mut entries = Self::default();
        for (place, (new, position)) in events.iter().zip(positions).enumerate() {
            let (kind, id) = stream_key(&new.event.stream());
            let position = position.get().cast_signed();
            let mut payload = Vec::with_capacity(128);
            new.event
                .serialize_payload(&mut serde_json::Serializer::new(&mut payload))
                .map_err(|error| unserialized(&error))?;
            entries.payloads.push(String::from_utf8(payload).map_err(|error| unserialized(&error))?);
            entries.kinds.push(kind);
            entries.ids.push(id);
            entries.positions.push(position);
            entries.effective_at.push(new.effective_at.as_micros());
            if let Some(note) = &new.note {
                entries.noted.push(place);
                entries.noted_kinds.push(kind);
                entries.noted_ids.push(id);
                entries.noted_positions.push(position);
                entries.notes.push(note.as_str().to_owned());
            }
        }
        Ok(entries)
    }

    /// Seals every event, from the end of the log on, and moves that on.
    fn seal(&mut self, end: &mut LogEnd, commit: &SealedCommit) {
        self.commitments = vec![None; self.kinds.len()];
        for (place, note) in self.noted.iter().zip(&self.notes) {
            let salt = Salt::of(&end.random, end.sequence_of(*place));
            self.salts.push(*salt.as_bytes());
            self.commitments[*place] = Some(*salt.commit_to(note).as_bytes());
        }
        let mut value = end.chain;
        for place in 0..self.kinds.len() {
            let event = ChainLink {
                sequence: end.sequence_of(place),
                stream_kind: self.kinds[place],
                stream_id: self.ids[place].into_bytes(),
                position: self.positions[place].cast_unsigned(),
                effective_at: self.effective_at[place],
                payload: self.payloads[place].as_bytes(),
                commitment: self.commitments[place].map(Commitment::from_bytes),
            };
            value = link(&value, commit, &event);
            self.chain.push(*value.as_bytes());
        }
        end.chain = value;
        end.last_sequence = end.sequence_of(self.kinds.len()).cast_signed() - 1;
    }

    /// Adds those of another commit, which were sealed after these.
    fn append(&mut self, other: Self) {
        self.kinds.extend(other.kinds);
        self.ids.extend(other.ids);
        self.positions.extend(other.positions);
        self.effective_at.extend(other.effective_at);
        self.payloads.extend(other.payloads);
        self.commitments.extend(other.commitments);
        self.chain.extend(other.chain);
        self.noted_kinds.extend(other.noted_kinds);
        self.noted_ids.extend(other.noted_ids);
        self.noted_positions.extend(other.noted_positions);
        self.notes.extend(other.notes);
        self.salts.extend(other.salts);
    }
}

/// The end of the log before events that are written next.
struct LogEnd {
    last_sequence: i64,
    chain: ChainValue,
    /// What the salts of the transaction are made of.
    random: [u8; 32],
}

impl LogEnd {
    /// The number of the next event at that place, counted from 0.
    fn sequence_of(&self, place: usize) -> u64 {
        self.last_sequence.cast_unsigned() + place as u64 + 1
    }
}

/// Held from here to the commit, so that everybody seals their events in turn. Chance comes with it, which no turn of its
/// own needs then.
const LOCK: &str = "\
    SELECT last_sequence, chain, sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) \
    FROM log_ends WHERE tenant_no = $1 FOR NO KEY UPDATE";

async fn lock_end(tables: &mut Tables, tenant: &TenantId) -> Outcome<LogEnd> {
    let end = tables.row("log_ends", LOCK, binds![tables.tenant_no], |cells| {
        let last_sequence = cells.integer("last_sequence")?;
        let chain = cells.optional_hash("chain")?.map(ChainValue::from_bytes);
        let chain = chain.unwrap_or_else(|| genesis(tenant.as_str()));
        Ok(LogEnd { last_sequence, chain, random: cells.hash("random")? })
    });
    Ok(end.await?.ok_or(sqlx::Error::RowNotFound)?)
}

macro_rules! write_sql {
    ($noted:literal) => {
        concat!(
            "WITH log_end AS ( \
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
            " SELECT 1"
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

/// Writes a commit of any size at the end of the log, and says how far it got.
pub(super) async fn write_log(tables: &mut Tables, work: &Work, commit_no: i64) -> Outcome<Committed> {
    if work.commit.events.len() > EVENTS_AT_ONCE {
        return write_many(tables, work, commit_no).await;
    }
    let written = write_together(tables, &[(work, commit_no)]).await?;
    Ok(written.into_iter().next().ok_or(sqlx::Error::RowNotFound)?)
}

/// Writes commits with their numbers and events at the end of the log, one after the other, and says how far each got.
///
/// They have no more than [`EVENTS_AT_ONCE`] together.
pub(super) async fn write_together(tables: &mut Tables, commits: &[(&Work, i64)]) -> Outcome<Vec<Committed>> {
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
        (end.last_sequence > 0).then_some(*end.chain.as_bytes()),
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

/// So many events are written by one statement; of more the columns would be held twice, here and on their way.
const EVENTS_AT_ONCE: usize = 16_384;

const MAKE: &str = "\
    INSERT INTO commits (tenant_no, commit_no, id, recorded_at, actor, last_sequence) \
    VALUES ($1, $2, $3, $4, $5::json, $6)";

const WRITE_SOME: &str = "\
    WITH written AS ( \
        INSERT INTO events (tenant_no, sequence, commit_no, stream_kind, stream_id, position, effective_at, payload, \
            commitment, chain) \
        SELECT $1, $3 + n.place, $2, n.kind, n.id, n.position, n.effective_at, n.payload::json, n.commitment, n.chain \
        FROM unnest($4::text[], $5::uuid[], $6::int8[], $7::int8[], $8::text[], $9::bytea[], $10::bytea[]) \
            WITH ORDINALITY AS n (kind, id, position, effective_at, payload, commitment, chain, place) \
    ) \
    INSERT INTO event_notes (tenant_no, stream_kind, stream_id, position, note, salt) \
    SELECT $1, n.kind, n.id, n.position, n.note, n.salt \
    FROM unnest($11::text[], $12::uuid[], $13::int8[], $14::text[], $15::bytea[]) AS n (kind, id, position, note, salt)";

const MOVE_END: &str = "\
    UPDATE log_ends SET last_sequence = $2, chain = $3 WHERE tenant_no = $1";

/// Writes a commit of many events, some of them at a time.
async fn write_many(tables: &mut Tables, work: &Work, commit_no: i64) -> Outcome<Committed> {
    let commit = &work.commit;
    let actor = actor_json(&commit.actor)?;
    let count = i64::try_from(commit.events.len()).map_err(|error| unserialized(&error))?;
    let mut end = lock_end(tables, &work.tenant).await?;
    let last = end.last_sequence + count;
    let recorded_at = commit.recorded_at.as_micros();
    let sealed = SealedCommit::new(commit.id, recorded_at, last.cast_unsigned(), &actor);
    let binds = binds![tables.tenant_no, commit_no, commit.id.uuid(), recorded_at, &actor, last];
    tables.run(MAKE, binds).await?;
    let places = work.positions.chunks(EVENTS_AT_ONCE);
    for (events, positions) in commit.events.chunks(EVENTS_AT_ONCE).zip(places) {
        let mut entries = Entries::of(events, positions)?;
        let before = end.last_sequence;
        entries.seal(&mut end, &sealed);
        let binds = binds![
            tables.tenant_no,
            commit_no,
            before,
            entries.kinds,
            entries.ids,
            entries.positions,
            entries.effective_at,
            entries.payloads,
            entries.commitments,
            entries.chain,
            entries.noted_kinds,
            entries.noted_ids,
            entries.noted_positions,
            entries.notes,
            entries.salts,
        ];
        tables.run(WRITE_SOME, binds).await?;
    }
    let binds = binds![tables.tenant_no, last, *end.chain.as_bytes()];
    tables.run(MOVE_END, binds).await?;
    Ok(Committed { last_sequence: last.cast_unsigned() })
}

fn actor_json(actor: &Actor) -> Outcome<String> {
    serde_json::to_string(actor).map_err(|error| unserialized(&error))
}

fn unserialized(error: &impl std::fmt::Display) -> Failure {
    StoreError::Malformed(format!("an event cannot be written as JSON: {error}")).into()
}
