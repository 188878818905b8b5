//! What is kept for a period, as an operator would let it go: by the calendar, a rehearsal and a timer.

use rollbook_e2e::{Installation, Said};
use serde_json::{Value, json};

use crate::roster::{roster, with_catalogue};

const LEARNER: &str = "learner0@example.org";

const LEAVER: &str = "learner1@example.org";

const ADDRESS: &str = "203.0.113.177";

/// What the module keeps for itself.
const SENT: &str = "page 7 canary.module";

const QUIZ: &str = r#"{
  "pass_mark": 50,
  "questions": [
    {"id": "sum", "text": "2 + 2 =", "kind": "single",
     "choices": [{"id": "a", "text": "3"}, {"id": "b", "text": "4"}], "correct": ["b"]},
    {"id": "prime", "text": "1 is a prime.", "kind": "true_false", "correct": ["false"]}
  ]
}"#;

/// Two learners with a sign-in each; one took a quiz and a module, the other is inactive, and their mails were sent.
fn school() -> Installation {
    let school = with_catalogue();
    let roster = school.write("roster.csv", roster(2));
    school.done(&["import", "roster", &roster.to_string_lossy()]);
    let mut send = school.command(&["mail", "send"]);
    let mails = format!("file:{}", school.path("mails").display());
    assert!(send.env("ROLLBOOK_MAIL_URL", mails).status().expect("it starts").success());
    let quiz = ["item", "add", "QUIZ", "--course", "ALGEBRA", "--title", "Quiz", "--kind", "quiz"];
    school.done(&[&quiz[..], &["--maximum-score", "10"]].concat());
    school.write("quiz.json", QUIZ);
    school.done(&["item", "quiz", "QUIZ", "--file", &school.path("quiz.json").to_string_lossy()]);
    let submit = ["transcript", "submit", "--customer", LEARNER, "--item", "QUIZ"];
    school.done(&[&submit[..], &["--answer", "sum=b"]].concat());
    let module = ["item", "add", "MODULE", "--course", "ALGEBRA", "--title", "Module", "--kind", "scorm"];
    school.done(&module);
    school.write(
        "cmi.json",
        format!(r#"{{"cmi.core.lesson_status": "passed", "cmi.suspend_data": "{SENT}"}}"#),
    );
    let commit = ["transcript", "commit-cmi", "--customer", LEARNER, "--item", "MODULE", "--standard", "1.2"];
    school.done(&[&commit[..], &["--finish", "--file", &school.path("cmi.json").to_string_lossy()]].concat());
    for person in [LEARNER, LEAVER] {
        school.done(&["customer", "record-login", "--customer", person, "--address", ADDRESS]);
    }
    school.done(&["customer", "status", LEAVER, "inactive"]);
    school
}

fn json_of(school: &Installation, command: &str) -> Value {
    let mut arguments: Vec<&str> = command.split(' ').collect();
    arguments.extend(["--output", "json"]);
    school.done(&arguments).json()
}

fn of_each(list: &Value, key: &str) -> Vec<Value> {
    list["items"].as_array().expect("a list").iter().map(|item| item[key].clone()).collect()
}

/// Whether the text is in any file of the database.
fn is_in_files(school: &Installation, text: &str) -> bool {
    let files = school.folder().read_dir().expect("the folder").flatten();
    let is_meant = |name: &str| name.starts_with("rollbook.db");
    files.filter(|file| is_meant(&file.file_name().to_string_lossy())).any(|file| {
        let bytes = std::fs::read(file.path()).expect("a file of the database");
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    })
}

/// X-05
#[test]
fn what_was_kept_long_enough_goes_by_the_calendar_and_leaves_no_trace_in_the_files() {
    let school = school();
    school.done(&["settings", "set", "test_clock", "yes"]);
    for kept in ["logins", "mails", "answers", "cmi", "inactive"] {
        let setting = &format!("keep_{kept}_days");
        school.done(&["settings", "set", setting, "30"]);
    }
    let calendar = json_of(&school, "privacy calendar");
    assert_eq!(of_each(&calendar, "category"), ["logins", "mails", "answers", "cmi", "inactive"]);
    assert_eq!(of_each(&calendar, "due"), [0, 0, 0, 0, 0]);
    let promised = of_each(&calendar, "rows");
    assert_eq!(&[0, 2, 3, 4].map(|place| promised[place].clone()), &[2, 1, 1, 1].map(|count| json!(count)));
    assert!(promised[1].as_u64() >= Some(2), "{calendar}");
    let nothing = json_of(&school, "privacy apply");
    assert_eq!((&nothing["outcome"], &nothing["touched"]), (&json!("unchanged"), &json!(0)));
    assert!([ADDRESS, LEAVER, SENT].iter().all(|text| is_in_files(&school, text)));

    let later = "--now 2100-01-01T00:00:00Z";
    let rehearsed = json_of(&school, &format!("privacy apply --dry-run {later}"));
    let rows: u64 = promised.iter().filter_map(Value::as_u64).sum();
    assert_eq!((&rehearsed["outcome"], rehearsed["touched"].as_u64()), (&json!("planned"), Some(rows)));
    let leaver = json_of(&school, &format!("customer show {LEAVER}"))["id"].clone();
    assert_eq!(rehearsed["people"][0]["id"], leaver);
    let applied = json_of(&school, &format!("privacy apply --yes {later}"));
    assert_eq!((&applied["outcome"], &applied["touched"]), (&json!("applied"), &rehearsed["touched"]));
    let again = json_of(&school, &format!("privacy apply --yes {later}"));
    assert_eq!(again["outcome"], "unchanged");

    assert_eq!(json_of(&school, &format!("customer logins {LEARNER}"))["items"], json!([]));
    let mails = json_of(&school, "mail list --all");
    assert!(of_each(&mails, "to").iter().all(Value::is_null), "{mails}");
    assert!(of_each(&mails, "state").iter().all(|state| state == "sent"), "{mails}");
    let asked = format!("--customer {LEARNER} --item QUIZ");
    let submissions = json_of(&school, &format!("transcript submissions {asked}"));
    assert_eq!(of_each(&submissions, "score"), ["5"], "the result stays");
    assert_eq!(json_of(&school, &format!("transcript responses {asked}"))["items"], json!([]));
    let module = format!("--customer {LEARNER} --item MODULE");
    assert_eq!(json_of(&school, &format!("transcript cmi {module}"))["items"], json!([]));
    let history = json_of(&school, &format!("transcript history --customer {LEARNER}"));
    let results = of_each(&history, "what").into_iter().filter(|what| what["result"]["score"].is_null());
    assert!(
        results.map(|what| what["result"]["status"].clone()).any(|status| status == "passed"),
        "{history}"
    );
    let counted = json_of(&school, "report quiz QUIZ");
    assert!(of_each(&counted, "submissions").iter().all(|count| count == 0), "{counted}");
    let erased: Said = school.run(&["customer", "show", LEAVER]);
    assert_eq!(erased.code, Some(3), "{erased:?}");
    assert_eq!(json_of(&school, &format!("customer show {LEARNER}"))["email"], LEARNER);

    school.done(&["audit", "verify"]);
    school.done(&["store", "vacuum"]);
    for gone in [ADDRESS, LEAVER, SENT] {
        assert!(!is_in_files(&school, gone), "{gone} is in the files");
    }
    assert!(is_in_files(&school, LEARNER), "who is active stays");
    let archive = school.path("learner.zip");
    school.done(&["customer", "export", "--customer", LEARNER, "--to", &archive.to_string_lossy()]);
}
