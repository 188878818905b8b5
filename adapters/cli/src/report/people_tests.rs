use serde_json::{Value, json};

use crate::order::school::School;

/// Ada and Grace in ACME's branch LEEDS, Alan in OTHER; Ada is Grace's manager, Alan administers ACME.
///
/// On 1 March at noon Ada is enrolled until 22 March and Grace has expired at the end of January; Alan is scheduled.
fn school() -> School {
    let school = School::open();
    for add in ["ACME --title Acme", "LEEDS --title Leeds --parent ACME", "OTHER --title Other"] {
        school.done(&format!("organization add {add}"));
    }
    school.done("organization members LEEDS --add ada@example.org --add grace@example.org");
    school.done("organization members OTHER --add alan@example.org");
    school.done("organization administrators ACME --add alan@example.org");
    school.done("customer manager set grace@example.org --manager ada@example.org");
    school.assign("ada", "ALG-30", "--order-date 2026-02-20");
    school.assign("grace", "ALG-30", "--order-date 2026-01-01");
    school.assign("alan", "ALG-SPRING", "--order-date 2026-02-01");
    school
}

const HEADER: &str = "organization,email,name,course,letter,state,given_at,ends_at,completed_at,progress,last_active_at,end_rule,is_beyond_contract";

fn emails(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|item| item["email"].as_str().unwrap()).collect()
}

/// VIEW-06, VIEW-08
#[test]
fn the_report_on_organizations_says_each_state_and_when_access_ends_or_ended() {
    let school = school();
    let csv = school.done("report organization --output csv").output;
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some(HEADER));
    let lines: Vec<&str> = lines.collect();
    let has = |start: &str, end: &str| {
        let found = lines.iter().any(|line| line.starts_with(start) && line.ends_with(end));
        assert!(found, "{start} ... {end} is not in {lines:#?}");
    };
    has("LEEDS,ada@example.org,Ada Example,ALG,E,enrolled,", "2026-03-21T23:00:00Z,,0,,window,false");
    has("LEEDS,grace@example.org,Grace Example,ALG,X,expired,", "2026-01-30T23:00:00Z,,0,,window,false");
    has("OTHER,alan@example.org,Alan Example,ALG,E,scheduled,", "2026-06-30T22:00:00Z,,0,,window,false");
    assert_eq!(lines.len(), 3);
    let below = school.json("report organization --organization acme");
    assert_eq!(emails(&below), ["ada@example.org", "grace@example.org"]);
    assert_eq!((&below["items"][0]["label"], &below["items"][1]["label"]), (&Value::Null, &json!("expired")));
    assert!(emails(&school.json("report organization --organization OTHER --state expired")).is_empty());
    assert_eq!(emails(&school.json("report organization --course ALG")).len(), 3);
    assert!(emails(&school.json("report organization --course IDLE")).is_empty(), "nobody is in it");
    let table = school.done("report organization --state expired --output table").output;
    assert!(
        table.contains("ORGANIZATION") && table.contains("through the end of Friday 30 January 2026"),
        "{table}"
    );
    for missing in ["--organization NONE", "--course NONE"] {
        assert_eq!(school.run(&format!("report organization {missing}")).code, 3, "{missing}");
    }
}

/// VIEW-06
#[test]
fn an_organization_is_counted_with_all_below_it() {
    let school = school();
    school.done("enrollment unenroll --course ALG --customer ada@example.org");
    let csv = school.done("report organization --totals --output csv").output;
    let header = "organization,title,learners,enrolled,scheduled,unenrolled,expired,next_end_at,completed,last_active_at";
    let expected = "ACME,Acme,2,0,0,1,1,,0,\nLEEDS,Leeds,2,0,0,1,1,,0,\nOTHER,Other,1,0,1,0,0,,0,\n";
    assert_eq!(csv, format!("{header}\n{expected}"));
    let before = school.json("report organization --totals --organization ACME --at 2026-02-25");
    let next: Vec<_> = before["items"].as_array().unwrap().iter().map(|line| &line["next_end_at"]).collect();
    assert_eq!(next, [&json!("2026-03-21T23:00:00Z"), &json!("2026-03-21T23:00:00Z")]);
}

/// VIEW-03
#[test]
fn a_manager_sees_the_team_with_who_has_expired_and_nobody_else() {
    let school = school();
    let team = school.json("report team --manager ada@example.org");
    assert_eq!(emails(&team), ["grace@example.org"]);
    assert_eq!((&team["items"][0]["state"], &team["items"][0]["letter"]), (&json!("expired"), &json!("X")));
    assert!(emails(&school.json("report team --manager alan@example.org")).is_empty());
    assert_eq!(school.run("report team --manager nobody@example.org").code, 3);
}

/// VIEW-04, VIEW-05, VIEW-07
#[test]
fn a_client_administrator_sees_everybody_below_filters_the_expired_and_sees_no_unenrolled_ones() {
    let school = school();
    let mine = "report learners --administrator alan@example.org";
    assert_eq!(emails(&school.json(mine)), ["ada@example.org", "grace@example.org"]);
    let expired = school.json(&format!("{mine} --state expired"));
    assert_eq!(emails(&expired), ["grace@example.org"]);
    assert_eq!(expired["items"][0]["label"], "expired");
    school.done("enrollment unenroll --course ALG --customer grace@example.org");
    assert_eq!(emails(&school.json(mine)), ["ada@example.org"]);
    assert!(emails(&school.json(&format!("{mine} --state unenrolled"))).is_empty());
    let everybody = school.json("report organization --organization ACME");
    assert_eq!(emails(&everybody), ["ada@example.org", "grace@example.org"]);
    let none = school.run("report learners --administrator ada@example.org");
    assert_eq!((none.code, &none.error()["rules"]), (1, &json!(["VIEW-11"])));
}

/// VIEW-06: by the end that counts, at the instants around it.
#[test]
fn what_ends_soon_is_listed_with_the_next_ones_first() {
    let school = school();
    let soon = |more: &str| school.json(&format!("report expiring {more}"));
    assert_eq!(emails(&soon("")), ["ada@example.org"]);
    assert!(emails(&soon("--within 20d")).is_empty());
    assert_eq!(emails(&soon("--within 150d")), ["ada@example.org", "alan@example.org"]);
    school.done("enrollment expire --course ALG --customer alan@example.org --on 2026-03-20");
    assert_eq!(emails(&soon("--within 21d")), ["alan@example.org", "ada@example.org"]);
    let at = |instant: &str| emails(&soon(&format!("--within 1d --at {instant}"))).len();
    // The end itself is no longer access, and a day before it the end is just within a day.
    assert_eq!(at("2026-03-20T22:59:59.999999Z"), 1);
    assert_eq!(at("2026-03-20T23:00:00Z"), 1);
    assert_eq!(at("2026-03-21T23:00:00Z"), 0);
    assert!(emails(&soon("--within 150d --group NIGHT --course IDLE")).is_empty());
    assert_eq!(emails(&soon("--within 150d --group NIGHT")), ["ada@example.org"]);
    let csv = school.done("report expiring --within 21d --output csv").output;
    assert_eq!(csv.lines().next(), Some("ends_at,course,email,name,state,end_rule,is_beyond_contract"));
    assert_eq!(school.run("report expiring --within soon").code, 2);
}

/// VIEW-06: who is on the first page may have ended by the time the second is asked for.
#[test]
fn what_ends_soon_is_read_on_behind_the_last_line_though_others_have_ended_since() {
    let school = school();
    school.done("product edit ALGEBRA --add-course IDLE");
    let soon = |more: &str| school.json(&format!("report expiring --within 150d {more}"));
    let lines = |list: &Value| -> Vec<(String, String)> {
        let text = |item: &Value, key: &str| item[key].as_str().unwrap().to_owned();
        let items = list["items"].as_array().unwrap().iter();
        items.map(|item| (text(item, "email"), text(item, "course"))).collect()
    };
    let whole = lines(&soon(""));
    assert_eq!(whole.len(), 4);
    for first in 1..4 {
        let page = soon(&format!("--limit {first}"));
        let cursor = page["next"].as_str().unwrap();
        assert_eq!(lines(&soon(&format!("--after {cursor}"))), whole[first..]);
        if first >= 2 {
            let later = soon(&format!("--at 2026-03-25 --after {cursor}"));
            assert_eq!(lines(&later), whole[first..], "Ada's have ended by then");
        }
    }
    assert_eq!(soon("--limit 4")["next"], Value::Null);
    assert_eq!(school.run("report expiring --after 1").code, 2);
}

///
#[test]
fn an_end_beyond_the_contract_is_marked_in_reports() {
    let school = school();
    school.done("sales-order add SO-1 --client Rail --starts 2026-01-01 --ends 2026-03-10 --course ALG");
    school.done("sales-order link --course ALG --customer ada@example.org --number SO-1 --ends 2026-03-31");
    school.done("sales-order link --course ALG --customer alan@example.org --number SO-1");
    let marks = |list: &Value, who: &str| {
        let email = format!("{who}@example.org");
        let found = list["items"].as_array().unwrap().iter().find(|item| item["email"] == email.as_str());
        let found = found.unwrap();
        (found["end_rule"].clone(), found["is_beyond_contract"].clone())
    };
    let everybody = school.json("report organization");
    assert_eq!(marks(&everybody, "ada"), (json!("override"), json!(true)));
    assert_eq!(marks(&everybody, "grace"), (json!("window"), json!(false)));
    assert_eq!(marks(&everybody, "alan"), (json!("sales_order"), json!(false)));
    school.done("enrollment unenroll --course ALG --customer grace@example.org");
    assert_eq!(marks(&school.json("report organization"), "grace"), (Value::Null, json!(false)));
    let soon = school.json("report expiring --within 60d");
    assert_eq!(marks(&soon, "ada"), (json!("override"), json!(true)));
    for report in ["report organization", "report expiring --within 60d"] {
        let table = school.done(&format!("{report} --output table")).output;
        assert!(table.contains("31 March 2026 (Europe/Berlin) (beyond contract)"), "{table}");
        assert_eq!(table.matches("beyond contract").count(), 1, "{table}");
        let csv = school.done(&format!("{report} --output csv")).output;
        assert!(csv.lines().next().unwrap().ends_with(",end_rule,is_beyond_contract"), "{csv}");
    }
}

/// VIEW-06: a page ends where it was asked to, in the middle of a person's courses too.
#[test]
fn a_page_of_a_report_has_as_many_lines_as_were_asked_for() {
    let school = school();
    school.done("product edit ALGEBRA --add-course IDLE");
    assert_eq!(emails(&school.json("report organization")).len(), 6);
    for size in 1..7 {
        let page = school.json(&format!("report organization --limit {size}"));
        assert_eq!(emails(&page).len(), size);
        assert_eq!(page["next"].is_null(), size == 6, "{size}");
    }
}

/// VIEW-06
#[test]
fn a_report_that_is_read_on_in_pages_of_another_size_shows_every_line_once() {
    let school = school();
    school.done("product edit ALGEBRA --add-course IDLE");
    let lines = |list: &Value| list["items"].as_array().unwrap().clone();
    for report in ["report organization", "report learners --administrator alan@example.org"] {
        let whole = lines(&school.json(report));
        for (first, then) in [(1, 2), (3, 1), (3, 2), (2, 5)] {
            let page = school.json(&format!("{report} --limit {first}"));
            let (mut read, mut next) = (lines(&page), page["next"].clone());
            while let Some(cursor) = next.as_str() {
                let page = school.json(&format!("{report} --limit {then} --after {cursor}"));
                read.extend(lines(&page));
                next = page["next"].clone();
            }
            assert_eq!(read, whole, "{report} in {first}, then {then}");
        }
    }
}

/// VIEW-01, Q-44
#[test]
fn who_has_nothing_open_any_more_is_told_so_in_the_words_of_the_tenant_or_the_product() {
    let school = school();
    let told = |who: &str| school.json(&format!("customer message {who}@example.org"))["message"].clone();
    assert_eq!((told("ada"), told("alan")), (Value::Null, Value::Null));
    assert!(told("grace").as_str().unwrap().starts_with("Your access to Algebra has ended."));
    school.done("settings set expired_message Over:_{{_courses_}}");
    assert_eq!(told("grace"), "Over: Algebra");
    school.done("product edit ALGEBRA --expired-message Ask_your_school.");
    assert_eq!(told("grace"), "Ask your school.");
    assert_eq!(school.json("product show ALGEBRA")["expired_message"], "Ask your school.");
    school.done("product edit ALGEBRA --no-expired-message");
    assert_eq!(told("grace"), "Over: Algebra");
    let before = school.done("customer message grace@example.org --at 2026-01-15 --output table");
    assert_eq!(before.output, "(nothing)\n");
}
