//! Taking due mails in hand, fairly among domains.

use std::collections::HashMap;

use rollbook_domain::id::MailId;
use rollbook_domain::port::{LeaseRequest, LeasedMail};
use rollbook_domain::settings::TenantId;
use rusqlite::{Connection, Params, params};

use super::commit::tenant_no;
use crate::failure::Outcome;
use crate::row::{Cells, StoredId, mail_columns, read_mail};

macro_rules! queued {
    ($domain:literal, $order:literal) => {
        concat!(
            "SELECT id, domain, due_at FROM mails INDEXED BY mails_domain_ix WHERE tenant_no = ?1 \
             AND state = 'queued' AND is_held = 0 AND ",
            $domain,
            " ORDER BY ",
            $order
        )
    };
}

/// The oldest mail of the first domain, and of the next one: one step in the index, however many mails wait.
pub(crate) const FIRST_DOMAIN: &str = queued!("?2 IS NULL", "domain, due_at, id LIMIT 1");
pub(crate) const NEXT_DOMAIN: &str = queued!("domain > ?2", "domain, due_at, id LIMIT 1");
/// The oldest mails of one domain.
pub(crate) const OF_DOMAIN: &str = queued!("domain = ?2 AND due_at <= ?3", "due_at, id LIMIT ?4");
/// Those whose dispatcher has not come back.
pub(crate) const LEFT_BEHIND: &str = "SELECT id, domain, due_at FROM mails INDEXED BY mails_leased_until_ix \
     WHERE tenant_no = ?1 AND state = 'leased' AND is_held = 0 AND leased_until <= ?2";

/// A mail that may be taken.
struct Candidate {
    id: MailId,
    domain: String,
    due_at: i64,
}

/// Takes mails in hand within the transaction that is open.
pub(super) fn lease(
    connection: &Connection,
    tenant: &TenantId,
    request: &LeaseRequest,
) -> Outcome<Vec<LeasedMail>> {
    let Some(tenant_no) = tenant_no(connection, tenant)? else { return Ok(Vec::new()) };
    let chosen = choose(connection, tenant_no, request)?;
    let mut take = connection.prepare_cached(
        "UPDATE mails SET state = 'leased', epoch = epoch + 1, attempts = attempts + 1, leased_until = ?3 \
         WHERE tenant_no = ?1 AND id = ?2",
    )?;
    let mut find = connection.prepare_cached(concat!(
        "SELECT ",
        mail_columns!(),
        ", EXISTS (SELECT 1 FROM mail_suppressions s WHERE s.tenant_no = m.tenant_no \
         AND s.address_key = m.address_key) FROM mails m WHERE m.tenant_no = ?1 AND m.id = ?2"
    ))?;
    let mut leased = Vec::with_capacity(chosen.len());
    for id in chosen {
        take.execute(params![tenant_no, id.bytes(), request.until.as_micros()])?;
        let mut rows = find.query(params![tenant_no, id.bytes()])?;
        let Some(row) = rows.next()? else { continue };
        let cells = Cells::new(row, "mails");
        let mail = read_mail(&cells)?;
        leased.push(LeasedMail { mail, is_suppressed: cells.is_set("address_key")? });
    }
    Ok(leased)
}

/// The oldest of every domain first, then the second oldest of every domain, and so on.
fn choose(connection: &Connection, tenant_no: i64, request: &LeaseRequest) -> Outcome<Vec<MailId>> {
    let now = request.now.as_micros();
    let limit = request.limit.max(1);
    let mut due = read(connection, LEFT_BEHIND, params![tenant_no, now])?;
    let mut oldest = Vec::new();
    let mut next = read(connection, FIRST_DOMAIN, params![tenant_no, None::<&str>])?.pop();
    while let Some(head) = next {
        next = read(connection, NEXT_DOMAIN, params![tenant_no, head.domain])?.pop();
        if head.due_at <= now {
            oldest.push(head);
        }
    }
    if oldest.len() >= limit {
        due.extend(oldest);
    } else {
        let most = i64::try_from(limit).unwrap_or(-1);
        for head in oldest {
            due.extend(read(connection, OF_DOMAIN, params![tenant_no, head.domain, now, most])?);
        }
    }
    due.sort_unstable_by_key(|mail| (mail.due_at, mail.id));
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut turns: Vec<(usize, i64, MailId)> = Vec::with_capacity(due.len());
    for Candidate { id, domain, due_at } in due {
        let turn = seen.entry(domain).or_default();
        *turn += 1;
        turns.push((*turn, due_at, id));
    }
    turns.sort_unstable();
    turns.truncate(limit);
    Ok(turns.into_iter().map(|(_, _, id)| id).collect())
}

fn read(connection: &Connection, sql: &str, params: impl Params) -> Outcome<Vec<Candidate>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut mails = Vec::new();
    while let Some(row) = rows.next()? {
        let cells = Cells::new(row, "mails");
        let (id, domain) = (cells.id("id")?, cells.text("domain")?.to_owned());
        mails.push(Candidate { id, domain, due_at: cells.integer("due_at")? });
    }
    Ok(mails)
}
