use crate::plan::Changes;
use crate::plan::ledger::Ledger;
use crate::rule::{GRP_01, IMP_04};
use crate::text::Title;

/// IMP-03
#[test]
fn new_codes_become_groups_and_known_ones_take_the_name_of_the_file() {
    let mut ledger = Ledger::empty();
    ledger.apply_groups("Group Code,Name,Inherited\nblue,Blue,yes\nred,Red,no\ngreen,Green,");
    let inherited: Vec<bool> = ledger.groups.iter().map(|group| group.is_inherited).collect();
    assert_eq!(inherited, [true, false, false]);
    let text = "Group Code,Name\nBLUE,Deep Blue\nred,Red\nwhite,White";
    let plan = ledger.plan_groups(text);
    assert_eq!((plan.counts.created, plan.counts.existing, plan.counts.edited), (1, 1, 1));
    assert_eq!(plan.touched, 2);
    ledger.apply_groups(text);
    assert_eq!(ledger.groups.len(), 4);
    let blue = &ledger.groups[0];
    assert_eq!((blue.code.as_str(), &blue.name), ("blue", &Title::parse("Deep Blue").unwrap()));
    assert!(blue.is_inherited, "a file without the column leaves it alone");
}

#[test]
fn a_file_applied_before_has_nothing_left_to_do() {
    let mut ledger = Ledger::empty();
    let text = "Group Code,Name,Inherited\nblue,Blue,yes\nred,Red,";
    ledger.apply_groups(text);
    let plan = ledger.plan_groups(text);
    assert_eq!((plan.counts.existing, plan.touched), (2, 0));
    let Changes { expected, events } = plan.changes;
    assert!(expected.is_empty() && events.is_empty());
}

/// GRP-01
#[test]
fn a_code_that_is_in_the_file_twice_is_refused_the_second_time() {
    let plan = Ledger::empty().plan_groups("Group Code,Name\nblue,Blue\nBlue,Other");
    let [row] = plan.findings.refused.as_slice() else { panic!() };
    assert_eq!((row.line, row.column.as_deref(), row.rules), (3, Some("Group Code"), &[GRP_01][..]));
    assert_eq!((plan.counts.created, plan.counts.refused), (1, 1));
}

#[test]
fn codes_names_and_words_that_will_not_do_are_refused_with_the_accepted_form() {
    let plan =
        Ledger::empty().plan_groups("Group Code,Name,Inherited\nmy blue,Blue,\nred,,\ngreen,Green,maybe");
    let found: Vec<_> = plan
        .findings
        .refused
        .iter()
        .map(|row| (row.line, row.column.as_deref().unwrap(), row.rules[0]))
        .collect();
    assert_eq!(found, [(2, "Group Code", GRP_01), (3, "Name", IMP_04), (4, "Inherited", IMP_04)]);
    assert!(
        plan.findings
            .refused
            .iter()
            .all(|row| row.reason.contains("accepted form") || row.column.as_deref() == Some("Name"))
    );
}
