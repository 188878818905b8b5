//! `rollbook customer edit`.

use rollbook_application::Changed;
use rollbook_application::customer::{as_typed, edit_customer, set_tax_exemption};
use rollbook_domain::customer::{BillingAddress, EditProfile};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::refusal::Outcome;
use rollbook_domain::text::{Code, FieldName, Note, PersonName};

use super::address::AddressOptions;
use super::field::field;
use crate::changed::changed;
use crate::values::{YesNo, code, customer_key, email, note, person_name};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook customer edit ada@example.org --email countess@example.org
  rollbook customer edit ada@example.org --code E-1815 --field site=London \\
      --field badge=
  rollbook customer edit ada@example.org --tax-exempt yes \\
      --reason \"is a charity\"";

/// Change a customer's profile.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The customer: email, id or code.
    #[arg(value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
    /// A new address to sign in with.
    #[arg(long, value_name = "EMAIL", value_parser = email)]
    email: Option<EmailAddress>,
    /// A new given name.
    #[arg(long, value_name = "NAME", value_parser = person_name)]
    first_name: Option<PersonName>,
    /// A new family name.
    #[arg(long, value_name = "NAME", value_parser = person_name)]
    last_name: Option<PersonName>,
    /// A new code in other systems.
    #[arg(long, value_name = "CODE", value_parser = code)]
    code: Option<Code>,
    /// Take the code away.
    #[arg(long, conflicts_with = "code")]
    no_code: bool,
    /// A custom field to set; without a value it is taken away.
    #[arg(long = "field", value_name = "NAME=VALUE", value_parser = field)]
    fields: Vec<(FieldName, Option<String>)>,
    /// Whether the customer pays no tax.
    #[arg(long, value_name = "YES|NO", hide_possible_values = true)]
    tax_exempt: Option<YesNo>,
    /// Why, for the activity log.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    reason: Option<Note>,
    #[command(flatten)]
    address: AddressOptions,
    /// Take the billing address away.
    #[arg(long)]
    no_address: bool,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let desk = session.desk();
    let code = if args.no_code { Some(None) } else { args.code.map(Some) };
    let billing_address = match (args.address.into_address(), args.no_address) {
        (Some(_), true) => return Err(CliError::usage("--no-address goes with no line of an address")),
        (None, true) => Some(BillingAddress::default()),
        (typed, false) => typed,
    };
    let command = EditProfile {
        first_name: args.first_name,
        last_name: args.last_name,
        email: args.email,
        code,
        billing_address,
        fields: args.fields.into_iter().collect(),
    };
    let mut change = edit_customer(&desk, &args.customer, command, args.reason.clone()).await?;
    if let Some(is_exempt) = args.tax_exempt {
        // By id from here on: the edit may have changed the email the customer was named by.
        let key = CustomerKey::Id(change.id);
        let exemption = set_tax_exemption(&desk, &key, is_exempt.into(), args.reason).await?;
        if exemption.outcome == Outcome::Applied {
            change = Changed { outcome: Outcome::Applied, ..change };
        }
    }
    changed(session, &format!("customer {}", as_typed(&args.customer)), &change)
}
