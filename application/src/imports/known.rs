//! Looking up the accounts that a file names.

use rollbook_domain::email::EmailKey;
use rollbook_domain::plan::KnownAccount;
use rollbook_domain::port::KnownCustomer;
use rollbook_domain::text::Code;

use crate::{Desk, Failure};

/// The accounts that hold one of the emails or customer codes.
pub(super) async fn known_accounts(
    desk: &Desk<'_>,
    emails: &[EmailKey],
    codes: &[Code],
) -> Result<Vec<KnownAccount>, Failure> {
    if emails.is_empty() && codes.is_empty() {
        return Ok(Vec::new());
    }
    let known = desk.store.known_customers(emails, codes).await?;
    Ok(known.into_iter().map(account).collect())
}

fn account(known: KnownCustomer) -> KnownAccount {
    let KnownCustomer { id, email, code, status, groups, revision } = known;
    KnownAccount { id, email, code, status, groups, revision }
}
