//! `rollbook customer list`.

use rollbook_application::customer::{CustomerFilter, list_customers};
use rollbook_domain::customer::{Origin, StatusWord};
use rollbook_domain::time::Moment;

use super::line::{COLUMNS, Line};
use super::status::TypedStatus;
use crate::values::{PageOptions, moment};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook customer list --text lovelace
  rollbook customer list --status active --group acme
  rollbook customer list --product ALGEBRA --created-from 2025-01-01 \\
      --output csv";

/// List customers.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Only with this text in name or email, in any letter case.
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    /// Only with this status.
    #[arg(long, value_name = "STATUS")]
    status: Option<TypedStatus>,
    /// Only members of this group.
    #[arg(long, value_name = "CODE|ID")]
    group: Option<String>,
    /// Only holders of this product, whether their access is open or not.
    #[arg(long, value_name = "CODE|ID")]
    product: Option<String>,
    /// Only accounts that came into being this way.
    #[arg(long, value_name = "ORIGIN")]
    origin: Option<TypedOrigin>,
    /// Only made at or after this day or instant.
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    created_from: Option<Moment>,
    /// Only made before this day or instant.
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    created_before: Option<Moment>,
    #[command(flatten)]
    page: PageOptions,
}

/// How an account came into being, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum TypedOrigin {
    /// The customer registered.
    Registered,
    /// Placing an order made it.
    Order,
    /// An administrator made it.
    Admin,
    /// An import made it.
    Import,
    /// A buyer made it for the holder of a registration code.
    CodeHolder,
    /// Accepting an invitation made it.
    Invitation,
}

impl From<TypedOrigin> for Origin {
    fn from(typed: TypedOrigin) -> Self {
        match typed {
            TypedOrigin::Registered => Self::Registered,
            TypedOrigin::Order => Self::Order,
            TypedOrigin::Admin => Self::Admin,
            TypedOrigin::Import => Self::Import,
            TypedOrigin::CodeHolder => Self::CodeHolder,
            TypedOrigin::Invitation => Self::Invitation,
        }
    }
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let instant = async |moment: Option<Moment>| match moment {
        None => Ok(None),
        some => session.instant(some).await.map(Some),
    };
    let filter = CustomerFilter {
        text: args.text,
        status: args.status.map(StatusWord::from),
        group: args.group,
        product: args.product,
        origin: args.origin.map(Origin::from),
        created_from: instant(args.created_from).await?,
        created_before: instant(args.created_before).await?,
    };
    let (desk, filter) = (&session.desk(), &filter);
    let page = args
        .page
        .read(session.form(), async |request| list_customers(desk, filter.clone(), &request).await)
        .await?;
    session.list(COLUMNS, page.map(Line::from)).await
}
