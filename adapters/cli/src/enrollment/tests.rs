use serde_json::{Value, json};

use crate::order::school::School;

/// Ada in force, Grace over, Alan to come.
fn three_learners() -> School {
    let school = School::open();
    school.assign("ada", "ALG-30", "--order-date 2026-02-20");
    school.assign("grace", "ALG-30", "--order-date 2026-01-01");
    school.assign("alan", "ALG-SPRING", "--order-date 2026-02-01");
    school
}

fn states(school: &School, more: &str) -> Vec<(String, String)> {
    let listed = school.json(&format!("enrollment list --course ALG {more}"));
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let items = listed["items"].as_array().unwrap();
    items.iter().map(|item| (text(&item["email"]), text(&item["state"]))).collect()
}

fn state(school: &School, who: &str, more: &str) -> String {
    let email = format!("{who}@example.org");
    states(school, more)
        .into_iter()
        .find(|(known, _)| *known == email)
        .map_or_else(String::new, |found| found.1)
}

/// ENR-07
#[test]
fn a_course_lists_its_learners_with_state_since_until_and_rule() {
    let school = three_learners();
    let items = school.json("enrollment list --course ALG")["items"].clone();
    let of =
        |email: &str| items.as_array().unwrap().iter().find(|item| item["email"] == email).unwrap().clone();
    let ada = of("ada@example.org");
    assert!(ada["id"].as_str().unwrap().starts_with("cus_"));
    assert_eq!(ada["name"], "Ada Example");
    assert_eq!((&ada["state"], &ada["rule"]), (&json!("enrolled"), &json!("ENR-08")));
    assert_eq!(
        (&ada["since"], &ada["until"]),
        (&json!("2026-02-19T23:00:00Z"), &json!("2026-03-21T23:00:00Z"))
    );
    let grace = of("grace@example.org");
    assert_eq!((&grace["state"], &grace["since"]), (&json!("expired"), &json!("2026-01-30T23:00:00Z")));
    assert_eq!((&grace["until"], &grace["rule"]), (&Value::Null, &json!("ENR-10")));
    assert_eq!(of("alan@example.org")["state"], "scheduled");
    let table = school.done("enrollment list --course ALG --output table").output;
    assert!(table.contains("opens Sunday 15 March 2026, 00:00 (Europe/Berlin)"), "{table}");
    let csv = school.done("enrollment list --course ALG --output csv").output;
    assert!(
        csv.starts_with("id,email,name,state,since,until,rule,sales_order,is_beyond_contract\n"),
        "{csv}"
    );
}

#[test]
fn a_list_is_narrowed_by_state_group_and_instant_and_comes_in_pages() {
    let school = three_learners();
    assert_eq!(states(&school, "--state expired"), [("grace@example.org".to_owned(), "expired".to_owned())]);
    assert_eq!(states(&school, "--group NIGHT").len(), 2);
    assert_eq!(states(&school, "--at 2025-12-31"), []);
    assert_eq!(states(&school, "--at 2026-01-15"), [("grace@example.org".to_owned(), "enrolled".to_owned())]);
    let mut seen = Vec::new();
    let mut more = String::new();
    loop {
        let page = school.json(&format!("enrollment list --course ALG --limit 1 {more}"));
        seen.extend(page["items"].as_array().unwrap().iter().map(|item| item["id"].clone()));
        let Some(next) = page["next"].as_str() else { break };
        more = format!("--after {next}");
    }
    assert_eq!(seen.len(), 3);
    assert_eq!(school.run("enrollment list --course NONE").code, 3);
}

/// ENR-13, ENR-16
#[test]
fn an_unenrolled_learner_can_be_enrolled_again() {
    let school = three_learners();
    let unenroll = "enrollment unenroll --course ALG --customer ada@example.org --on 2026-02-25";
    let report = school.json(unenroll);
    assert_eq!((&report["applied"], &report["changed"]), (&json!(true), &json!(1)));
    let id = &school.json("customer show ada@example.org")["id"];
    assert_eq!(
        report["rows"][0],
        json!({"id": id, "customer": "ada@example.org", "outcome": "changed", "reason": null, "rules": []})
    );
    assert_eq!(school.json(unenroll)["unchanged"], 1);
    assert_eq!(state(&school, "ada", "--at 2026-02-24T22:59:59Z"), "enrolled");
    assert_eq!(state(&school, "ada", "--at 2026-02-25"), "unenrolled");
    school.done("enrollment enroll --course ALG --customer ada@example.org");
    assert_eq!(state(&school, "ada", ""), "enrolled");
    assert_eq!(state(&school, "ada", "--at 2026-02-28"), "unenrolled");
}

/// ENR-05, X-19, Q-43
#[test]
fn a_typed_last_day_expires_at_its_end_and_can_be_cleared() {
    let school = three_learners();
    school.done("enrollment expire --course ALG --customer ada@example.org --on 2026-03-05");
    assert_eq!(state(&school, "ada", "--at 2026-03-05T22:59:59Z"), "enrolled");
    assert_eq!(state(&school, "ada", "--at 2026-03-05T23:00:00Z"), "expired");
    school.done("enrollment expire --course ALG --customer ada@example.org --clear");
    assert_eq!(state(&school, "ada", "--at 2026-03-06"), "enrolled");
    school.done("enrollment expire --course ALG --customer ada@example.org");
    assert_eq!(state(&school, "ada", ""), "expired");
}

/// ENR-05, X-04
#[test]
fn a_customer_is_shown_with_the_access_that_the_access_list_gives() {
    let school = three_learners();
    school.assign("ada", "ALG-SPRING", "");
    let same = |end: &str, states: [&str; 2]| {
        let listed = school.json("access list --customer ada@example.org")["items"].clone();
        let shown = school.json("customer show ada@example.org")["access"].clone();
        for (place, state) in states.into_iter().enumerate() {
            assert_eq!(shown[place]["state"], state, "{shown}");
            for key in ["id", "product", "state", "starts_at", "ends_at", "order"] {
                assert_eq!(shown[place][key], listed[place][key], "{key}");
            }
        }
        assert_eq!(shown[1]["ends_at"], end);
    };
    same("2026-03-21T23:00:00Z", ["scheduled", "in_force"]);
    school.done("enrollment expire --course ALG --customer ada@example.org");
    same("2026-03-01T12:00:00Z", ["ended", "ended"]);
    let page = school.done("customer show ada@example.org --output table").output;
    assert!(page.contains("ended  from Friday 20 February 2026, 00:00"), "{page}");
}

/// ENR-16
#[test]
fn a_later_end_brings_an_expired_learner_back() {
    let school = three_learners();
    school.done("enrollment extend --course ALG --customer grace@example.org --on 2026-03-31 --reason resit");
    assert_eq!(state(&school, "grace", ""), "enrolled");
    assert_eq!(school.run("enrollment extend --course ALG --customer grace@example.org").code, 2);
}

/// ENR-11, X-11, GRP-08
#[test]
fn a_bulk_edit_skips_inactive_customers_and_says_so() {
    let school = three_learners();
    school.done("customer status grace@example.org inactive");
    let report = school.json("enrollment expire --course ALG --group NIGHT");
    assert_eq!(
        (&report["changed"], &report["skipped"], &report["refused"]),
        (&json!(1), &json!(1), &json!(0))
    );
    let skipped = report["rows"].as_array().unwrap().iter().find(|row| row["outcome"] == "skipped").unwrap();
    assert_eq!(skipped["reason"], "inactive");
    assert!(skipped["id"].is_string() && skipped["id"] == skipped["customer"], "{skipped}");
    assert_eq!(skipped["rules"][0], "X-11");
    assert_eq!(state(&school, "ada", ""), "expired");
}

/// ENR-16
#[test]
fn who_cannot_be_edited_stops_nobody_else() {
    let school = three_learners();
    school.done("enrollment unenroll --course ALG --customer grace@example.org");
    let report = school.json(
        "enrollment expire --course ALG --customer ada@example.org --customer grace@example.org --customer nobody@example.org",
    );
    assert_eq!((&report["changed"], &report["refused"]), (&json!(1), &json!(2)));
    assert_eq!(report["rows"][1]["rules"][0], "ENR-16");
    let missing = &report["rows"][2];
    assert_eq!((&missing["id"], &missing["customer"]), (&Value::Null, &json!("nobody@example.org")));
    let alone = school.run("enrollment expire --course ALG --customer grace@example.org");
    assert_eq!((alone.code, alone.error()["rules"][0].as_str()), (1, Some("ENR-16")));
    assert_eq!(alone.error()["details"]["rows"][0]["outcome"], "refused");
    assert_eq!(alone.error()["details"]["applied"], false);
    assert_eq!(school.run("enrollment expire --course ALG --customer nobody@example.org").code, 3);
    let outsider = school.run("enrollment enroll --course IDLE --customer ada@example.org");
    assert_eq!((outsider.code, outsider.error()["rules"][0].as_str()), (1, Some("ACC-01")));
}

///
#[test]
fn a_dry_run_changes_nothing_and_a_large_edit_is_confirmed_by_its_count() {
    let school = three_learners();
    school.done("settings set guard_threshold 1");
    let edit = "enrollment unenroll --course ALG --group NIGHT";
    let planned = school.json(&format!("{edit} --dry-run"));
    assert_eq!((&planned["applied"], &planned["changed"]), (&json!(false), &json!(2)));
    assert_eq!(state(&school, "ada", ""), "enrolled");
    let unconfirmed = school.run(edit);
    assert_eq!((unconfirmed.code, unconfirmed.error()["rules"][0].as_str()), (1, Some("Q-40")));
    assert_eq!(school.run(&format!("{edit} --confirm 3")).code, 1);
    assert_eq!(school.json(&format!("{edit} --confirm 2"))["applied"], true);
    assert_eq!(state(&school, "ada", ""), "unenrolled");
}

#[test]
fn an_edit_names_customers_or_a_group() {
    let school = School::open();
    assert_eq!(school.run("enrollment unenroll --course ALG").code, 2);
    let both = "enrollment unenroll --course ALG --group NIGHT --customer ada@example.org";
    assert_eq!(school.run(both).code, 2);
}
