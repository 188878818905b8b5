use crate::order::school::School;

/// WHY-01, ACD-7
#[test]
fn an_explanation_has_the_fixed_keys() {
    let school = School::open();
    let (_, grant) = school.assign("ada", "ALG-SPRING", "--order-date 2026-02-01");
    let explained = school.json("access explain --customer ada@example.org --item quiz --at 2026-03-01");
    assert_eq!(explained["verdict"], "deny");
    assert_eq!(explained["view"], "content");
    assert_eq!(explained["rules"], serde_json::json!(["ACD-7", "ACC-12"]));
    assert_eq!(explained["at"], "2026-02-28T23:00:00Z");
    assert_eq!(explained["next_change_at"], "2026-03-14T23:00:00Z");
    assert_eq!(
        explained["because"][0],
        "Access to item QUIZ opens on Sunday 15 March 2026, 00:00 (Europe/Berlin)."
    );
    let advice = explained["would_allow"][0].as_str().unwrap();
    assert!(advice.starts_with(&format!("edit the start of grant {grant}")), "{advice}");
    assert_eq!(explained["grants"][0]["id"], grant.as_str());
    assert_eq!(explained["grants"][0]["state"], "scheduled");
    assert_eq!(explained["subject"]["code"], "QUIZ");
    let later = school.json("access explain --customer ada@example.org --item QUIZ --at 2026-04-01");
    assert_eq!(
        (later["verdict"].as_str(), later["would_allow"].as_array().unwrap().len()),
        (Some("allow"), 0)
    );
}

/// ENR-10, X-07
#[test]
fn results_stay_open_after_the_end() {
    let school = School::open();
    school.assign("ada", "ALG-30", "--order-date 2026-01-01");
    assert_eq!(school.check("ada", ""), ("deny".to_owned(), 1));
    assert_eq!(school.check("ada", "--view results"), ("allow".to_owned(), 0));
    assert_eq!(school.check("ada", "--at 2026-01-15"), ("allow".to_owned(), 0));
}

/// ACC-01
#[test]
fn a_customer_without_any_grant_is_told_what_to_assign() {
    let explained = School::open().json("access explain --customer ada@example.org --product ALGEBRA");
    assert_eq!(explained["rules"], serde_json::json!(["ACD-4", "ACC-01"]));
    let advice = explained["would_allow"][0].as_str().unwrap();
    assert!(advice.starts_with("assign product ALGEBRA"), "{advice}");
    assert!(explained["grants"].as_array().unwrap().is_empty());
}

#[test]
fn a_question_names_one_thing_that_exists() {
    let school = School::open();
    let ask = |more: &str| school.run(&format!("access check --customer ada@example.org {more}")).code;
    assert_eq!(ask(""), 2);
    assert_eq!(ask("--item QUIZ --course ALG"), 2);
    assert_eq!(ask("--item NONE"), 3);
    assert_eq!(ask("--course crs_01h2xcejqtf2nbrexx3vqjhp41"), 3);
    assert_eq!(ask("--course ALG --at yesterday"), 2);
    assert_eq!(school.run("access check --customer nobody@example.org --course ALG").code, 3);
}

#[test]
fn the_answer_for_people_is_a_word_with_its_rules() {
    let school = School::open();
    school.assign("ada", "ALG-30", "");
    let said = school.done("access check --customer ada@example.org --course ALG --output table");
    assert_eq!(said.output, "allow (ACD-6, ACC-07)\n");
    let page = school.done("access explain --customer grace@example.org --course ALG --output table").output;
    assert!(
        page.starts_with(
            "deny: content of course ALG on Sunday 1 March 2026, 13:00 (Europe/Berlin)\nby ACD-4, ACC-01\n"
        ),
        "{page}"
    );
    assert!(page.contains("\nBecause:\n  - No access to course ALG"), "{page}");
    assert!(page.contains("\nWhat would allow it:\n  - assign product ALGEBRA"), "{page}");
    assert!(page.lines().all(|line| line.chars().count() <= 100), "{page}");
}

/// ACC-02, ACC-05, ACC-08, ACC-14
#[test]
fn an_edit_moves_one_grant_and_keeps_the_old_dates() {
    let school = School::open();
    let (_, grant) = school.assign("ada", "ALG-30", "--order-date 2026-01-01");
    let edit = format!("access edit {grant} --customer ada@example.org --ends 2026-03-31 --reason was_ill");
    assert_eq!(school.json(&edit)["outcome"], "applied");
    assert_eq!(school.json(&edit)["outcome"], "unchanged");
    assert_eq!(school.check("ada", "--at 2026-03-31"), ("allow".to_owned(), 0));
    assert_eq!(school.check("ada", "--at 2026-04-01"), ("deny".to_owned(), 1));
    let shown = &school.json("access list --customer ada@example.org")["items"][0];
    assert_eq!(shown["edits"][0]["old_ends_at"], "2026-01-30T23:00:00Z");
    assert_eq!(shown["edits"][0]["reason"], "was ill");
    assert_eq!(shown["edits"][0]["actor"], "tester");
    school.done(&format!("access edit {grant} --customer ada@example.org --no-end --reason stays"));
    assert_eq!(school.check("ada", "--at 2099-01-01"), ("allow".to_owned(), 0));
    let bare = school.run(&format!("access edit {grant} --customer ada@example.org --reason nothing"));
    assert_eq!(bare.code, 2);
    let wrong =
        school.run(&format!("access edit {grant} --customer ada@example.org --ends 2025-01-01 --reason x"));
    assert_eq!((wrong.code, wrong.error()["rules"][0].as_str()), (1, Some("ACC-09")));
}

///
#[test]
fn an_edit_tells_people_when_an_end_typed_for_the_enrollment_decides_instead() {
    let school = School::open();
    let (_, grant) = school.assign("ada", "ALG-30", "--order-date 2026-01-01");
    school.done("enrollment extend --course ALG --customer ada@example.org --on 2026-02-10");
    let edit = format!("access edit {grant} --customer ada@example.org --ends 2026-03-29 --reason ill");
    let said = school.done(&format!("{edit} --output table")).output;
    let end =
        "through the end of Tuesday 10 February 2026 (Europe/Berlin), by an end typed for the enrollment\n";
    assert!(said.ends_with(end), "{said}");
}

/// ACC-13, X-04
#[test]
fn a_revoked_grant_stays_in_the_history_and_the_others_stand() {
    let school = School::open();
    let (_, first) = school.assign("ada", "ALG-30", "");
    let (_, second) = school.assign("ada", "ALG-30", "");
    let revoke = format!("access revoke {first} --customer ada@example.org --reason mistake");
    assert_eq!(school.json(&revoke)["outcome"], "applied");
    assert_eq!(school.json(&revoke)["outcome"], "unchanged");
    assert_eq!(school.check("ada", ""), ("allow".to_owned(), 0));
    let listed = school.json("access list --customer ada@example.org");
    let states: Vec<_> = listed["items"].as_array().unwrap().iter().map(|grant| &grant["state"]).collect();
    assert_eq!(states, ["in_force", "revoked"]);
    let revoked = school.json("access list --customer ada@example.org --state revoked");
    assert_eq!(revoked["items"].as_array().unwrap().len(), 1);
    let foreign = school.run(&format!("access revoke {second} --customer grace@example.org"));
    assert_eq!(foreign.code, 3);
}

/// PRC-01
#[test]
fn the_first_launch_starts_the_clock_once() {
    let school = School::open();
    let (_, grant) = school.assign("ada", "ALG-LAUNCH", "");
    let launch = format!("access launch {grant} --customer ada@example.org");
    school.done(&launch);
    let shown = &school.json("access list --customer ada@example.org")["items"][0];
    assert_eq!(shown["ends_at"], "2026-03-11T12:00:00Z");
    assert_eq!(school.run(&launch).error()["rules"][0], "PRC-01");
}

/// CUS-20, CUS-21
#[test]
fn an_inactive_account_is_denied_and_told_how_to_come_back() {
    let school = School::open();
    school.assign("ada", "ALG-30", "");
    school.done("customer status ada@example.org inactive");
    let explained = school.json("access explain --customer ada@example.org --course ALG");
    assert_eq!(explained["rules"][0], "ACD-2");
    assert_eq!(explained["would_allow"][0], "set the account's status to active");
    school.done("customer status ada@example.org active");
    assert_eq!(school.check("ada", ""), ("allow".to_owned(), 0));
}

/// ACC-10
#[test]
fn an_edit_tells_people_the_new_window_with_its_end_in_words() {
    let school = School::open();
    let (_, grant) = school.assign("ada", "ALG-30", "--order-date 2026-01-01");
    let edit = format!("access edit {grant} --customer ada@example.org --ends 2026-03-29 --reason ill");
    let said = school.done(&format!("{edit} --output table")).output;
    let window = "it runs from Thursday 1 January 2026, 00:00 (Europe/Berlin) \
                  through the end of Sunday 29 March 2026 (Europe/Berlin)\n";
    assert!(said.starts_with("changed access grant (acc_") && said.ends_with(window), "{said}");
    let activity = school.done("customer activity ada@example.org --output table").output;
    assert!(
        activity.contains("new: from Thursday 1 January 2026, 00:00 (Europe/Berlin) through the end of ")
    );
    let revoked = school.done(&format!("access revoke {grant} --customer ada@example.org --output table"));
    assert!(revoked.output.starts_with("revoked access grant (acc_"), "{}", revoked.output);
}
