//! Who the person is, and the account.

use rollbook_domain::customer::{AccountLink, Membership, Status, StatusChange, StatusWord};
use rollbook_domain::record::CustomerRecord;

use super::reason;
use crate::Failure;
use crate::privacy::person::Person;
use crate::privacy::row::{Row, maybe, row, yes};

pub(super) async fn profile(
    person: &Person<'_>,
    sink: &mut dyn FnMut(Vec<Row>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let customer = &person.account;
    let Some(profile) = customer.profile() else { return Ok(()) };
    let address = profile.billing_address.as_deref().cloned().unwrap_or_default();
    let mut status = StatusWord::Active;
    let known = person.in_record(|part| {
        status = part.customer.statuses.last().map_or(status, |change| change.status.word());
        Ok(())
    });
    known.await?;
    let password = &customer.password;
    sink(vec![row![
        customer.id,
        profile.first_name.as_str(),
        profile.last_name.as_str(),
        profile.email.as_typed(),
        maybe(profile.code.as_ref()),
        maybe(address.line_one),
        maybe(address.line_two),
        maybe(address.city),
        maybe(address.region),
        maybe(address.postal_code),
        maybe(address.country),
        status,
        customer.origin,
        customer.created_at,
        yes(customer.is_tax_exempt),
        maybe(password.set_at),
        maybe(password.must_change_since),
        maybe(password.expires_after_days),
    ]])
}

pub(super) fn former_emails(person: &Person<'_>) -> Vec<Row> {
    person.former_emails.iter().map(|one| row![one.email.reveal().as_typed(), one.given_up_at]).collect()
}

pub(super) fn fields(person: &Person<'_>) -> Vec<Row> {
    let profile = person.account.profile();
    let fields = profile.into_iter().flat_map(|profile| &profile.fields);
    fields.map(|(name, value)| row![name, value]).collect()
}

pub(super) fn groups(person: &Person<'_>, part: &CustomerRecord) -> Vec<Row> {
    let memberships = part.customer.memberships.iter();
    let row = |membership: &Membership| {
        let group = person.group(membership.group);
        row![
            maybe(group.map(|group| &group.code)),
            maybe(group.map(|group| &group.name)),
            membership.source,
            membership.stamp.effective_at,
        ]
    };
    memberships.map(row).collect()
}

/// The organizations the person belongs to and administers, and since when somebody is their manager.
pub(super) fn ties(part: &CustomerRecord) -> Vec<Row> {
    let ties = &part.customer.ties;
    let member = ties.organization.iter().map(|tie| row!["member", tie.to, tie.stamp.effective_at]);
    let administered =
        ties.administered.iter().map(|tie| row!["administrator", tie.to, tie.stamp.effective_at]);
    let managed = ties.manager.iter().map(|tie| row!["manager", "", tie.stamp.effective_at]);
    member.chain(administered).chain(managed).collect()
}

pub(super) fn statuses(part: &CustomerRecord) -> Vec<Row> {
    let row = |change: &StatusChange| {
        let locked_by = match &change.status {
            Status::Locked { automatic } => maybe(automatic.as_ref()),
            Status::Active | Status::Inactive => String::new(),
        };
        row![change.status.word(), locked_by, change.stamp.effective_at, reason(&change.stamp)]
    };
    part.customer.statuses.iter().map(row).collect()
}

pub(super) fn links(part: &CustomerRecord) -> Vec<Row> {
    let row =
        |link: &AccountLink| row![link.purpose, link.stamp.effective_at, link.expires_at, yes(link.is_ended)];
    part.customer.links.iter().map(row).collect()
}
