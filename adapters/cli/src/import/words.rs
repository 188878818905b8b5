//! Reports of imports in words.

use std::fmt::Write;

use rollbook_application::imports::{Entries, ImportReport, NoWayIn, People, Tally};
use rollbook_domain::plan::{RefusedRow, SkippedRow};
use rollbook_domain::rule::RuleId;

use crate::page::on_one_line;

/// More rows left alone than this are only counted.
const SKIPPED_SHOWN: usize = 20;

/// The report as people read it.
pub(super) fn report(report: &ImportReport, is_dry_run: bool) -> String {
    let mut text = String::new();
    for row in &report.refused {
        let _ = writeln!(text, "{}", refused(row));
    }
    for row in report.skipped.iter().take(SKIPPED_SHOWN) {
        let _ = writeln!(text, "{}", skipped(row));
    }
    if let Some(more) = report.skipped.len().checked_sub(SKIPPED_SHOWN).filter(|more| *more > 0) {
        let _ = writeln!(text, "... and {} left alone", counted(more as u64, "more row"));
    }
    let then = if report.is_earlier { ", as applied then" } else { "" };
    let _ = writeln!(text, "{}{then}: {}.", counted(report.rows, "row"), tally(&report.tally));
    if let Some(no_way_in) = report.cannot_sign_in.as_ref().filter(|no_way_in| no_way_in.count > 0) {
        let _ = writeln!(text, "{}", cannot_sign_in(no_way_in));
    }
    let _ = writeln!(text, "{}", ending(report, is_dry_run));
    text
}

/// More accounts than this are only counted; JSON names them.
const NO_WAY_IN_SHOWN: usize = 5;

fn cannot_sign_in(NoWayIn { count, emails }: &NoWayIn) -> String {
    let shown = emails.iter().take(NO_WAY_IN_SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = if *count > NO_WAY_IN_SHOWN as u64 { ", ..." } else { "" };
    let named = if shown.is_empty() { String::new() } else { format!(" ({shown}{more})") };
    format!(
        "{} without a password and without a welcome{named} cannot sign in yet; \
         `rollbook customer password EMAIL --send-link` mails a way in (X-15).",
        counted(*count, "new customer"),
    )
}

fn ending(report: &ImportReport, is_dry_run: bool) -> String {
    let id = report.fingerprint.to_string();
    let short = id.get(..12).unwrap_or(&id);
    if report.is_earlier {
        return format!("Nothing changed: this very file was applied before (import {short}).");
    }
    if report.unchanged && report.rows > 0 && report.skipped.is_empty() {
        return format!("Nothing changed: all of it was there already (import {short}).");
    }
    if report.unchanged {
        return format!("Nothing changed (import {short}).");
    }
    if is_dry_run {
        return format!("Nothing was written; applying it would change {} (import {short}).", things(report));
    }
    if report.applied {
        return format!("Applied: {} changed (import {short}).", things(report));
    }
    "Nothing was applied.".to_owned()
}

/// What a rehearsal says beside its data: the number that --confirm takes.
pub(super) fn count_to_confirm(report: &ImportReport) -> String {
    format!("Nothing was written; applying it would change {}.", things(report))
}

fn things(report: &ImportReport) -> String {
    counted(report.touched, "thing")
}

fn tally(tally: &Tally) -> String {
    match tally {
        Tally::Roster {
            customers: People { created, existing },
            orders,
            grants,
            group_memberships,
            mails,
        } => {
            format!(
                "{} new, {existing} there already; {}, {}, {}, {}",
                counted(*created, "customer"),
                counted(*orders, "order"),
                counted(*grants, "access grant"),
                counted(*group_memberships, "group membership"),
                counted(*mails, "mail"),
            )
        }
        Tally::Withdrawals { unenrolled } => format!("{} unenrolled", counted(*unenrolled, "learner")),
        Tally::Scores { results, completions } => {
            format!(
                "{} put on record, {} completed",
                counted(*results, "result"),
                counted(*completions, "course")
            )
        }
        Tally::Groups { groups } => entries(groups, "group"),
        Tally::Courses { courses } => entries(courses, "course"),
        Tally::Items { items, completions: 0 } => entries(items, "item"),
        Tally::Items { items, completions } => {
            format!("{}, {} completed", entries(items, "item"), counted(*completions, "course"))
        }
        Tally::Prices { prices } => entries(prices, "price"),
    }
}

fn entries(Entries { created, existing, edited }: &Entries, noun: &str) -> String {
    format!("{} new, {edited} changed, {existing} as they were", counted(*created, noun))
}

fn refused(row: &RefusedRow) -> String {
    let column = row.column.as_deref().map(|column| format!(", {}", titled(column))).unwrap_or_default();
    let value = row.value.as_deref().filter(|value| !value.is_empty() && !row.reason.contains(*value));
    let value = value.map(|value| format!(", `{}`", on_one_line(value))).unwrap_or_default();
    format!("line {}{column}{value}: {} ({})", row.line, row.reason, ids(row.rules))
}

/// A column without a name is told by its number.
fn titled(column: &str) -> String {
    if column.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("column {column}")
    } else {
        column.to_owned()
    }
}

fn skipped(row: &SkippedRow) -> String {
    format!("line {} left alone: {} ({})", row.line, row.reason, ids(row.rules))
}

/// Rule ids with commas between.
pub(super) fn ids(rules: &[RuleId]) -> String {
    rules.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// `1 row`, `2 rows`.
pub(crate) fn counted(count: u64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
