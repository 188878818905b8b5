//! Trying the lock rule on what was recorded.

use rollbook_domain::id::CustomerId;
use rollbook_domain::login::{LockRule, Login, Suspicion, first_suspicion};
use rollbook_domain::port::{CustomerKey, LoginQuery, PageRequest};

use crate::customer::get_customer;
use crate::{Desk, Failure};

/// So many sign-ins are read at a time; of one customer all are held together.
const AT_ONCE: usize = 10_000;

/// Somebody whom a rule would have locked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WouldLock {
    /// Who.
    pub customer: CustomerId,
    /// When, and why.
    pub suspicion: Suspicion,
}

/// Who would have been locked by a rule, and when for the first time (LOCK-01); nothing is written.
///
/// # Errors
/// [`Failure::Missing`] for a customer who does not exist, [`Failure::Store`].
pub async fn replay_lock_rule(
    desk: &Desk<'_>,
    rule: LockRule,
    key: Option<&CustomerKey>,
) -> Result<Vec<WouldLock>, Failure> {
    desk.tenant().await?;
    let customer = match key {
        Some(key) => Some(get_customer(desk, key).await?.customer.id),
        None => None,
    };
    let query = LoginQuery { customer, from: None, is_newest_first: false };
    let (mut found, mut theirs): (Vec<WouldLock>, Vec<Login>) = (Vec::new(), Vec::new());
    let mut request = PageRequest::first(AT_ONCE);
    loop {
        let page = desk.store.logins(&query, &request).await?;
        for login in page.items {
            if theirs.last().is_some_and(|last| last.customer != login.customer) {
                found.extend(judge(&theirs, rule));
                theirs.clear();
            }
            theirs.push(login);
        }
        let Some(next) = page.next else {
            found.extend(judge(&theirs, rule));
            return Ok(found);
        };
        request = PageRequest::after(next, AT_ONCE);
    }
}

fn judge(logins: &[Login], rule: LockRule) -> Option<WouldLock> {
    let customer = logins.first()?.customer;
    first_suspicion(logins, rule, None).map(|suspicion| WouldLock { customer, suspicion })
}
