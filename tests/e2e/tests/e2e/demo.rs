//! The demo.

use rollbook_e2e::Installation;
use serde_json::Value;

/// Everything an operator can list, ids and all, but not when.
fn everything(installation: &Installation) -> Vec<String> {
    let lists: [&[&str]; 9] = [
        &["customer", "list", "--all"],
        &["group", "list", "--all"],
        &["product", "list", "--all"],
        &["price", "list", "--all"],
        &["course", "list", "--all"],
        &["order", "list", "--all"],
        &["report", "enrollments", "--at", "2025-05-05"],
        &["seat", "list", "--buyer", "office@acme.example"],
        &["mail", "list"],
    ];
    lists.map(|list| without_instants(installation.done(list).json()).to_string()).to_vec()
}

/// Seats are given out when the demo is made, so two demos differ in the instants of that, and in nothing else.
fn without_instants(mut printed: Value) -> Value {
    match &mut printed {
        Value::Object(fields) => {
            fields.retain(|name, _| !name.ends_with("_at") && name != "since");
            fields.values_mut().for_each(|value| *value = without_instants(value.take()));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| *item = without_instants(item.take())),
        _ => {}
    }
    printed
}

#[test]
fn two_demos_are_the_same_and_a_second_run_changes_nothing() {
    let (one, other) = (Installation::empty(), Installation::empty());
    let told = one.done(&["demo"]).json();
    assert_eq!(told["explained"]["verdict"], "deny");
    other.done(&["demo"]);
    assert_eq!(everything(&one), everything(&other));
    let events = one.events();
    assert_eq!(one.done(&["demo"]).json()["outcome"], "unchanged");
    assert_eq!(one.events(), events);
}

#[test]
fn every_state_of_an_enrollment_is_in_the_demo() {
    let installation = Installation::empty();
    installation.done(&["demo"]);
    let report =
        installation.done(&["report", "enrollments", "--at", "2025-05-05", "--output", "csv"]).output;
    let counts = report.lines().skip(1).map(|line| line.split(',').skip(1).map(str::parse::<u32>));
    let sums = counts.fold([0; 4], |mut sums, line| {
        for (sum, count) in sums.iter_mut().zip(line) {
            *sum += count.expect("a count");
        }
        sums
    });
    assert!(sums.iter().all(|sum| *sum > 0), "{report}");
}

#[test]
fn the_commands_that_the_demo_suggests_work() {
    let installation = Installation::empty();
    let told = installation.done(&["demo"]).json();
    for command in told["try"].as_array().expect("a list") {
        let words: Vec<&str> = command.as_str().expect("a command").split(' ').skip(1).collect();
        let said = installation.done(&words);
        assert!(said.output.len() > 100, "{command}: {said:?}");
    }
}
