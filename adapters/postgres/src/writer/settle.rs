//! Writing down what became of a mail.

use rollbook_domain::mail::SuppressionCause;
use rollbook_domain::port::stored::Word;
use rollbook_domain::port::{Delivery, ReadResult, Settled, Settlement, StoreError};
use rollbook_domain::settings::TenantId;

use super::dispatch::{MOST_TRIES, finish, may_pass};
use crate::failure::{Failure, Outcome};
use crate::row::StoredId;
use crate::store::{Link, Purpose};
use crate::tables::{Tables, binds};

/// The statement for one mail in hand by a lease that is still the present one.
macro_rules! in_hand {
    ($set:literal) => {
        concat!(
            "UPDATE mails SET leased_until = NULL, ",
            $set,
            " WHERE tenant_no = $1 AND id = $2 AND state = 'leased' AND epoch = $3"
        )
    };
}

/// Settles a mail; an older lease changes nothing.
pub(crate) async fn settle(link: &Link, tenant: &TenantId, settlement: &Settlement) -> ReadResult<Settled> {
    let mut tries = 1;
    let mut may_be_written = false;
    loop {
        let settled = attempt(link, tenant, settlement, may_be_written).await;
        match settled {
            Err(Failure::Store(StoreError::UnknownOutcome(_))) if tries < MOST_TRIES => may_be_written = true,
            Err(failure) if may_pass(&failure) && tries < MOST_TRIES => {}
            // Whoever could not find out has to be told so.
            Err(Failure::Sqlx(error)) if may_be_written => {
                return Err(StoreError::UnknownOutcome(error.to_string()));
            }
            settled => return Ok(settled?),
        }
        tries += 1;
    }
}

async fn attempt(
    link: &Link,
    tenant: &TenantId,
    settlement: &Settlement,
    may_be_written: bool,
) -> Outcome<Settled> {
    let Some(tenant_no) = link.tenant_no(tenant).await? else { return Ok(Settled::Fenced) };
    let mut tables = link.begin(tenant_no, Purpose::Writing(1)).await?;
    if !write(&mut tables, settlement).await? {
        // Nobody else leaves a mail out of hand at the epoch of this lease.
        let is_written = may_be_written && is_out_of_hand(&mut tables, settlement).await?;
        tables.commit().await?;
        return Ok(if is_written { Settled::Done } else { Settled::Fenced });
    }
    finish(link, tables).await?;
    Ok(Settled::Done)
}

/// Writes what became of the mail; false where the lease is over.
async fn write(tables: &mut Tables, settlement: &Settlement) -> Outcome<bool> {
    let (mail, at) = (settlement.mail.uuid(), settlement.at.as_micros());
    let lease = binds![tables.tenant_no, mail, settlement.epoch.cast_signed()];
    let (sql, binds) = match &settlement.delivery {
        Delivery::Sent { text_version } => (
            in_hand!(
                "state = 'sent', ended_at = $4, text_version = $5, problem = NULL, secret_usage = NULL, \
                 secret_key = NULL, secret_ciphertext = NULL"
            ),
            lease.with(at).with(text_version.cast_signed()),
        ),
        Delivery::Retry { due_at, problem } => (
            in_hand!("state = 'queued', due_at = $4, problem = $5"),
            lease.with(due_at.as_micros()).with(problem.as_str()),
        ),
        Delivery::Dead { problem, .. } => (
            in_hand!(
                "state = 'dead', ended_at = $4, problem = $5, secret_usage = NULL, secret_key = NULL, \
                 secret_ciphertext = NULL"
            ),
            lease.with(at).with(problem.as_str()),
        ),
        Delivery::HeldBack { problem } => (
            in_hand!(
                "state = 'held_back', attempts = greatest(attempts - 1, 0), ended_at = $4, problem = $5, \
                 secret_usage = NULL, secret_key = NULL, secret_ciphertext = NULL"
            ),
            lease.with(at).with(problem.as_str()),
        ),
        Delivery::Returned => (in_hand!("state = 'queued', attempts = greatest(attempts - 1, 0)"), lease),
    };
    if tables.run(sql, binds).await? == 0 {
        return Ok(false);
    }
    if let Delivery::Dead { problem, suppresses: true } = &settlement.delivery {
        // Who is suppressed already stays so as of the first time.
        let sql = "INSERT INTO mail_suppressions (tenant_no, address_key, address, cause, since, problem) \
                   SELECT tenant_no, address_key, address, $3, $4, $5 FROM mails \
                   WHERE tenant_no = $1 AND id = $2 AND address_key IS NOT NULL \
                   ON CONFLICT (tenant_no, address_key) DO NOTHING";
        let cause = SuppressionCause::Refused.word();
        tables.run(sql, binds![tables.tenant_no, mail, cause, at, problem.as_str()]).await?;
    }
    Ok(true)
}

async fn is_out_of_hand(tables: &mut Tables, settlement: &Settlement) -> Outcome<bool> {
    let sql = "SELECT state <> 'leased' FROM mails WHERE tenant_no = $1 AND id = $2 AND epoch = $3";
    let binds = binds![tables.tenant_no, settlement.mail.uuid(), settlement.epoch.cast_signed()];
    Ok(tables.row("mails", sql, binds, |cells| cells.is_set("state")).await?.unwrap_or(false))
}
