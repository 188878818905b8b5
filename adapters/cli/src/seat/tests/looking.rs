use crate::seat::office::Office;

fn given_out() -> Office {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 3);
    office.assign(&["ada"]);
    office.done("seat invite --buyer acme@example.org --product SCIENCE --to alan@example.org");
    office
}

/// REG-07, REG-08, REG-20, REG-21, Q-01
#[test]
fn a_list_of_seats_says_who_holds_which_and_who_is_invited() {
    let office = given_out();
    let seats = office.seats("acme");
    assert_eq!(seats.iter().map(|seat| &seat["number"]).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!((&seats[0]["state"], &seats[0]["holder"]), (&"claimed".into(), &"ada@example.org".into()));
    assert_eq!((&seats[0]["way"], &seats[0]["product"]), (&"profile".into(), &"SCIENCE".into()));
    assert_eq!((&seats[1]["state"], &seats[1]["holder"]), (&"pending".into(), &serde_json::Value::Null));
    let invitation = &seats[1]["invitations"][0];
    assert_eq!((&invitation["address"], &invitation["state"]), (&"alan@example.org".into(), &"open".into()));
    assert_eq!(invitation["channel"], "mail");
    assert_eq!(seats[2]["state"], "available");
    let listed = office.done("seat list --buyer acme@example.org --output table");
    assert!(listed.notes.contains("3 seats: 1 available, 1 pending, 1 claimed, 0 void."), "{}", listed.notes);
    assert!(listed.output.contains("alan@example.org"));
}

/// REG-08, REG-21, REG-27
#[test]
fn a_list_of_seats_is_narrowed_by_state_product_and_order() {
    let office = given_out();
    let order = office.buy("acme", "ART-YEAR", 2);
    let count = |rest: &str| {
        office.json(&format!("seat list --buyer acme@example.org {rest}"))["items"].as_array().unwrap().len()
    };
    assert_eq!((count(""), count("--state pending"), count("--state claimed")), (5, 1, 1));
    assert_eq!((count("--product ART"), count(&format!("--order {order}"))), (2, 2));
    assert_eq!(count("--product ART --state claimed"), 0);
    assert_eq!(count("--limit 2"), 2);
}

///
#[test]
fn the_buyer_is_shown_the_address_they_gave_the_seat_to_and_never_a_later_one() {
    let office = given_out();
    office.done("customer edit ada@example.org --email ada.private@example.org");
    let seat = office.seats("acme")[0]["seat"].as_str().unwrap().to_owned();
    for view in [
        "seat list --buyer acme@example.org".to_owned(),
        format!("seat show {seat}"),
        format!("seat history {seat}"),
    ] {
        let output = office.done(&view).output;
        assert!(output.contains("ada@example.org") && !output.contains("private"), "{view}: {output}");
    }
}

/// Q-19, SEAT-01
#[test]
fn a_buyer_sees_nothing_of_the_seats_of_others() {
    let office = given_out();
    office.buy("bell", "SCI-YEAR", 2);
    office.done(
        "seat assign --buyer bell@example.org --product SCIENCE --stack --to ada@example.org:Ada:Example",
    );
    let of_bell = office.seats("bell");
    assert_eq!(of_bell.len(), 2);
    let seat = of_bell[0]["seat"].as_str().unwrap();
    for view in ["show", "history"] {
        assert_eq!(office.run(&format!("seat {view} {seat} --buyer acme@example.org")).code, 3);
        office.done(&format!("seat {view} {seat} --buyer bell@example.org"));
    }
    let of_acme = office.done("seat list --buyer acme@example.org").output;
    assert!(!of_acme.contains(seat), "{of_acme}");
}

/// N35
#[test]
fn a_registration_code_is_shown_only_when_asked_for() {
    let office = given_out();
    let seat = office.seats("acme")[2]["seat"].as_str().unwrap().to_owned();
    assert_eq!(office.json(&format!("seat show {seat}"))["code"], serde_json::Value::Null);
    let shown = office.json(&format!("seat show {seat} --reveal-code"));
    let code = shown["code"].as_str().unwrap();
    assert_eq!(code.split('-').map(str::len).collect::<Vec<_>>(), [4, 4, 4, 4, 1]);
    let page = office.done(&format!("seat show {seat} --reveal-code --output table")).output;
    assert!(page.contains(code), "{page}");
    assert!(!office.done(&format!("seat show {seat} --output table")).output.contains(code));
    assert!(!office.done("seat list --buyer acme@example.org").output.contains(code));
}

/// SEAT-01
#[test]
fn a_seat_tells_its_life_story() {
    let office = given_out();
    let seat = office.seats("acme")[1]["seat"].as_str().unwrap().to_owned();
    office.done(&format!(
        "seat assign --buyer acme@example.org --seat {seat} --to grace@example.org:Grace:Example --reason hired"
    ));
    office.done(&format!("seat reclaim --seat {seat} --reason left"));
    let story = office.json(&format!("seat history {seat}"));
    let told: Vec<_> = story["items"].as_array().unwrap().iter().map(|item| &item["what"]).collect();
    assert_eq!(told, ["bought", "invited", "claimed", "reclaimed"]);
    let claimed = &story["items"][2];
    assert_eq!((&claimed["address"], &claimed["actor"]), (&"grace@example.org".into(), &"tester".into()));
    assert_eq!((&claimed["reason"], &claimed["way"]), (&"hired".into(), &"profile".into()));
    let page = office.done(&format!("seat history {seat} --output table")).output;
    for part in ["invited", "alan@example.org", "claimed by profile", "Sunday 1 March 2026", "tester", "left"]
    {
        assert!(page.contains(part), "{part} is not in {page}");
    }
}

#[test]
fn a_seat_that_does_not_exist_is_not_found() {
    let office = Office::open();
    for verb in ["show", "history"] {
        assert_eq!(office.run(&format!("seat {verb} seat_01h2xcejqtf2nbrexx3vqjhp41")).code, 3);
        assert_eq!(office.run(&format!("seat {verb} nonsense")).code, 2);
    }
    assert_eq!(office.run("seat list --buyer nobody@example.org").code, 3);
}
