//! Making an account.

use super::profile::check_texts;
use super::{CustomerEvent, CustomerRefused, Origin, Profile};
use crate::id::CustomerId;
use crate::personal::Personal;

/// A new account's facts.
#[derive(Debug, Clone)]
pub struct AddCustomer {
    /// The person.
    pub profile: Profile,
    /// How the account comes into being.
    pub origin: Origin,
    /// Whether the password has to be changed at the first sign-in (IMP-14).
    pub must_change_password: bool,
}

/// Makes an account, Active from the start (CUS-02, CUS-26, CUS-30).
///
/// `email_holder` and `code_holder` are the accounts that hold the email and the customer code now, if any.
///
/// # Errors
/// [`CustomerRefused::EmailTaken`] (CUS-29), [`CustomerRefused::CodeTaken`] and [`CustomerRefused::WrongForm`] (CUS-27).
pub fn add(
    command: AddCustomer,
    email_holder: Option<CustomerId>,
    code_holder: Option<CustomerId>,
) -> Result<Vec<CustomerEvent>, CustomerRefused> {
    if let Some(holder) = email_holder {
        return Err(CustomerRefused::EmailTaken(holder));
    }
    if let (Some(holder), Some(_)) = (code_holder, &command.profile.code) {
        return Err(CustomerRefused::CodeTaken(holder));
    }
    check_texts(&command.profile)?;
    Ok(vec![CustomerEvent::CustomerAdded {
        origin: command.origin,
        profile: Some(Box::new(Personal::new(command.profile))),
        must_change_password: command.must_change_password,
    }])
}
