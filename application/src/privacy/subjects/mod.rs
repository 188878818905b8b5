//! The files of an export, and what stands in each (GDPR-02, GDPR-12).

mod account;
mod activity;
mod again;
mod attempts;
mod learning;
mod logins;
mod mails;
mod purchases;
mod seats;

use rollbook_domain::stamp::Stamp;
use rollbook_domain::text::Note;

use self::account::{fields, former_emails, groups, links, profile, statuses, ties};
use self::activity::activity;
use self::again::{roster, scores, withdrawals};
use self::attempts::{answers, cmi_elements, cmi_sessions};
use self::learning::{completions, submissions, transcript};
use self::logins::logins;
use self::mails::{mails, suppressions};
use self::purchases::{access, access_changes, enrollments, order_lines, order_statuses, orders};
use self::seats::{invitations_received, invitations_sent, seat_bought, seats_held};
use super::person::Person;
use super::row::{Row, maybe};
use crate::Failure;

/// A file of an export: its name without the ending, and its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    /// The name of the file, without `.csv`.
    pub name: &'static str,
    /// The names of its columns.
    pub header: &'static [&'static str],
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Profile,
    FormerEmails,
    Fields,
    Groups,
    Ties,
    Statuses,
    Links,
    Logins,
    Orders,
    OrderLines,
    OrderStatuses,
    Access,
    AccessChanges,
    Enrollments,
    Transcript,
    Completions,
    Submissions,
    Answers,
    CmiSessions,
    CmiElements,
    SeatsBought,
    InvitationsSent,
    SeatsHeld,
    InvitationsReceived,
    Mails,
    Suppressions,
    Activity,
    Roster,
    Withdrawals,
    Scores,
}

const fn subject(name: &'static str, kind: Kind, header: &'static [&'static str]) -> Subject {
    Subject { name, header, kind }
}

/// Every file, in the order of an archive.
pub const SUBJECTS: &[Subject] = &[
    subject(
        "profile",
        Kind::Profile,
        &[
            "id",
            "first_name",
            "last_name",
            "email",
            "code",
            "line_one",
            "line_two",
            "city",
            "region",
            "postal_code",
            "country",
            "status",
            "origin",
            "created_at",
            "is_tax_exempt",
            "password_set_at",
            "password_must_change_since",
            "password_expires_after_days",
        ],
    ),
    subject("former_emails", Kind::FormerEmails, &["email", "given_up_at"]),
    subject("fields", Kind::Fields, &["name", "value"]),
    subject("groups", Kind::Groups, &["group", "name", "source", "joined_at"]),
    subject("ties", Kind::Ties, &["kind", "organization", "since"]),
    subject("statuses", Kind::Statuses, &["status", "locked_by", "since", "reason"]),
    subject("links", Kind::Links, &["purpose", "made_at", "expires_at", "is_ended"]),
    subject("logins", Kind::Logins, &["login", "at", "address", "outcome", "means"]),
    subject(
        "orders",
        Kind::Orders,
        &["order", "ordered_at", "recorded_at", "payment_type", "placed_status", "status", "total"],
    ),
    subject(
        "order_lines",
        Kind::OrderLines,
        &["order", "line", "product", "price", "quantity", "unit_cost", "currency"],
    ),
    subject("order_statuses", Kind::OrderStatuses, &["order", "status", "since", "reason"]),
    subject(
        "access",
        Kind::Access,
        &[
            "grant",
            "product",
            "origin",
            "order",
            "seat",
            "granted_at",
            "starts_at",
            "ends_at",
            "from_first_launch",
            "reason",
        ],
    ),
    subject(
        "access_changes",
        Kind::AccessChanges,
        &[
            "grant",
            "change",
            "since",
            "old_starts_at",
            "old_ends_at",
            "new_starts_at",
            "new_ends_at",
            "reason",
        ],
    ),
    subject(
        "enrollments",
        Kind::Enrollments,
        &["course", "change", "since", "ends_at", "sales_order", "reason"],
    ),
    subject(
        "transcript",
        Kind::Transcript,
        &[
            "item",
            "course",
            "version",
            "status",
            "score",
            "maximum_score",
            "progress",
            "completed_at",
            "submitted_at",
            "recorded_by",
            "outside",
            "since",
            "reason",
        ],
    ),
    subject(
        "completions",
        Kind::Completions,
        &["course", "version", "change", "completed_at", "since", "reason"],
    ),
    subject(
        "submissions",
        Kind::Submissions,
        &[
            "submission",
            "item",
            "course",
            "version",
            "submitted_at",
            "score",
            "maximum_score",
            "is_passed",
            "is_synthetic",
            "removed_at",
            "started_at",
            "edition",
            "is_in_grace",
        ],
    ),
    subject("answers", Kind::Answers, &["submission", "item", "answers"]),
    subject(
        "cmi_sessions",
        Kind::CmiSessions,
        &[
            "item",
            "course",
            "version",
            "attempt",
            "standard",
            "began_at",
            "session_time",
            "left_by",
            "is_over",
            "is_late",
        ],
    ),
    subject("cmi_elements", Kind::CmiElements, &["item", "course", "version", "attempt", "name", "value"]),
    subject(
        "seats_bought",
        Kind::SeatsBought,
        &["seat", "order", "line", "number", "product", "bought_at", "state"],
    ),
    subject(
        "invitations_sent",
        Kind::InvitationsSent,
        &["invitation", "seat", "channel", "text", "invited_at", "expires_at", "state"],
    ),
    subject(
        "seats_held",
        Kind::SeatsHeld,
        &["seat", "product", "way", "address", "claimed_at", "taken_back_at"],
    ),
    subject(
        "invitations_received",
        Kind::InvitationsReceived,
        &["invitation", "seat", "address", "text", "invited_at", "expires_at", "state"],
    ),
    subject(
        "mails",
        Kind::Mails,
        &["mail", "kind", "address", "queued_at", "state", "ended_at", "problem", "facts"],
    ),
    subject("suppressions", Kind::Suppressions, &["address", "cause", "since", "problem"]),
    subject(
        "activity",
        Kind::Activity,
        &["sequence", "recorded_at", "effective_at", "kind", "role", "facts", "note"],
    ),
];

/// What is told above already, in the files that imports read.
pub(super) const FOR_IMPORTS: &[Subject] = &[
    subject(
        "roster",
        Kind::Roster,
        &[
            "First Name",
            "Last Name",
            "Email",
            "Group ID",
            "Price ID",
            "Cost",
            "Order Date",
            "Start Date",
            "End Date",
            "Customer Code",
        ],
    ),
    subject("withdrawals", Kind::Withdrawals, &["Email", "Course Code", "Date"]),
    subject("scores", Kind::Scores, &["Email", "Course Code", "Item Code", "Date", "Score"]),
];

impl Subject {
    /// The names of its columns, and of those that only this person has.
    pub(super) fn header_for(&self, person: &Person<'_>) -> Vec<String> {
        let mut header: Vec<String> = self.header.iter().map(|&name| name.to_owned()).collect();
        if self.kind == Kind::Roster {
            header.extend(again::field_columns(person));
        }
        header
    }

    /// Hands out every row, some at a time.
    pub(super) async fn rows(
        &self,
        person: &Person<'_>,
        sink: &mut dyn FnMut(Vec<Row>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        match self.kind {
            Kind::Profile => profile(person, sink).await,
            Kind::FormerEmails => sink(former_emails(person)),
            Kind::Fields => sink(fields(person)),
            Kind::Groups => person.in_record(|part| sink(groups(person, part))).await,
            Kind::Ties => person.in_record(|part| sink(ties(part))).await,
            Kind::Statuses => person.in_record(|part| sink(statuses(part))).await,
            Kind::Links => person.in_record(|part| sink(links(part))).await,
            Kind::Logins => logins(person, sink).await,
            Kind::Orders => person.in_record(|part| sink(orders(part).collect())).await,
            Kind::OrderLines => person.in_record(|part| sink(order_lines(person, part).collect())).await,
            Kind::OrderStatuses => person.in_record(|part| sink(order_statuses(part).collect())).await,
            Kind::Access => person.in_record(|part| sink(access(person, part).collect())).await,
            Kind::AccessChanges => person.in_record(|part| sink(access_changes(part).collect())).await,
            Kind::Enrollments => person.in_record(|part| sink(enrollments(person, part))).await,
            Kind::Transcript => person.in_transcript(|part| sink(transcript(person, part).collect())).await,
            Kind::Completions => person.in_transcript(|part| sink(completions(person, part).collect())).await,
            Kind::Submissions => person.in_transcript(|part| sink(submissions(person, part).collect())).await,
            Kind::Answers => answers(person, sink).await,
            Kind::CmiSessions => cmi_sessions(person, sink).await,
            Kind::CmiElements => cmi_elements(person, sink).await,
            Kind::SeatsBought => person.bought(|row| sink(vec![seat_bought(person, row)])).await,
            Kind::InvitationsSent => person.bought(|row| sink(invitations_sent(row))).await,
            Kind::SeatsHeld => person.held(|row| sink(seats_held(person, row))).await,
            Kind::InvitationsReceived => person.invited(|row| sink(invitations_received(person, row))).await,
            Kind::Mails => mails(person, sink).await,
            Kind::Suppressions => suppressions(person, sink).await,
            Kind::Activity => activity(person, sink).await,
            Kind::Roster => roster(person, sink).await,
            Kind::Withdrawals => withdrawals(person, sink).await,
            Kind::Scores => scores(person, sink).await,
        }
    }
}

fn reason(stamp: &Stamp) -> String {
    maybe(stamp.note.as_ref().map(Note::as_str))
}
