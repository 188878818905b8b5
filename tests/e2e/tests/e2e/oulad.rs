//! The operator's day: load a presentation of the Open University and ask who was enrolled when.

use std::path::{Path, PathBuf};

use rollbook_e2e::{Installation, fixtures, full_oulad};

const HEADER: &str = "course,enrolled,scheduled,unenrolled,expired\n";

fn file(folder: &Path, name: &str) -> String {
    folder.join(name).to_str().expect("a path in Unicode").to_owned()
}

/// Loads the files as the README says, and gives what each import answered.
fn load(installation: &Installation, folder: &Path) -> Vec<serde_json::Value> {
    let kinds = [
        ("groups", "groups.csv"),
        ("courses", "catalogue-2013J.csv"),
        ("items", "items-2013J.csv"),
        ("roster", "roster-2013J.csv"),
        ("withdrawals", "withdrawals-2013J.csv"),
    ];
    kinds.map(|(kind, name)| installation.done(&["import", kind, &file(folder, name)]).json()).to_vec()
}

fn report(installation: &Installation, at: &str) -> String {
    installation.done(&["report", "enrollments", "--at", at, "--output", "csv"]).output
}

fn counted(lines: &[(&str, u32, u32, u32)]) -> String {
    let lines = lines.iter().map(|(course, enrolled, unenrolled, expired)| {
        format!("{course}-2013J,{enrolled},0,{unenrolled},{expired}\n")
    });
    format!("{HEADER}{}", lines.collect::<String>())
}

#[test]
fn the_first_learners_of_each_course_are_counted_right_in_february_and_july() {
    let installation = Installation::ready();
    let answers = load(&installation, &fixtures("oulad"));
    assert_eq!(answers[3]["rows"], 46);
    assert_eq!(answers[3]["customers"]["created"], 44);
    assert_eq!((&answers[3]["orders"], &answers[3]["grants"]), (&46.into(), &46.into()));

    let february = [
        ("AAA", 5, 2, 0),
        ("BBB", 5, 2, 0),
        ("DDD", 5, 3, 0),
        ("EEE", 5, 4, 0),
        ("FFF", 6, 2, 0),
        ("GGG", 5, 2, 0),
    ];
    assert_eq!(report(&installation, "2014-02-01"), counted(&february));
    let july = [
        ("AAA", 0, 3, 4),
        ("BBB", 0, 3, 4),
        ("DDD", 0, 4, 4),
        ("EEE", 0, 5, 4),
        ("FFF", 0, 4, 4),
        ("GGG", 0, 3, 4),
    ];
    assert_eq!(report(&installation, "2014-07-01"), counted(&july));
}

/// ACC-10, X-19: access ends with the end of the last day, and an order counts from the start of its day.
#[test]
fn learners_are_scheduled_before_october_and_expire_with_the_last_day() {
    let installation = Installation::ready();
    load(&installation, &fixtures("oulad"));
    let line = |at: &str, course: &str| {
        let all = report(&installation, at);
        all.lines().find(|line| line.starts_with(course)).unwrap_or_default().to_owned()
    };
    assert_eq!(line("2013-04-03T23:59:59.999999Z", "AAA"), "AAA-2013J,0,0,0,0");
    assert_eq!(line("2013-04-04", "AAA"), "AAA-2013J,0,1,0,0");
    assert_eq!(line("2013-09-30T23:59:59.999999Z", "AAA"), "AAA-2013J,0,6,0,0");
    assert_eq!(line("2013-10-01", "AAA"), "AAA-2013J,6,0,0,0");
    assert_eq!(line("2014-06-25T23:59:59.999999Z", "AAA"), "AAA-2013J,4,0,3,0");
    assert_eq!(line("2014-06-26", "AAA"), "AAA-2013J,0,0,3,4");
}

///
#[test]
fn the_same_files_a_second_time_change_nothing_and_say_so() {
    let installation = Installation::ready();
    load(&installation, &fixtures("oulad"));
    let events = installation.events();
    for answer in load(&installation, &fixtures("oulad")) {
        assert_eq!((&answer["unchanged"], &answer["applied"]), (&true.into(), &false.into()), "{answer}");
    }
    assert_eq!(installation.events(), events);
}

#[test]
fn a_dry_run_shows_the_same_counts_and_writes_nothing() {
    let installation = Installation::ready();
    let folder = fixtures("oulad");
    for (kind, name) in [("groups", "groups.csv"), ("courses", "catalogue-2013J.csv")] {
        installation.done(&["import", kind, &file(&folder, name)]);
    }
    let events = installation.events();
    let roster = file(&folder, "roster-2013J.csv");
    let planned = installation.done(&["import", "roster", &roster, "--dry-run"]).json();
    assert_eq!((&planned["applied"], &planned["rows"]), (&false.into(), &46.into()));
    assert_eq!(installation.events(), events);
    let applied = installation.done(&["import", "roster", &roster]).json();
    for count in ["fingerprint", "customers", "orders", "grants", "group_memberships"] {
        assert_eq!(planned[count], applied[count], "{count}");
    }
}

/// ENR-05, WHY-01
#[test]
fn a_withdrawn_learner_is_denied_and_told_why() {
    let installation = Installation::ready();
    load(&installation, &fixtures("oulad"));
    let learner = ["--customer", "65002@oulad.example", "--course", "AAA-2013J", "--at"];
    let ask = |verb: &str, at: &str| installation.run(&[&["access", verb], &learner[..], &[at]].concat());
    assert_eq!(ask("check", "2014-01-04").code, Some(0));
    assert_eq!(ask("check", "2014-01-05").code, Some(1));
    let why = ask("explain", "2014-01-05").json();
    assert_eq!((&why["verdict"], &why["view"]), (&"deny".into(), &"content".into()));
    for told in ["rules", "because", "would_allow", "grants"] {
        assert!(why[told].as_array().is_some_and(|list| !list.is_empty()), "{told} in {why}");
    }
    assert_eq!(why["at"], "2014-01-05T00:00:00Z");
}

#[test]
fn the_whole_presentation_is_counted_right_where_this_machine_has_it() {
    let Some(folder): Option<PathBuf> = full_oulad() else {
        println!("the whole presentation is not on this machine; the fixture was used instead");
        return the_first_learners_of_each_course_are_counted_right_in_february_and_july();
    };
    let installation = Installation::ready();
    let answers = load(&installation, &folder);
    assert_eq!((&answers[3]["rows"], &answers[3]["customers"]["created"]), (&8845.into(), &8830.into()));
    let february = [
        ("AAA", 351, 32, 0),
        ("BBB", 1687, 550, 0),
        ("DDD", 1432, 506, 0),
        ("EEE", 862, 190, 0),
        ("FFF", 1757, 526, 0),
        ("GGG", 909, 43, 0),
    ];
    assert_eq!(report(&installation, "2014-02-01"), counted(&february));
    let july = [
        ("AAA", 0, 60, 323),
        ("BBB", 0, 647, 1590),
        ("DDD", 0, 684, 1254),
        ("EEE", 0, 243, 809),
        ("FFF", 0, 676, 1607),
        ("GGG", 0, 65, 887),
    ];
    assert_eq!(report(&installation, "2014-07-01"), counted(&july));
}
