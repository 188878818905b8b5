//! Mails, and the log with its words.

use super::{HISTORY, KEYS, SEALED, column, impersonal};
use crate::privacy::map::Category::{Account, Mail, Secret, Words};
use crate::privacy::map::Fate::{Cleared, Kept, Removed};
use crate::privacy::map::MappedTable;
use crate::privacy::map::Shown::{In, Never};
use crate::privacy::map::Whose::Traced;

pub(super) const MAILS: MappedTable = MappedTable {
    name: "mails",
    whose: Traced("those to the person, and those that tell somebody else about the person"),
    personal: &[
        column("address", Mail, In("mails", "address"), Cleared),
        column("address_key", Mail, In("mails", "address"), Cleared),
        column("domain", Mail, In("mails", "address"), Cleared),
        column("facts", Mail, In("mails", "facts"), Cleared),
        column("problem", Mail, In("mails", "problem"), Cleared),
        column("secret_ciphertext", Secret, Never(SEALED), Cleared),
        column("kind", Mail, In("mails", "kind"), Kept(HISTORY)),
        column("state", Mail, In("mails", "state"), Kept(HISTORY)),
        column("queued_at", Mail, In("mails", "queued_at"), Kept(HISTORY)),
        column("ended_at", Mail, In("mails", "ended_at"), Kept(HISTORY)),
    ],
    others: &[
        "tenant_no",
        "id",
        "customer_id",
        "secret_usage",
        "secret_key",
        "dedupe",
        "is_held",
        "attempts",
        "due_at",
        "epoch",
        "leased_until",
        "text_version",
    ],
    others_because: KEYS,
};

pub(super) const MAIL_SUPPRESSIONS: MappedTable = MappedTable {
    name: "mail_suppressions",
    whose: Traced("those of an address of the person"),
    personal: &[
        column("address_key", Mail, In("suppressions", "address"), Removed),
        column("address", Mail, In("suppressions", "address"), Removed),
        column("cause", Mail, In("suppressions", "cause"), Removed),
        column("since", Mail, In("suppressions", "since"), Removed),
        column("problem", Mail, In("suppressions", "problem"), Removed),
    ],
    others: &["tenant_no"],
    others_because: KEYS,
};

pub(super) const EVENT_NOTES: MappedTable = MappedTable {
    name: "event_notes",
    whose: Traced(
        "those in the person's streams, and in those of seats while the person answered for them or held them",
    ),
    personal: &[
        column("note", Words, In("activity", "note"), Removed),
        column(
            "salt",
            Secret,
            Never("makes it impossible to guess an erased reason from what the log keeps of it"),
            Removed,
        ),
    ],
    others: &["tenant_no", "stream_kind", "stream_id", "position"],
    others_because: KEYS,
};

pub(super) const EVENTS: MappedTable = MappedTable {
    name: "events",
    whose: Traced("those of the person's stream"),
    personal: &[
        column("payload", Account, In("activity", "facts"), Kept("what is personal is never in a payload")),
        column("effective_at", Account, In("activity", "effective_at"), Kept("the log is never changed")),
    ],
    others: &[
        "tenant_no",
        "sequence",
        "commit_no",
        "stream_kind",
        "stream_id",
        "position",
        "commitment",
        "chain",
    ],
    others_because: KEYS,
};

pub(super) const COMMITS: MappedTable = impersonal(
    "commits",
    "who of the office gave a command and when; a customer is in it by id alone",
    &["tenant_no", "commit_no", "id", "recorded_at", "actor", "last_sequence"],
);
