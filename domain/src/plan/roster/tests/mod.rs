mod accounts;
mod cells;
mod laws;
mod mails;
mod passwords;
mod sales;

use crate::plan::RefusedRow;
use crate::plan::Warning;
use crate::plan::roster::RosterPlan;
use crate::rule::RuleId;

const HEADER: &str = "First Name,Last Name,Email,Password,Group ID,Price ID,Cost";

/// A roster of the template's columns with those rows.
fn roster(rows: &[&str]) -> String {
    std::iter::once(HEADER).chain(rows.iter().copied()).collect::<Vec<_>>().join("\n")
}

/// A roster with further columns.
fn roster_with(columns: &str, rows: &[&str]) -> String {
    let header = format!("{HEADER},{columns}");
    std::iter::once(header.as_str()).chain(rows.iter().copied()).collect::<Vec<_>>().join("\n")
}

/// The one refused row of a plan.
fn refused(plan: &RosterPlan) -> &RefusedRow {
    let [row] = plan.findings.refused.as_slice() else { panic!("{:?}", plan.findings.refused) };
    row
}

/// Line, column and first rule of the one refused row.
fn refused_at(plan: &RosterPlan) -> (u32, &str, RuleId) {
    let row = refused(plan);
    (row.line, row.column.as_deref().unwrap(), row.rules[0])
}

/// The lines that are warned about, with the warning.
fn warned(plan: &RosterPlan) -> Vec<(u32, Warning)> {
    plan.findings.warned.iter().map(|row| (row.line, row.warning)).collect()
}
