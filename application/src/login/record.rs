//! Recording a sign-in, and locking the account when it is one address too many.

use std::net::IpAddr;

use rollbook_domain::id::{CustomerId, LoginId};
use rollbook_domain::login::{
    LockRule, Login, LoginMeans, LoginOutcome, Suspicion, first_suspicion, may_record, unlocked_at,
};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{CustomerKey, LoginQuery, PageRequest, Vault};
use rollbook_domain::refusal::Outcome;
use rollbook_domain::rule::LOCK_01;
use rollbook_domain::time::Instant;

use crate::customer::{get_customer, lock_automatically};
use crate::{Desk, Failure};

/// A sign-in as the system that lets people in tells of it.
#[derive(Debug, Clone)]
pub struct NewLogin {
    /// When.
    pub at: Instant,
    /// From which address.
    pub address: Personal<IpAddr>,
    /// What came of it.
    pub outcome: LoginOutcome,
    /// By what means.
    pub means: LoginMeans,
}

/// What recording a sign-in came to.
#[derive(Debug, Clone)]
pub struct RecordedLogin {
    /// Names the sign-in.
    pub id: LoginId,
    /// Whose it is.
    pub customer: CustomerId,
    /// Why the account was locked, if it was by this sign-in.
    pub locked: Option<Suspicion>,
}

/// Writes a sign-in into the customer's history (AUD-01). One from one address too many locks the account; the evidence is
/// kept with the lock, and the customer and the administrator are mailed (LOCK-01).
///
/// # Errors
/// [`LoginRefused`](rollbook_domain::login::LoginRefused): under impersonation (AUD-08), an erased customer (GDPR-11);
/// [`Failure::Missing`], [`Failure::Vault`].
pub async fn record_login(
    desk: &Desk<'_>,
    vault: &dyn Vault,
    key: &CustomerKey,
    new: NewLogin,
) -> Result<RecordedLogin, Failure> {
    let settings = desk.tenant().await?.settings;
    let customer = get_customer(desk, key).await?.customer;
    may_record(&desk.actor, &customer)?;
    let (id, whose) = (LoginId::next(desk.ids), customer.id);
    let NewLogin { at, address, outcome, means } = new;
    let login = Login { id, customer: whose, at, address, outcome, means };
    desk.store.record_logins(std::slice::from_ref(&login)).await?;
    let rule = LockRule { addresses: settings.lock_addresses, hours: settings.lock_hours };
    let mut locked = None;
    if outcome == LoginOutcome::Succeeded {
        let from = Some(rule.counts_after(at));
        let query = LoginQuery { customer: Some(whose), from, is_newest_first: false };
        let logins = desk.store.logins(&query, &PageRequest::everything()).await?.items;
        locked = first_suspicion(&logins, rule, unlocked_at(&customer, desk.now()));
    }
    if let Some(suspicion) = &locked {
        let key = CustomerKey::Id(whose);
        let changed = lock_automatically(desk, vault, &key, LOCK_01.as_str(), suspicion.evidence()).await?;
        if changed.outcome == Outcome::Unchanged {
            locked = None;
        }
    }
    Ok(RecordedLogin { id, customer: whose, locked })
}
