//! What a learner did.

use super::{KEYS, RESULTS, column};
use crate::privacy::map::Category::{Learning, Profile};
use crate::privacy::map::Fate::{Kept, Removed};
use crate::privacy::map::MappedTable;
use crate::privacy::map::Shown::In;
use crate::privacy::map::Whose::Customer;

pub(super) const ITEM_RECORDS: MappedTable = MappedTable {
    name: "item_records",
    whose: Customer("customer_id"),
    personal: &[
        column("item_id", Learning, In("transcript", "item"), Kept(RESULTS)),
        column("course_id", Learning, In("transcript", "course"), Kept(RESULTS)),
        column("version", Learning, In("transcript", "version"), Kept(RESULTS)),
        column("status", Learning, In("transcript", "status"), Kept(RESULTS)),
        column("score", Learning, In("transcript", "score"), Kept(RESULTS)),
        column("maximum_score", Learning, In("transcript", "maximum_score"), Kept(RESULTS)),
        column("progress", Learning, In("transcript", "progress"), Kept(RESULTS)),
        column("completed_at", Learning, In("transcript", "completed_at"), Kept(RESULTS)),
        column("submitted_at", Learning, In("transcript", "submitted_at"), Kept(RESULTS)),
        column("recorded_by", Learning, In("transcript", "recorded_by"), Kept(RESULTS)),
        column("outside", Learning, In("transcript", "outside"), Kept(RESULTS)),
        column("effective_at", Learning, In("transcript", "since"), Kept(RESULTS)),
    ],
    others: &["tenant_no", "customer_id", "position", "commit_no"],
    others_because: KEYS,
};

pub(super) const COURSE_MARKS: MappedTable = MappedTable {
    name: "course_marks",
    whose: Customer("customer_id"),
    personal: &[
        column("course_id", Learning, In("completions", "course"), Kept(RESULTS)),
        column("version", Learning, In("completions", "version"), Kept(RESULTS)),
        column("change", Learning, In("completions", "change"), Kept(RESULTS)),
        column("completed_at", Learning, In("completions", "completed_at"), Kept(RESULTS)),
        column("effective_at", Learning, In("completions", "since"), Kept(RESULTS)),
    ],
    others: &["tenant_no", "customer_id", "position", "commit_no"],
    others_because: KEYS,
};

pub(super) const SUBMISSIONS: MappedTable = MappedTable {
    name: "submissions",
    whose: Customer("customer_id"),
    personal: &[
        column("item_id", Learning, In("submissions", "item"), Kept(RESULTS)),
        column("course_id", Learning, In("submissions", "course"), Kept(RESULTS)),
        column("version", Learning, In("submissions", "version"), Kept(RESULTS)),
        column("submitted_at", Learning, In("submissions", "submitted_at"), Kept(RESULTS)),
        column("score", Learning, In("submissions", "score"), Kept(RESULTS)),
        column("maximum_score", Learning, In("submissions", "maximum_score"), Kept(RESULTS)),
        column("is_passed", Learning, In("submissions", "is_passed"), Kept(RESULTS)),
        column("is_synthetic", Learning, In("submissions", "is_synthetic"), Kept(RESULTS)),
        column("removed_effective_at", Learning, In("submissions", "removed_at"), Kept(RESULTS)),
        column("started_at", Learning, In("submissions", "started_at"), Kept(RESULTS)),
        column("edition", Learning, In("submissions", "edition"), Kept(RESULTS)),
        column("is_in_grace", Learning, In("submissions", "is_in_grace"), Kept(RESULTS)),
    ],
    others: &[
        "tenant_no",
        "customer_id",
        "position",
        "id",
        "removed_position",
        "removed_commit_no",
        "effective_at",
        "commit_no",
    ],
    others_because: KEYS,
};

pub(super) const TRANSCRIPTS: MappedTable = MappedTable {
    name: "transcripts",
    whose: Customer("id"),
    personal: &[column(
        "id",
        Profile,
        In("profile", "id"),
        Kept("the customer's id is the pseudonym that stays"),
    )],
    others: &["tenant_no", "revision"],
    others_because: KEYS,
};

pub(super) const SUBMISSION_ANSWERS: MappedTable = MappedTable {
    name: "submission_answers",
    whose: Customer("customer_id"),
    personal: &[column("answers", Learning, In("answers", "answers"), Removed)],
    others: &["tenant_no", "customer_id", "position", "submission_id", "item_id"],
    others_because: KEYS,
};

pub(super) const CMI_ELEMENTS: MappedTable = MappedTable {
    name: "cmi_elements",
    whose: Customer("customer_id"),
    personal: &[
        column("name", Learning, In("cmi_elements", "name"), Removed),
        column("value", Learning, In("cmi_elements", "value"), Removed),
    ],
    others: &["tenant_no", "customer_id", "item_id", "version", "number"],
    others_because: KEYS,
};

pub(super) const CMI_SESSIONS: MappedTable = MappedTable {
    name: "cmi_sessions",
    whose: Customer("customer_id"),
    personal: &[
        column("began_at", Learning, In("cmi_sessions", "began_at"), Removed),
        column("session_time", Learning, In("cmi_sessions", "session_time"), Removed),
        column("left_by", Learning, In("cmi_sessions", "left_by"), Removed),
        column("is_over", Learning, In("cmi_sessions", "is_over"), Removed),
        column("is_late", Learning, In("cmi_sessions", "is_late"), Removed),
    ],
    others: &["tenant_no", "customer_id", "item_id", "version", "number"],
    others_because: KEYS,
};

pub(super) const CMI_ATTEMPTS: MappedTable = MappedTable {
    name: "cmi_attempts",
    whose: Customer("customer_id"),
    personal: &[
        column("item_id", Learning, In("cmi_sessions", "item"), Removed),
        column("course_id", Learning, In("cmi_sessions", "course"), Removed),
        column("version", Learning, In("cmi_sessions", "version"), Removed),
        column("number", Learning, In("cmi_sessions", "attempt"), Removed),
        column("standard", Learning, In("cmi_sessions", "standard"), Removed),
    ],
    others: &["tenant_no", "customer_id"],
    others_because: KEYS,
};
