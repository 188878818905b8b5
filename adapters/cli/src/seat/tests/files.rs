use rollbook_domain::mail::MailKind;

use crate::seat::office::Office;

const HEADER: &str = "First Name,Last Name,Email,Password";

fn with_seats(count: u32) -> Office {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", count);
    office
}

const ASSIGN: &str = "seat assign --buyer acme@example.org --product SCIENCE --file -";
const IMPORT: &str = "import learners - --buyer acme@example.org --product SCIENCE";

/// REG-19, Q-07
#[test]
fn a_file_gives_every_learner_a_seat_and_duplicates_none() {
    let mut office = with_seats(5);
    office.type_in(&[
        HEADER,
        "Ada,Lovelace,ada@example.org,",
        "Alan,Turing,alan@example.org,correct horse battery staple",
        "Ada,King, ADA@example.org,",
    ]);
    let report = office.json(ASSIGN);
    assert_eq!((&report["counts"]["assigned"], &report["counts"]["duplicates"]), (&2.into(), &1.into()));
    assert_eq!(report["rows"][2]["rules"][0], "Q-07");
    assert_eq!(report["rows"][2]["line"], 4);
    assert_eq!(office.counts("acme"), [3, 0, 2, 0]);
    let mails = office.mails(MailKind::SignInDetails);
    let secrets: Vec<bool> = mails.iter().map(|mail| mail.secret.is_some()).collect();
    assert_eq!(secrets, [true, false], "a password that the buyer chose is never mailed");
    let alan = office.json("customer show alan@example.org");
    assert!(alan.to_string().contains("set_at"), "{alan}");
}

/// REG-19, Q-28
#[test]
fn one_bad_row_refuses_the_file_unless_it_may_be_left_out() {
    let mut office = with_seats(5);
    office.type_in(&[HEADER, "Ada,Lovelace,ada@example.org,", "Alan,Turing,nonsense,"]);
    let said = office.run(ASSIGN);
    assert_eq!(said.code, 1);
    let error = said.error();
    assert_eq!(error["details"]["refused"][0]["line"], 3);
    assert_eq!(error["details"]["refused"][0]["column"], "Email");
    assert!(error["rules"].as_array().unwrap().contains(&"Q-28".into()));
    assert_eq!(said.json()["applied"], false);
    assert_eq!(office.counts("acme"), [5, 0, 0, 0]);
    let report = office.json(&format!("{ASSIGN} --skip-bad"));
    assert_eq!((&report["applied"], &report["counts"]["refused"]), (&true.into(), &1.into()));
    assert_eq!(report["rows"][1]["result"], "refused");
    assert_eq!(office.counts("acme"), [4, 0, 1, 0]);
}

/// IMP-03
#[test]
fn a_file_that_is_no_list_of_learners_is_refused() {
    let mut office = with_seats(2);
    office.type_in(&["Name,Mail", "Ada,ada@example.org"]);
    let said = office.run(&format!("{ASSIGN} --output table"));
    assert_eq!(said.code, 1);
    assert!(said.output.contains("First Name"), "{}", said.output);
    assert_eq!(
        office.run("seat assign --buyer acme@example.org --product SCIENCE --file nowhere.csv").code,
        5
    );
}

/// REG-19, Q-08
#[test]
fn the_same_file_imported_twice_changes_nothing_the_second_time() {
    let mut office = with_seats(3);
    office.type_in(&[HEADER, "Ada,Lovelace,ada@example.org,", "Alan,Turing,alan@example.org,"]);
    let first = office.json(IMPORT);
    assert_eq!((&first["applied"], &first["counts"]["assigned"]), (&true.into(), &2.into()));
    let second = office.json(IMPORT);
    assert_eq!((&second["applied"], &second["counts"]["already_have_access"]), (&false.into(), &2.into()));
    assert_eq!(office.counts("acme"), [1, 0, 2, 0]);
    assert_eq!(office.mails(MailKind::SignInDetails).len(), 2);
    let log = office.done("customer activity ada@example.org --output json").output;
    assert!(log.contains("import"), "{log}");
}

/// IMP-23
#[test]
fn giving_out_very_many_seats_must_be_confirmed() {
    let mut office = with_seats(3);
    office.done("settings set guard_threshold 1");
    office.type_in(&[HEADER, "Ada,Lovelace,ada@example.org,", "Alan,Turing,alan@example.org,"]);
    assert_eq!(office.refused(ASSIGN), ["IMP-23"]);
    let rehearsed = office.done(&format!("{ASSIGN} --dry-run"));
    assert!(rehearsed.notes.contains("would use 2 seats"), "{}", rehearsed.notes);
    assert_eq!(office.refused(&format!("{ASSIGN} --confirm 3")), ["IMP-23"]);
    office.done(&format!("{ASSIGN} --confirm 2"));
    assert_eq!(office.counts("acme"), [1, 0, 2, 0]);
}

/// REG-20
#[test]
fn people_read_what_was_given_to_whom() {
    let mut office = with_seats(2);
    office.type_in(&[HEADER, "Ada,Lovelace,ada@example.org,"]);
    let page = office.done(&format!("{ASSIGN} --output table")).output;
    for part in ["gave out 1 seat", "ada@example.org", "assigned", "seat_", "1 new, 0 there already"] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
}

#[test]
fn a_long_list_is_cut_for_people_but_refused_rows_are_all_shown() {
    let mut office = with_seats(100);
    let mut lines = vec![HEADER.to_owned()];
    lines.extend((0..60).map(|number| format!("L{number},Example,l{number}@example.org,")));
    lines.push("Last,Example,nonsense,".to_owned());
    office.type_in(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    let page = office.done(&format!("{ASSIGN} --skip-bad --output table")).output;
    assert!(page.contains("and 10 more") && page.contains("nonsense"), "{page}");
    assert!(page.contains("l49@example.org") && !page.contains("l50@example.org"), "{page}");
}
