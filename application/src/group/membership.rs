//! Putting customers into groups and taking them out, many in one commit.

use std::collections::HashSet;

use rollbook_domain::commit::{Commit, Expected};
use rollbook_domain::customer::{Customer, CustomerEvent, CustomerRefused, MembershipSource};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::group::{join, leave};
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::{Conflict, CustomerKey};
use rollbook_domain::refusal::Outcome;
use rollbook_domain::text::Note;

use super::get_group;
use crate::{Desk, Failure};

/// How it went for one customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowOutcome {
    /// Put in or taken out.
    Applied(CustomerId),
    /// It was so already.
    Unchanged(CustomerId),
    /// The rules turn it down.
    Refused(CustomerRefused),
    /// There is no such customer.
    Missing,
}

/// One customer of a bulk act, in the order asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembershipRow {
    /// How the customer was named.
    pub customer: CustomerKey,
    /// How it went.
    pub outcome: RowOutcome,
}

/// What came of a bulk act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembershipReport {
    /// Every customer, in the order asked.
    pub rows: Vec<MembershipRow>,
    /// Whether it was done; `false` when somebody could not be put in or taken out and nobody was to be left out.
    pub is_applied: bool,
}

/// Which customers a bulk act is about.
#[derive(Debug, Clone)]
pub struct Members<'a> {
    /// The customers.
    pub customers: &'a [CustomerKey],
    /// Whether those who cannot be put in or taken out are left out; else one of them stops the whole act.
    pub may_leave_out: bool,
    /// Why, for the log.
    pub note: Option<Note>,
}

/// Puts customers into the group that `key` names (GRP-02, GRP-03), in one commit.
///
/// # Errors
/// [`Failure::Missing`] for a group that does not exist; what is wrong with a customer stands in their row.
pub async fn join_group(
    desk: &Desk<'_>,
    key: &str,
    members: &Members<'_>,
    source: MembershipSource,
) -> Result<MembershipReport, Failure> {
    let group = get_group(desk, key).await?.id;
    change_members(desk, members, &[], |customer: &Customer| join(customer, group, source)).await
}

/// Takes customers out of the group that `key` names (GRP-02), in one commit; grants stay.
///
/// # Errors
/// [`Failure::Missing`] for a group that does not exist; what is wrong with a customer stands in their row.
pub async fn leave_group(
    desk: &Desk<'_>,
    key: &str,
    members: &Members<'_>,
) -> Result<MembershipReport, Failure> {
    let group = get_group(desk, key).await?.id;
    let decide = |customer: &Customer| leave(customer, group).map(|events| (Outcome::Applied, events));
    change_members(desk, members, &[], decide).await
}

type Decision = Result<(Outcome, Vec<CustomerEvent>), CustomerRefused>;

/// Decides for every customer and commits it all together.
pub(crate) async fn change_members(
    desk: &Desk<'_>,
    members: &Members<'_>,
    expected: &[Expected],
    decide: impl Fn(&Customer) -> Decision,
) -> Result<MembershipReport, Failure> {
    change_members_resting_on(desk, members, async || Ok((expected.to_vec(), &decide))).await
}

/// The same with decisions that rest on other streams: `rest` reads those anew for every try.
pub(crate) async fn change_members_resting_on<Decide: Fn(&Customer) -> Decision>(
    desk: &Desk<'_>,
    members: &Members<'_>,
    rest: impl AsyncFn() -> Result<(Vec<Expected>, Decide), Failure>,
) -> Result<MembershipReport, Failure> {
    let mut tries = desk.tries();
    loop {
        let (expected, decide) = rest().await?;
        let mut commit = desk.new_commit(desk.now());
        let mut rows = Vec::with_capacity(members.customers.len());
        let mut seen = HashSet::new();
        for customer in members.customers {
            let outcome = match desk.store.find_customer(customer).await? {
                None => RowOutcome::Missing,
                // Named twice, by id and by email for instance: the first naming has settled it.
                Some(record) if !seen.insert(record.customer.id) => RowOutcome::Unchanged(record.customer.id),
                Some(record) => {
                    let decision = decide(&record.customer);
                    commit.expect(StreamId::Customer(record.customer.id), record.revision);
                    settle(&mut commit, record.customer.id, decision, members.note.as_ref())
                }
            };
            rows.push(MembershipRow { customer: customer.clone(), outcome });
        }
        if let Err(conflict) = rest_on(&mut commit, expected) {
            tries.start_over(conflict)?;
            continue;
        }
        let is_bad =
            |row: &MembershipRow| matches!(row.outcome, RowOutcome::Refused(_) | RowOutcome::Missing);
        if !members.may_leave_out && rows.iter().any(is_bad) {
            return Ok(MembershipReport { rows, is_applied: false });
        }
        if tries.commit(commit).await? {
            return Ok(MembershipReport { rows, is_applied: true });
        }
    }
}

/// Lets the commit rest on what the decisions rest on.
///
/// # Errors
/// A conflict where a customer was read once for the decisions and once as a member, and is another by then.
fn rest_on(commit: &mut Commit, expected: Vec<Expected>) -> Result<(), Conflict> {
    for Expected { stream, revision } in expected {
        match commit.expected.iter().find(|known| known.stream == stream) {
            None => commit.expect(stream, revision),
            Some(known) if known.revision == revision => {}
            Some(_) => return Err(Conflict::Moved { stream, expected: revision }),
        }
    }
    Ok(())
}

fn settle(commit: &mut Commit, id: CustomerId, decision: Decision, note: Option<&Note>) -> RowOutcome {
    match decision {
        Err(refused) => RowOutcome::Refused(refused),
        Ok((outcome, events)) => {
            for event in events {
                commit.push(Event::Customer(id, event.into()), note.cloned());
            }
            match outcome {
                Outcome::Applied => RowOutcome::Applied(id),
                Outcome::Unchanged => RowOutcome::Unchanged(id),
            }
        }
    }
}
