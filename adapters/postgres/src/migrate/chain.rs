//! Sealing the logs that programs without a chain wrote.

use rollbook_domain::audit::{ChainValue, Commitment, Link, Salt, SealedCommit, genesis, link};
use rollbook_domain::id::CommitId;
use sqlx::postgres::PgRow;
use sqlx::{PgConnection, Row as _};
use uuid::Uuid;

/// So many events are read and sealed at a time.
const AT_ONCE: i64 = 5_000;

const SALTS: &str = "\
    UPDATE event_notes SET salt = sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) \
    WHERE tenant_no = $1";

const READ: &str = "\
    SELECT e.sequence, e.stream_kind, e.stream_id, e.position, e.effective_at, e.payload::text, \
        c.id, c.recorded_at, c.last_sequence, c.actor::text, n.salt, n.note \
    FROM events e \
    JOIN commits c ON c.tenant_no = e.tenant_no AND c.commit_no = e.commit_no \
    LEFT JOIN event_notes n ON n.tenant_no = e.tenant_no AND n.stream_kind = e.stream_kind \
        AND n.stream_id = e.stream_id AND n.position = e.position \
    WHERE e.tenant_no = $1 AND e.sequence > $2 ORDER BY e.sequence LIMIT $3";

const WRITE: &str = "\
    UPDATE events e SET commitment = n.commitment, chain = n.chain \
    FROM unnest($2::int8[], $3::bytea[], $4::bytea[]) AS n (sequence, commitment, chain) \
    WHERE e.tenant_no = $1 AND e.sequence = n.sequence";

const END: &str = "UPDATE log_ends SET chain = $2 WHERE tenant_no = $1 AND last_sequence > 0";

const CLOSE: &str = "\
    ALTER TABLE events ALTER COLUMN chain SET NOT NULL; \
    ALTER TABLE event_notes ALTER COLUMN salt SET NOT NULL; \
    ALTER TABLE log_ends ADD CONSTRAINT log_ends_last_sequence_chain_ck CHECK (last_sequence = 0 OR chain IS NOT NULL); \
    CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events \
        FOR EACH ROW EXECUTE FUNCTION refuse('the log is append-only: an event is never changed'); \
    CREATE TRIGGER event_notes_are_never_changed BEFORE UPDATE ON event_notes \
        FOR EACH ROW EXECUTE FUNCTION refuse('a reason is erased or stays: it is never changed')";

/// Seals every tenant's log, and lets nothing be written from then on that is not sealed.
pub(super) async fn seal_logs(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    let sql = "SELECT tenant_no, name FROM tenants ORDER BY tenant_no";
    for tenant in sqlx::query(sql).persistent(false).fetch_all(&mut *connection).await? {
        seal_log(connection, tenant.try_get(0)?, tenant.try_get(1)?).await?;
    }
    sqlx::query("SELECT set_config('rollbook.tenant_no', '', true)")
        .persistent(false)
        .execute(&mut *connection)
        .await?;
    sqlx::raw_sql(CLOSE).execute(connection).await?;
    Ok(())
}

async fn seal_log(connection: &mut PgConnection, tenant_no: i64, name: &str) -> Result<(), sqlx::Error> {
    // Rows are seen by their tenant alone, by the owner of the tables as well.
    sqlx::query("SELECT set_config('rollbook.tenant_no', $1::int8::text, true)")
        .bind(tenant_no)
        .persistent(false)
        .execute(&mut *connection)
        .await?;
    sqlx::query(SALTS).bind(tenant_no).persistent(false).execute(&mut *connection).await?;
    let (mut value, mut after) = (genesis(name), 0_i64);
    loop {
        let read = sqlx::query(READ).bind(tenant_no).bind(after).bind(AT_ONCE).persistent(false);
        let rows = read.fetch_all(&mut *connection).await?;
        let (mut sequences, mut commitments, mut chain) = (Vec::new(), Vec::new(), Vec::new());
        for row in &rows {
            let (commitment, sealed) = seal(row, &value)?;
            (value, after) = (sealed, row.try_get(0)?);
            sequences.push(after);
            commitments.push(commitment.map(|commitment| *commitment.as_bytes()));
            chain.push(*sealed.as_bytes());
        }
        if rows.is_empty() {
            break;
        }
        let write = sqlx::query(WRITE).bind(tenant_no).bind(sequences).bind(commitments).bind(chain);
        write.persistent(false).execute(&mut *connection).await?;
    }
    let end = sqlx::query(END).bind(tenant_no).bind(*value.as_bytes()).persistent(false);
    end.execute(connection).await?;
    Ok(())
}

fn seal(row: &PgRow, before: &ChainValue) -> Result<(Option<Commitment>, ChainValue), sqlx::Error> {
    let (sequence, position): (i64, i64) = (row.try_get(0)?, row.try_get(3)?);
    let (id, last_sequence): (Uuid, i64) = (row.try_get(6)?, row.try_get(8)?);
    let (payload, actor): (&str, &str) = (row.try_get(5)?, row.try_get(9)?);
    let commit =
        SealedCommit::new(CommitId::from_uuid(id), row.try_get(7)?, last_sequence.cast_unsigned(), actor);
    let (salt, note): (Option<[u8; 32]>, Option<&str>) = (row.try_get(10)?, row.try_get(11)?);
    let commitment = salt.zip(note).map(|(salt, note)| Salt::from_bytes(salt).commit_to(note));
    let event = Link {
        sequence: sequence.cast_unsigned(),
        stream_kind: row.try_get(1)?,
        stream_id: row.try_get::<Uuid, _>(2)?.into_bytes(),
        position: position.cast_unsigned(),
        effective_at: row.try_get(4)?,
        payload: payload.as_bytes(),
        commitment,
    };
    Ok((commitment, link(before, &commit, &event)))
}
