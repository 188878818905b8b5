mod changed;
mod contracts;
mod linked;

use serde_json::{Value, json};

use crate::order::school::School;

/// Sales order `SO-1` of Northern Rail for the course `ALG`, through 30 April 2026.
fn contracted(more: &str) -> School {
    let school = School::open();
    school.done(&format!(
        "sales-order add SO-1 --client Northern_Rail --starts 2026-01-01 --ends 2026-04-30 --course ALG {more}"
    ));
    school
}

/// Ada and Grace, who bought 30 days each, follow `SO-1`.
fn followed() -> School {
    let school = contracted("");
    school.assign("ada", "ALG-30", "");
    school.assign("grace", "ALG-30", "--order-date 2026-01-10");
    school.done("sales-order link --course ALG --group NIGHT --number SO-1");
    school
}

fn learner(school: &School, who: &str) -> Value {
    let shown = school.json("sales-order show SO-1");
    let learners = shown["learners"].as_array().unwrap();
    let email = format!("{who}@example.org");
    learners.iter().find(|learner| learner["email"] == email.as_str()).cloned().unwrap_or_default()
}

fn state_at(school: &School, who: &str, at: &str) -> Value {
    let listed = school.json(&format!("enrollment list --course ALG --at {at}"));
    let email = format!("{who}@example.org");
    let found = listed["items"].as_array().unwrap().iter().find(|item| item["email"] == email.as_str());
    found.map(|item| item["state"].clone()).unwrap_or_default()
}

fn refused(school: &School, command: &str) -> (Value, String) {
    let said = school.run(command);
    assert_eq!(said.code, 1, "{command}: {}", said.notes);
    let error = said.error();
    (error["rules"][0].clone(), error["message"].as_str().unwrap().to_owned())
}

/// ENR-02
#[test]
fn a_sales_order_is_entered_listed_and_shown_by_number_in_any_case() {
    let school = contracted("--seats 20 --external-id 4711");
    let shown = school.json("sales-order show so-1");
    assert_eq!(
        shown,
        json!({
            "id": shown["id"], "number": "SO-1", "external_id": "4711", "client": "Northern Rail", "state": "running",
            "starts_at": "2025-12-31T23:00:00Z", "ends_at": "2026-04-30T22:00:00Z", "seats": 20, "revision": 1,
            "courses": ["ALG"], "taken": 0, "learners": []
        })
    );
    let listed = school.json("sales-order list");
    assert_eq!(listed["items"][0]["number"], "SO-1");
    assert_eq!(school.json(&format!("sales-order show {}", shown["id"].as_str().unwrap())), shown);
    let table = school.done("sales-order show SO-1 --output table").output;
    assert!(table.contains("through the end of Thursday 30 April 2026"), "{table}");
    assert_eq!(school.run("sales-order show SO-2").code, 3);
    let again = "sales-order add so-1 --client Other --starts 2026-01-01 --ends 2026-02-01 --course ALG";
    assert_eq!(refused(&school, again).0, "ENR-02");
    let empty = "sales-order add SO-2 --client Other --starts 2026-02-02 --ends 2026-02-01 --course ALG";
    assert_eq!(refused(&school, empty).0, "ENR-01");
    assert_eq!(
        school.run("sales-order add SO-2 --client O --starts 2026-01-01 --ends 2026-02-01 --course NO").code,
        3
    );
}

/// ENR-03, ENR-06, ACC-11
#[test]
fn who_is_assigned_a_product_under_a_sales_order_has_access_until_it_ends() {
    let school = contracted("");
    school.assign("ada", "ALG-30", "--sales-order SO-1");
    assert_eq!(state_at(&school, "ada", "2026-04-30T21:59:59.999999Z"), "enrolled");
    assert_eq!(state_at(&school, "ada", "2026-04-30T22:00:00Z"), "expired");
    assert_eq!(state_at(&school, "ada", "2026-04-30T22:00:00.000001Z"), "expired");
    let access = &school.json("access list --customer ada@example.org")["items"][0];
    assert_eq!(
        (&access["origin"], &access["end_rule"], &access["sales_order"]),
        (&json!("sales_order"), &json!("sales_order"), &json!("SO-1"))
    );
    let explained = school.json("access explain --customer ada@example.org --course ALG --at 2026-05-02");
    assert!(explained["because"].to_string().contains("sales order SO-1"), "{explained}");
    assert_eq!(
        school.json("access explain --customer ada@example.org --course ALG")["next_change_at"],
        "2026-04-30T22:00:00Z"
    );
    school.done("product add IDLE --title Idle --course IDLE");
    school.done("price add IDLE --product IDLE --amount 1 --duration unlimited");
    let other = "order assign --customer ada@example.org --product IDLE --sales-order SO-1";
    assert_eq!(refused(&school, other).0, "ENR-03");
}

/// ENR-06, X-04
#[test]
fn access_given_under_a_sales_order_that_is_over_is_said_to_be_over() {
    let school = contracted("");
    school.done("sales-order edit SO-1 --ends 2026-02-15");
    let said = school
        .run("order assign --customer ada@example.org --product ALGEBRA --price ALG-30 --sales-order SO-1");
    assert_eq!(said.code, 0, "{}", said.notes);
    assert!(said.notes.contains("have passed"), "{}", said.notes);
    assert_eq!(school.check("ada", "").1, 1);
}

/// ENR-05, ENR-06
#[test]
fn an_end_typed_with_a_sales_order_holds_in_the_courses_that_it_does_not_cover_too() {
    let school = contracted("");
    school.done("product edit ALGEBRA --add-course IDLE");
    school.assign("ada", "ALG-30", "--sales-order SO-1 --ends 2026-03-20");
    for course in ["ALG", "IDLE"] {
        let state = |at: &str| {
            let listed = school.json(&format!("enrollment list --course {course} --at {at}"));
            listed["items"][0]["state"].clone()
        };
        assert_eq!(state("2026-03-20T22:59:59.999999Z"), "enrolled", "{course}");
        assert_eq!(state("2026-03-20T23:00:00Z"), "expired", "{course}");
        assert_eq!(state("2026-03-20T23:00:00.000001Z"), "expired", "{course}");
    }
}
