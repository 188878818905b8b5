use serde_json::{Value, json};

use crate::testing::Installation;

const ADA: &str = "ada@example.org";

/// Ada has the course `ALGEBRA` for 30 days from 2026-03-01; the clock is the test's.
fn school() -> Installation {
    let installation = Installation::ready();
    for line in [
        "settings set test_clock yes",
        "course add ALGEBRA --title Algebra",
        "item add ONE --course ALGEBRA --title First --kind file --required yes",
        "item add TWO --course ALGEBRA --title Second --kind quiz --required yes",
        "product add ALGEBRA --title Algebra --course ALGEBRA",
        "price add ALG --product ALGEBRA --amount 49 --duration 30~days",
        "customer add --email ada@example.org --first-name Ada --last-name Example",
        "order assign --customer ada@example.org --product ALGEBRA",
    ] {
        done(&installation, line);
    }
    installation
}

/// Runs the words of a line; a `~` is a space within a word.
fn done(installation: &Installation, line: &str) -> Value {
    let words: Vec<String> = line.split(' ').map(|word| word.replace('~', " ")).collect();
    let said = installation.done(&words.iter().map(String::as_str).collect::<Vec<_>>());
    serde_json::from_str(&said.output).unwrap_or(Value::Null)
}

fn refused(installation: &Installation, line: &str) -> String {
    let said = installation.run(&line.split(' ').collect::<Vec<_>>());
    assert_eq!(said.code, 1, "{line}: {}", said.notes);
    said.notes
}

/// The mails of a kind, with their state and why.
fn of_kind(installation: &Installation, kind: &str) -> Vec<(String, Value)> {
    let listed = done(installation, "mail list --all");
    let mails = listed["items"].as_array().unwrap().iter().filter(|mail| mail["kind"] == kind);
    mails.map(|mail| (mail["state"].as_str().unwrap().to_owned(), mail["problem"].clone())).collect()
}

/// MAIL-08, MAIL-11
#[test]
fn which_mails_a_course_sends_is_set_shown_and_kept() {
    let school = school();
    let shown = || {
        let mut shown = done(&school, "course mails show --course algebra");
        shown.as_object_mut().unwrap().remove("id");
        shown
    };
    let at_first =
        json!({"code": "ALGEBRA", "has_survey": false, "tells_locks": true, "inactivity_days": null});
    assert_eq!(shown(), at_first);
    done(&school, "course mails set --course ALGEBRA --survey on --inactivity-days 14");
    let now = json!({"code": "ALGEBRA", "has_survey": true, "tells_locks": true, "inactivity_days": 14});
    assert_eq!(shown(), now);
    let again = done(&school, "course mails set --course ALGEBRA --survey yes");
    assert_eq!(again["outcome"], "unchanged");
    done(&school, "course mails set --course ALGEBRA --locks off --no-inactivity --survey no");
    let off = json!({"code": "ALGEBRA", "has_survey": false, "tells_locks": false, "inactivity_days": null});
    assert_eq!(shown(), off);
    let notes = refused(&school, "course mails set --course ALGEBRA --inactivity-days 0");
    assert!(notes.contains("MAIL-11") && notes.contains("1 to 365"), "{notes}");
    let table = school.done(&["course", "mails", "show", "--course", "ALGEBRA", "--output", "table"]);
    assert!(table.output.contains("Reminder"), "{}", table.output);
}

/// MAIL-10, MAIL-12
#[test]
fn an_item_waits_for_another_one_of_its_course() {
    let school = school();
    done(&school, "item edit TWO --after ONE --final-assessment yes");
    let two = done(&school, "item show TWO");
    assert_eq!((&two["opens_after"], &two["is_final_assessment"]), (&json!("ONE"), &json!(true)));
    assert!(refused(&school, "item edit ONE --after TWO").contains("MAIL-12"));
    done(&school, "course add ART --title Art");
    done(&school, "item add BRUSH --course ART --title Brush --kind file --final-assessment yes");
    assert!(refused(&school, "item edit BRUSH --after ONE").contains("MAIL-12"));
    let second = "item add THREE --course ALGEBRA --title Third --kind quiz --final-assessment yes";
    assert!(refused(&school, second).contains("MAIL-10"));
    done(&school, "item edit TWO --no-after --final-assessment no");
    let two = done(&school, "item show TWO");
    assert_eq!((&two["opens_after"], &two["is_final_assessment"]), (&Value::Null, &json!(false)));
}

/// MAIL-13
#[test]
fn notices_are_planned_queued_once_and_named_with_their_learner() {
    let school = school();
    done(&school, "settings set expiry_notice_days 20,7");
    let planned = done(&school, "mail notices --dry-run --now 2026-03-20T00:00:00Z");
    assert_eq!((&planned["outcome"], &planned["expiry_notices"]), (&json!("planned"), &json!(1)));
    let notice = &planned["planned"][0];
    assert_eq!((&notice["email"], &notice["kind"]), (&json!(ADA), &json!("expiry_notice")));
    assert_eq!(notice["courses"], json!(["Algebra"]));
    assert_eq!(of_kind(&school, "expiry_notice"), []);
    for (day, count) in [("20", 1), ("21", 0), ("27", 1), ("28", 0)] {
        let queued = done(&school, &format!("mail notices --now 2026-03-{day}T00:00:00Z"));
        assert_eq!(
            (&queued["outcome"], &queued["expiry_notices"]),
            (&json!("applied"), &json!(count)),
            "{day}"
        );
        assert_eq!(queued["learners"], 1);
    }
    assert_eq!(of_kind(&school, "expiry_notice").len(), 2);
    let table = school.done(&["mail", "notices", "--dry-run", "--output", "table"]);
    assert!(table.output.contains("Learners looked at"), "{}", table.output);
    assert!(refused(&school, "settings set expiry_notice_days 0").contains("expiry_notice_days"));
}

/// MAIL-11
#[test]
fn who_does_nothing_for_the_days_of_the_course_is_reminded_once() {
    let school = school();
    done(&school, "course mails set --course ALGEBRA --inactivity-days 10");
    for (day, count) in [("10", 0), ("11", 0), ("12", 1), ("20", 0)] {
        let queued = done(&school, &format!("mail notices --now 2026-03-{day}T00:00:00Z"));
        assert_eq!(queued["reminders"], count, "{day}");
    }
    done(&school, "mail send --now 2026-03-20T00:00:00Z");
    assert_eq!(of_kind(&school, "inactivity"), [("sent".to_owned(), Value::Null)]);
}

/// MAIL-08
#[test]
fn the_survey_of_an_access_that_ended_is_held_back_and_says_why() {
    let school = school();
    done(&school, "course mails set --course ALGEBRA --survey on");
    let queued = done(&school, "mail notices --now 2026-04-05T00:00:00Z");
    assert_eq!(queued["surveys"], 1);
    assert_eq!(done(&school, "mail notices --now 2026-04-06T00:00:00Z")["surveys"], 0);
    done(&school, "mail send --now 2026-04-06T00:00:00Z");
    let why = json!("the access to the course is expired (MAIL-08)");
    assert_eq!(of_kind(&school, "end_of_course_survey"), [("held_back".to_owned(), why)]);
}

/// MAIL-08, MAIL-10, MAIL-12
#[test]
fn what_a_learner_completes_unlocks_what_waited_for_it_and_the_last_brings_the_survey() {
    let school = school();
    for line in [
        "course mails set --course ALGEBRA --survey on",
        "item add THREE --course ALGEBRA --title Third --kind file --required no --after ONE",
        "item edit TWO --final-assessment yes",
        "transcript edit --customer ada@example.org --item ONE --status in-progress",
    ] {
        done(&school, line);
    }
    assert_eq!(of_kind(&school, "item_unlocked"), []);
    done(&school, "transcript edit --customer ada@example.org --item ONE --status completed");
    let queued = vec![("queued".to_owned(), Value::Null)];
    assert_eq!(of_kind(&school, "item_unlocked"), queued);
    assert_eq!(of_kind(&school, "final_assessment_unlocked"), queued);
    assert_eq!(of_kind(&school, "end_of_course_survey"), []);
    done(&school, "transcript edit --customer ada@example.org --item TWO --status passed");
    assert_eq!(of_kind(&school, "end_of_course_survey"), queued);
    done(&school, "mail send");
    let unlocked = school.mailbox.mails().into_iter().map(|mail| mail.text.reveal().clone());
    let told: Vec<String> = unlocked.filter(|text| text.contains("Third")).collect();
    assert!(told.len() == 1 && !told[0].contains("Second"), "{told:?}");
}

/// MAIL-08, MAIL-12
#[test]
fn a_course_that_says_nothing_of_locks_and_asks_nothing_sends_nothing() {
    let school = school();
    for line in [
        "course mails set --course ALGEBRA --locks off",
        "item edit TWO --after ONE",
        "transcript edit --customer ada@example.org --item ONE --status completed",
        "transcript waive --customer ada@example.org --course ALGEBRA",
    ] {
        done(&school, line);
    }
    assert_eq!(of_kind(&school, "item_unlocked"), []);
    assert_eq!(of_kind(&school, "end_of_course_survey"), []);
}
