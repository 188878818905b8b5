//! Printing what came of giving seats out, and ending with the right exit code.

use rollbook_application::seat::AssignReport;
use rollbook_domain::id::SeatId;
use rollbook_domain::plan::RefusedRow;
use rollbook_domain::plan::seats::assign::{AssignCounts, AssignResult, AssignRow};
use rollbook_domain::rule::{Q_06, Q_08, Q_25, Q_28, RuleId};
use serde::Serialize;
use serde_json::json;

use super::give_out::GiveOutArgs;
use crate::page::{Page, on_one_line};
use crate::{CliError, OutputForm, Session};

/// More rows than this are only counted, unless they are refused.
const ROWS_SHOWN: usize = 50;

#[derive(Serialize)]
struct View<'a> {
    applied: bool,
    counts: &'a AssignCounts,
    rows: Vec<RowView<'a>>,
    refused: &'a [RefusedRow],
}

#[derive(Serialize)]
struct RowView<'a> {
    line: u32,
    email: Option<&'a str>,
    result: AssignResult,
    seat: Option<SeatId>,
    reason: Option<&'a str>,
    rules: &'a [RuleId],
}

impl<'a> From<&'a AssignRow> for RowView<'a> {
    fn from(row: &'a AssignRow) -> Self {
        Self {
            line: row.line,
            email: row.email.as_ref().map(|email| email.reveal().as_str()),
            result: row.result,
            seat: row.seat,
            reason: row.reason.as_deref(),
            rules: &row.rules,
        }
    }
}

/// Prints the report, warns, and refuses the command when rows were refused and could not be left out.
pub(crate) fn tell(report: &AssignReport, how: &GiveOutArgs, session: &Session) -> Result<(), CliError> {
    if !report.is_refused {
        warn(report, session);
    }
    let view = View {
        applied: report.is_applied,
        counts: &report.counts,
        rows: report.rows.iter().map(RowView::from).collect(),
        refused: &report.refused,
    };
    session.one(&view, || page(report, how))?;
    if how.dry_run && session.form() != OutputForm::Table {
        session.done(&ending(report, how));
    }
    let is_nothing_left = how.skip_bad && report.counts.assigned == 0 && !report.refused.is_empty();
    if !report.is_refused && !is_nothing_left {
        return Ok(());
    }
    let mut rules: Vec<RuleId> = Vec::new();
    for rule in report.refused.iter().flat_map(|row| row.rules).chain(&[Q_28]) {
        if !rules.contains(rule) {
            rules.push(*rule);
        }
    }
    let details = json!({ "counts": report.counts, "refused": report.refused });
    Err(CliError::Refused { message: refusal(report), rules, details })
}

fn refusal(report: &AssignReport) -> String {
    let rows = report.rows.iter().filter(|row| row.result == AssignResult::Refused).count();
    match rows {
        0 => "the file is not accepted, so no seat is given out".to_owned(),
        1 => "1 row cannot be accepted, so no seat is given out; mend it, or give --skip-bad".to_owned(),
        _ => {
            format!("{rows} rows cannot be accepted, so no seat is given out; mend them, or give --skip-bad")
        }
    }
}

fn warn(report: &AssignReport, session: &Session) {
    let with = |rule: RuleId, result: AssignResult| {
        report.rows.iter().filter(|row| row.result == result && row.rules.contains(&rule)).count()
    };
    let say = |count: usize, one: &str, many: &str| {
        if count > 0 {
            session.warn(&format!("{count} {}", if count == 1 { one } else { many }));
        }
    };
    say(
        with(Q_08, AssignResult::AlreadyHasAccess),
        "recipient has access already and uses no seat; --stack gives one all the same (Q-08)",
        "recipients have access already and use no seat; --stack gives one all the same (Q-08)",
    );
    say(
        with(Q_25, AssignResult::Assigned),
        "recipient has an account that is not active; it stays so, and the access waits (Q-25)",
        "recipients have accounts that are not active; they stay so, and the access waits (Q-25)",
    );
    say(
        with(Q_06, AssignResult::Refused),
        "recipient is left without a seat (Q-06)",
        "recipients are left without a seat (Q-06)",
    );
}

fn page(report: &AssignReport, how: &GiveOutArgs) -> String {
    let AssignCounts { recipients, assigned, created, existing, duplicates, .. } = report.counts;
    let AssignCounts { already_have_access, refused, mails, .. } = report.counts;
    let mut page = Page::new(&ending(report, how));
    page.facts(vec![
        ("recipients", recipients.to_string()),
        ("seats used", assigned.to_string()),
        ("accounts", format!("{created} new, {existing} there already")),
        ("duplicates", duplicates.to_string()),
        ("have access already", already_have_access.to_string()),
        ("refused", refused.to_string()),
        ("mails", mails.to_string()),
    ]);
    let is_refused = |row: &&AssignRow| row.result == AssignResult::Refused;
    let refused = report.rows.iter().filter(is_refused);
    let others = report.rows.iter().filter(|row| !is_refused(row));
    let more = others.clone().count().saturating_sub(ROWS_SHOWN);
    let more = (more > 0).then(|| vec!["...".to_owned(), format!("and {more} more")]);
    let rows = refused.chain(others.take(ROWS_SHOWN)).map(|row| {
        let email = row.email.as_ref().map_or("(erased)", |email| email.reveal().as_str());
        let seat = row.seat.map(|seat| seat.to_string()).unwrap_or_default();
        let reason = row.reason.as_deref().map(on_one_line).unwrap_or_default();
        vec![row.line.to_string(), email.to_owned(), word(row.result).to_owned(), seat, reason]
    });
    let of_no_row = report.refused.iter().filter(|_| report.rows.is_empty());
    let complaints = of_no_row.map(|row| {
        let column = row.column.as_deref().unwrap_or_default().to_owned();
        vec![row.line.to_string(), column, "refused".to_owned(), String::new(), row.reason.to_string()]
    });
    page.section("Recipients", rows.chain(more).chain(complaints).collect());
    page.into_text()
}

fn ending(report: &AssignReport, how: &GiveOutArgs) -> String {
    let seats = report.counts.assigned;
    let noun = if seats == 1 { "seat" } else { "seats" };
    if report.is_applied {
        format!("gave out {seats} {noun}")
    } else if report.is_refused {
        "no seat was given out".to_owned()
    } else if how.dry_run {
        format!("nothing was written; applying it would use {seats} {noun}")
    } else {
        "nothing to give out".to_owned()
    }
}

fn word(result: AssignResult) -> &'static str {
    match result {
        AssignResult::Assigned => "assigned",
        AssignResult::Duplicate => "duplicate",
        AssignResult::AlreadyHasAccess => "has access already",
        AssignResult::Refused => "refused",
    }
}
