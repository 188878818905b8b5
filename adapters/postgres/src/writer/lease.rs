//! Taking due mails in hand, fairly among domains and among any number of dispatchers.

use rollbook_domain::port::{LeaseRequest, LeasedMail, ReadResult};
use rollbook_domain::settings::TenantId;

use super::dispatch::{MOST_TRIES, finish, may_pass};
use crate::failure::Outcome;
use crate::row::{Cells, mail_columns, read_mail};
use crate::store::{Link, Purpose};
use crate::tables::binds;

/// Takes mails in hand in one statement; $2 is the instant it is, $3 the first after the lease, $4 the most mails.
///
/// * `heads`: the oldest mail of every domain; one step in the index for each, however many mails wait.
/// * `ready`: those that are due; of many domains the first few alone have a turn.
/// * `due`: of each domain as many as may be wanted, and some more, as others may be taking the first ones; and those
///   whose dispatcher has not come back.
/// * `turns`: the oldest of every domain first, then the second oldest of every domain, and so on.
/// * `chosen`: the first of them that nobody else is taking. Locking a row looks again at how it is now, so what another
///   dispatcher has taken since the statement began is passed over. They are found by their ids alone, whatever the
///   server thinks of how many they are, and not among all that is due.
pub(crate) const LEASE: &str = concat!(
    "WITH RECURSIVE heads (domain, due_at, id) AS ( \
         (SELECT domain, due_at, id FROM mails WHERE tenant_no = $1 AND state = 'queued' AND is_held = false \
             ORDER BY domain, due_at, id LIMIT 1) \
         UNION ALL \
         SELECT next.domain, next.due_at, next.id FROM heads CROSS JOIN LATERAL ( \
             SELECT domain, due_at, id FROM mails \
             WHERE tenant_no = $1 AND state = 'queued' AND is_held = false AND domain > heads.domain \
             ORDER BY domain, due_at, id LIMIT 1 \
         ) AS next \
     ), ready AS MATERIALIZED ( \
         SELECT domain, count(*) OVER () AS domains FROM heads WHERE due_at <= $2 \
         ORDER BY due_at, id LIMIT 4 * $4 \
     ), due AS MATERIALIZED ( \
         SELECT id, domain, due_at FROM mails \
         WHERE tenant_no = $1 AND state = 'leased' AND is_held = false AND leased_until <= $2 \
         UNION ALL \
         SELECT next.id, ready.domain, next.due_at FROM ready CROSS JOIN LATERAL ( \
             SELECT id, due_at FROM mails WHERE tenant_no = $1 AND state = 'queued' AND is_held = false \
             AND domain = ready.domain AND due_at <= $2 ORDER BY due_at, id \
             LIMIT CASE WHEN ready.domains < $4 THEN $4 ELSE 1 END + 3 * $4 / ready.domains \
         ) AS next \
     ), turns AS MATERIALIZED ( \
         SELECT id, row_number() OVER (PARTITION BY domain ORDER BY due_at, id) AS turn FROM due \
     ), chosen AS MATERIALIZED ( \
         SELECT m.id, turns.turn FROM turns JOIN mails m ON m.tenant_no = $1 AND m.id = turns.id \
         WHERE m.id = ANY(ARRAY(SELECT id FROM turns)) AND m.is_held = false AND (m.state = 'queued' AND m.due_at <= $2 \
             OR m.state = 'leased' AND m.leased_until <= $2) \
         ORDER BY turns.turn, m.due_at, m.id LIMIT $4 FOR UPDATE OF m SKIP LOCKED \
     ) \
     UPDATE mails m SET state = 'leased', epoch = m.epoch + 1, attempts = m.attempts + 1, leased_until = $3 \
     FROM chosen WHERE m.tenant_no = $1 AND m.id = chosen.id \
     RETURNING ",
    mail_columns!(),
    ", EXISTS (SELECT 1 FROM mail_suppressions s WHERE s.tenant_no = m.tenant_no \
     AND s.address_key = m.address_key), chosen.turn"
);

/// The most mails that are handed out at once.
const MOST_AT_ONCE: i64 = 1_000_000;

/// Takes mails in hand, each by one dispatcher only.
pub(crate) async fn lease(
    link: &Link,
    tenant: &TenantId,
    request: &LeaseRequest,
) -> ReadResult<Vec<LeasedMail>> {
    let mut tries = 1;
    loop {
        match attempt(link, tenant, request).await {
            Err(failure) if may_pass(&failure) && tries < MOST_TRIES => tries += 1,
            leased => return Ok(leased?),
        }
    }
}

async fn attempt(link: &Link, tenant: &TenantId, request: &LeaseRequest) -> Outcome<Vec<LeasedMail>> {
    let Some(tenant_no) = link.tenant_no(tenant).await? else { return Ok(Vec::new()) };
    let limit = i64::try_from(request.limit).unwrap_or(MOST_AT_ONCE).clamp(1, MOST_AT_ONCE);
    let mut tables = link.begin(tenant_no, Purpose::Writing(request.limit.min(10_000))).await?;
    let binds = binds![tenant_no, request.now.as_micros(), request.until.as_micros(), limit];
    let mut leased = tables.rows("mails", LEASE, binds, read).await?;
    finish(link, tables).await?;
    leased.sort_unstable_by_key(|(turn, leased)| (*turn, leased.mail.due_at, leased.mail.id));
    Ok(leased.into_iter().map(|(_, leased)| leased).collect())
}

fn read(cells: &mut Cells<'_>) -> Outcome<(i64, LeasedMail)> {
    let mail = read_mail(cells)?;
    let is_suppressed = cells.is_set("address_key")?;
    Ok((cells.integer("due_at")?, LeasedMail { mail, is_suppressed }))
}
