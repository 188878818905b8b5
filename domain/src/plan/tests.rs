use super::ledger::{Ledger, table};
use super::roster::RosterOptions;
use super::{ApplyOptions, ApplyRefused, Findings, Plan, RefusedRow, fingerprint, may_apply};
use crate::import_log::{ImportEvent, ImportKind};
use crate::refusal::Refusal;
use crate::rule::{IMP_23, Q_26, Q_28, Q_30};
use crate::table::TableError;

const TWO: &str = "Group Code,Name\nblue,Blue\nred,Red";
const ONE_BAD: &str = "Group Code,Name\nblue,Blue\nred,";

fn skip_bad() -> ApplyOptions {
    ApplyOptions { skip_bad: true, confirm: None }
}

fn confirm(count: u64) -> ApplyOptions {
    ApplyOptions { skip_bad: false, confirm: Some(count) }
}

///
#[test]
fn one_refused_row_refuses_the_file_unless_bad_rows_are_skipped() {
    let ledger = Ledger::empty();
    let plan = ledger.plan_groups(ONE_BAD);
    let refused = may_apply(&plan, ApplyOptions::default(), &ledger.settings).unwrap_err();
    assert_eq!((refused, refused.rules()), (ApplyRefused::RowsRefused(1), &[Q_28][..]));
    assert_eq!(may_apply(&plan, skip_bad(), &ledger.settings), Ok(()));
    assert_eq!((plan.counts.created, plan.changes.events.len()), (1, 1));
}

///
#[test]
fn a_file_that_cannot_be_read_is_refused_even_when_bad_rows_are_skipped() {
    let ledger = Ledger::empty();
    let plan = ledger.plan_groups("Group Code\nblue");
    assert_eq!(may_apply(&plan, skip_bad(), &ledger.settings), Err(ApplyRefused::Unreadable));
}

/// IMP-23
#[test]
fn a_plan_past_the_guard_threshold_must_be_confirmed_by_its_count() {
    let mut ledger = Ledger::empty();
    let plan = ledger.plan_groups(TWO);
    ledger.settings.guard_threshold = 2;
    assert_eq!(may_apply(&plan, ApplyOptions::default(), &ledger.settings), Ok(()));
    ledger.settings.guard_threshold = 1;
    let refused = may_apply(&plan, ApplyOptions::default(), &ledger.settings).unwrap_err();
    assert_eq!(refused, ApplyRefused::Unconfirmed { touched: 2, mails: 0, threshold: 1 });
    assert!(refused.to_string().contains("--confirm 2"));
    assert_eq!(refused.rules(), [IMP_23]);
    assert_eq!(may_apply(&plan, confirm(2), &ledger.settings), Ok(()));
}

/// IMP-23: what is confirmed is the plan that was seen.
#[test]
fn another_count_than_the_plan_has_is_refused_below_the_threshold_too() {
    let ledger = Ledger::empty();
    let plan = ledger.plan_groups(TWO);
    let other = Err(ApplyRefused::OtherCount { touched: 2, confirmed: 3 });
    assert_eq!(may_apply(&plan, confirm(3), &ledger.settings), other);
}

///
#[test]
fn a_fingerprint_tells_kind_file_and_meaning_apart_and_nothing_else() {
    let plain = RosterOptions::default();
    let repeat = RosterOptions { allow_repeat: true, ..plain };
    let change = RosterOptions { require_password_change: true, ..plain };
    let of = |kind, options, file: &[u8]| fingerprint(kind, options, file);
    let first = of(ImportKind::Roster, plain, b"a");
    assert_eq!(first, of(ImportKind::Roster, plain, b"a"));
    let others = [
        of(ImportKind::Roster, plain, b"b"),
        of(ImportKind::Groups, plain, b"a"),
        of(ImportKind::Roster, repeat, b"a"),
        of(ImportKind::Roster, change, b"a"),
    ];
    assert!(others.iter().all(|other| *other != first));
    assert_eq!(std::collections::BTreeSet::from(others.map(|other| other.to_string())).len(), 4);
}

/// IMP-23
#[test]
fn the_event_of_an_applied_plan_carries_its_kind_fingerprint_and_counts() {
    let plan = Ledger::empty().plan_groups(TWO);
    let ImportEvent::ImportApplied { import, fingerprint, counts } = plan.applied_event();
    assert_eq!((import, fingerprint, counts), (ImportKind::Groups, plan.fingerprint, plan.counts));
}

///
#[test]
fn a_file_that_is_no_table_is_reported_like_refused_rows() {
    let errors = vec![
        TableError::new(3, "this is data row 2, one too many (Q-26)", "at most 1 data rows"),
        TableError::new(4, "is not UTF-8", "UTF-8").in_column("Name").with_value("Andr"),
    ];
    let findings = Findings::unreadable(errors);
    assert!(findings.is_unreadable);
    let [rows, bytes] = findings.refused.as_slice() else { panic!() };
    assert_eq!((rows.line, rows.rules), (3, &[Q_26][..]));
    let expected = RefusedRow {
        line: 4,
        column: Some("Name".into()),
        value: Some("Andr".into()),
        reason: "is not UTF-8; accepted form: UTF-8".into(),
        rules: &[Q_30],
    };
    assert_eq!(*bytes, expected);
    let fingerprint = Ledger::empty().context(ImportKind::Groups).fingerprint;
    let plan: Plan<()> = Plan::unreadable(ImportKind::Groups, fingerprint, 0, findings);
    assert_eq!((plan.counts.refused, plan.touched), (2, 0));
}

#[test]
fn refused_rows_are_serialized_in_the_fixed_form() {
    let plan = Ledger::empty().plan_groups("Group Code,Name\nblue,\nred,Red\nmy red,Red");
    let json = serde_json::to_value(&plan.findings.refused).unwrap();
    assert_eq!(json[0]["line"], 2);
    assert_eq!((json[0]["column"].as_str(), json[0]["value"].as_str()), (Some("Name"), Some("")));
    assert_eq!((json[1]["value"].as_str(), json[1]["rules"][0].as_str()), (Some("my red"), Some("GRP-01")));
    let keys: Vec<_> = json[0].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["column", "line", "reason", "rules", "value"]);
}

#[test]
fn a_header_alone_is_a_file_with_nothing_to_do() {
    let plan = Ledger::empty().plan_groups("Group Code,Name");
    assert_eq!((table("Group Code,Name").rows.len(), plan.touched, plan.counts.rows), (0, 0, 0));
    assert_eq!(plan.findings, Findings::default());
}
