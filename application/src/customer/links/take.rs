//! Using a link: the one flow of every act that a link allows.

use rollbook_domain::customer::{Customer, LinkUsed, UseLinkRefused};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::refusal::Outcome;
use rollbook_domain::secret::{LinkHash, LinkSecret};
use rollbook_domain::time::Instant;

use crate::{Changed, Desk, Failure};

/// Whose link it is; the link alone tells, and nothing that is given beside it.
pub(in crate::customer) async fn find(
    desk: &Desk<'_>,
    typed: &str,
) -> Result<(CustomerRecord, LinkHash), Failure> {
    let hash = LinkSecret::parse(typed).map_err(|_| UseLinkRefused::Unknown)?.hash();
    let customer = desk.store.find_account_link(&hash).await?.ok_or(UseLinkRefused::Unknown)?;
    let record = desk.store.find_customer(&CustomerKey::Id(customer)).await?;
    Ok((record.ok_or(UseLinkRefused::Unknown)?, hash))
}

/// Finds the link's account, decides and commits, starting over when the account moved meanwhile: of many who use a link
/// at once, the first does, and the others find it ended.
pub(in crate::customer) async fn take(
    desk: &Desk<'_>,
    typed: &str,
    decide: impl Fn(&Customer, &LinkHash, Instant) -> Result<LinkUsed, UseLinkRefused>,
) -> Result<Changed<CustomerId>, Failure> {
    let mut tries = desk.tries();
    loop {
        let (record, hash) = find(desk, typed).await?;
        let (id, now) = (record.customer.id, desk.now());
        let (events, refused) = match decide(&record.customer, &hash, now)? {
            LinkUsed::Done(events) => (events, None),
            LinkUsed::TooLate(event, refused) => (vec![event], Some(refused)),
        };
        let mut commit = desk.new_commit(now);
        commit.expect(StreamId::Customer(id), record.revision);
        for event in events {
            commit.push(Event::Customer(id, event.into()), None);
        }
        if tries.commit(commit).await? {
            return refused
                .map_or(Ok(Changed { id, outcome: Outcome::Applied }), |refused| Err(refused.into()));
        }
    }
}
