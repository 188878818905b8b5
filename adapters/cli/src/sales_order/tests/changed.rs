use serde_json::{Value, json};

use super::{contracted, followed, refused, state_at};
use crate::order::school::School;

/// ENR-06, Q-40, Q-41, X-06, SIM-01
#[test]
fn a_contract_change_shows_whose_access_changes_and_moves_it_by_itself() {
    let school = followed();
    let planned = school.json("report what-if --end-sales-order SO-1 --on 2026-02-20");
    assert_eq!(
        (&planned["changed"], &planned["losing"], &planned["coming_back"]),
        (&json!(2), &json!(2), &json!(0))
    );
    let ada =
        planned["rows"].as_array().unwrap().iter().find(|row| row["email"] == "ada@example.org").unwrap();
    assert_eq!(
        (&ada["before"], &ada["after"]["state"]),
        (
            &json!({"state": "enrolled", "ends_at": "2026-04-30T22:00:00Z", "end_rule": "sales_order"}),
            &json!("expired")
        )
    );
    let edit = "sales-order edit SO-1 --ends 2026-02-20";
    let dry = school.json(&format!("{edit} --dry-run"));
    assert_eq!((&dry["applied"], &dry["access"]), (&json!(false), &planned));
    assert_eq!(state_at(&school, "ada", "2026-03-02"), "enrolled", "nothing is written");
    let before = learner_revision(&school);
    assert_eq!(school.json(edit)["applied"], true);
    assert_eq!(state_at(&school, "ada", "2026-03-02"), "expired");
    assert_eq!(school.check("ada", "").0, "deny");
    let back = school.json("sales-order edit SO-1 --ends 2026-06-30");
    assert_eq!(back["access"]["coming_back"], 2);
    assert_eq!(school.check("ada", "").0, "allow");
    assert_eq!(learner_revision(&school), before, "nothing is written about the learners");
    assert_eq!(school.json("sales-order edit SO-1 --ends 2026-06-30")["outcome"], "unchanged");
    assert_eq!(school.json("sales-order edit SO-1 --client Southern_Rail")["access"]["changed"], 0);
}

fn learner_revision(school: &School) -> Value {
    school.json("customer show ada@example.org")["revision"].clone()
}

///
#[test]
fn a_large_contract_change_needs_its_number_and_what_was_shown_must_still_hold() {
    let school = followed();
    school.done("settings set guard_threshold 1");
    let edit = "sales-order edit SO-1 --ends 2026-02-20";
    let planned = school.json(&format!("{edit} --dry-run"));
    let fingerprint = planned["fingerprint"].as_str().unwrap();
    let (rule, message) = refused(&school, edit);
    assert_eq!(rule, "Q-40");
    assert!(message.contains("--confirm 2"), "{message}");
    assert_eq!(refused(&school, &format!("{edit} --confirm 3")).0, "Q-40");
    school.done("enrollment extend --course ALG --customer ada@example.org --on 2026-03-31");
    let (_, message) = refused(&school, &format!("{edit} --confirm 2 --fingerprint {fingerprint}"));
    assert!(message.contains("fingerprint"), "{message}");
    assert_eq!(school.json(&format!("{edit} --confirm 1"))["access"]["changed"], 1);
}

/// ENR-06, Q-40, SIM-01
#[test]
fn who_is_given_access_only_later_is_shown_where_a_contract_change_would_take_it_away() {
    let school = contracted("");
    school.assign("ada", "ALG-30", "--order-date 2026-03-20 --sales-order SO-1");
    let planned = school.json("report what-if --end-sales-order SO-1 --on 2026-03-10");
    assert_eq!((&planned["changed"], &planned["losing"]), (&json!(1), &json!(1)));
    let row = &planned["rows"][0];
    assert_eq!(
        (&row["before"], &row["after"]),
        (
            &json!({"state": null, "ends_at": "2026-04-30T22:00:00Z", "end_rule": "sales_order"}),
            &json!({"state": null, "ends_at": "2026-03-10T23:00:00Z", "end_rule": "sales_order"})
        )
    );
    let table = school.done("sales-order edit SO-1 --ends 2026-03-10 --dry-run --output table").output;
    assert!(table.contains("not given yet"), "{table}");
    school.done("settings set guard_threshold 1");
    school.assign("grace", "ALG-30", "--order-date 2026-03-21 --sales-order SO-1");
    let (rule, message) = refused(&school, "sales-order edit SO-1 --ends 2026-03-10");
    assert!(rule == "Q-40" && message.contains("--confirm 2"), "{message}");
    school.done("sales-order edit SO-1 --ends 2026-03-10 --confirm 2");
    let back = school.json("sales-order edit SO-1 --ends 2026-04-30 --confirm 2");
    assert_eq!(back["access"]["coming_back"], 0, "they have not been there yet");
}

/// SIM-01
#[test]
fn a_what_if_of_a_price_shows_who_would_lose_or_keep_access_and_writes_nothing() {
    let school = School::open();
    school.assign("ada", "ALG-30", "--order-date 2026-02-10");
    school.assign("grace", "ALG-30", "--order-date 2026-02-10 --ends 2026-06-30");
    let what_if = "report what-if --price ALG-30 --duration";
    let said = school.done(&format!("{what_if} 10_days"));
    assert!(said.notes.contains("1 access grant of price ALG-30"), "{}", said.notes);
    let found = said.json();
    assert_eq!(
        (&found["changed"], &found["losing"], &found["rows"][0]["email"]),
        (&json!(1), &json!(1), &json!("ada@example.org"))
    );
    assert_eq!(
        found["rows"][0]["after"],
        json!({"state": "expired", "ends_at": "2026-02-19T23:00:00Z", "end_rule": "window"})
    );
    assert_eq!(school.check("ada", "").0, "allow");
    assert_eq!(school.json(&format!("{what_if} 30_days"))["changed"], 0);
    assert_eq!(school.run("report what-if --price NONE --duration 30_days").code, 3);
    for usage in ["--price ALG-30", "--duration 30_days", "--end-sales-order SO-1", ""] {
        assert_eq!(school.run(&format!("report what-if {usage}")).code, 2, "{usage}");
    }
}
