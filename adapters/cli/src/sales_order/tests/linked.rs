use serde_json::{Value, json};

use super::{contracted, followed, learner, refused, state_at};

/// ENR-04, ENR-11, X-11, X-06
#[test]
fn learners_of_a_course_are_linked_by_group_and_state_and_the_inactive_are_passed_over() {
    let school = contracted("");
    for (who, ordered) in [("ada", "2026-02-20"), ("grace", "2026-01-01"), ("alan", "2026-02-25")] {
        school.assign(who, "ALG-30", &format!("--order-date {ordered}"));
    }
    let link = "sales-order link --course ALG --number SO-1";
    let planned = school.json(&format!("{link} --dry-run"));
    assert_eq!((&planned["applied"], &planned["changed"]), (&json!(false), &json!(3)));
    let planned = school.json(&format!("{link} --state expired --dry-run"));
    assert_eq!(planned["rows"].as_array().unwrap().len(), 1);
    assert_eq!(school.json(&format!("{link} --group NIGHT --state enrolled"))["changed"], 1);
    assert_eq!(
        (learner(&school, "ada")["state"].clone(), learner(&school, "grace")),
        (json!("enrolled"), Value::Null)
    );
    school.done("customer status alan@example.org inactive");
    let all = school.json(link);
    assert_eq!((&all["changed"], &all["unchanged"], &all["skipped"]), (&json!(1), &json!(1), &json!(1)));
    assert_eq!(state_at(&school, "grace", "2026-03-02"), "enrolled", "the contract brings her back");
    assert_eq!(learner(&school, "alan"), Value::Null);
    assert_eq!(refused(&school, "sales-order link --course IDLE --number SO-1").0, "ENR-03");
}

/// ENR-05, ENR-17, Q-42, Q-43
#[test]
fn a_date_typed_with_the_link_decides_is_marked_beyond_the_contract_and_can_be_cleared() {
    let school = followed();
    school.done("sales-order link --course ALG --customer ada@example.org --number SO-1 --ends 2026-07-31");
    let ada = learner(&school, "ada");
    assert_eq!(
        (&ada["ends_at"], &ada["end_rule"], &ada["is_beyond_contract"]),
        (&json!("2026-07-31T22:00:00Z"), &json!("override"), &json!(true))
    );
    assert_eq!(state_at(&school, "ada", "2026-07-31"), "enrolled");
    let listed = school.json("enrollment list --course ALG");
    let beyond: Vec<_> =
        listed["items"].as_array().unwrap().iter().map(|item| item["is_beyond_contract"].clone()).collect();
    assert_eq!(beyond, [json!(true), json!(false)]);
    let table = school.done("enrollment list --course ALG --output table").output;
    assert!(table.contains("SO-1 (beyond contract)"), "{table}");
    school.done("sales-order link --course ALG --customer ada@example.org --number SO-1");
    assert_eq!(learner(&school, "ada")["end_rule"], "override", "a date left alone stays");
    school.done("enrollment expire --course ALG --customer ada@example.org --clear");
    assert_eq!(learner(&school, "ada")["end_rule"], "sales_order");
    school.done("sales-order link --course ALG --customer ada@example.org --number SO-1 --ends 2026-07-31");
    school.done("sales-order link --course ALG --customer ada@example.org --number SO-1 --follow");
    let ada = learner(&school, "ada");
    assert_eq!((&ada["end_rule"], &ada["is_beyond_contract"]), (&json!("sales_order"), &json!(false)));
    school.done("sales-order unlink --course ALG --customer ada@example.org");
    assert_eq!(learner(&school, "ada"), Value::Null);
    assert_eq!(state_at(&school, "ada", "2026-04-15"), "expired", "her thirty days decide again");
}

/// ENR-06, X-04
#[test]
fn linking_to_a_sales_order_that_is_over_is_said_to_end_the_access() {
    let school = contracted("");
    for who in ["ada", "grace", "alan"] {
        school.assign(who, "ALG-30", "");
    }
    let link = "sales-order link --course ALG --number SO-1 --customer";
    let quiet = school.done(&format!("{link} ada@example.org --dry-run"));
    assert!(!quiet.notes.contains("is over"), "{}", quiet.notes);
    school.done("sales-order edit SO-1 --ends 2026-02-15");
    for more in ["--dry-run", ""] {
        let said = school.done(&format!("{link} ada@example.org {more}"));
        assert!(said.notes.contains("sales order SO-1 is over"), "{}", said.notes);
    }
    assert_eq!(school.check("ada", "").0, "deny");
    let typed = school.done(&format!("{link} grace@example.org --ends 2026-03-31"));
    assert!(!typed.notes.contains("is over"), "an end typed with it decides: {}", typed.notes);
    let again = school.done(&format!("{link} ada@example.org"));
    assert!(!again.notes.contains("is over"), "nothing changes: {}", again.notes);
    school.done("enrollment unenroll --course ALG --customer alan@example.org");
    let back = "enrollment enroll --course ALG --customer alan@example.org --sales-order SO-1";
    let said = school.done(&format!("{back} --dry-run"));
    assert!(said.notes.contains("sales order SO-1 is over"), "{}", said.notes);
}

/// ENR-01, Q-40
#[test]
fn an_erased_learner_holds_no_seat_and_is_no_part_of_a_contract_change() {
    let school = contracted("--seats 1");
    school.assign("ada", "ALG-30", "--sales-order SO-1");
    let under =
        "order assign --customer grace@example.org --product ALGEBRA --price ALG-30 --sales-order SO-1";
    assert_eq!(refused(&school, under).0, "ENR-01");
    school.done("customer status ada@example.org inactive");
    assert_eq!(refused(&school, under).0, "ENR-01", "who is inactive may come back to it");
    school.done("customer erase --customer ada@example.org --yes");
    assert_eq!(school.json("sales-order show SO-1")["taken"], 0);
    let planned = school.json("sales-order edit SO-1 --ends 2026-02-20 --dry-run");
    assert_eq!(planned["access"]["changed"], 0);
    school.done(under);
    assert_eq!(school.json("sales-order show SO-1")["taken"], 1);
}

/// ENR-01, ENR-03, ENR-16
#[test]
fn a_sales_order_links_no_more_learners_than_it_has_seats() {
    let school = contracted("--seats 1");
    for who in ["ada", "grace"] {
        school.assign(who, "ALG-30", "");
    }
    let (rule, message) = refused(&school, "sales-order link --course ALG --group NIGHT --number SO-1");
    assert_eq!(rule, "ENR-01");
    assert!(message.contains("1 seats, 0 of them taken, and 2 more"), "{message}");
    assert_eq!(school.json("sales-order show SO-1")["taken"], 0, "nobody is linked");
    school.done("sales-order link --course ALG --customer ada@example.org --number SO-1");
    school.done("sales-order link --course ALG --customer ada@example.org --number SO-1 --ends 2026-03-31");
    let under =
        "order assign --customer alan@example.org --product ALGEBRA --price ALG-30 --sales-order SO-1";
    assert_eq!(refused(&school, under).0, "ENR-01");
    assert_eq!(school.run("access list --customer alan@example.org").json()["items"], json!([]));
    school.done("enrollment unenroll --course ALG --customer ada@example.org");
    assert_eq!(school.json("sales-order show SO-1")["taken"], 0);
    school.done(under);
    let back = "enrollment enroll --course ALG --customer ada@example.org";
    assert_eq!(refused(&school, back).0, "ENR-01", "her seat is somebody else's now");
    assert_eq!(refused(&school, &format!("{back} --sales-order SO-1")).0, "ENR-01");
    school.done("sales-order edit SO-1 --seats 2");
    school.done(&format!("{back} --sales-order SO-1"));
    assert_eq!(school.json("sales-order show SO-1")["taken"], 2);
    assert_eq!(refused(&school, "sales-order edit SO-1 --seats 1").0, "ENR-01");
    assert_eq!(school.json("sales-order edit SO-1 --unlimited")["outcome"], "applied");
}
