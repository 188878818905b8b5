use super::*;
use crate::plan::seats::GiveOutRefused;
use crate::refusal::Refusal;
use crate::rule::{CUS_29, IMP_03, Q_28, Q_33};
use crate::table::{ColumnName, Row, Table};
use AssignResult::{Assigned, Duplicate, Refused};

fn table(header: &str, rows: &[&str]) -> Table {
    Table {
        header: header.split(',').map(ColumnName::new).collect(),
        rows: (2..).zip(rows).map(|(line, row)| Row::new(line, row.split(','))).collect(),
    }
}

fn plan_file(office: &Office, header: &str, rows: &[&str]) -> AssignPlan {
    office.plan(&AssignTo::file(&table(header, rows), &office.settings))
}

const HEADER: &str = "First Name,Last Name,Email,Password";

/// REG-19
#[test]
fn a_file_of_learners_has_an_optional_password() {
    let office = Office::with(3);
    let rows = ["Ada,Lovelace,ada@example.org,correct horse battery", "Alan,Turing,alan@example.org,  "];
    let plan = plan_file(&office, HEADER, &rows);
    assert_eq!(results(&plan), [Assigned, Assigned]);
    assert_eq!(plan.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3]);
    let passwords: Vec<_> = plan.given.iter().map(|given| given.password.is_some()).collect();
    let need: Vec<_> = plan.given.iter().map(|given| given.needs_credentials).collect();
    assert_eq!((passwords, need), (vec![true, false], vec![false, true]));
    let bare = plan_file(&office, "First Name,Last Name,Email", &["Ada,Lovelace,ada@example.org"]);
    assert_eq!(results(&bare), [Assigned]);
}

/// REG-19, Q-28
#[test]
fn bad_rows_refuse_all_with_line_column_and_accepted_form() {
    let mut office = Office::with(3);
    let rows =
        ["Ada,Lovelace,nonsense,", ",Turing,alan@example.org,short", "Grace,Hopper,grace@example.org,"];
    let plan = plan_file(&office, HEADER, &rows);
    assert_eq!(results(&plan), [Refused, Refused, Assigned]);
    let told: Vec<_> = plan.refused.iter().map(|row| (row.line, row.column.as_deref().unwrap())).collect();
    assert_eq!(told, [(2, "Email"), (3, "First Name"), (3, "Password")]);
    assert_eq!((plan.refused[0].rules, plan.refused[2].rules), (&[CUS_29][..], &[Q_33][..]));
    assert_eq!(plan.refused[0].value.as_deref(), Some("nonsense"));
    assert_eq!(plan.refused[2].value, None, "a password is not repeated");
    let refused = office.allowed(&plan).unwrap_err();
    assert_eq!((refused, refused.rules()), (GiveOutRefused::RowsRefused(2), &[Q_28][..]));
    office.options.skip_bad = true;
    assert_eq!(office.allowed(&plan), Ok(()));
}

///
#[test]
fn a_duplicate_of_a_refused_row_is_none() {
    let mut office = Office::with(3);
    office.options.skip_bad = true;
    let rows = [",Lovelace,ada@example.org,", "Ada,Lovelace,ada@example.org,", "Ada,King,ADA@example.org,"];
    assert_eq!(results(&plan_file(&office, HEADER, &rows)), [Refused, Assigned, Duplicate]);
}

/// IMP-03
#[test]
fn a_file_with_another_header_is_refused_as_a_whole() {
    let office = Office::with(3);
    let plan = plan_file(&office, "Name,Email", &["Ada,ada@example.org"]);
    assert!(plan.refused.iter().all(|row| row.line == 1 && row.rules == [IMP_03]));
    assert_eq!(office.allowed(&plan), Err(GiveOutRefused::Unreadable));
    assert!(plan.given.is_empty());
}

/// REG-19, Q-18
#[test]
fn an_uploaded_learner_is_known_to_the_buyer_by_the_address_in_the_file() {
    let office = Office::with(1);
    let plan = plan_file(&office, HEADER, &["Ada,Lovelace,Ada@Example.org,"]);
    let SeatEvent::SeatClaimed { address, way, .. } = &plan.given[0].claimed else { panic!() };
    assert_eq!(address.as_ref().unwrap().reveal().as_typed(), "Ada@Example.org");
    assert_eq!(*way, crate::seat::ClaimWay::Upload);
}
