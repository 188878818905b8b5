//! The migrations.

/// What a migration is to programs that are older than it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// It adds to the schema, and programs made before it go on.
    Expand,
    /// It moves what is there into the new shape, and programs made before it go on.
    Migrate,
    /// It takes away what only older programs use, and they stop.
    Contract,
}

impl Phase {
    /// The word for it in the database and on the terminal.
    pub fn word(self) -> &'static str {
        match self {
            Self::Expand => "expand",
            Self::Migrate => "migrate",
            Self::Contract => "contract",
        }
    }
}

/// One step of the schema.
pub(crate) struct Migration {
    pub(crate) number: u32,
    pub(crate) name: &'static str,
    pub(crate) phase: Phase,
    pub(crate) sql: &'static str,
}

macro_rules! migrations {
    ($($number:literal $name:ident $phase:ident $file:literal;)+) => {
        &[$(Migration {
            number: $number,
            name: stringify!($name),
            phase: Phase::$phase,
            sql: include_str!(concat!("../../migrations/", $file)),
        }),+]
    };
}

/// Every migration, the first one first; one that was ever released is never edited.
pub(crate) const MIGRATIONS: &[Migration] = migrations! {
    1 create_log Expand "0001_create_log.sql";
    2 create_groups Expand "0002_create_groups.sql";
    3 create_catalogue Expand "0003_create_catalogue.sql";
    4 create_customers Expand "0004_create_customers.sql";
    5 create_orders Expand "0005_create_orders.sql";
    6 create_access Expand "0006_create_access.sql";
    7 create_imports Expand "0007_create_imports.sql";
    8 rebuild_events Expand "0008_rebuild_events.sql";
    9 create_seats Expand "0009_create_seats.sql";
    10 rebuild_grants Expand "0010_rebuild_grants.sql";
    11 create_account_links Expand "0011_create_account_links.sql";
    12 create_mails Expand "0012_create_mails.sql";
    13 create_transcripts Expand "0013_create_transcripts.sql";
    14 create_quizzes Expand "0014_create_quizzes.sql";
    15 create_sales_orders Expand "0015_create_sales_orders.sql";
    16 hold_mails_back Expand "0016_hold_mails_back.sql";
    17 prepare_chain Expand "0017_prepare_chain.sql";
    18 chain_events Contract "0018_chain_events.sql";
    19 guard_erasure Expand "0019_guard_erasure.sql";
    20 create_attempts Expand "0020_create_attempts.sql";
    21 create_organizations Expand "0021_create_organizations.sql";
    22 add_expired_messages Expand "0022_add_expired_messages.sql";
    23 add_course_mails Expand "0023_add_course_mails.sql";
    24 create_impersonations Expand "0024_create_impersonations.sql";
    25 create_logins Expand "0025_create_logins.sql";
    26 index_retention Expand "0026_index_retention.sql";
    27 create_former_emails Expand "0027_create_former_emails.sql";
    28 guard_what_went Expand "0028_guard_what_went.sql";
    29 keep_rare_facts Expand "0029_keep_rare_facts.sql";
    30 expect_large_tenants Expand "0030_expect_large_tenants.sql";
    31 analyze_what_grew Expand "0031_analyze_what_grew.sql";
    32 keep_rare_facts_by_keys Expand "0032_keep_rare_facts_by_keys.sql";
};

/// The schema version of this program.
pub(crate) const LATEST_VERSION: u32 = 32;

/// The migration after whose statements the program seals the log that is there.
pub(super) const CHAINED: u32 = 18;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn migrations_are_numbered_from_1_to_the_latest_version() {
        let numbers: Vec<u32> = MIGRATIONS.iter().map(|migration| migration.number).collect();
        assert_eq!(numbers, (1..=LATEST_VERSION).collect::<Vec<_>>());
    }
}
