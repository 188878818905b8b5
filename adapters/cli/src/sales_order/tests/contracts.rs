use serde_json::{Value, json};

use super::{contracted, followed, refused};
use crate::order::school::School;

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
