use serde_json::Value;

use crate::seat::office::Office;

const RECLAIM: &str = "seat reclaim --buyer acme@example.org --product SCIENCE";

fn row(report: &Value, number: usize) -> (&str, &str) {
    let row = &report["rows"][number];
    (row["result"].as_str().unwrap(), row["email"].as_str().unwrap_or_default())
}

/// REG-29, REG-30, REG-33, X-08
#[test]
fn a_seat_that_is_taken_back_is_free_again_and_its_learner_is_out_of_the_course() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 3);
    office.assign(&["ada", "alan"]);
    assert_eq!(office.verdict("ada", "SCI"), "allow");
    let report = office.json(&format!("{RECLAIM} --holder ada@example.org --reason left~the~company"));
    assert_eq!((&report["applied"], &report["counts"]["reclaimed"]), (&true.into(), &1.into()));
    assert_eq!(row(&report, 0), ("reclaimed", "ada@example.org"));
    assert_eq!(office.counts("acme"), [2, 0, 1, 0]);
    assert_eq!(
        (office.verdict("ada", "SCI"), office.verdict("alan", "SCI")),
        ("deny".into(), "allow".into())
    );
    let learners = office.json("enrollment list --course SCI");
    let of_ada = learners["items"].as_array().unwrap().iter().find(|line| line["email"] == "ada@example.org");
    assert_eq!(of_ada.unwrap()["state"], "unenrolled", "{learners}");
    office.assign(&["grace"]);
    assert_eq!(office.counts("acme"), [1, 0, 2, 0]);
}

/// ACC-13, Q-20
#[test]
fn who_has_the_product_from_elsewhere_too_may_still_open_it() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    office.buy("bell", "SCI-YEAR", 2);
    office.assign(&["ada"]);
    office.done(
        "seat assign --buyer bell@example.org --product SCIENCE --to ada@example.org:Ada:Example --stack",
    );
    office.done(&format!("{RECLAIM} --holder ada@example.org"));
    assert_eq!(office.verdict("ada", "SCI"), "allow");
    assert_eq!((office.counts("acme"), office.counts("bell")), ([2, 0, 0, 0], [1, 0, 1, 0]));
}

/// Q-10, N32
#[test]
fn the_code_and_the_links_from_before_open_nothing_any_more() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    let seat = office.seats("acme")[0]["seat"].as_str().unwrap().to_owned();
    let code = |office: &Office| {
        office.json(&format!("seat show {seat} --reveal-code"))["code"].as_str().unwrap().to_owned()
    };
    let old = code(&office);
    let link = office.json(&format!("seat link --seat {seat}"))["link"].as_str().unwrap().to_owned();
    office.done(&format!("seat reclaim --seat {seat}"));
    assert_ne!(code(&office), old);
    let take = "--email eve@example.org --first-name Eve --last-name Example";
    assert_ne!(office.run(&format!("seat claim --code {old} {take}")).code, 0);
    assert_ne!(office.run(&format!("seat claim --link {link} {take}")).code, 0);
    assert_eq!(office.counts("acme"), [2, 0, 0, 0]);
    office.done(&format!("seat claim --code {} {take}", code(&office)));
    assert_eq!(office.counts("acme"), [1, 0, 1, 0]);
}

///
#[test]
fn a_price_may_keep_held_seats_where_they_are() {
    for (policy, quantity, most) in [("never", 2, 0), ("before-start", 2, 0), ("capped:50", 4, 2)] {
        let office = Office::open();
        office.done(&format!("price edit SCI-YEAR --reclaim {policy}"));
        office.buy("acme", "SCI-YEAR", quantity);
        office.done("price edit SCI-YEAR --reclaim always");
        for taken_back in 0..=most {
            office.assign(&["ada"]);
            let command = format!("{RECLAIM} --holder ada@example.org");
            if taken_back < most {
                office.done(&command);
            } else {
                assert!(office.refused(&command).contains(&"Q-02".to_owned()), "{policy}");
                let details = office.run(&command).error()["details"].clone();
                assert_eq!(row(&details, 0), ("refused", "ada@example.org"), "{policy}");
            }
        }
        assert_eq!(office.counts("acme")[2], 1, "{policy}");
    }
}

/// REG-33
#[test]
fn one_wrong_address_of_many_keeps_every_seat_unless_it_is_left_out() {
    let mut office = Office::open();
    office.buy("acme", "SCI-YEAR", 3);
    office.buy("bell", "SCI-YEAR", 2);
    office.assign(&["ada", "alan"]);
    office.done("seat assign --buyer bell@example.org --product SCIENCE --to eve@example.org:Eve:Example");
    let list = ["Email", "ada@example.org", "eve@example.org", "ADA@example.org", "alan@example.org"];
    office.type_in(&list);
    let rules = office.refused(&format!("{RECLAIM} --file -"));
    assert_eq!(rules, ["REG-29", "Q-07", "Q-28"]);
    assert_eq!(office.counts("acme"), [1, 0, 2, 0]);
    office.type_in(&list);
    let report = office.json(&format!("{RECLAIM} --file - --skip-bad"));
    let results: Vec<_> = (0..4).map(|number| row(&report, number).0).collect();
    assert_eq!(results, ["reclaimed", "refused", "duplicate", "reclaimed"]);
    assert_eq!(report["rows"][1]["line"], 3);
    assert_eq!((office.counts("acme"), office.counts("bell")), ([3, 0, 0, 0], [1, 0, 1, 0]));
}

/// IMP-23
#[test]
fn everybody_is_taken_back_from_once_their_number_is_confirmed() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 3);
    office.assign(&["ada", "alan", "grace"]);
    office.done("settings set guard_threshold 2");
    let all = format!("{RECLAIM} --all");
    let rehearsed = office.json(&format!("{all} --dry-run"));
    assert_eq!((&rehearsed["applied"], &rehearsed["counts"]["reclaimed"]), (&false.into(), &3.into()));
    assert_eq!(office.refused(&all), ["IMP-23"]);
    assert_eq!(office.refused(&format!("{all} --confirm 2")), ["IMP-23"]);
    assert_eq!(office.counts("acme"), [0, 0, 3, 0]);
    office.done(&format!("{all} --confirm 3"));
    assert_eq!(office.counts("acme"), [3, 0, 0, 0]);
    let again = office.json(&all);
    assert_eq!((&again["counts"]["reclaimed"], &again["rows"]), (&0.into(), &Value::Array(Vec::new())));
}

/// Q-19, REG-38
#[test]
fn a_seat_is_taken_back_only_from_the_buyer_who_is_named_and_never_while_it_is_void() {
    let office = Office::open();
    let order = office.buy("acme", "SCI-YEAR", 2);
    let seat = office.seats("acme")[0]["seat"].as_str().unwrap().to_owned();
    assert_eq!(office.run(&format!("seat reclaim --buyer bell@example.org --seat {seat}")).code, 3);
    office.done(&format!("order cancel {order}"));
    let rules = office.refused(&format!("seat reclaim --seat {seat}"));
    assert!(rules.contains(&"REG-38".to_owned()), "{rules:?}");
    assert_eq!(office.counts("acme"), [0, 0, 0, 2]);
    assert_eq!(office.run("seat reclaim --product SCIENCE --all").code, 2, "a buyer has to be named");
}

///
#[test]
fn a_buyer_names_a_learner_by_the_address_they_know_even_when_there_is_another_by_now() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    office.assign(&["ada"]);
    office.done("customer edit ada@example.org --email ada.private@example.org");
    let said = office.done(&format!("{RECLAIM} --holder ada@example.org"));
    assert!(!said.output.contains("private"), "{}", said.output);
    assert_eq!(office.verdict("ada.private", "SCI"), "deny");
}

#[test]
fn people_are_told_what_became_of_each_seat() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    office.assign(&["ada"]);
    let page = office.done(&format!("{RECLAIM} --holder ada@example.org --output table")).output;
    assert!(page.starts_with("took back 1 seat\n"), "{page}");
    assert!(page.contains("ada@example.org") && page.contains("reclaimed"), "{page}");
    let said = office.run(&format!("{RECLAIM} --holder ada@example.org --output table"));
    assert!(said.notes.contains("nobody with this address holds one of these seats"), "{}", said.notes);
}

/// with terms that end at completion, who has completed every course of the product keeps the seat.
#[test]
fn a_seat_that_may_go_back_only_before_completion_stays_with_whom_has_completed_its_course() {
    let office = Office::open();
    office.done("price edit SCI-YEAR --reclaim before-completion");
    office.done("item add SCI-LAB --course SCI --title Lab --kind event");
    office.buy("acme", "SCI-YEAR", 3);
    office.assign(&["ada", "alan"]);
    let attend = "transcript edit --customer ada@example.org --item SCI-LAB --status";
    office.done(&format!("{attend} attended"));
    let report = office.run(&format!("{RECLAIM} --holder ada@example.org alan@example.org"));
    assert_eq!(report.code, 1);
    let refused = &report.json()["rows"][0];
    assert_eq!((&refused["result"], &refused["rules"][0]), (&"refused".into(), &"Q-02".into()), "{refused}");
    assert_eq!(office.counts("acme"), [1, 0, 2, 0]);
    office.done(&format!("{RECLAIM} --holder alan@example.org"));
    office.done(&format!("{attend} not-attempted"));
    office.done(&format!("{RECLAIM} --holder ada@example.org"));
    assert_eq!(office.counts("acme"), [3, 0, 0, 0]);
}

/// SIM-01, Q-02
#[test]
fn a_what_if_of_other_terms_names_the_held_seats_that_they_open_or_keep_and_writes_nothing() {
    let office = Office::open();
    office.done("item add SCI-LAB --course SCI --title Lab --kind event");
    office.buy("acme", "SCI-YEAR", 3);
    office.assign(&["ada", "alan"]);
    office.done("transcript edit --customer ada@example.org --item SCI-LAB --status attended");
    let what_if = |policy: &str| office.json(&format!("report what-if --price SCI-YEAR --reclaim {policy}"));
    let found = what_if("before-completion");
    assert_eq!((&found["changed"], &found["opened"]), (&1.into(), &0.into()), "{found}");
    let row = &found["rows"][0];
    assert_eq!((&row["holder"], &row["buyer"]), (&"ada@example.org".into(), &"acme@example.org".into()));
    assert_eq!((&row["before"], &row["after"]), (&"may_be_taken_back".into(), &"stays".into()));
    assert_eq!(row["rules"][0], "Q-02");
    assert_eq!((&what_if("never")["changed"], &what_if("always")["changed"]), (&2.into(), &0.into()));
    assert_eq!(what_if("capped:50")["changed"], 0, "one of three may go, and each is looked at on its own");
    assert_eq!(what_if("capped:20")["changed"], 2);
    office.done("price edit SCI-YEAR --reclaim never");
    office.buy("bell", "SCI-YEAR", 2);
    office.done("seat assign --buyer bell@example.org --product SCIENCE --to kurt@example.org:Kurt:Example");
    let opened = what_if("always");
    assert_eq!((&opened["changed"], &opened["opened"]), (&1.into(), &1.into()), "{opened}");
    assert_eq!(opened["rows"][0]["holder"], "kurt@example.org");
    assert_eq!((office.counts("acme"), office.counts("bell")), ([1, 0, 2, 0], [1, 0, 1, 0]));
    assert_eq!(office.run("report what-if --price SCI-YEAR --reclaim sometimes").code, 2);
    assert_eq!(office.run("report what-if --price SCI-YEAR --reclaim never --duration 9~days").code, 2);
}
