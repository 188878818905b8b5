//! Scores of a presentation of the Open University: what comes out is what the file holds.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rollbook_e2e::{Installation, fixtures, full_oulad};

use crate::privacy::{told_of, unzipped};

const FILES: [(&str, &str); 6] = [
    ("groups", "groups.csv"),
    ("courses", "catalogue-2013J.csv"),
    ("items", "items-2013J.csv"),
    ("roster", "roster-2013J.csv"),
    ("withdrawals", "withdrawals-2013J.csv"),
    ("scores", "scores-2013J.csv"),
];

/// Loads everything, and gives what the import of scores answered.
fn load(installation: &Installation, folder: &Path) -> serde_json::Value {
    let answers = FILES.map(|(kind, name)| {
        let path = folder.join(name);
        installation.done(&["import", kind, path.to_str().expect("a path in Unicode")]).json()
    });
    let [.., scores] = answers;
    scores
}

/// The rows of a file of scores by course: email, item, score, day.
type Rows = BTreeMap<String, Vec<[String; 4]>>;

fn rows_of(folder: &Path) -> Rows {
    let text = fs::read_to_string(folder.join("scores-2013J.csv")).expect("the file of scores");
    let mut rows = Rows::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let [email, course, item, day, score]: [&str; 5] = cells.try_into().expect("five columns");
        let row = [email, item, score, day].map(str::to_owned);
        rows.entry(course.to_owned()).or_default().push(row);
    }
    for rows in rows.values_mut() {
        rows.sort_unstable();
    }
    rows
}

/// What the report of a course says, in the same form.
fn reported(installation: &Installation, course: &str) -> Vec<[String; 4]> {
    let csv = installation.done(&["report", "transcript", "--course", course, "--output", "csv"]).output;
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some("email,item,status,score,submitted_at,access_state"));
    let mut rows: Vec<[String; 4]> = lines
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            let [email, item, status, score, submitted_at, access]: [&str; 6] =
                cells.try_into().expect("six columns");
            assert_eq!(status, if score.is_empty() { "submitted" } else { "completed" }, "{line}");
            assert!(["expired", "unenrolled"].contains(&access), "{line}");
            let day = submitted_at.strip_suffix("T00:00:00Z").expect("the start of a day");
            [email, item, score, day].map(str::to_owned)
        })
        .collect();
    rows.sort_unstable();
    rows
}

fn assert_reports_equal_the_file(folder: &Path) -> (Installation, serde_json::Value) {
    let installation = Installation::ready();
    let answer = load(&installation, folder);
    for (course, rows) in rows_of(folder) {
        let found = reported(&installation, &course);
        assert_eq!(found.len(), rows.len(), "rows of {course}");
        assert!(found == rows, "the rows of {course} are those of the file");
    }
    (installation, answer)
}

#[test]
fn the_first_learners_scores_are_reported_as_the_file_has_them() {
    let folder = fixtures("oulad");
    let (installation, answer) = assert_reports_equal_the_file(&folder);
    assert_eq!((&answer["rows"], &answer["results"]), (&177.into(), &177.into()));
    assert_eq!((&answer["skipped"], &answer["refused"]), (&serde_json::json!([]), &serde_json::json!([])));

    let shown = installation
        .done(&["transcript", "show", "--customer", "11391@oulad.example", "--output", "json"])
        .json();
    let course = &shown["courses"][0];
    assert_eq!((&course["course"], &course["access_state"]), (&"AAA-2013J".into(), &"expired".into()));
    let item = &course["items"][0];
    assert_eq!((&item["item"], &item["status"]), (&"TMA-1752".into(), &"completed".into()));
    assert_eq!((&item["score"], &item["completed_at"]), (&"78".into(), &"2013-10-19T00:00:00Z".into()));

    let events = installation.events();
    let again = load(&installation, &folder);
    assert_eq!((&again["unchanged"], &again["applied"]), (&true.into(), &false.into()));
    assert_eq!(installation.events(), events);
}

///
#[test]
fn work_handed_in_after_a_withdrawal_is_kept_and_marked() {
    let installation = Installation::ready();
    load(&installation, &fixtures("oulad"));
    let shown = installation
        .done(&["transcript", "show", "--customer", "121056@oulad.example", "--course", "GGG-2013J"])
        .json();
    let items = shown["courses"][0]["items"].as_array().expect("items");
    let marked: Vec<_> = items.iter().filter(|item| item["outside"] == "unenrolled").collect();
    let [item] = marked.as_slice() else { panic!("{marked:?}") };
    assert_eq!((&item["item"], &item["score"]), (&"TMA-37415".into(), &"45".into()));
}

/// GDPR-03: one with results of a whole course, one who withdrew, one who handed in work after that, and one with nothing.
#[test]
fn the_exports_of_learners_are_imported_into_an_empty_database_as_the_same_people() {
    let (folder, school, elsewhere) = (fixtures("oulad"), Installation::ready(), Installation::ready());
    load(&school, &folder);
    for (kind, name) in &FILES[..3] {
        elsewhere.done(&["import", kind, folder.join(name).to_str().expect("a path in Unicode")]);
    }
    let texts = ["roster", "withdrawals", "scores"].map(|kind| {
        let text = fs::read_to_string(folder.join(format!("{kind}-2013J.csv"))).expect("a file");
        (kind, text)
    });
    let has = |kind: &str, person: &str| {
        texts.iter().any(|(of, text)| *of == kind && text.contains(&format!("{person},")))
    };
    let mut seen = Vec::new();
    for number in ["11391", "121056", "106247", "23632", "26915"] {
        let person = format!("{number}@oulad.example");
        seen.push((has("withdrawals", &person), has("scores", &person)));
        let archive = school.path(&format!("{number}.zip"));
        let to = archive.to_str().expect("a path in Unicode");
        school.done(&["customer", "export", "--customer", &person, "--to", to]);
        let files = unzipped(&archive);
        for (kind, _) in &texts {
            let path = elsewhere.write(&format!("{kind}.csv"), &files[&format!("{kind}.csv")]);
            let path = path.to_str().expect("a path in Unicode");
            let imported = elsewhere.done(&["import", kind, path]).json();
            assert_eq!(
                (&imported["refused"], &imported["skipped"]),
                (&serde_json::json!([]), &serde_json::json!([]))
            );
        }
        assert_eq!(told_of(&elsewhere, &person), told_of(&school, &person), "{person}");
    }
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 4, "withdrawn or not, with scores or not: {seen:?}");
}

#[test]
fn a_dry_run_and_a_file_with_mistakes_change_nothing() {
    let installation = Installation::ready();
    let folder = fixtures("oulad");
    for (kind, name) in &FILES[..5] {
        let path = folder.join(name);
        installation.done(&["import", kind, path.to_str().expect("a path in Unicode")]);
    }
    let events = installation.events();
    let scores = folder.join("scores-2013J.csv");
    let scores = scores.to_str().expect("a path in Unicode");
    let planned = installation.done(&["import", "scores", scores, "--dry-run"]).json();
    assert_eq!((&planned["results"], &planned["applied"]), (&177.into(), &false.into()));

    let text = "Email,Course Code,Item Code,Date,Score\n\
        11391@oulad.example,AAA-2013J,TMA-1752,2013-10-19,\n\
        11391@oulad.example,AAA-2013J,TMA-1752,2013-10-20,seventy\n\
        11391@oulad.example,BBB-2013J,TMA-1752,2013-10-19,70\n";
    let path: PathBuf = installation.path("wrong.csv");
    fs::write(&path, text).expect("a file");
    let path = path.to_str().expect("a path in Unicode");
    let refused = installation.run(&["import", "scores", path]);
    assert_eq!(refused.code, Some(1));
    assert_eq!(installation.events(), events);
    let left = installation.done(&["import", "scores", path, "--skip-bad"]).json();
    let told: Vec<_> = left["refused"]
        .as_array()
        .expect("refused rows")
        .iter()
        .map(|row| (row["line"].clone(), row["column"].clone()))
        .collect();
    assert_eq!(told, [(3.into(), "Score".into()), (4.into(), "Item Code".into())]);
    assert_eq!(reported(&installation, "AAA-2013J")[0][2], "", "work that waits for a score is on record");
}

#[test]
fn the_whole_files_scores_are_reported_as_the_file_has_them_where_this_machine_has_it() {
    let Some(folder) = full_oulad().filter(|folder| folder.join("scores-2013J.csv").is_file()) else {
        println!("the whole presentation is not on this machine; the fixture was used instead");
        return the_first_learners_scores_are_reported_as_the_file_has_them();
    };
    let (_, answer) = assert_reports_equal_the_file(&folder);
    assert_eq!((&answer["rows"], &answer["results"]), (&49_018.into(), &49_018.into()));
}
