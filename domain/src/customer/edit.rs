//! Editing the profile.

use std::collections::BTreeMap;

use super::profile::check_texts;
use super::{BillingAddress, Customer, CustomerEvent, CustomerRefused, Profile, ProfileField};
use crate::email::EmailAddress;
use crate::id::CustomerId;
use crate::personal::Personal;
use crate::refusal::Outcome;
use crate::text::{Code, FieldName, PersonName, prints_nothing};

/// What to change; `None` keeps what is there.
#[derive(Clone, Default)]
pub struct EditProfile {
    /// A new given name.
    pub first_name: Option<PersonName>,
    /// A new family name.
    pub last_name: Option<PersonName>,
    /// A new email address (CUS-10).
    pub email: Option<EmailAddress>,
    /// A new customer code; `Some(None)` takes it away.
    pub code: Option<Option<Code>>,
    /// A new billing address; an empty one takes it away.
    pub billing_address: Option<BillingAddress>,
    /// Custom fields to set; `None` as the value takes the field away.
    pub fields: BTreeMap<FieldName, Option<String>>,
}

prints_nothing!(EditProfile => "EditProfile(..)");

/// Edits the profile (CUS-10, CUS-27); the id and the create date never change (CUS-28).
///
/// With another address every link ends that was sent to the one before, whoever reads that mailbox (MAIL-06).
///
/// `email_holder` and `code_holder` are the accounts that hold the wanted email and code now, if any.
///
/// # Errors
/// [`CustomerRefused::EmailTaken`] (CUS-29, Q-38), [`CustomerRefused::CodeTaken`], [`CustomerRefused::WrongForm`] (CUS-27),
/// [`CustomerRefused::Erased`] (GDPR-11).
pub fn edit(
    customer: &Customer,
    command: EditProfile,
    email_holder: Option<CustomerId>,
    code_holder: Option<CustomerId>,
) -> Result<(Outcome, Vec<CustomerEvent>), CustomerRefused> {
    let old = customer.profile().ok_or(CustomerRefused::Erased(customer.id))?;
    if let Some(holder) = email_holder.filter(|holder| command.email.is_some() && *holder != customer.id) {
        return Err(CustomerRefused::EmailTaken(holder));
    }
    let wants_code = matches!(command.code, Some(Some(_)));
    if let Some(holder) = code_holder.filter(|holder| wants_code && *holder != customer.id) {
        return Err(CustomerRefused::CodeTaken(holder));
    }
    let mut new = old.clone();
    if let Some(first_name) = command.first_name {
        new.first_name = first_name;
    }
    if let Some(last_name) = command.last_name {
        new.last_name = last_name;
    }
    if let Some(email) = command.email {
        new.email = email;
    }
    if let Some(code) = command.code {
        new.code = code;
    }
    if let Some(address) = command.billing_address {
        new.billing_address = (address != BillingAddress::default()).then(|| Box::new(address));
    }
    for (name, value) in command.fields {
        match value {
            Some(value) => new.fields.insert(name, value),
            None => new.fields.remove(&name),
        };
    }
    check_texts(&new)?;
    let fields = changed_fields(old, &new);
    if fields.is_empty() {
        return Ok((Outcome::Unchanged, Vec::new()));
    }
    let is_moved = old.email != new.email;
    let profile = Some(Box::new(Personal::new(new)));
    let mut events = vec![CustomerEvent::ProfileEdited { fields, profile }];
    if is_moved {
        let open = customer.links.iter().filter(|link| !link.is_ended);
        events.extend(open.map(|link| CustomerEvent::AccountLinkEnded { link: link.hash }));
    }
    Ok((Outcome::Applied, events))
}

fn changed_fields(old: &Profile, new: &Profile) -> Vec<ProfileField> {
    let mut fields = Vec::new();
    let mut note = |differs: bool, field: ProfileField| {
        if differs {
            fields.push(field);
        }
    };
    note(old.first_name != new.first_name, ProfileField::FirstName);
    note(old.last_name != new.last_name, ProfileField::LastName);
    note(old.email.as_typed() != new.email.as_typed(), ProfileField::Email);
    note(old.code != new.code, ProfileField::Code);
    note(old.billing_address != new.billing_address, ProfileField::BillingAddress);
    let names: std::collections::BTreeSet<_> = old.fields.keys().chain(new.fields.keys()).collect();
    for name in names {
        note(old.fields.get(name) != new.fields.get(name), ProfileField::Custom(name.clone()));
    }
    fields
}
