//! Printing what came of inviting people, and ending with the right exit code.

use rollbook_application::seat::InviteReport;
use rollbook_domain::id::{InvitationId, SeatId};
use rollbook_domain::plan::RefusedRow;
use rollbook_domain::plan::seats::invite::{InviteCounts, InviteResult, InviteRow};
use rollbook_domain::rule::{Q_06, Q_28, RuleId};
use serde::Serialize;
use serde_json::json;

use super::give_out::GiveOutArgs;
use crate::page::{Page, on_one_line};
use crate::{CliError, OutputForm, Session};

/// More rows than this are only counted, unless something is to be said about them.
const ROWS_SHOWN: usize = 50;

#[derive(Serialize)]
struct View<'a> {
    applied: bool,
    counts: &'a InviteCounts,
    rows: Vec<RowView<'a>>,
    refused: &'a [RefusedRow],
}

#[derive(Serialize)]
struct RowView<'a> {
    line: u32,
    email: Option<&'a str>,
    result: InviteResult,
    seat: Option<SeatId>,
    invitation: Option<InvitationId>,
    reason: Option<&'a str>,
    rules: &'a [RuleId],
}

impl<'a> From<&'a InviteRow> for RowView<'a> {
    fn from(row: &'a InviteRow) -> Self {
        Self {
            line: row.line,
            email: row.email.as_ref().map(|email| email.reveal().as_str()),
            result: row.result,
            seat: row.seat,
            invitation: row.invitation,
            reason: row.reason.as_deref(),
            rules: &row.rules,
        }
    }
}

/// Prints the report, warns, and refuses the command when rows were refused and could not be left out.
pub(crate) fn tell(report: &InviteReport, how: &GiveOutArgs, session: &Session) -> Result<(), CliError> {
    warn(report, session);
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
    let is_nothing_left = how.skip_bad && report.counts.invited == 0 && !report.refused.is_empty();
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

fn refusal(report: &InviteReport) -> String {
    match report.rows.iter().filter(|row| row.result == InviteResult::Refused).count() {
        0 => "the file is not accepted, so nobody is invited".to_owned(),
        1 => "1 row cannot be accepted, so nobody is invited; mend it, or give --skip-bad".to_owned(),
        rows => {
            format!("{rows} rows cannot be accepted, so nobody is invited; mend them, or give --skip-bad")
        }
    }
}

fn warn(report: &InviteReport, session: &Session) {
    let say = |count: u64, one: &str, many: &str| {
        if count > 0 {
            session.warn(&format!("{count} {}", if count == 1 { one } else { many }));
        }
    };
    let left = |row: &&InviteRow| row.result == InviteResult::Refused && row.rules.contains(&Q_06);
    say(
        report.counts.already_have_access,
        "recipient has access already and uses no seat; --stack invites all the same (Q-08)",
        "recipients have access already and use no seat; --stack invites all the same (Q-08)",
    );
    say(
        report.rows.iter().filter(left).count() as u64,
        "recipient is left without a seat (Q-06)",
        "recipients are left without a seat (Q-06)",
    );
}

fn page(report: &InviteReport, how: &GiveOutArgs) -> String {
    let InviteCounts { recipients, invited, duplicates, already_invited, .. } = report.counts;
    let InviteCounts { already_have_access, refused, mails, .. } = report.counts;
    let mut page = Page::new(&ending(report, how));
    page.facts(vec![
        ("recipients", recipients.to_string()),
        ("invited", invited.to_string()),
        ("duplicates", duplicates.to_string()),
        ("invited already", already_invited.to_string()),
        ("have access already", already_have_access.to_string()),
        ("refused", refused.to_string()),
        ("mails", mails.to_string()),
    ]);
    let is_plain = |row: &&InviteRow| row.reason.is_none();
    let plain = report.rows.iter().filter(is_plain).count();
    let shown = report.rows.iter().filter(|row| !is_plain(row) || plain <= ROWS_SHOWN);
    let rows = shown.map(|row| {
        let email = row.email.as_ref().map_or("", |email| email.reveal().as_str());
        let seat = row.seat.map(|seat| seat.to_string()).unwrap_or_default();
        let reason = row.reason.as_deref().map(on_one_line).unwrap_or_default();
        vec![row.line.to_string(), email.to_owned(), word(row.result).to_owned(), seat, reason]
    });
    let of_no_row = report.refused.iter().filter(|_| report.rows.is_empty());
    let complaints = of_no_row.map(|row| {
        let column = row.column.as_deref().unwrap_or_default().to_owned();
        vec![row.line.to_string(), column, "refused".to_owned(), String::new(), row.reason.to_string()]
    });
    page.section("Recipients", rows.chain(complaints).collect());
    page.into_text()
}

fn ending(report: &InviteReport, how: &GiveOutArgs) -> String {
    let invited = report.counts.invited;
    let people = if invited == 1 { "1 person".to_owned() } else { format!("{invited} people") };
    if report.is_applied {
        format!("invited {people}")
    } else if report.is_refused {
        "nobody was invited".to_owned()
    } else if how.dry_run {
        format!("nothing was written; applying it would invite {people}")
    } else {
        "nobody to invite".to_owned()
    }
}

fn word(result: InviteResult) -> &'static str {
    match result {
        InviteResult::Invited => "invited",
        InviteResult::Duplicate => "duplicate",
        InviteResult::AlreadyInvited => "invited already",
        InviteResult::AlreadyHasAccess => "has access already",
        InviteResult::Refused => "refused",
    }
}
