//! The command line as a whole: options that every command has, and the nouns.

use clap::{Parser, Subcommand};
use rollbook_domain::id::ImpersonationId;
use rollbook_domain::settings::TenantId;
use rollbook_domain::time::Instant;

use crate::output::OutputForm;
use crate::{
    access, audit, completions, course, customer, demo, doctor, enrollment, group, import, init, item, key,
    mail, migrate, order, organization, price, privacy, product, report, rules, sales_order, seat, serve,
    settings, store, transcript,
};

const EXAMPLES: &str = "\
Examples:
  rollbook demo --database sqlite:demo.db
  rollbook init --time-zone Europe/Berlin --currency EUR
  rollbook import roster roster.csv --dry-run
  rollbook access explain --customer ada@example.org --course ALGEBRA

Exit codes: 0 done, 1 refused by a rule, 2 wrong usage, 3 not found, 4 conflict, 5 unavailable.";

const DATABASE_HELP: &str = "Which database to use: sqlite:PATH or postgres://ROLE@HOST/DATABASE [env: ROLLBOOK_DATABASE] \
                             [default: sqlite:rollbook.db]";

/// The customer, seat and access ledger for learning platforms.
#[derive(Debug, Parser)]
#[command(name = "rollbook", version, after_help = EXAMPLES, max_term_width = 100)]
#[command(subcommand_required = true, arg_required_else_help = true, disable_help_subcommand = true)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: GlobalOptions,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options that every command has.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct GlobalOptions {
    #[arg(long, global = true, value_name = "URL", help = DATABASE_HELP)]
    pub(crate) database: Option<String>,
    /// Which tenant to work in.
    #[arg(long, global = true, value_name = "NAME", default_value = "default", value_parser = TenantId::parse)]
    pub(crate) tenant: TenantId,
    /// The form of the output: table, json or csv [default: table for a terminal, json otherwise].
    #[arg(long, global = true, value_name = "FORM", hide_possible_values = true)]
    pub(crate) output: Option<OutputForm>,
    /// Who gives the command, for the activity log [default: your name on this machine].
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) actor: Option<String>,
    /// Act under this impersonation, as `customer impersonate` printed it.
    #[arg(long, global = true, value_name = "ID", value_parser = ImpersonationId::parse)]
    pub(crate) impersonation: Option<ImpersonationId>,
    /// Pretend that it is this instant; only where the tenant allows a test clock.
    #[arg(long, global = true, value_name = "INSTANT", value_parser = Instant::parse)]
    pub(crate) now: Option<Instant>,
    /// Answer every question with yes.
    #[arg(long, short = 'y', global = true)]
    pub(crate) yes: bool,
    /// Print data and errors only.
    #[arg(long, short = 'q', global = true)]
    pub(crate) quiet: bool,
}

/// The nouns.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make the database and the tenant.
    Init(init::Args),
    /// Bring the schema of a database up to date.
    Migrate(migrate::Args),
    /// Make a database filled with an example to try things on.
    Demo(demo::Args),
    /// Read CSV files in.
    #[command(subcommand)]
    Import(import::ImportCommand),
    /// Customers: people with access, past, present or to come.
    #[command(subcommand)]
    Customer(customer::CustomerCommand),
    /// Groups of customers.
    #[command(subcommand)]
    Group(group::GroupCommand),
    /// Organizations of customers, one below another.
    #[command(subcommand)]
    Organization(organization::OrganizationCommand),
    /// Products: what can be ordered.
    #[command(subcommand)]
    Product(product::ProductCommand),
    /// Prices of products, with the access they give.
    #[command(subcommand)]
    Price(price::PriceCommand),
    /// Courses.
    #[command(subcommand)]
    Course(course::CourseCommand),
    /// Content items of courses.
    #[command(subcommand)]
    Item(item::ItemCommand),
    /// Orders and assigned products.
    #[command(subcommand)]
    Order(order::OrderCommand),
    /// Access: grants, and who may open what.
    #[command(subcommand)]
    Access(access::AccessCommand),
    /// Enrollments in courses.
    #[command(subcommand)]
    Enrollment(enrollment::EnrollmentCommand),
    /// Sales orders: contracts that the end of access may follow.
    #[command(subcommand)]
    SalesOrder(sales_order::SalesOrderCommand),
    /// Transcripts: what learners did, and which courses they completed.
    #[command(subcommand)]
    Transcript(transcript::TranscriptCommand),
    /// Seats: bought units of access, given out one by one.
    #[command(subcommand)]
    Seat(seat::SeatCommand),
    /// Mails: their texts, and what became of each.
    #[command(subcommand)]
    Mail(mail::MailCommand),
    /// Reports.
    #[command(subcommand)]
    Report(report::ReportCommand),
    /// The tenant's settings.
    #[command(subcommand)]
    Settings(settings::SettingsCommand),
    /// The keys that registration codes and the secrets of mails are sealed with.
    #[command(subcommand)]
    Key(key::KeyCommand),
    /// Whole databases: copying one into another, and comparing two.
    #[command(subcommand)]
    Store(store::StoreCommand),
    /// The audit: whether the log is what was written.
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// Privacy: how long what is known of people is kept, and who was erased.
    #[command(subcommand)]
    Privacy(privacy::PrivacyCommand),
    /// The rule book.
    #[command(subcommand)]
    Rules(rules::RulesCommand),
    /// Stay and send mails as they become due.
    Serve(serve::Args),
    /// Check configuration, database, mail and clock.
    Doctor(doctor::Args),
    /// Print a completion script for a shell.
    Completions(completions::Args),
}
