//! Looking at a link without using it.

use rollbook_domain::customer::{LinkPurpose, LinkTried, UseLinkRefused};
use rollbook_domain::time::Instant;

use super::take::find;
use crate::{Desk, Failure};

/// What a link is for, and how long it works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccountLinkPreview {
    /// What for.
    pub purpose: LinkPurpose,
    /// The first instant at which it is over.
    pub expires_at: Instant,
}

/// Looks at a link; however often a mail scanner does so, the link stays as it is (MAIL-06).
///
/// # Errors
/// [`UseLinkRefused`]: not known, ended, or its time is over (MAIL-06).
pub async fn preview_account_link(desk: &Desk<'_>, typed: &str) -> Result<AccountLinkPreview, Failure> {
    let (record, hash) = find(desk, typed).await?;
    match record.customer.try_link(&hash, desk.now())? {
        LinkTried::Open(link) => {
            Ok(AccountLinkPreview { purpose: link.purpose, expires_at: link.expires_at })
        }
        LinkTried::Expired(link) => Err(UseLinkRefused::Expired(link.expires_at).into()),
    }
}
