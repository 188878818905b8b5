//! The mails of courses, and what becomes of them when the access is over.

use std::collections::BTreeMap;

use rollbook_e2e::{Installation, MailServer, Said};
use serde_json::Value;

const ADA: &str = "ada@example.org";

/// Ada has `ALGEBRA` for 30 days and `GEOMETRY` without end, both from 2030-01-01 and both with reminders after 10 days.
struct School {
    installation: Installation,
    server: MailServer,
}

impl School {
    fn open() -> Self {
        let school = Self { installation: Installation::ready(), server: MailServer::plain() };
        school.done("settings set test_clock yes");
        for (course, duration) in [("ALGEBRA", "30~days"), ("GEOMETRY", "unlimited")] {
            school.done(&format!("course add {course} --title {course}"));
            school.done(&format!("course mails set --course {course} --survey on --inactivity-days 10"));
            school.done(&format!("product add {course} --title {course} --course {course}"));
            school.done(&format!("price add {course} --product {course} --amount 49 --duration {duration}"));
        }
        school.done("customer add --email ada@example.org --first-name Ada --last-name Lovelace");
        for course in ["ALGEBRA", "GEOMETRY"] {
            school.done(&format!(
                "order assign --customer {ADA} --product {course} --no-mail --now 2030-01-01T00:00:00Z"
            ));
        }
        school
    }

    /// Runs the words of a line; a `~` is a space within a word.
    fn done(&self, line: &str) -> Value {
        let words: Vec<String> = line.split(' ').map(|word| word.replace('~', " ")).collect();
        let said = self.installation.done(&words.iter().map(String::as_str).collect::<Vec<_>>());
        serde_json::from_str(&said.output).unwrap_or(Value::Null)
    }

    /// Sends what is due, to the server.
    fn send(&self, now: &str) -> Value {
        let mut command = self.installation.command(&["mail", "send", "--now", now]);
        command.env("ROLLBOOK_MAIL_URL", self.server.url());
        let said = Said::from_finished(&command.output().expect("the program starts"));
        assert_eq!(said.code, Some(0), "{said:?}");
        said.json()
    }

    /// The subjects of the mails that came, in alphabetical order.
    fn came(&self) -> Vec<String> {
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let mut subjects: Vec<_> = self.server.mails().iter().map(|mail| word(&mail["subject"])).collect();
        subjects.sort();
        subjects
    }

    /// Why mails were held back, by their kind.
    fn held_back(&self) -> BTreeMap<String, String> {
        let listed = self.done("mail list --all --state held-back --output json");
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let mails = listed["items"].as_array().expect("a list").iter();
        mails.map(|mail| (word(&mail["kind"]), word(&mail["problem"]))).collect()
    }
}

/// MAIL-06, MAIL-08, MAIL-11, MAIL-13
#[test]
fn an_expired_learner_gets_the_mails_of_the_other_course_and_a_password_link_and_no_more() {
    let school = School::open();
    let queued = school.done("mail notices --now 2030-01-15T00:00:00Z");
    assert_eq!(queued["reminders"], 2, "one for each course");
    // They wait until the access to ALGEBRA is over.
    let queued = school.done("mail notices --now 2030-02-05T00:00:00Z");
    assert_eq!((&queued["surveys"], &queued["reminders"]), (&1.into(), &0.into()));
    school.done(&format!("customer password {ADA} --send-link --now 2030-02-05T00:00:00Z"));
    let sent = school.send("2030-02-05T00:00:01Z");
    assert_eq!((&sent["sent"], &sent["held_back"]), (&2.into(), &2.into()), "{sent}");
    let came = school.came();
    assert_eq!(came.len(), 2, "{came:?}");
    assert!(came.iter().any(|subject| subject.contains("GEOMETRY")), "{came:?}");
    assert!(came.iter().any(|subject| subject.contains("password")), "{came:?}");
    assert!(!came.iter().any(|subject| subject.contains("ALGEBRA")), "{came:?}");
    let held_back = school.held_back();
    assert_eq!(held_back["inactivity"], "the access to the course is expired (MAIL-11)");
    assert_eq!(held_back["end_of_course_survey"], "the access to the course is expired (MAIL-08)");
    // Access that begins anew brings nothing of that back.
    school.done(&format!(
        "order assign --customer {ADA} --product ALGEBRA --no-mail --now 2030-02-06T00:00:00Z"
    ));
    assert_eq!(school.send("2030-02-06T00:00:01Z")["sent"], 0);
}

/// MAIL-14, MAIL-15
#[test]
fn nothing_of_a_course_goes_to_who_left_it_and_nothing_at_all_to_an_inactive_account() {
    let school = School::open();
    school.done("mail notices --now 2030-01-15T00:00:00Z");
    school.done(&format!("enrollment unenroll --course ALGEBRA --customer {ADA} --now 2030-01-16T00:00:00Z"));
    let sent = school.send("2030-01-16T00:00:01Z");
    assert_eq!((&sent["sent"], &sent["held_back"]), (&1.into(), &1.into()), "{sent}");
    let left = "the learner is not enrolled in the course (MAIL-14)";
    assert_eq!(school.held_back()["inactivity"], left);
    school.done(&format!("order assign --customer {ADA} --product GEOMETRY --now 2030-01-17T00:00:00Z"));
    school.done(&format!("customer status {ADA} inactive --now 2030-01-17T00:00:00Z"));
    assert_eq!(school.send("2030-01-17T00:00:01Z")["held_back"], 1);
    assert_eq!(school.held_back()["order_confirmation"], "the account is inactive (MAIL-15)");
    // What an administrator queues by hand goes out all the same.
    let listed = school.done("mail list --all --state held-back --output json");
    let items = listed["items"].as_array().expect("a list");
    let mail = items.iter().find(|mail| mail["kind"] == "order_confirmation").expect("the confirmation");
    let id = mail["mail"].as_str().expect("an id");
    school.done(&format!("mail requeue {id} --now 2030-01-18T00:00:00Z"));
    assert_eq!(school.send("2030-01-18T00:00:01Z")["sent"], 1);
    assert_eq!(school.came().len(), 2);
}

/// MAIL-10, MAIL-12
#[test]
fn what_is_unlocked_for_a_learner_is_mailed_once_and_not_after_the_access_is_over() {
    let school = School::open();
    for line in [
        "item add BASICS --course ALGEBRA --title Basics --kind file --required yes",
        "item add PROOFS --course ALGEBRA --title Proofs --kind file --required yes --after BASICS",
        "item add EXAM --course ALGEBRA --title Exam --kind quiz --required yes --final-assessment yes",
    ] {
        school.done(line);
    }
    let edit = |item: &str, now: &str| {
        school
            .done(&format!("transcript edit --customer {ADA} --item {item} --status completed --now {now}"));
    };
    edit("BASICS", "2030-01-03T00:00:00Z");
    assert_eq!(school.send("2030-01-03T00:00:01Z")["sent"], 1);
    edit("PROOFS", "2030-01-30T00:00:00Z");
    let sent = school.send("2030-02-05T00:00:00Z");
    assert_eq!((&sent["sent"], &sent["held_back"]), (&0.into(), &1.into()), "{sent}");
    let over = "the access to the course is expired (MAIL-10)";
    assert_eq!(school.held_back()["final_assessment_unlocked"], over);
    let came = school.server.mails();
    assert_eq!(came.len(), 1);
    assert!(came[0]["text"].as_str().is_some_and(|text| text.contains("Proofs")), "{came:?}");
}
