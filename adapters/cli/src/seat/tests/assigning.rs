use rollbook_domain::mail::{MailKind, SecretUse};

use crate::seat::office::Office;

/// REG-11, REG-13, REG-38, MAIL-03
#[test]
fn an_assigned_learner_has_an_account_the_access_and_a_mail_with_a_way_in() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 3);
    assert_eq!(office.counts("acme"), [3, 0, 0, 0]);
    let report = office.assign(&["ada", "alan"]);
    assert_eq!(report["applied"], true);
    let counts = &report["counts"];
    assert_eq!(
        (&counts["recipients"], &counts["assigned"], &counts["created"]),
        (&2.into(), &2.into(), &2.into())
    );
    assert_eq!((&counts["mails"], &counts["refused"]), (&2.into(), &0.into()));
    assert_eq!(report["rows"][0]["email"], "ada@example.org");
    assert_eq!(report["rows"][0]["result"], "assigned");
    assert!(report["rows"][0]["seat"].as_str().unwrap().starts_with("seat_"));
    assert_eq!(office.counts("acme"), [1, 0, 2, 0]);
    assert_eq!(office.verdict("ada", "SCI"), "allow");
    let mails = office.mails(MailKind::SignInDetails);
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[0].secret.as_ref().unwrap().usage, SecretUse::PasswordLink);
    assert!(mails[0].facts.as_ref().unwrap().expires_at.is_some());
    assert_eq!(mails[0].facts.as_ref().unwrap().buyer.as_deref(), Some("acme Office"));
    let shown = office.json("customer show ada@example.org");
    assert_eq!(shown["origin"], "code-holder");
}

/// Q-06, N81
#[test]
fn more_recipients_than_seats_change_nothing_at_all() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    let command = "seat assign --buyer acme@example.org --product SCIENCE \
        --to a@example.org:A:A b@example.org:B:B c@example.org:C:C";
    assert_eq!(office.refused(command), ["Q-06"]);
    assert_eq!(office.refused(&format!("{command} --dry-run")), ["Q-06"]);
    assert_eq!(office.counts("acme"), [2, 0, 0, 0]);
    assert!(office.mails(MailKind::SignInDetails).is_empty());
    assert_eq!(office.run("customer show a@example.org").code, 3);
    let report = office.done(&format!("{command} --fill-available"));
    assert!(report.notes.contains("1 recipient is left without a seat"), "{}", report.notes);
    assert_eq!(report.json()["rows"][2]["result"], "refused");
    assert_eq!(office.counts("acme"), [0, 0, 2, 0]);
}

/// REG-38
#[test]
fn a_rehearsal_says_everything_and_changes_nothing() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    let command = "seat assign --buyer acme@example.org --product SCIENCE --to ada@example.org:Ada:Example";
    let rehearsed = office.json(&format!("{command} --dry-run"));
    assert_eq!((&rehearsed["applied"], &rehearsed["counts"]["assigned"]), (&false.into(), &1.into()));
    assert_eq!(rehearsed["counts"]["mails"], 1);
    assert_eq!(office.counts("acme"), [2, 0, 0, 0]);
    assert!(office.mails(MailKind::SignInDetails).is_empty());
}

///
#[test]
fn who_has_access_already_uses_no_seat_unless_that_is_wanted() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 3);
    office.assign(&["ada"]);
    let command = "seat assign --buyer acme@example.org --product SCIENCE --to ada@example.org:Ada:Example";
    let again = office.done(command);
    assert_eq!(again.json()["rows"][0]["result"], "already_has_access");
    assert_eq!(again.json()["applied"], false);
    assert!(again.notes.contains("--stack"), "{}", again.notes);
    assert_eq!(office.counts("acme"), [2, 0, 1, 0]);
    office.done(&format!("{command} --stack"));
    assert_eq!(office.counts("acme"), [1, 0, 2, 0]);
}

/// REG-12, Q-18
#[test]
fn earlier_learners_are_ticked_for_another_product_without_typing_them_again() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    office.buy("acme", "ART-YEAR", 4);
    office.assign(&["ada", "alan"]);
    office.done("customer edit ada@example.org --email ada.private@example.org");
    let command = "seat assign --buyer acme@example.org --product ART --existing";
    let named = office.json(&format!("{command} ada@example.org"));
    assert_eq!(named["rows"][0]["email"], "ada@example.org");
    assert_eq!((&named["counts"]["existing"], &named["counts"]["assigned"]), (&1.into(), &1.into()));
    assert_eq!(office.verdict("ada.private", "ARTS"), "allow");
    let mails = office.mails(MailKind::SignInDetails);
    assert_eq!(mails.last().unwrap().to.as_ref().unwrap().reveal().as_typed(), "ada.private@example.org");
    let all = office.done(command);
    assert!(!all.output.contains("private"), "{}", all.output);
    assert_eq!(all.json()["counts"]["already_have_access"], 1);
    assert_eq!(all.json()["counts"]["assigned"], 1);
}

/// REG-12, Q-19
#[test]
fn a_buyer_cannot_tick_the_learners_of_another() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    office.buy("bell", "SCI-YEAR", 2);
    office.assign(&["ada"]);
    let command = "seat assign --buyer bell@example.org --product SCIENCE --existing ada@example.org";
    assert!(office.refused(command).contains(&"REG-12".to_owned()));
    let all = office.json("seat assign --buyer bell@example.org --product SCIENCE --existing");
    assert_eq!(all["counts"]["recipients"], 0);
}

///
#[test]
fn a_buyer_may_give_themselves_a_seat() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    assert_eq!(office.verdict("acme", "SCI"), "deny");
    let report = office.assign(&["acme"]);
    assert_eq!((&report["counts"]["existing"], &report["applied"]), (&1.into(), &true.into()));
    assert_eq!(office.verdict("acme", "SCI"), "allow");
}

///
#[test]
fn two_buyers_may_give_the_same_learner_a_seat_knowingly() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    office.buy("bell", "SCI-YEAR", 2);
    office.assign(&["ada"]);
    let command =
        "seat assign --buyer bell@example.org --product SCIENCE --to ada@example.org:Ada:Example --stack";
    office.done(command);
    assert_eq!(office.json("access list --customer ada@example.org")["items"].as_array().unwrap().len(), 2);
    assert_eq!((office.counts("acme"), office.counts("bell")), ([1, 0, 1, 0], [1, 0, 1, 0]));
}

/// REG-22, REG-25
#[test]
fn a_pending_seat_named_by_its_id_is_given_and_its_invitation_ends() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    office.done("seat invite --buyer acme@example.org --product SCIENCE --to alan@example.org");
    let pending = office.seats("acme").into_iter().find(|seat| seat["state"] == "pending").unwrap();
    let seat = pending["seat"].as_str().unwrap();
    office.done(&format!(
        "seat assign --buyer acme@example.org --seat {seat} --to ada@example.org:Ada:Example"
    ));
    let shown = office.json(&format!("seat show {seat}"));
    assert_eq!((&shown["state"], &shown["holder"]), (&"claimed".into(), &"ada@example.org".into()));
    assert_eq!(shown["invitations"][0]["state"], "taken");
    let again =
        format!("seat assign --buyer acme@example.org --seat {seat} --to joan@example.org:Joan:Example");
    assert_eq!(office.refused(&again), ["REG-39"]);
}

///
#[test]
fn a_seat_is_given_to_one_person_and_by_its_own_buyer_only() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    let seat = office.seats("acme")[0]["seat"].as_str().unwrap().to_owned();
    let to = "--to a@example.org:A:A --to b@example.org:B:B";
    assert_eq!(office.refused(&format!("seat assign --buyer acme@example.org --seat {seat} {to}")), ["Q-06"]);
    let others = format!("seat assign --buyer bell@example.org --seat {seat} --to a@example.org:A:A");
    assert_eq!(office.run(&others).code, 3);
}

/// REG-09
#[test]
fn the_seats_of_one_order_line_can_be_meant() {
    let office = Office::open();
    let (first, second) = (office.buy("acme", "SCI-YEAR", 2), office.buy("acme", "SCI-YEAR", 2));
    let to = "--to ada@example.org:Ada:Example";
    office.done(&format!("seat assign --buyer acme@example.org --order-line {second}:1 {to}"));
    let held = office.json("seat list --buyer acme@example.org --state claimed");
    assert_eq!(held["items"][0]["order"], second.as_str());
    let others = format!("seat assign --buyer bell@example.org --order-line {first}:1 {to}");
    assert_eq!(office.run(&others).code, 3);
    let no_line = format!("seat assign --buyer acme@example.org --order-line {first}:2 {to}");
    assert_eq!(office.run(&no_line).code, 3);
    assert_eq!(
        office.run(&format!("seat assign --buyer acme@example.org --order-line {first} {to}")).code,
        2
    );
}

///
#[test]
fn passwords_are_made_and_mailed_where_the_tenant_wants_that() {
    let office = Office::open();
    office.done("settings set credentials_mail generated");
    office.buy("acme", "SCI-YEAR", 2);
    office.assign(&["ada"]);
    let mail = office.mails(MailKind::SignInDetails).remove(0);
    assert_eq!(mail.secret.unwrap().usage, SecretUse::Password);
    assert_eq!(mail.facts.unwrap().expires_at, None);
    assert_eq!(office.verdict("ada", "SCI"), "deny", "the password has to be changed first");
}

///
#[test]
fn who_has_a_password_is_mailed_no_new_way_in() {
    let mut office = Office::open();
    office.buy("acme", "SCI-YEAR", 3);
    office.done("customer add --email ada@example.org --first-name Augusta --last-name King");
    office.type_in(&["correct horse battery staple"]);
    office.done("customer password ada@example.org --from-stdin");
    office.assign(&["ada"]);
    let mail = office.mails(MailKind::SignInDetails).remove(0);
    assert_eq!(mail.secret, None);
    assert_eq!(mail.facts.unwrap().first_name.as_deref(), Some("Augusta"));
    assert_eq!(office.json("customer show ada@example.org")["first_name"], "Augusta");
}

///
#[test]
fn an_inactive_learner_gets_the_access_and_stays_inactive() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    office.done("customer add --email ada@example.org --first-name Ada --last-name Example");
    office.done("customer status ada@example.org inactive --reason left");
    let said =
        office.done("seat assign --buyer acme@example.org --product SCIENCE --to ada@example.org:Ada:E");
    assert!(said.notes.contains("Q-25"), "{}", said.notes);
    assert_eq!(said.json()["rows"][0]["rules"][0], "Q-25");
    assert_eq!(office.verdict("ada", "SCI"), "deny");
    assert_eq!(office.mails(MailKind::SignInDetails)[0].secret, None);
}

/// GRP-10
#[test]
fn groups_marked_inherit_pass_to_the_learner() {
    let office = Office::open();
    office.buy("acme", "SCI-YEAR", 2);
    office.done("group add STAFF --name Staff --inherit yes");
    office.done("group add VIP --name Vip");
    office.done("customer groups acme@example.org --add STAFF --add VIP");
    office.assign(&["ada"]);
    let groups = office.json("customer groups ada@example.org");
    assert_eq!(groups["items"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&groups["items"][0]["code"], &groups["items"][0]["source"]),
        (&"STAFF".into(), &"inherited".into())
    );
}

/// ORD-13, ORD-14
#[test]
fn seats_of_a_cancelled_order_are_not_given_out() {
    let office = Office::open();
    let order = office.buy("acme", "SCI-YEAR", 2);
    office.done(&format!("order cancel {order}"));
    let command = "seat assign --buyer acme@example.org --product SCIENCE --to ada@example.org:Ada:Example";
    assert_eq!(office.refused(command), ["Q-06"]);
    let seat = office.seats("acme")[0]["seat"].as_str().unwrap().to_owned();
    let named =
        format!("seat assign --buyer acme@example.org --seat {seat} --to ada@example.org:Ada:Example");
    assert!(office.refused(&named).contains(&"ORD-14".to_owned()));
}

#[test]
fn what_is_typed_wrongly_is_said_to_be() {
    let office = Office::open();
    let wrong = |rest: &str| office.run(&format!("seat assign --buyer acme@example.org {rest}")).code;
    assert_eq!(wrong("--product SCIENCE --to ada@example.org"), 2);
    assert_eq!(wrong("--product SCIENCE --to nonsense:A:B"), 2);
    assert_eq!(wrong("--product SCIENCE"), 2);
    assert_eq!(wrong("--to ada@example.org:A:B"), 2);
    assert_eq!(wrong("--product NOTHING --to ada@example.org:A:B"), 3);
    assert_eq!(office.run("seat assign --buyer nobody@example.org --product SCIENCE --existing").code, 3);
}
