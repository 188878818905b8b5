use rollbook_domain::mail::{MailKind, SecretUse};
use serde_json::json;

use super::invited::{first_seat, invite, invited, mailed_link, told};
use crate::seat::office::Office;

const ADA: &str = "--email ada@example.org --first-name Ada --last-name Lovelace";
const ALAN: &str = "--email alan@example.org --first-name Alan --last-name Turing";

/// REG-17, REG-18, REG-40, X-15
#[test]
fn accepting_makes_an_account_with_the_access_and_a_way_in() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    let seat = invited(&office, "ada")["seat"].clone();
    let claimed = office.json(&format!("seat claim --link {} {ADA}", mailed_link(&office, 0)));
    assert_eq!((&claimed["outcome"], &claimed["is_new_account"]), (&json!("claimed"), &json!(true)));
    assert_eq!(claimed["seat"], seat);
    let window = json!({"starts_at": "2026-03-01T12:00:00Z", "ends_at": "2027-03-01T12:00:00Z"});
    assert_eq!(claimed["window"], window);
    assert_eq!(office.counts("acme"), [1, 0, 1, 0]);
    assert_eq!(office.verdict("ada", "SCI"), "allow");
    assert_eq!(office.json("customer show ada@example.org")["origin"], "invitation");
    let mails = office.mails(MailKind::SignInDetails);
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].secret.as_ref().unwrap().usage, SecretUse::PasswordLink);
    let keys: Vec<_> = claimed.as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys.len(), 6, "{keys:?}");
}

/// REG-40
#[test]
fn an_account_that_is_there_takes_the_seat_and_keeps_its_name_and_password() {
    let mut office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    office.done("customer add --email ada@example.org --first-name Augusta --last-name King");
    office.type_in(&["her own long password"]);
    office.done("customer password ada@example.org --from-stdin");
    invited(&office, "ada");
    office.type_in(&["somebody else's password"]);
    let said =
        office.done(&format!("seat claim --link {} {ADA} --password-from-stdin", mailed_link(&office, 0)));
    assert_eq!(said.json()["is_new_account"], false);
    assert!(said.notes.contains("its password stays as it is"), "{}", said.notes);
    let shown = office.json("customer show ada@example.org");
    assert_eq!((&shown["first_name"], &shown["origin"]), (&json!("Augusta"), &json!("admin")));
    assert!(office.mails(MailKind::SignInDetails).is_empty());
    assert_eq!(office.json("customer list")["items"].as_array().unwrap().len(), 3);
}

/// REG-24, Q-04, N28, N78
#[test]
fn the_first_to_accept_has_the_seat_and_everybody_else_is_told_that_it_is_gone() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    let seat = invited(&office, "ada")["seat"].as_str().unwrap().to_owned();
    office.done(&format!("seat invite --buyer acme@example.org --seat {seat} --to alan@example.org"));
    let (first, second) = (mailed_link(&office, 0), mailed_link(&office, 1));
    let winner = office.json(&format!("seat claim --link {second} {ALAN}"));
    let said = office.run(&format!("seat claim --link {first} {ADA}"));
    assert_eq!(said.code, 1);
    assert_eq!(said.error()["rules"], json!(["Q-04", "REG-24"]));
    let message = said.error()["message"].as_str().unwrap().to_owned();
    assert!(message.contains("used by someone else") && !message.contains("alan"), "{message}");
    assert_eq!(office.run("customer show ada@example.org").code, 3, "no account is left behind");
    let again = office.json(&format!("seat claim --link {second} {ALAN}"));
    assert_eq!(
        (&again["outcome"], &again["seat"], &again["grant"]),
        (&json!("unchanged"), &winner["seat"], &winner["grant"])
    );
    assert_eq!(office.counts("acme"), [1, 0, 1, 0]);
}

///
#[test]
fn a_forwarded_link_works_for_another_address_and_the_buyer_sees_both() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    invited(&office, "ada");
    office.done(&format!("seat claim --link {} {ALAN}", mailed_link(&office, 0)));
    let seat = office.seats("acme").into_iter().find(|seat| seat["state"] == "claimed").unwrap();
    assert_eq!(seat["holder"], "alan@example.org");
    assert_eq!(seat["invitations"][0]["address"], "ada@example.org");
    assert_eq!(seat["invitations"][0]["state"], "accepted");
}

/// Q-05, N29, N30
#[test]
fn a_strict_price_lets_nobody_accept_but_whom_it_was_sent_to() {
    let office = Office::open();
    office.done("price edit SCI-YEAR --must-match-email yes");
    office.buy("acme", "SCI-YEAR", 2);
    invited(&office, "ada");
    let link = mailed_link(&office, 0);
    assert_eq!(office.json(&format!("seat preview --link {link}"))["must_match_email"], true);
    assert_eq!(office.refused(&format!("seat claim --link {link} {ALAN}")), ["Q-05"]);
    assert_eq!(office.counts("acme"), [1, 1, 0, 0]);
    assert_eq!(office.run(&format!("seat claim {ADA}")).code, 2, "the address alone opens nothing");
    office.done(&format!("seat claim --link {link} {ADA}"));
}

/// Q-11, N34
#[test]
fn invitations_of_a_buyer_who_is_switched_off_work_unless_the_price_freezes_them() {
    for (policy, code) in [("no", 0), ("yes", 1)] {
        let office = Office::open();
        office.done(&format!("price edit SCI-YEAR --freezes-with-buyer {policy}"));
        office.buy("acme", "SCI-YEAR", 2);
        invited(&office, "ada");
        office.done("customer status acme@example.org inactive");
        let said = office.run(&format!("seat claim --link {} {ADA}", mailed_link(&office, 0)));
        assert_eq!(said.code, code, "{policy}: {}", said.notes);
        if code == 1 {
            assert_eq!(said.error()["rules"], json!(["Q-11"]));
        }
    }
}

/// CUS-21
#[test]
fn an_account_that_may_not_sign_in_takes_no_seat() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    office.done("customer add --email ada@example.org --first-name Ada --last-name Lovelace");
    invited(&office, "ada");
    for status in ["inactive", "locked"] {
        office.done(&format!("customer status ada@example.org {status}"));
        assert_eq!(
            office.refused(&format!("seat claim --link {} {ADA}", mailed_link(&office, 0))),
            ["CUS-21"]
        );
    }
    assert_eq!(office.counts("acme"), [1, 1, 0, 0]);
}

/// Q-10, N32, REG-30
#[test]
fn the_old_link_and_the_old_code_of_a_seat_that_was_taken_back_are_dead() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    let seat = invited(&office, "ada")["seat"].as_str().unwrap().to_owned();
    let code = |office: &Office| {
        office.json(&format!("seat show {seat} --reveal-code"))["code"].as_str().unwrap().to_owned()
    };
    let (link, old) = (mailed_link(&office, 0), code(&office));
    office.done(&format!("seat claim --link {link} {ADA}"));
    office.done("seat reclaim --buyer acme@example.org --product SCIENCE --holder ada@example.org");
    assert_eq!(office.refused(&format!("seat claim --link {link} {ADA}"))[0], "Q-10");
    assert_eq!(office.refused(&format!("seat claim --code {old} {ADA}"))[0], "Q-10");
    assert_eq!(office.json(&format!("seat preview --link {link}"))["state"], "reclaimed");
    let claimed = office.json(&format!("seat claim --code {} {ADA}", code(&office)));
    assert_eq!((&claimed["outcome"], &claimed["is_new_account"]), (&json!("claimed"), &json!(false)));
}

/// REG-24
#[test]
fn a_code_is_typed_in_any_case_and_ends_the_invitations_to_its_seat() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    let seat = invited(&office, "ada")["seat"].as_str().unwrap().to_owned();
    let code = office.json(&format!("seat show {seat} --reveal-code"))["code"].as_str().unwrap().to_owned();
    let typed = code.to_lowercase().replace('-', "~");
    office.done(&format!("seat claim --code {typed} {ALAN}"));
    assert_eq!(office.refused(&format!("seat claim --link {} {ADA}", mailed_link(&office, 0)))[0], "Q-04");
    let seats = office.seats("acme");
    assert_eq!(seats[0]["way"], "code");
}

///
#[test]
fn whoever_has_access_already_leaves_the_seat_free_unless_they_want_it() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 3);
    invite(&office, "--to ada@example.org");
    office.assign(&["ada"]);
    let said = office.done(&format!("seat claim --link {} {ADA}", mailed_link(&office, 0)));
    assert_eq!(said.json()["outcome"], "already_has_access");
    assert!(said.notes.contains("Q-08"), "{}", said.notes);
    assert_eq!(office.counts("acme"), [1, 1, 1, 0]);
    let stacked = office.json(&format!("seat claim --link {} {ADA} --stack", mailed_link(&office, 0)));
    assert_eq!(stacked["outcome"], "claimed");
    assert_eq!(office.counts("acme"), [1, 0, 2, 0]);
}

/// GRP-10
#[test]
fn whoever_takes_a_seat_joins_the_buyers_groups_that_pass_on() {
    let office = Office::open();
    office.done("group add STAFF --name Staff --inherit yes");
    office.done("group add BOARD --name Board");
    office.done("group members STAFF --add acme@example.org");
    office.done("group members BOARD --add acme@example.org");
    office.buy("acme", "SCI-YEAR", 2);
    invited(&office, "ada");
    office.done(&format!("seat claim --link {} {ADA}", mailed_link(&office, 0)));
    let shown = office.json("customer show ada@example.org").to_string();
    assert!(shown.contains("STAFF") && !shown.contains("BOARD"), "{shown}");
}

/// N24, N83, N35
#[test]
fn what_is_no_link_and_no_code_is_refused_and_never_repeated() {
    let mut office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    let made = office.json(&format!("seat link --seat {}", first_seat(&office)));
    let link = made["link"].as_str().unwrap();
    let huge = "a".repeat(10_000_000);
    let cut = &link[..link.len() - 1];
    let wrong = ["", "null", "%", "*", "'~OR~1=1", "CODE%", cut, &huge, "http://localhost:8080/invitation/"];
    for typed in wrong {
        for option in ["--link", "--code"] {
            office.type_in(&[typed]);
            let said = office.run(&format!("seat claim {option} - {ADA}"));
            assert_eq!(said.code, 1, "{option} {}: {}", &typed[..typed.len().min(40)], said.notes);
            let is_shown = typed.len() > 4 && (said.notes.contains(typed) || said.output.contains(typed));
            assert!(!is_shown, "{}", said.notes);
            assert!(said.notes.len() < 500);
        }
    }
    assert_eq!(office.counts("acme"), [1, 1, 0, 0]);
}

/// N33, N30
#[test]
fn a_new_account_needs_a_name_and_a_password_that_meets_the_policy() {
    let mut office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    invited(&office, "ada");
    let link = mailed_link(&office, 0);
    assert_eq!(office.refused(&format!("seat claim --link {link} --email ada@example.org")), ["REG-14"]);
    office.type_in(&["short"]);
    assert_eq!(office.refused(&format!("seat claim --link {link} {ADA} --password-from-stdin")), ["Q-33"]);
    assert_eq!(office.counts("acme"), [1, 1, 0, 0]);
    office.type_in(&["a password that is long"]);
    office.done(&format!("seat claim --link {link} {ADA} --password-from-stdin"));
    assert!(office.mails(MailKind::SignInDetails).is_empty(), "who chose a password needs no other way in");
}

/// REG-27, REG-28, MAIL-05, Q-18
#[test]
fn a_confirmation_goes_to_the_address_the_learner_has_now_and_the_buyer_sees_the_one_they_knew() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    invited(&office, "ada");
    office.done(&format!("seat claim --link {} {ADA}", mailed_link(&office, 0)));
    office.done("customer edit ada@example.org --email ada@new.example");
    let command = "seat resend --holder ada@example.org --buyer acme@example.org --product SCIENCE";
    let said = office.done(command);
    assert_eq!(said.json()["holder"], "ada@example.org");
    assert!(!said.output.contains("new.example") && !said.notes.contains("new.example"));
    let mails = office.mails(MailKind::ConfirmationResent);
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to.as_ref().unwrap().reveal().as_typed(), "ada@new.example");
    // She has no password yet, so there is a fresh way in.
    assert_eq!(mails[0].secret.as_ref().unwrap().usage, SecretUse::PasswordLink);
    assert!(told(&mails[0]).len() > 40);
    let by_new = command.replace("ada@example.org", "ada@new.example");
    assert_eq!(office.run(&by_new).code, 3, "the buyer learns nothing of the new address");
    assert_eq!(office.run(&command.replace("acme", "bell")).code, 3);
}

/// REG-28
#[test]
fn a_confirmation_for_whoever_has_a_password_has_none_and_is_sent_all_the_same() {
    let mut office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    office.assign(&["ada"]);
    office.type_in(&["her own long password"]);
    office.done("customer password ada@example.org --from-stdin");
    let command = "seat resend --holder ada@example.org --buyer acme@example.org --product SCIENCE";
    office.done(command);
    office.done(command);
    let mails = office.mails(MailKind::ConfirmationResent);
    assert_eq!(mails.len(), 2, "each command sends one");
    assert!(mails.iter().all(|mail| mail.secret.is_none()));
}
