//! Contracts of a record service, and the access that follows them.

use rollbook_e2e::{Installation, Said};
use rollbook_servers::{Mishap, RecordService};
use serde_json::{Value, json};

use crate::roster;

const TOKEN: &str = "eyJraWQiOiJj.the.token";

/// An installation whose learner 0 has bought `ALGEBRA` without end, beside a service with one contract for it.
struct Rail {
    installation: Installation,
    service: RecordService,
}

fn contract(id: u64, ends: &str) -> String {
    json!({
        "id": id.to_string(), "tranId": format!("SO-{id}"), "entity": {"id": "9", "refName": "Northern Rail"},
        "startDate": "2026-01-01", "endDate": ends, "custbody_rollbook_courses": "ALGEBRA",
        "status": {"id": "B", "refName": "Pending Fulfillment"},
        "item": {"items": [{"line": 1, "quantity": 25.0}]}
    })
    .to_string()
}

impl Rail {
    fn linked() -> Self {
        let installation = roster::with_catalogue();
        installation.write("roster.csv", roster::roster(1));
        installation.done(&["import", "roster", "roster.csv"]);
        installation.write("token.txt", format!("{TOKEN}\n"));
        let service = RecordService::start(TOKEN).expect("a service");
        service.put(107, &contract(107, "2099-12-31"));
        let rail = Self { installation, service };
        assert_eq!(counts(&rail.done(&[])), [1, 0, 0]);
        rail.installation.done(&["sales-order", "link", "--course", "ALGEBRA", "--number", "SO-107"]);
        rail
    }

    fn sync(&self, more: &[&str]) -> Said {
        let url = self.service.url();
        let command = ["sales-order", "sync", "--netsuite", &url, "--token-file", "token.txt"];
        self.installation.run(&[&command, more].concat())
    }

    fn done(&self, more: &[&str]) -> Value {
        let said = self.sync(more);
        assert_eq!(said.code, Some(0), "{said:?}");
        said.json()
    }

    fn verdict(&self) -> String {
        let command = ["access", "check", "--customer", "learner0@example.org", "--course", "ALGEBRA"];
        self.installation.run(&command).json()["verdict"].as_str().expect("a verdict").to_owned()
    }
}

fn counts(report: &Value) -> [u64; 3] {
    ["added", "changed", "unchanged"].map(|key| report[key].as_u64().expect("a count"))
}

/// ENR-02, Q-40, Q-41
#[test]
fn a_contract_that_changes_in_the_service_moves_access_and_the_same_again_changes_nothing() {
    let rail = Rail::linked();
    let events = rail.installation.events();
    let again = rail.done(&[]);
    assert_eq!((counts(&again), &again["applied"]), ([0, 0, 1], &json!(false)));
    assert_eq!(rail.installation.events(), events);
    rail.service.put(107, &contract(107, "2026-01-31"));
    let planned = rail.done(&["--dry-run"]);
    assert_eq!((counts(&planned), &planned["access"]["losing"]), ([0, 1, 0], &json!(1)));
    assert_eq!(planned["access"]["rows"][0]["email"], "learner0@example.org");
    assert_eq!((rail.verdict(), rail.installation.events()), ("allow".to_owned(), events));
    let fingerprint = planned["fingerprint"].as_str().expect("a fingerprint");
    let applied = rail.done(&["--fingerprint", fingerprint]);
    assert_eq!((&applied["applied"], &applied["access"]), (&json!(true), &planned["access"]));
    assert_eq!(rail.verdict(), "deny");
    rail.service.put(107, &contract(107, "2099-06-30"));
    assert_eq!(rail.done(&[])["access"]["coming_back"], 1);
    assert_eq!(rail.verdict(), "allow");
}

/// ENR-02
#[test]
fn a_contract_that_vanished_is_reported_and_not_ended() {
    let rail = Rail::linked();
    rail.service.remove(107);
    rail.service.put(108, &contract(108, "2099-12-31"));
    let report = rail.done(&[]);
    assert_eq!((counts(&report), &report["vanished"]), ([1, 0, 0], &json!(["SO-107"])));
    let shown = rail.installation.done(&["sales-order", "show", "SO-107"]).json();
    assert_eq!((&shown["state"], &shown["taken"]), (&json!("running"), &json!(1)));
    assert_eq!(rail.verdict(), "allow");
}

/// ENR-02
#[test]
fn a_service_that_breaks_off_changes_nothing_and_calls_nothing_vanished() {
    let rail = Rail::linked();
    rail.service.put(1, &contract(1, "2099-12-31"));
    rail.service.put(107, &contract(107, "2026-01-31"));
    let events = rail.installation.events();
    rail.service.spoil("salesOrder/107", [Mishap::Status(404, Vec::new())]);
    let said = rail.sync(&[]);
    assert_eq!((said.code, said.output.as_str()), (Some(5), ""), "{said:?}");
    assert!(said.notes.contains("salesOrder/107"), "{said:?}");
    assert_eq!((rail.verdict(), rail.installation.events()), ("allow".to_owned(), events));
    assert_eq!(counts(&rail.done(&[])), [1, 1, 0], "the next time goes on from what is there");
}

/// ENR-01
#[test]
fn an_order_without_its_last_day_is_refused_by_its_id_and_the_field_and_the_others_go_on() {
    let rail = Rail::linked();
    rail.service.put(108, &contract(108, "2099-12-31"));
    rail.service.put(109, &contract(109, "2099-12-31").replace("endDate", "endDay"));
    let said = rail.sync(&[]);
    let report = said.json();
    assert_eq!(counts(&report), [1, 0, 1], "{said:?}");
    let told = said.output + &said.notes;
    assert!(told.contains("salesOrder/109") && told.contains("the field `endDate` is empty"), "{told}");
}

/// ENR-02
#[test]
fn a_token_that_runs_out_on_the_way_is_read_anew_from_its_file() {
    let rail = Rail::linked();
    rail.service.put(108, &contract(108, "2099-12-31"));
    let file = rail.installation.path("token.txt");
    rail.service.spoil("salesOrder/108", [Mishap::RunOut("the.next.token".to_owned(), file)]);
    assert_eq!(counts(&rail.done(&[])), [1, 0, 1]);
}

#[test]
fn a_token_is_never_sent_unencrypted_over_a_network_and_never_printed() {
    let rail = Rail::linked();
    rail.installation.write("token.txt", "another.token\n");
    let denied = rail.sync(&[]);
    assert_eq!(denied.code, Some(5), "{denied:?}");
    assert!(denied.notes.contains("401") && !denied.notes.contains("another.token"), "{denied:?}");
    let plain =
        ["sales-order", "sync", "--netsuite", "http://records.example.org", "--token-file", "token.txt"];
    let refused = rail.installation.run(&plain);
    assert_eq!(refused.code, Some(2), "{refused:?}");
    assert!(refused.notes.contains("unencrypted"), "{refused:?}");
}
