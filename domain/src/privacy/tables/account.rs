//! The account, and who it is of.

use super::{HASHED, HISTORY, KEYS, column};
use crate::privacy::map::Category::{Account, Logins, Profile, Secret};
use crate::privacy::map::Fate::{Cleared, Kept, Removed};
use crate::privacy::map::MappedTable;
use crate::privacy::map::Shown::{In, Never};
use crate::privacy::map::Whose::{Customer, Traced};

pub(super) const CUSTOMER_PROFILES: MappedTable = MappedTable {
    name: "customer_profiles",
    whose: Customer("customer_id"),
    personal: &[
        column("first_name", Profile, In("profile", "first_name"), Removed),
        column("last_name", Profile, In("profile", "last_name"), Removed),
        column("email", Profile, In("profile", "email"), Removed),
        column("email_key", Profile, In("profile", "email"), Removed),
        column("code", Profile, In("profile", "code"), Removed),
        column("code_key", Profile, In("profile", "code"), Removed),
        column("name_key", Profile, In("profile", "first_name"), Removed),
        column("billing_address", Profile, In("profile", "line_one"), Removed),
        column("fields", Profile, In("fields", "value"), Removed),
    ],
    others: &["tenant_no", "customer_id"],
    others_because: KEYS,
};

pub(super) const FORMER_EMAILS: MappedTable = MappedTable {
    name: "former_emails",
    whose: Customer("customer_id"),
    personal: &[
        column("email", Profile, In("former_emails", "email"), Removed),
        column("email_key", Profile, In("former_emails", "email"), Removed),
        column("effective_at", Profile, In("former_emails", "given_up_at"), Removed),
    ],
    others: &["tenant_no", "customer_id", "position", "commit_no"],
    others_because: KEYS,
};

pub(super) const CUSTOMER_PASSWORDS: MappedTable = MappedTable {
    name: "customer_passwords",
    whose: Customer("customer_id"),
    personal: &[column("hash", Secret, Never("the hash of a password, which is nobody's to read"), Removed)],
    others: &["tenant_no", "customer_id"],
    others_because: KEYS,
};

pub(super) const ACCOUNT_LINKS: MappedTable = MappedTable {
    name: "account_links",
    whose: Customer("customer_id"),
    personal: &[
        column("purpose", Account, In("links", "purpose"), Removed),
        column("expires_at", Account, In("links", "expires_at"), Removed),
        column("is_ended", Account, In("links", "is_ended"), Removed),
        column("effective_at", Account, In("links", "made_at"), Removed),
        column("hash", Secret, Never(HASHED), Removed),
    ],
    others: &["tenant_no", "customer_id", "position", "commit_no"],
    others_because: KEYS,
};

pub(super) const MEMBERSHIPS: MappedTable = MappedTable {
    name: "memberships",
    whose: Customer("customer_id"),
    personal: &[
        column("group_id", Account, In("groups", "group"), Removed),
        column("source", Account, In("groups", "source"), Removed),
        column("effective_at", Account, In("groups", "joined_at"), Removed),
    ],
    others: &["tenant_no", "customer_id", "position", "commit_no"],
    others_because: KEYS,
};

pub(super) const CUSTOMER_TIES: MappedTable = MappedTable {
    name: "customer_ties",
    whose: Customer("customer_id"),
    personal: &[
        column("kind", Account, In("ties", "kind"), Removed),
        column("organization_id", Account, In("ties", "organization"), Removed),
        column("manager_id", Account, Never("who somebody's manager is, is about the manager"), Removed),
        column("effective_at", Account, In("ties", "since"), Removed),
    ],
    others: &["tenant_no", "customer_id", "position", "commit_no"],
    others_because: KEYS,
};

pub(super) const CUSTOMERS: MappedTable = MappedTable {
    name: "customers",
    whose: Traced("the customer's own row, which stays with id and create date"),
    personal: &[
        column(
            "created_at",
            Account,
            In("profile", "created_at"),
            Kept("the record stays with its create date"),
        ),
        column("origin", Account, In("profile", "origin"), Kept("how the record came about names nobody")),
        column("status", Account, In("profile", "status"), Kept("an erased record is Inactive for good")),
        column("is_tax_exempt", Account, In("profile", "is_tax_exempt"), Cleared),
        column("password_set_at", Account, In("profile", "password_set_at"), Cleared),
        column("password_must_change_since", Account, In("profile", "password_must_change_since"), Cleared),
        column("password_expires_after_days", Account, In("profile", "password_expires_after_days"), Cleared),
    ],
    others: &["tenant_no", "id", "revision", "erased_at", "deleted_at", "kept"],
    others_because: KEYS,
};

pub(super) const CUSTOMER_STATUSES: MappedTable = MappedTable {
    name: "customer_statuses",
    whose: Customer("customer_id"),
    personal: &[
        column("status", Account, In("statuses", "status"), Kept(HISTORY)),
        column("locked_by", Account, In("statuses", "locked_by"), Kept(HISTORY)),
        column("effective_at", Account, In("statuses", "since"), Kept(HISTORY)),
    ],
    others: &["tenant_no", "customer_id", "position", "commit_no"],
    others_because: KEYS,
};

pub(super) const LOGINS: MappedTable = MappedTable {
    name: "logins",
    whose: Customer("customer_id"),
    personal: &[
        column("at", Logins, In("logins", "at"), Removed),
        column("address", Logins, In("logins", "address"), Removed),
        column("outcome", Logins, In("logins", "outcome"), Removed),
        column("means", Logins, In("logins", "means"), Removed),
    ],
    others: &["tenant_no", "customer_id", "id"],
    others_because: KEYS,
};

pub(super) const IMPERSONATIONS: MappedTable = MappedTable {
    name: "impersonations",
    whose: Customer("customer_id"),
    personal: &[
        column("effective_at", Account, In("activity", "effective_at"), Kept(HISTORY)),
        column("ends_at", Account, In("activity", "facts"), Kept(HISTORY)),
        column("ended_at", Account, In("activity", "recorded_at"), Kept(HISTORY)),
    ],
    others: &["tenant_no", "id", "customer_id", "position", "commit_no"],
    others_because: KEYS,
};
