//! Printing what came of an edit of many enrollments.

use rollbook_application::customer::as_typed;
use rollbook_application::enrollment::{EditReport, EditRow, RowOutcome};
use rollbook_domain::id::CustomerId;
use rollbook_domain::refusal::Refusal;
use rollbook_domain::rule::{ENR_11, RuleId, X_11};
use serde::Serialize;

use crate::page::Page;
use crate::{CliError, Session};

#[derive(Serialize)]
struct Report {
    applied: bool,
    changed: u64,
    unchanged: u64,
    skipped: u64,
    refused: u64,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    /// Null where there is no such customer.
    id: Option<CustomerId>,
    /// The customer as named in the command.
    customer: String,
    outcome: &'static str,
    reason: Option<String>,
    rules: Vec<RuleId>,
}

/// Prints the report; where every customer was turned down, the command is refused.
pub(crate) fn tell(report: &EditReport, session: &Session) -> Result<(), CliError> {
    let is_bad = |outcome: &RowOutcome| matches!(outcome, RowOutcome::Refused(_) | RowOutcome::Missing);
    let refused = report.count(is_bad);
    let is_refused = refused > 0 && report.rows.iter().all(|row| is_bad(&row.outcome));
    let view = Report {
        applied: report.is_applied && !is_refused,
        changed: report.count(|outcome| *outcome == RowOutcome::Applied),
        unchanged: report.count(|outcome| *outcome == RowOutcome::Unchanged),
        skipped: report.count(|outcome| *outcome == RowOutcome::SkippedInactive),
        refused,
        rows: report.rows.iter().map(row).collect(),
    };
    if is_refused {
        return Err(refusal(report, &view));
    }
    if let Some(number) = &report.over {
        session.warn(&format!("sales order {number} is over, so access that follows it is over as well"));
    }
    session.one(&view, || page(&view))
}

fn refusal(report: &EditReport, view: &Report) -> CliError {
    if report.rows.iter().all(|row| row.outcome == RowOutcome::Missing) {
        let named: Vec<&str> = view.rows.iter().map(|row| row.customer.as_str()).collect();
        let named = named.join("`, `");
        return CliError::NotFound(format!(
            "there is no customer `{named}`; `rollbook customer list` shows those there are"
        ));
    }
    let reasons: Vec<&str> = view.rows.iter().filter_map(|row| row.reason.as_deref()).collect();
    let mut rules: Vec<RuleId> = view.rows.iter().flat_map(|row| row.rules.iter().copied()).collect();
    let mut seen = Vec::new();
    rules.retain(|rule| {
        !seen.contains(rule) && {
            seen.push(*rule);
            true
        }
    });
    let details = serde_json::to_value(view).unwrap_or_default();
    CliError::Refused { message: reasons.join("; "), rules, details }
}

fn row(row: &EditRow) -> Row {
    let (outcome, reason, rules) = match &row.outcome {
        RowOutcome::Applied => ("changed", None, Vec::new()),
        RowOutcome::Unchanged => ("unchanged", None, Vec::new()),
        RowOutcome::SkippedInactive => ("skipped", Some("inactive".to_owned()), vec![X_11, ENR_11]),
        RowOutcome::Refused(refused) => ("refused", Some(refused.to_string()), refused.rules().to_vec()),
        RowOutcome::Missing => ("refused", Some("there is no such customer".to_owned()), Vec::new()),
    };
    Row { id: row.id, customer: as_typed(&row.customer), outcome, reason, rules }
}

fn page(report: &Report) -> String {
    let would = if report.applied { "changed" } else { "would change" };
    let Report { changed, unchanged, skipped, refused, .. } = report;
    let mut page =
        Page::new(&format!("{would} {changed}, unchanged {unchanged}, skipped {skipped}, refused {refused}"));
    let told = report.rows.iter().map(|row| {
        vec![row.customer.clone(), row.outcome.to_owned(), row.reason.clone().unwrap_or_default()]
    });
    page.section("Customers", told.collect());
    page.into_text()
}
