use rollbook_domain::mail::MailKind;
use serde_json::{Value, json};

use super::invited::{first_seat, invite, invited, mailed_link};
use crate::seat::office::Office;

const INVITE: &str = "seat invite --buyer acme@example.org --product SCIENCE";

fn open_invitations(office: &Office) -> Vec<Value> {
    let seats = office.seats("acme");
    let all = seats.iter().flat_map(|seat| seat["invitations"].as_array().unwrap().clone());
    all.filter(|invitation| invitation["state"] == "open").collect()
}

/// REG-14, REG-15, REG-17, REG-21, MAIL-04
#[test]
fn people_are_invited_to_a_seat_each_and_mailed_the_buyers_own_words() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 3);
    let report = invite(&office, "--to ada@example.org --to alan@example.org --text Please~be~done~by~May.");
    assert_eq!(report["applied"], true);
    let expected = json!({
        "recipients": 2, "invited": 2, "duplicates": 0, "already_invited": 0, "already_have_access": 0,
        "refused": 0, "mails": 2,
    });
    assert_eq!(report["counts"], expected);
    let row = &report["rows"][0];
    assert_eq!(
        (&row["email"], &row["result"], &row["line"]),
        (&json!("ada@example.org"), &json!("invited"), &json!(1))
    );
    assert!(row["seat"].as_str().unwrap().starts_with("seat_"));
    assert!(row["invitation"].as_str().unwrap().starts_with("inv_"));
    assert_eq!(office.counts("acme"), [1, 2, 0, 0]);
    let mails = office.mails(MailKind::SeatInvitation);
    assert_eq!(mails.len(), 2);
    let facts = mails[0].facts.as_ref().unwrap();
    assert_eq!(facts.text.as_deref(), Some("Please be done by May."));
    assert_eq!(facts.buyer.as_deref(), Some("acme Office"));
    assert_eq!(facts.products, ["SCIENCE"]);
    assert!(facts.window.is_some() && facts.expires_at.is_some());
    // REG-32: whoever is only invited has no account.
    assert_eq!(office.run("customer show ada@example.org").code, 3);
}

/// REG-16, Q-07, N97
#[test]
fn the_same_file_twice_sends_nothing_twice() {
    let mut office = Office::open();
    office.buy("acme", "SCI-YEAR", 5);
    office.type_in(&["Email", "ada@example.org", "ADA@example.org", "alan@example.org"]);
    let command = format!("{INVITE} --file -");
    let first = office.json(&command);
    assert_eq!((&first["counts"]["invited"], &first["counts"]["duplicates"]), (&json!(2), &json!(1)));
    assert_eq!(first["rows"][1]["line"], 3);
    assert_eq!(first["rows"][1]["rules"], json!(["Q-07"]));
    let second = office.json(&command);
    assert_eq!((&second["counts"]["invited"], &second["counts"]["already_invited"]), (&json!(0), &json!(2)));
    assert_eq!(second["applied"], false);
    let third = office.json("import emails - --buyer acme@example.org --product SCIENCE");
    assert_eq!((&third["counts"]["invited"], &third["counts"]["mails"]), (&json!(0), &json!(0)));
    assert_eq!(office.mails(MailKind::SeatInvitation).len(), 2);
    assert_eq!(office.counts("acme"), [3, 2, 0, 0]);
}

/// REG-16
#[test]
fn a_file_of_addresses_comes_in_through_the_door_of_imports_too() {
    let mut office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    office.type_in(&["Email", "ada@example.org"]);
    let command = "import emails - --buyer acme@example.org --product SCIENCE --text Welcome.";
    assert_eq!(office.json(&format!("{command} --dry-run"))["applied"], false);
    assert!(office.mails(MailKind::SeatInvitation).is_empty());
    assert_eq!(office.json(command)["counts"]["invited"], 1);
    assert_eq!(office.counts("acme"), [1, 1, 0, 0]);
}

/// Q-06, N81
#[test]
fn more_recipients_than_seats_are_refused_before_anything_is_sent() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    let command = format!("{INVITE} --to a@example.org b@example.org c@example.org");
    assert_eq!(office.refused(&command), ["Q-06"]);
    let said = office.run(&command).error()["message"].as_str().unwrap().to_owned();
    assert!(said.contains("3 recipients") && said.contains("2 are available"), "{said}");
    assert_eq!((office.counts("acme"), office.mails(MailKind::SeatInvitation).len()), ([2, 0, 0, 0], 0));
    let filled = office.done(&format!("{command} --fill-available"));
    assert!(filled.notes.contains("1 recipient is left without a seat"), "{}", filled.notes);
    assert_eq!(office.mails(MailKind::SeatInvitation).len(), 2);
}

///
#[test]
fn whoever_has_access_already_is_not_invited() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 3);
    office.assign(&["ada"]);
    let said = office.done(&format!("{INVITE} --to ada@example.org"));
    assert_eq!(said.json()["counts"]["already_have_access"], 1);
    assert!(said.notes.contains("Q-08"), "{}", said.notes);
    assert!(office.mails(MailKind::SeatInvitation).is_empty());
}

/// Q-28, CUS-29
#[test]
fn a_bad_row_refuses_all_unless_it_is_left_out() {
    let mut office = Office::open();
    office.buy("acme", "SCI-YEAR", 3);
    office.type_in(&["Email", "ada@example.org", "nobody"]);
    let command = format!("{INVITE} --file -");
    let said = office.run(&command);
    assert_eq!(said.code, 1);
    let refused = &said.error()["details"]["refused"][0];
    assert_eq!(
        (&refused["line"], &refused["column"], &refused["value"]),
        (&json!(3), &json!("Email"), &json!("nobody"))
    );
    assert!(office.mails(MailKind::SeatInvitation).is_empty());
    assert_eq!(office.json(&format!("{command} --skip-bad"))["counts"]["invited"], 1);
    office.type_in(&["Address", "ada@example.org"]);
    assert_eq!(office.refused(&command), ["IMP-03", "Q-28"]);
}

/// REG-22, REG-23, REG-24, REG-26
#[test]
fn a_pending_seat_is_offered_to_somebody_else_too() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    let seat = invited(&office, "ada")["seat"].as_str().unwrap().to_owned();
    let again = format!("seat invite --buyer acme@example.org --seat {seat} --to");
    let report = office.json(&format!("{again} alan@example.org"));
    assert_eq!(report["rows"][0]["seat"], seat.as_str());
    assert_eq!(office.counts("acme"), [1, 1, 0, 0]);
    assert_eq!(open_invitations(&office).len(), 2);
    assert_eq!(office.json(&format!("{again} ada@example.org"))["counts"]["already_invited"], 1);
    // not by a buyer whose seat it is not.
    assert_eq!(
        office.run(&format!("seat invite --buyer bell@example.org --seat {seat} --to b@example.org")).code,
        3
    );
}

/// N37, INV-02, REG-22
#[test]
fn looking_at_a_link_changes_nothing_and_says_the_true_window() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    let seat = first_seat(&office);
    let made = office.json(&format!("seat link --seat {seat}"));
    let link = made["link"].as_str().unwrap();
    assert!(link.starts_with("http://localhost:8080/invitation/"), "{link}");
    for _ in 0..3 {
        let seen = office.json(&format!("seat preview --link {link}"));
        assert_eq!(
            (&seen["state"], &seen["product"], &seen["buyer"]),
            (&json!("open"), &json!("SCIENCE"), &json!("acme Office"))
        );
        let words = seen["window_in_words"].as_str().unwrap();
        assert!(words.starts_with("365 of 365 days left, until Monday 1 March 2027"), "{words}");
        assert_eq!(seen["expires_at"], made["expires_at"]);
    }
    assert_eq!(office.counts("acme"), [1, 1, 0, 0]);
    let code = office.json(&format!("seat show {seat} --reveal-code"))["code"].as_str().unwrap().to_owned();
    assert_eq!(office.json(&format!("seat preview --code {}", code.to_lowercase()))["state"], "open");
    let page = office.done(&format!("seat preview --link {link} --output table")).output;
    assert!(page.contains("acme Office") && page.contains("365 of 365 days left"), "{page}");
}

/// Q-09, INV-01, N32
#[test]
fn an_invitation_sent_again_has_a_newer_link_and_the_one_before_says_so() {
    let office = Office::open();
    office.done("settings set test_clock yes");
    office.buy("acme", "SCI-YEAR", 2);
    let invitation = invited(&office, "ada")["invitation"].as_str().unwrap().to_owned();
    let late = "--now 2026-05-01T00:00:00Z";
    assert_eq!(
        office.json(&format!("seat preview --link {} {late}", mailed_link(&office, 0)))["state"],
        "expired"
    );
    let resent = office.json(&format!("seat resend --invitation {invitation} {late}"));
    assert_eq!(resent["expires_at"], "2026-05-31T00:00:00Z");
    let old = office.json(&format!("seat preview --link {} {late}", mailed_link(&office, 0)));
    assert_eq!(
        (&old["state"], &old["product"], &old["buyer"]),
        (&json!("newer_link"), &Value::Null, &Value::Null)
    );
    let new = mailed_link(&office, 1);
    assert_eq!(office.json(&format!("seat preview --link {new} {late}"))["state"], "open");
    let refused = office.refused(&format!(
        "seat claim --link {} --email ada@example.org --first-name A --last-name B {late}",
        mailed_link(&office, 0)
    ));
    assert_eq!(refused, ["Q-09"]);
}

/// INV-01
#[test]
fn reminders_reach_only_those_who_have_not_accepted_and_whose_invitation_is_open() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 5);
    for name in ["ada", "alan", "grace"] {
        invited(&office, name);
    }
    let accept = "--email ada@example.org --first-name Ada --last-name Lovelace";
    office.done(&format!("seat claim --link {} {accept}", mailed_link(&office, 0)));
    let seats = office.seats("acme");
    let of_grace = seats.iter().flat_map(|seat| seat["invitations"].as_array().unwrap()).nth(2).unwrap();
    let of_grace = of_grace["invitation"].as_str().unwrap().to_owned();
    assert_eq!(office.json(&format!("seat withdraw --invitation {of_grace}"))["outcome"], "applied");
    assert_eq!(office.json(&format!("seat withdraw --invitation {of_grace}"))["outcome"], "unchanged");
    office.done(&format!("seat link --seat {}", seats[4]["seat"].as_str().unwrap()));
    let all = "seat remind --all --buyer acme@example.org";
    let rehearsed = office.json(&format!("{all} --dry-run"));
    assert_eq!((&rehearsed["applied"], &rehearsed["counts"]["reminded"]), (&json!(false), &json!(1)));
    assert!(office.mails(MailKind::SeatReminder).is_empty());
    let report = office.json(&format!("{all} --product SCIENCE"));
    assert_eq!(report["counts"], json!({"open": 2, "reminded": 1, "left_out": 1, "mails": 1}));
    assert_eq!(report["rows"][0]["email"], "alan@example.org");
    assert_eq!(report["rows"][1]["rules"], json!(["REG-22"]), "a link that was handed over");
    let mails = office.mails(MailKind::SeatReminder);
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to.as_ref().unwrap().reveal().as_typed(), "alan@example.org");
    assert_eq!(office.refused(&format!("seat remind --invitation {of_grace}")), ["INV-01"]);
    assert_eq!(office.json("seat remind --all --buyer bell@example.org")["counts"]["reminded"], 0);
    let counted = office.run(&format!("{all} --confirm 7"));
    assert_eq!(counted.error()["rules"][0], "IMP-23");
}

/// MAIL-04
#[test]
fn mails_may_wait_until_somebody_releases_them() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    invite(&office, "--to ada@example.org --hold-mail");
    assert!(office.mails(MailKind::SeatInvitation)[0].is_held);
}

#[test]
fn what_is_not_there_is_not_found_and_what_is_not_asked_for_is_wrong_usage() {
    let office = Office::open();
    let none = "inv_01jgyxhdfrefebggrg3vzjwanr";
    for verb in ["resend", "remind", "withdraw"] {
        assert_eq!(office.run(&format!("seat {verb} --invitation {none}")).code, 3, "{verb}");
        assert_eq!(office.run(&format!("seat {verb}")).code, 2, "{verb}");
    }
    assert_eq!(office.run(&format!("{INVITE} --to ada@example.org --file x.csv")).code, 2);
    assert_eq!(office.run("seat preview").code, 2);
    assert_eq!(office.run("seat resend --holder ada@example.org").code, 2);
    assert_eq!(office.run("seat link --seat seat_01jgyxhdfrefebggrg3vzjwanr").code, 3);
}
