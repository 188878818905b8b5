use serde_json::json;

use super::invited::{invited, mailed_link};
use crate::seat::office::Office;

/// Everything that stands in the export of a person, one file after the other.
fn archive(office: &Office, name: &str) -> String {
    let export = format!("customer export --customer {name}@example.org --to {name}.zip --output table");
    office.done(&export).output
}

/// One file of it.
fn file(archive: &str, name: &str) -> String {
    let (_, rest) = archive.split_once(&format!("== {name}.csv\n")).unwrap();
    rest.split("== ").next().unwrap().to_owned()
}

fn add(office: &Office, name: &str) -> String {
    let add = format!("customer add --email {name}@example.org --first-name {name} --last-name Learner");
    office.json(&add)["id"].as_str().unwrap().to_owned()
}

fn erase(office: &Office, name: &str) {
    office.done(&format!("customer status {name}@example.org inactive"));
    office.done(&format!("customer erase --customer {name}@example.org --yes"));
}

/// GDPR-12, Q-05
#[test]
fn an_export_tells_neither_the_address_nor_the_words_of_an_invitation_that_was_handed_on() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    for name in ["ada", "bob"] {
        add(&office, name);
    }
    let invite =
        "seat invite --buyer acme@example.org --product SCIENCE --to bob@example.org --text dear~Bob";
    office.done(invite);
    let claim = "--email ada@example.org --first-name Ada --last-name Lovelace";
    office.done(&format!("seat claim --link {} {claim}", mailed_link(&office, 0)));
    let of_ada = archive(&office, "ada");
    assert!(file(&of_ada, "invitations_received").contains(",accepted"), "{of_ada}");
    assert!(!of_ada.contains("bob@example.org") && !of_ada.contains("dear Bob"), "{of_ada}");
    let of_bob = file(&archive(&office, "bob"), "invitations_received");
    assert!(of_bob.contains("bob@example.org,dear Bob,") && of_bob.contains(",accepted"), "{of_bob}");
    erase(&office, "ada");
    let seats = office.seats("acme");
    let claimed = seats.iter().find(|seat| seat["state"] == "claimed").unwrap();
    assert_eq!(claimed["invitations"][0]["address"], "bob@example.org");
}

/// GDPR-02, GDPR-12, N121
#[test]
fn an_export_tells_what_went_to_a_former_address_and_how_it_ended() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    add(&office, "old");
    let invitation = invited(&office, "old")["invitation"].as_str().unwrap().to_owned();
    office.done(&format!("seat withdraw --invitation {invitation}"));
    office.done("mail suppressions add old@example.org");
    office.done("customer edit old@example.org --email ada@example.org");
    let archive = archive(&office, "ada");
    let former = file(&archive, "former_emails");
    assert!(former.contains("old@example.org,2026-03-01T12:00:00Z"), "{former}");
    let received = file(&archive, "invitations_received");
    assert!(received.contains("old@example.org") && received.contains(",withdrawn"), "{received}");
    for name in ["mails", "suppressions"] {
        assert!(file(&archive, name).contains("old@example.org"), "{name}: {archive}");
    }
    // Once somebody else has the address, what goes there is about them.
    add(&office, "old");
    let archive = self::archive(&office, "ada");
    assert!(file(&archive, "former_emails").contains("old@example.org"));
    for name in ["invitations_received", "mails", "suppressions"] {
        assert!(!file(&archive, name).contains("old@example.org"), "{name}: {archive}");
    }
}

/// GDPR-12, VIEW-03
#[test]
fn an_export_names_no_manager_no_order_of_a_buyer_and_no_hash_of_a_link() {
    let office = Office::open();
    let order = office.buy("acme", "SCI-YEAR", 2);
    add(&office, "ada");
    let manager = add(&office, "grace");
    office.done("customer manager set ada@example.org --manager grace@example.org");
    office.done("customer password ada@example.org --send-link");
    office.assign(&["ada"]);
    let archive = archive(&office, "ada");
    let activity = file(&archive, "activity");
    for kind in ["manager_set", "account_link_made", "access_granted"] {
        assert!(activity.contains(kind), "{kind}: {activity}");
    }
    let (id, digits) = order.split_once('_').unwrap();
    assert!(id == "ord" && !digits.is_empty());
    for told in [order.as_str(), manager.as_str(), "\"\"link\"\"", "\"\"manager\"\""] {
        assert!(!archive.contains(told), "{told}: {archive}");
    }
    let buyer = self::archive(&office, "acme");
    assert!(file(&buyer, "seats_bought").contains(&order), "{buyer}");
}

/// GDPR-11, GDPR-12, N122
#[test]
fn nothing_more_goes_to_an_address_whose_owner_is_gone() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 3);
    for name in ["ada", "bob"] {
        add(&office, name);
    }
    let [of_ada, of_bob] =
        ["ada", "bob"].map(|name| invited(&office, name)["invitation"].as_str().unwrap().to_owned());
    invited(&office, "eve");
    let links = [0, 1].map(|place| mailed_link(&office, place));
    assert_eq!(office.counts("acme"), [0, 3, 0, 0]);
    erase(&office, "ada");
    office.done("customer delete --customer bob@example.org --yes");
    assert_eq!(office.counts("acme"), [2, 1, 0, 0]);
    let ended = office.seats("acme").into_iter().filter(|seat| seat["state"] == "available");
    for seat in ended {
        let invitation = &seat["invitations"][0];
        assert_eq!((&invitation["state"], &invitation["address"]), (&json!("withdrawn"), &json!(null)));
    }
    for link in links {
        let claim =
            format!("seat claim --link {link} --email new@example.org --first-name New --last-name One");
        assert_eq!(office.run(&claim).code, 1);
    }
    for invitation in [of_ada, of_bob] {
        for verb in ["resend", "remind"] {
            assert_ne!(office.run(&format!("seat {verb} --invitation {invitation}")).code, 0, "{verb}");
        }
    }
}
