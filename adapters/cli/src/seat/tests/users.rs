use crate::seat::office::Office;

fn users(office: &Office, rest: &str) -> Vec<String> {
    let listed = office.json(&format!("customer seat-users --customer acme@example.org {rest}"));
    let items = listed["items"].as_array().unwrap();
    items.iter().map(|item| item["email"].as_str().unwrap().to_owned()).collect()
}

fn with_users() -> Office {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 4);
    office.assign(&["ada", "alan"]);
    office.done("seat invite --buyer acme@example.org --product SCIENCE --to grace@example.org");
    office
}

/// REG-27, REG-31, REG-32, REG-34, X-18
#[test]
fn registration_code_users_are_those_who_hold_a_seat_and_nobody_invited() {
    let office = with_users();
    assert_eq!(users(&office, ""), ["ada@example.org", "alan@example.org"]);
    assert_eq!(users(&office, "--product SCIENCE").len(), 2);
    assert!(users(&office, "--product ART").is_empty());
    let listed = office.json("customer seat-users --customer acme@example.org");
    let customer = listed["items"][0]["customer"].as_str().unwrap();
    assert_eq!(office.json(&format!("customer show {customer}"))["email"], "ada@example.org");
    assert!(users(&office, "--limit 1").len() == 1);
}

/// REG-33
#[test]
fn who_is_removed_is_no_user_any_more() {
    let office = with_users();
    office.done("seat reclaim --buyer acme@example.org --product SCIENCE --holder ada@example.org");
    assert_eq!(users(&office, ""), ["alan@example.org"]);
    assert_eq!(office.counts("acme"), [2, 1, 1, 0]);
}

/// X-18, REG-17
#[test]
fn who_accepted_an_invitation_is_a_user_like_any_other() {
    let office = with_users();
    let seats = office.seats("acme");
    let open = seats.iter().find(|seat| seat["state"] == "available").unwrap()["seat"].as_str().unwrap();
    let link = office.json(&format!("seat link --seat {open}"))["link"].as_str().unwrap().to_owned();
    office.done(&format!(
        "seat claim --link {link} --email joan@example.org --first-name Joan --last-name Clarke"
    ));
    assert!(users(&office, "").contains(&"joan@example.org".to_owned()));
}

/// GRP-06, GRP-07
#[test]
fn the_buyer_and_all_users_are_put_into_a_group_at_once_and_only_once() {
    let office = with_users();
    office.done("group add NIGHT --name Night");
    let members = || {
        let listed = office.json("group members NIGHT");
        let items = listed["items"].as_array().unwrap().clone();
        items.iter().map(|item| item["email"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let said = office.done("customer seat-users --customer acme@example.org --add-to-group NIGHT");
    assert!(said.notes.contains("put 3 customers into group `NIGHT`"), "{}", said.notes);
    assert_eq!(members(), ["acme@example.org", "ada@example.org", "alan@example.org"]);
    office.assign(&["joan"]);
    assert_eq!(members().len(), 3, "the group is a snapshot, not a standing rule");
    let again = office.done("customer seat-users --customer acme@example.org --add-to-group NIGHT");
    assert!(again.notes.contains("put 1 customer into group"), "{}", again.notes);
    assert_eq!(members().len(), 4);
    assert_eq!(office.run("customer seat-users --customer acme@example.org --add-to-group NONE").code, 3);
}

/// REG-10, REG-12, REG-41, X-18
#[test]
fn whichever_way_a_seat_is_given_out_its_holder_is_one_of_the_buyers_learners() {
    let mut office = Office::open();
    office.buy("acme", "ART-YEAR", 2);
    office.buy("acme", "SCI-YEAR", 5);
    office.assign(&["ada"]);
    office.done("seat assign --buyer acme@example.org --product ART --existing ada@example.org");
    office.type_in(&["First Name,Last Name,Email", "Alan,Turing,alan@example.org"]);
    office.done("seat assign --buyer acme@example.org --product SCIENCE --file -");
    let seats = office.seats("acme");
    let available: Vec<&str> = seats
        .iter()
        .filter(|seat| seat["state"] == "available" && seat["product"] == "SCIENCE")
        .map(|seat| seat["seat"].as_str().unwrap())
        .collect();
    let link = office.json(&format!("seat link --seat {}", available[0]));
    let link = link["link"].as_str().unwrap();
    office.done(&format!(
        "seat claim --link {link} --email mary@example.org --first-name Mary --last-name Jackson"
    ));
    let shown = office.json(&format!("seat show {} --reveal-code", available[1]));
    let code = shown["code"].as_str().unwrap();
    office.done(&format!(
        "seat claim --code {code} --email joan@example.org --first-name Joan --last-name Clarke"
    ));
    let listed = office.json("customer seat-users --customer acme@example.org");
    let mut ways: Vec<&str> =
        listed["items"].as_array().unwrap().iter().map(|item| item["way"].as_str().unwrap()).collect();
    ways.sort_unstable();
    assert_eq!(ways, ["code", "existing", "invitation", "profile", "upload"]);
    let all = office
        .json("seat assign --buyer acme@example.org --product ART --existing --dry-run --fill-available");
    assert_eq!(all["counts"]["recipients"], 4, "all four learners can be ticked next time");
}

/// AUD-06: a buyer gives out and takes back their own seats and nobody else's, and hands none over.
#[test]
fn under_impersonation_only_the_seats_that_the_customer_answers_for_are_theirs_to_give_and_take() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 3);
    office.assign(&["ada", "alan"]);
    let act_as = |who: &str| {
        let begin = format!("customer impersonate --customer {who}@example.org --reason help");
        format!("--impersonation {}", office.json(&begin)["id"].as_str().unwrap())
    };
    let (ada, acme) = (act_as("ada"), act_as("acme"));
    for command in [
        "seat hand-over --buyer acme@example.org --to ada@example.org --yes",
        "seat reclaim --buyer acme@example.org --product SCIENCE --holder ada@example.org alan@example.org --yes",
        "seat reclaim --buyer acme@example.org --product SCIENCE --holder ada@example.org --yes",
        "seat assign --buyer acme@example.org --product SCIENCE --to kurt@example.org:Kurt:Example",
    ] {
        assert_eq!(office.refused(&format!("{command} {ada}")), ["AUD-06"], "{command}");
    }
    assert_eq!(office.counts("acme"), [1, 0, 2, 0]);
    office.done(&format!(
        "seat assign --buyer acme@example.org --product SCIENCE --to kurt@example.org:Kurt:Example {acme}"
    ));
    office.done(&format!(
        "seat reclaim --buyer acme@example.org --product SCIENCE --holder ada@example.org --yes {acme}"
    ));
    let over = format!("seat hand-over --buyer acme@example.org --to bell@example.org --yes {acme}");
    assert_eq!(office.refused(&over), ["AUD-06"]);
    assert_eq!(office.counts("acme"), [1, 0, 2, 0]);
}
