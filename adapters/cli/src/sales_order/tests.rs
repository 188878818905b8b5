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

/// Q-40
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

const CONTRACTS: &str = "External Id,Number,Client,Starts,Ends,Courses,Seats\n\
    77,SO-1,Northern Rail,2026-01-01,2026-04-30,ALG,\n\
    78,SO-2,Southern Rail,2026-01-01,2026-12-31,ALG;IDLE,25\n";

fn counts(report: &Value) -> [u64; 4] {
    ["added", "changed", "unchanged", "refused"].map(|key| report[key].as_u64().unwrap())
}

/// ENR-02, Q-40
#[test]
fn contracts_of_a_file_become_sales_orders_and_a_second_time_changes_nothing() {
    let mut school = followed();
    school.hear(CONTRACTS);
    let planned = school.json("sales-order sync --file - --dry-run");
    assert_eq!((counts(&planned), &planned["applied"]), ([1, 1, 0, 0], &json!(false)));
    assert_eq!(school.run("sales-order show SO-2").code, 3);
    let done = school.json("sales-order sync --file -");
    assert_eq!((counts(&done), &done["applied"]), ([1, 1, 0, 0], &json!(true)));
    assert_eq!(done["fingerprint"], planned["fingerprint"]);
    assert_eq!(
        (&done["rows"][0]["fields"], &done["rows"][1]["outcome"]),
        (&json!(["external id"]), &json!("added"))
    );
    let second = school.json("sales-order sync --file -");
    assert_eq!(
        (counts(&second), &second["applied"], &second["vanished"]),
        ([0, 0, 2, 0], &json!(false), &json!([]))
    );
    let shown = school.json("sales-order show SO-2");
    assert_eq!((&shown["courses"], &shown["seats"]), (&json!(["ALG", "IDLE"]), &json!(25)));
}

/// ENR-01, ENR-02
#[test]
fn what_a_source_says_nothing_of_stays_as_it_is_known_and_blank_seats_are_any_number() {
    let mut school = contracted("--seats 20 --external-id 4711");
    let known = |school: &School| {
        let shown = school.json("sales-order show SO-1");
        (shown["seats"].clone(), shown["external_id"].clone())
    };
    let row = "SO-1,Northern Rail,2026-01-01,2026-04-30,ALG";
    let object = r#""number": "SO-1", "client": "Northern Rail", "starts": "2026-01-01", "ends": "2026-04-30",
        "courses": ["ALG"]"#;
    for text in [format!("Number,Client,Starts,Ends,Courses\n{row}\n"), format!("[{{{object}}}]")] {
        school.hear(&text);
        let done = school.json("sales-order sync --file -");
        assert_eq!((counts(&done), &done["vanished"]), ([0, 0, 1, 0], &json!([])));
        assert_eq!(known(&school), (json!(20), json!("4711")));
    }
    for text in [
        format!("Number,Client,Starts,Ends,Courses,Seats,External Id\n{row},,4711\n"),
        format!(r#"[{{{object}, "seats": null, "external_id": "4711"}}]"#),
    ] {
        school.done("sales-order edit SO-1 --seats 20");
        school.hear(&text);
        assert_eq!(school.json("sales-order sync --file -")["rows"][0]["fields"], json!(["seats"]));
        assert_eq!(known(&school), (Value::Null, json!("4711")));
    }
}

/// ENR-02, Q-40, Q-41
#[test]
fn a_changed_end_moves_access_and_a_vanished_contract_is_reported_and_goes_on() {
    let mut school = followed();
    school.hear(CONTRACTS);
    school.done("sales-order sync --file -");
    school.hear(
        r#"[{"external_id": "77", "number": "SO-1", "client": "Northern Rail", "starts": "2026-01-01",
            "ends": "2026-02-20", "courses": ["ALG"]}]"#,
    );
    let done = school.json("sales-order sync --file -");
    assert_eq!((counts(&done), &done["vanished"]), ([0, 1, 0, 0], &json!(["SO-2"])));
    assert_eq!((&done["rows"][0]["fields"], &done["access"]["losing"]), (&json!(["end"]), &json!(2)));
    assert_eq!(school.check("ada", "").0, "deny");
    assert_eq!(school.json("sales-order show SO-2")["state"], "running");
    school.done("settings set guard_threshold 1");
    school.hear(CONTRACTS);
    let (rule, message) = refused(&school, "sales-order sync --file -");
    assert_eq!(rule, "Q-40");
    assert!(message.contains("--confirm 2"), "{message}");
    let back = school.json("sales-order sync --file - --confirm 2");
    assert_eq!((&back["access"]["coming_back"], &back["vanished"]), (&json!(2), &json!([])));
    assert_eq!(school.check("ada", "").0, "allow");
}

/// ENR-01, ENR-02, ORD-09
#[test]
fn a_contract_that_cannot_be_taken_over_stops_no_other() {
    let mut school = contracted("");
    school.hear(
        "Number,Client,Starts,Ends,Courses\nSO-1,Northern Rail,2026-01-01,2026-04-30,NONE\n\
         SO-2,Southern Rail,2026-01-01,soon,ALG\nSO-3,Eastern Rail,2026-01-01,2026-12-31,ALG\n",
    );
    let said = school.done("sales-order sync --file -");
    assert!(said.notes.contains("2 contracts"), "{}", said.notes);
    let done = said.json();
    assert_eq!((counts(&done), &done["vanished"]), ([1, 0, 0, 2], &json!([])));
    assert_eq!(
        (&done["rows"][0]["place"], &done["rows"][0]["rules"]),
        (&json!("line 2"), &json!(["ORD-09"]))
    );
    assert_eq!(school.json("sales-order show SO-1")["courses"], json!(["ALG"]));
    school.hear("Number,Client,Starts,Ends,Courses\nSO-2,Southern Rail,2026-01-01,soon,ALG\n");
    let (rule, message) = refused(&school, "sales-order sync --file -");
    assert_eq!(rule, "ENR-01");
    assert!(message.contains("soon"), "{message}");
    for (text, problem) in [
        ("Number,Client,Starts,Courses\n", "no column `Ends`"),
        ("[{\"number\": 5}]", "no list of contracts"),
        ("[{\"number\": \"SO-1\", \"sitz\": 5}]", "sitz"),
    ] {
        school.hear(text);
        let said = school.run("sales-order sync --file -");
        assert_eq!(said.code, 1, "{}", said.notes);
        assert!(said.notes.contains(problem), "{}", said.notes);
    }
}

/// ENR-02
#[test]
fn contracts_come_from_a_record_service_with_a_token_from_a_file_or_a_variable() {
    let mut school = School::open();
    let service = "sales-order sync --netsuite https://1.example";
    school.hear("right\n");
    assert_eq!(counts(&school.json(&format!("{service} --token-file -"))), [1, 0, 0, 0]);
    let named = "--token-variable SERVICE_TOKEN";
    assert_eq!(counts(&school.json(&format!("{service} {named}"))), [0, 0, 1, 0]);
    school.hear("wrong\n");
    let denied = school.run(&format!("{service} --token-file -"));
    assert_eq!(denied.code, 5, "{}", denied.notes);
    assert!(!denied.notes.contains("wrong"), "{}", denied.notes);
    for usage in [
        service.to_owned(),
        format!("{service} --token-variable NOWHERE"),
        format!("{service} {named} --file -"),
        format!("sales-order sync --file - {named}"),
        format!("sales-order sync --netsuite http://1.example {named}"),
        "sales-order sync".to_owned(),
    ] {
        assert_eq!(school.run(&usage).code, 2, "{usage}");
    }
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
