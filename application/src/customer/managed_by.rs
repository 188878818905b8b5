//! Giving customers a manager, many in one commit.

use rollbook_domain::commit::Expected;
use rollbook_domain::customer::{Customer, clear_manager, set_manager};
use rollbook_domain::event::StreamId;
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::CustomerKey;

use super::get_customer;
use crate::group::{Members, MembershipReport, change_members_resting_on};
use crate::{Desk, Failure};

/// Who is to be the manager, with everything that decides whether they may.
struct Chosen {
    manager: Customer,
    /// The managers above, from the bottom up.
    above: Vec<CustomerId>,
    /// The streams of all of them.
    expected: Vec<Expected>,
}

/// Gives customers a manager, in place of the one each had (VIEW-03), in one commit.
///
/// The decision rests on the revision of every manager above, so that two commands at once cannot make a circle together.
///
/// # Errors
/// [`Failure::Missing`] for a manager who does not exist; what is wrong with a customer stands in their row.
pub async fn set_customers_manager(
    desk: &Desk<'_>,
    customers: &Members<'_>,
    manager: &CustomerKey,
) -> Result<MembershipReport, Failure> {
    let rest = async || {
        let chosen = chosen(desk, manager).await?;
        let expected = chosen.expected.clone();
        let decide = move |customer: &Customer| set_manager(customer, &chosen.manager, &chosen.above);
        Ok((expected, decide))
    };
    change_members_resting_on(desk, customers, rest).await
}

/// Leaves customers without a manager, in one commit.
///
/// # Errors
/// [`Failure::Store`]; what is wrong with a customer stands in their row.
pub async fn clear_customers_manager(
    desk: &Desk<'_>,
    customers: &Members<'_>,
) -> Result<MembershipReport, Failure> {
    let rest = async || Ok((Vec::new(), |customer: &Customer| Ok(clear_manager(customer))));
    change_members_resting_on(desk, customers, rest).await
}

async fn chosen(desk: &Desk<'_>, manager: &CustomerKey) -> Result<Chosen, Failure> {
    let record = get_customer(desk, manager).await?;
    let mut chosen = Chosen { manager: record.customer, above: Vec::new(), expected: Vec::new() };
    let mut revision = record.revision;
    let mut at = chosen.manager.id;
    let mut next = chosen.manager.ties.manager.as_ref().map(|tie| tie.to);
    loop {
        chosen.expected.push(Expected { stream: StreamId::Customer(at), revision });
        // A circle that got into the facts all the same ends here.
        let Some(id) = next.filter(|id| *id != chosen.manager.id && !chosen.above.contains(id)) else {
            return Ok(chosen);
        };
        // So does a tie to somebody who is gone: nobody is above them.
        let Some(record) = desk.store.find_customer(&CustomerKey::Id(id)).await? else {
            return Ok(chosen);
        };
        chosen.above.push(id);
        (at, revision) = (id, record.revision);
        next = record.customer.ties.manager.map(|tie| tie.to);
    }
}
