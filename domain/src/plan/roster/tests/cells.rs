use super::{HEADER, refused, refused_at, roster, roster_with};
use crate::plan::RefusedRow;
use crate::plan::ledger::Ledger;
use crate::rule::{ACC_09, CUS_27, CUS_29, IMP_03, IMP_04, IMP_22, Q_26, Q_27, Q_31, RuleId};

fn refused_row(row: &str) -> (String, RuleId) {
    let plan = Ledger::filled().plan_roster(&roster(&["Good,One,good@example.org,,blue,MONTH,1", row]));
    let (line, column, rule) = refused_at(&plan);
    assert_eq!(line, 3);
    // Nothing of a refused row happens, and nothing is taken from the good one.
    assert_eq!((plan.counts.refused, plan.counts.created, plan.touched), (1, 1, 1));
    assert_eq!(plan.changes.customers.events.len(), 4);
    (column.to_owned(), rule)
}

///
#[test]
fn unknown_groups_and_prices_and_odd_costs_refuse_their_row() {
    let cases = [
        ("Ada,Lovelace,ada@example.org,,green,MONTH,", "Group ID"),
        ("Ada,Lovelace,ada@example.org,,grp_00000000000000000000000000,MONTH,", "Group ID"),
        ("Ada,Lovelace,ada@example.org,,blue,YEAR,", "Price ID"),
        ("Ada,Lovelace,ada@example.org,,blue,MONTH,-1", "Cost"),
        ("Ada,Lovelace,ada@example.org,,blue,MONTH,+1", "Cost"),
        ("Ada,Lovelace,ada@example.org,,blue,MONTH,$1", "Cost"),
        ("Ada,Lovelace,ada@example.org,,blue,MONTH,1.234", "Cost"),
        ("Ada,Lovelace,ada@example.org,,blue,MONTH,1e3", "Cost"),
    ];
    for (row, column) in cases {
        assert_eq!(refused_row(row), (column.to_owned(), Q_27), "{row}");
    }
}

/// IMP-04, CUS-29
#[test]
fn names_and_email_are_needed_in_every_row() {
    assert_eq!(refused_row(",Lovelace,ada@example.org,,,,"), ("First Name".to_owned(), IMP_04));
    assert_eq!(refused_row("Ada, ,ada@example.org,,,,"), ("Last Name".to_owned(), IMP_04));
    assert_eq!(refused_row("Ada,Lovelace,ada(at)example.org,,,,"), ("Email".to_owned(), CUS_29));
    assert_eq!(refused_row("Ada,Lovelace,,,,,"), ("Email".to_owned(), CUS_29));
}

/// IMP-04, CUS-29
#[test]
fn a_blank_cell_that_is_needed_is_called_blank() {
    let blank = |plan: &[RefusedRow]| plan.iter().map(|row| row.reason.to_string()).collect::<Vec<_>>();
    let plan = Ledger::filled().plan_roster(&roster(&[" ,Lovelace,,,blue,,"]));
    assert_eq!(
        blank(&plan.findings.refused),
        ["is blank; give the first name", "is blank; give an address such as ada@example.org"]
    );
    let plan = Ledger::filled().plan_withdrawals("Email,Course Code,Date\nada@example.org,ALGEBRA,");
    let said = blank(&plan.findings.refused);
    assert!(said.iter().any(|said| said.starts_with("is blank; give a date such as")), "{said:?}");
    let plan = Ledger::filled().plan_items("Course Code,Item Code,Kind\n,ESSAY,");
    assert_eq!(
        blank(&plan.findings.refused),
        [
            "is blank; give the code or id of a course",
            "is blank; give scorm, quiz, event, file or assignment"
        ]
    );
}

///
#[test]
fn a_cost_without_a_price_refuses_the_row_even_when_it_is_zero() {
    for cost in ["5", "0", "0.00"] {
        assert_eq!(
            refused_row(&format!("Ada,Lovelace,ada@example.org,,,,{cost}")),
            ("Price ID".to_owned(), Q_31)
        );
    }
}

#[test]
fn everything_wrong_with_a_row_is_said_at_once_and_counts_as_one_row() {
    let plan = Ledger::filled().plan_roster(&roster(&[",Lovelace,ada,,green,YEAR,1x"]));
    let columns: Vec<_> = plan.findings.refused.iter().filter_map(|row| row.column.as_deref()).collect();
    assert_eq!(columns, ["First Name", "Email", "Group ID", "Price ID", "Cost"]);
    assert_eq!(plan.counts.refused, 1);
}

#[test]
fn a_refusal_shows_the_cell_and_the_accepted_form_but_never_a_name_or_a_password() {
    let plan = Ledger::filled().plan_roster(&roster(&["Ada,Lovelace,ada@example.org,,blue,MONTH,1 50"]));
    let row = refused(&plan);
    assert_eq!(row.value.as_deref(), Some("1 50"));
    assert!(row.reason.contains("accepted form"), "{}", row.reason);
    let long = "x".repeat(101);
    let plan = Ledger::filled()
        .plan_roster(&roster(&[&format!("{long},Lovelace,ada@example.org,secret,blue,MONTH,")]));
    assert_eq!(plan.findings.refused.len(), 2);
    for row in &plan.findings.refused {
        assert_eq!(row.value, None);
        assert!(!row.reason.contains("xxx") && !row.reason.contains("secret"), "{}", row.reason);
    }
}

#[test]
fn a_refusal_shows_no_more_than_a_line_of_a_cell() {
    let group = format!("{}\u{7}{}", "x".repeat(40), "y".repeat(400));
    let row = format!("Ada,Lovelace,ada@example.org,,{group},,");
    let plan = Ledger::filled().plan_roster(&roster(&[&row]));
    let row = refused(&plan);
    assert_eq!(row.value.as_ref().map(|value| value.chars().count()), Some(81));
    assert!(row.reason.chars().count() < 200 && !row.reason.contains('\u{7}'), "{}", row.reason);
}

/// IMP-03
#[test]
fn a_missing_or_unknown_column_refuses_the_file_as_a_whole() {
    let ledger = Ledger::filled();
    let missing = ledger.plan_roster("First Name,Last Name\nAda,Lovelace");
    assert_eq!(refused_at(&missing), (1, "Email", IMP_03));
    assert!(missing.findings.is_unreadable);
    let unknown = ledger.plan_roster(&format!("{HEADER},role\nAda,Lovelace,ada@example.org,,,,,admin"));
    assert_eq!(refused_at(&unknown), (1, "role", IMP_03));
    assert!(unknown.findings.is_unreadable && unknown.changes.customers.events.is_empty());
    let bad_field =
        ledger.plan_roster(&format!("{HEADER},field:Shoe Size\nAda,Lovelace,ada@example.org,,,,,1"));
    assert_eq!(refused_at(&bad_field).1, "field:Shoe Size");
}

/// IMP-03
#[test]
fn columns_may_come_in_any_order_and_spelling_and_a_reason_column_is_read_over() {
    let text =
        "price_id,EMAIL,last-name,firstname,Reason\nALGEBRA,ada@example.org,Lovelace,Ada,was refused once";
    let plan = Ledger::filled().plan_roster(text);
    assert_eq!(plan.findings.refused, []);
    assert_eq!((plan.counts.created, plan.counts.grants), (1, 1));
}

/// IMP-10, Q-26
#[test]
fn one_row_too_many_refuses_the_file_before_anything_else_is_looked_at() {
    let mut ledger = Ledger::filled();
    ledger.settings.import_max_rows = 2;
    let rows = ["Ada,Lovelace,ada@example.org,,,,", "Alan,Turing,alan@example.org,,,,", ",,nonsense,,,,"];
    assert_eq!(ledger.plan_roster(&roster(&rows[..2])).findings.refused, []);
    let plan = ledger.plan_roster(&roster(&rows));
    let row = refused(&plan);
    assert_eq!((row.line, row.rules), (4, &[Q_26][..]));
    assert!(plan.findings.is_unreadable);
}

/// CUS-27, IMP-22
#[test]
fn a_custom_field_that_steers_a_terminal_or_is_too_long_refuses_its_row_and_is_not_repeated() {
    let ledger = Ledger::filled();
    for value in ["red \u{1b}[31m secret".to_owned(), "secret".repeat(400)] {
        let row = format!("Ada,Lovelace,ada@example.org,,,,,{value}");
        let plan = ledger.plan_roster(&roster_with("field:site", &[&row]));
        assert_eq!(refused_at(&plan), (2, "field:site", CUS_27));
        let row = refused(&plan);
        assert_eq!(row.value, None);
        assert!(!row.reason.contains("secret"), "{}", row.reason);
    }
}

/// IMP-22
#[test]
fn dates_that_are_none_refuse_their_row() {
    let ledger = Ledger::filled();
    let columns = "Order Date,Start Date,End Date";
    for (cells, column, rule) in [
        ("30.3.2026,,", "Order Date", IMP_22),
        (",2026-02-30,", "Start Date", IMP_22),
        (",,tomorrow", "End Date", IMP_22),
        (",2026-05-01,2026-04-01", "End Date", ACC_09),
        (",2028-01-01,", "Start Date", ACC_09),
    ] {
        let row = format!("Ada,Lovelace,ada@example.org,,,ALGEBRA,,{cells}");
        let plan = ledger.plan_roster(&roster_with(columns, &[&row]));
        assert_eq!(refused_at(&plan), (2, column, rule), "{cells}");
    }
}
