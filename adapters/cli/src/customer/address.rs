//! Billing addresses as typed.

use rollbook_domain::customer::BillingAddress;

use crate::values::title;

/// The lines of a billing address; together they are the whole address.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Billing address, as a whole")]
pub(super) struct AddressOptions {
    /// Street and house number.
    #[arg(long, value_name = "LINE", value_parser = line)]
    street: Option<String>,
    /// A second line.
    #[arg(long, value_name = "LINE", value_parser = line)]
    street_two: Option<String>,
    /// Town.
    #[arg(long, value_name = "LINE", value_parser = line)]
    city: Option<String>,
    /// State, province or county.
    #[arg(long, value_name = "LINE", value_parser = line)]
    region: Option<String>,
    /// Postal code.
    #[arg(long, value_name = "LINE", value_parser = line)]
    postal_code: Option<String>,
    /// Country, two letters of ISO 3166 such as DE.
    #[arg(long, value_name = "COUNTRY", value_parser = country)]
    country: Option<String>,
}

impl AddressOptions {
    /// The address typed, or nothing when no line of it was.
    pub(super) fn into_address(self) -> Option<BillingAddress> {
        let Self { street, street_two, city, region, postal_code, country } = self;
        let (line_one, line_two) = (street, street_two);
        let address = BillingAddress { line_one, line_two, city, region, postal_code, country };
        (address != BillingAddress::default()).then_some(address)
    }
}

/// The lines of an address that are there, from the street down.
pub(super) fn lines(address: &BillingAddress) -> Vec<String> {
    let BillingAddress { line_one, line_two, city, region, postal_code, country } = address;
    [line_one, line_two, postal_code, city, region, country].into_iter().flatten().cloned().collect()
}

/// A line of an address is held to the form of any other line that is shown.
fn line(typed: &str) -> Result<String, String> {
    title(typed).map(|line| line.to_string())
}

fn country(typed: &str) -> Result<String, String> {
    let code = typed.trim().to_ascii_uppercase();
    let is_code = code.len() == 2 && code.bytes().all(|letter| letter.is_ascii_uppercase());
    if is_code { Ok(code) } else { Err("it is no country; give two letters such as DE".to_owned()) }
}
