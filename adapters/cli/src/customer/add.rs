//! `rollbook customer add`.

use rollbook_application::customer::add_customer;
use rollbook_domain::customer::{AddCustomer, Origin, Profile};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::text::{Code, FieldName, PersonName};

use super::address::AddressOptions;
use super::field::field;
use crate::changed::added;
use crate::values::{code, email, person_name};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook customer add --email joan@example.org --first-name Joan \\
      --last-name Clarke
  rollbook customer add --email dennis@example.org --first-name Dennis \\
      --last-name Ritchie --code E-1941 --field \"site=Murray Hill\"";

/// Make an account.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The address to sign in with.
    #[arg(long, value_name = "EMAIL", value_parser = email)]
    email: EmailAddress,
    /// The given name.
    #[arg(long, value_name = "NAME", value_parser = person_name)]
    first_name: PersonName,
    /// The family name.
    #[arg(long, value_name = "NAME", value_parser = person_name)]
    last_name: PersonName,
    /// The customer's code in other systems.
    #[arg(long, value_name = "CODE", value_parser = code)]
    code: Option<Code>,
    /// A custom field; may be given many times.
    #[arg(long = "field", value_name = "NAME=VALUE", value_parser = field)]
    fields: Vec<(FieldName, Option<String>)>,
    /// Demand a change of password at the first sign-in.
    #[arg(long)]
    must_change_password: bool,
    #[command(flatten)]
    address: AddressOptions,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let what = format!("customer {}", args.email.as_typed());
    let fields = args.fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    let profile = Profile {
        code: args.code,
        billing_address: args.address.into_address().map(Box::new),
        fields,
        ..Profile::new(args.first_name, args.last_name, args.email)
    };
    let command =
        AddCustomer { profile, origin: Origin::Admin, must_change_password: args.must_change_password };
    let id = add_customer(&session.desk(), command, None).await?;
    added(session, &what, id)
}
