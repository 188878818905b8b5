//! Taking away what was kept for its period.

use rollbook_domain::event::Event;
use rollbook_domain::settings::{RetainedRows, TenantEvent};
use rollbook_domain::time::Instant;

use super::work::Work;
use crate::failure::Outcome;
use crate::tables::{Tables, binds};

const REMOVE_LOGINS: &str = "DELETE FROM logins WHERE tenant_no = $1 AND at < $2";

/// Of mails that have ended; what waits or is in somebody's hand is left alone.
const CLEAR_MAILS: &str = "UPDATE mails SET address = NULL, address_key = NULL, domain = '', facts = NULL, \
     problem = NULL, secret_usage = NULL, secret_key = NULL, secret_ciphertext = NULL \
     WHERE tenant_no = $1 AND ended_at < $2 AND ended_at IS NOT NULL \
     AND (address IS NOT NULL OR facts IS NOT NULL OR problem IS NOT NULL)";

const REMOVE_ANSWERS: &str = "DELETE FROM submission_answers a USING submissions s \
     WHERE a.tenant_no = $1 AND s.tenant_no = $1 AND s.submitted_at < $2 \
     AND a.customer_id = s.customer_id AND a.position = s.position";

/// The elements of attempts of which no session began at the cut or later.
const REMOVE_ELEMENTS: &str = "DELETE FROM cmi_elements e USING cmi_sessions s \
     WHERE e.tenant_no = $1 AND s.tenant_no = $1 AND s.began_at < $2 AND e.customer_id = s.customer_id \
     AND e.item_id = s.item_id AND e.version = s.version AND e.number = s.number \
     AND s.began_at = (SELECT max(l.began_at) FROM cmi_sessions l WHERE l.tenant_no = $1 \
         AND l.customer_id = s.customer_id AND l.item_id = s.item_id AND l.version = s.version \
         AND l.number = s.number)";

/// Their sessions; the attempts stay, so that their numbers are not given again.
const REMOVE_SESSIONS: &str = "DELETE FROM cmi_sessions s WHERE s.tenant_no = $1 AND s.began_at < $2 \
     AND (SELECT max(l.began_at) FROM cmi_sessions l WHERE l.tenant_no = $1 \
         AND l.customer_id = s.customer_id AND l.item_id = s.item_id AND l.version = s.version \
         AND l.number = s.number) < $2";

/// What the commit takes away, and up to when.
fn cuts(work: &Work) -> impl Iterator<Item = (RetainedRows, Instant, u64)> {
    work.commit.events.iter().filter_map(|new| match &new.event {
        Event::Tenant(TenantEvent::RetentionApplied { retained, before, rows }) => {
            Some((*retained, *before, *rows))
        }
        _ => None,
    })
}

/// How many rows the commit is about to take away.
pub(super) fn rows_to_go(work: &Work) -> usize {
    cuts(work).map(|(_, _, rows)| usize::try_from(rows).unwrap_or(usize::MAX)).fold(0, usize::saturating_add)
}

/// Takes away what the commit says is old enough; its other rows are written already.
pub(super) async fn apply_retention(tables: &mut Tables, work: &Work) -> Outcome<()> {
    for (rows, before, _) in cuts(work) {
        let statements: &[&'static str] = match rows {
            RetainedRows::Logins => &[REMOVE_LOGINS],
            RetainedRows::Mails => &[CLEAR_MAILS],
            RetainedRows::Answers => &[REMOVE_ANSWERS],
            RetainedRows::Cmi => &[REMOVE_ELEMENTS, REMOVE_SESSIONS],
        };
        for &sql in statements {
            tables.run(sql, binds![tables.tenant_no, before.as_micros()]).await?;
        }
    }
    Ok(())
}
