//! Writing down what became of a mail.

use rollbook_domain::mail::SuppressionCause;
use rollbook_domain::port::stored::Word;
use rollbook_domain::port::{Delivery, Settled, Settlement};
use rollbook_domain::settings::TenantId;
use rusqlite::{Connection, params};

use super::commit::tenant_no;
use crate::failure::Outcome;
use crate::row::StoredId;

/// The statement for one mail in hand by a lease that is still the present one.
macro_rules! in_hand {
    ($set:literal) => {
        concat!(
            "UPDATE mails SET leased_until = NULL, ",
            $set,
            " WHERE tenant_no = ?1 AND id = ?2 AND state = 'leased' AND epoch = ?3"
        )
    };
}

/// Settles a mail within the transaction that is open; an older lease changes nothing.
pub(super) fn settle(
    connection: &Connection,
    tenant: &TenantId,
    settlement: &Settlement,
) -> Outcome<Settled> {
    let Some(tenant_no) = tenant_no(connection, tenant)? else { return Ok(Settled::Fenced) };
    let (id, epoch) = (settlement.mail.bytes(), settlement.epoch.cast_signed());
    let at = settlement.at.as_micros();
    let rows = match &settlement.delivery {
        Delivery::Sent { text_version } => connection
            .prepare_cached(in_hand!(
                "state = 'sent', ended_at = ?4, text_version = ?5, problem = NULL, secret_usage = NULL, \
                 secret_key = NULL, secret_ciphertext = NULL"
            ))?
            .execute(params![tenant_no, id, epoch, at, text_version.cast_signed()])?,
        Delivery::Retry { due_at, problem } => connection
            .prepare_cached(in_hand!("state = 'queued', due_at = ?4, problem = ?5"))?
            .execute(params![tenant_no, id, epoch, due_at.as_micros(), problem])?,
        Delivery::Dead { problem, .. } => connection
            .prepare_cached(in_hand!(
                "state = 'dead', ended_at = ?4, problem = ?5, secret_usage = NULL, secret_key = NULL, \
                 secret_ciphertext = NULL"
            ))?
            .execute(params![tenant_no, id, epoch, at, problem])?,
        Delivery::HeldBack { problem } => connection
            .prepare_cached(in_hand!(
                "state = 'held_back', attempts = max(attempts - 1, 0), ended_at = ?4, problem = ?5, secret_usage = NULL, \
                 secret_key = NULL, secret_ciphertext = NULL"
            ))?
            .execute(params![tenant_no, id, epoch, at, problem])?,
        Delivery::Returned => connection
            .prepare_cached(in_hand!("state = 'queued', attempts = max(attempts - 1, 0)"))?
            .execute(params![tenant_no, id, epoch])?,
    };
    if rows == 0 {
        return Ok(Settled::Fenced);
    }
    if let Delivery::Dead { problem, suppresses: true } = &settlement.delivery {
        // Who is suppressed already stays so as of the first time.
        connection
            .prepare_cached(
                "INSERT INTO mail_suppressions (tenant_no, address_key, address, cause, since, problem) \
                 SELECT tenant_no, address_key, address, ?3, ?4, ?5 FROM mails \
                 WHERE tenant_no = ?1 AND id = ?2 AND address_key IS NOT NULL \
                 ON CONFLICT (tenant_no, address_key) DO NOTHING",
            )?
            .execute(params![tenant_no, id, SuppressionCause::Refused.word(), at, problem])?;
    }
    Ok(Settled::Done)
}
