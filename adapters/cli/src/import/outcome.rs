//! Telling what came of an import, and ending with the right exit code.

use std::collections::BTreeMap;

use rollbook_application::imports::ImportReport;
use rollbook_domain::plan::Warning;
use rollbook_domain::rule::{Q_28, RuleId};
use serde_json::json;

use super::file::FileArgs;
use super::{rejected, words};
use crate::{CliError, OutputForm, Session};

/// Prints the report, warns, writes the rejected rows, and refuses the command when the file was refused.
pub(super) fn tell(
    report: &ImportReport,
    bytes: &[u8],
    args: &FileArgs,
    session: &Session,
) -> Result<(), CliError> {
    if let Some(path) = args.rejected.as_deref().filter(|_| !report.unchanged) {
        rejected::write(path, bytes, &report.refused, session)?;
    }
    warn(report, session);
    if report.is_earlier && report.counts.refused > 0 {
        let rows = words::counted(report.counts.refused, "row");
        session.warn(&format!(
            "this file was applied without {rows}; import what was left out, mended, in a file of its own"
        ));
    }
    session.one(report, || words::report(report, args.dry_run))?;
    if args.dry_run && session.form() != OutputForm::Table {
        session.done(&words::count_to_confirm(report));
    }
    let would_apply = args.dry_run && args.skip_bad && report.touched > 0;
    if report.refused.is_empty() || report.applied || would_apply {
        return Ok(());
    }
    let mut rules: Vec<RuleId> = Vec::new();
    for rule in report.refused.iter().flat_map(|row| row.rules).chain(&[Q_28]) {
        if !rules.contains(rule) {
            rules.push(*rule);
        }
    }
    let details = json!({ "refused": report.refused });
    Err(CliError::Refused { message: refusal(report, args), rules, details })
}

fn refusal(report: &ImportReport, args: &FileArgs) -> String {
    let file = args.file.display();
    let rows = words::counted(report.counts.refused, "row");
    // The header is no row that could be left out.
    let is_of_file = report.rows == 0 || report.refused.iter().any(|row| row.line == 1);
    if is_of_file {
        format!("`{file}` is not accepted, so nothing is applied")
    } else if args.skip_bad {
        format!("{rows} of `{file}` cannot be accepted and no other row changes anything")
    } else {
        format!(
            "{rows} of `{file}` cannot be accepted, so nothing is applied; mend the file, or give --skip-bad"
        )
    }
}

/// Says how often each warning applies, and where first; a line for each row would hide everything else.
fn warn(report: &ImportReport, session: &Session) {
    let mut lines: BTreeMap<Warning, Vec<u32>> = BTreeMap::new();
    for row in &report.warned {
        lines.entry(row.warning).or_default().push(row.line);
    }
    for (warning, lines) in lines {
        let rules = words::ids(warning.rules());
        let first = lines.iter().take(3).map(u32::to_string).collect::<Vec<_>>().join(", ");
        let dots = if lines.len() > 3 { ", …" } else { "" };
        let rows = words::counted(lines.len() as u64, "row");
        session.warn(&format!("{rows} (line {first}{dots}): {warning} ({rules})"));
    }
}
