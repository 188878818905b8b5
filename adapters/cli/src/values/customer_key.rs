//! Naming a customer.

use rollbook_domain::port::CustomerKey;

/// Reads an email address, a customer's id or a customer's code.
///
/// # Errors
/// A sentence with the accepted forms.
pub fn customer_key(typed: &str) -> Result<CustomerKey, String> {
    CustomerKey::parse(typed).ok_or_else(|| {
        "it names no customer; give an email address, an id such as cus_01h2xcejqtf2nbrexx3vqjhp41, or a code".to_owned()
    })
}
