//! The account that taking a seat makes or finds (REG-40, GRP-10).

use rollbook_domain::customer::{
    AddCustomer, CustomerEvent, CustomerRefused, MembershipSource, Origin, Profile, add,
};
use rollbook_domain::id::GroupId;
use rollbook_domain::port::{PasswordHasher, PasswordHasherError};
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::seat::ClaimRefused;
use rollbook_domain::secret::{Password, PasswordHash};
use rollbook_domain::settings::Settings;

use super::ClaimCommand;
use crate::Failure;

/// The profile of an account that has to be made.
pub(super) fn profile(command: &ClaimCommand<'_>) -> Result<Profile, ClaimRefused> {
    let (first, last) = command.name.clone().ok_or(ClaimRefused::NeedsName)?;
    Ok(Profile::new(first, last, command.email.clone()))
}

/// The hash of a password that meets the tenant's policy.
pub(super) fn hash(
    typed: &str,
    settings: &Settings,
    hasher: &dyn PasswordHasher,
) -> Result<PasswordHash, Failure> {
    let least = usize::try_from(settings.password_min_length).unwrap_or(usize::MAX);
    let password =
        Password::parse(typed, least).map_err(|error| CustomerRefused::WeakPassword(error.to_string()))?;
    let made = hasher.hash_many(&[password])?.pop();
    Ok(made.ok_or_else(|| PasswordHasherError("the hasher gave no hash".to_owned()))?)
}

/// The account, with its password if one was chosen.
pub(super) fn account(profile: Profile, hash: Option<PasswordHash>) -> Result<Vec<CustomerEvent>, Failure> {
    let command = AddCustomer { profile, origin: Origin::Invitation, must_change_password: false };
    let mut events = add(command, None, None)?;
    events.extend(hash.map(|hash| CustomerEvent::PasswordSet { hash: Some(hash), must_change: false }));
    Ok(events)
}

/// Joins the groups that pass from the buyer, but for those the account is in already.
pub(super) fn joins(groups: Vec<GroupId>, known: Option<&CustomerRecord>) -> Vec<CustomerEvent> {
    let is_new = |group: &GroupId| known.is_none_or(|known| !known.customer.is_member_of(*group));
    let source = MembershipSource::Inherited;
    groups.into_iter().filter(is_new).map(|group| CustomerEvent::GroupJoined { group, source }).collect()
}
